"""One form for each kind of item: from the item to fields, and back to the item's values."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from khcn.kernel.documents.models import DocumentKind
from khcn.plan.choices import Frequency, Horizon, Operator, Schedule
from khcn.plan.importing.items import PARTY_KEYS, Json
from khcn.plan.models import Plan
from khcn.web.workspace.imports.fields import DayOfYearField, LinesField, NumberField, YearField, words
from khcn.web.workspace.imports.party_fields import Directory, add_party_fields, parties_from

PARTY_LABELS = {
    "lead": _("Chủ trì"),
    "coordinating": _("Phối hợp"),
    "parties": _("Chịu trách nhiệm"),
}


class ItemForm(forms.Form):
    """Keeps the revision that the person saw, so that two people do not overwrite each other."""

    name = ""
    #: Short fields that stand on one line.
    side_by_side: tuple[tuple[str, ...], ...] = ()
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, item: Json, data: Any = None, *, revision: int = 0) -> None:
        super().__init__(data, initial={**self.told(item), "revision": revision})
        self.item = item
        keys = PARTY_KEYS.get(self.name, ())
        directory = Directory() if keys else None
        for key in keys:
            add_party_fields(self, key, str(PARTY_LABELS[key]), item.get(key) or [], directory)

    def told(self, item: Json) -> Json:
        """The item as initial values of the fields."""
        return {name: item.get(name) for name in self.base_fields}

    def values(self) -> Json:
        """What the person entered, in the shape of the item."""
        plain = {name: self.cleaned_data[name] for name in self.base_fields if name != "revision"}
        return plain | self.parties()

    def parties(self) -> Json:
        return {
            key: parties_from(self, key, self.item.get(key) or []) for key in PARTY_KEYS.get(self.name, ())
        }

    def groups(self) -> Iterator[tuple[str, list[list[BoundField]]]]:
        """Rows of fields for the template: the plain ones, then one row for each party."""
        yield "", [[self[name] for name in row] for row in self._rows()]
        for key in PARTY_KEYS.get(self.name, ()):
            numbered = [name for name in self.fields if name.startswith(f"{key}-")]
            by_party = groupby(numbered, key=lambda name: name.split("-")[1])
            yield str(PARTY_LABELS[key]), [[self[name] for name in names] for _number, names in by_party]

    def _rows(self) -> Iterator[tuple[str, ...]]:
        """Every field in its order; those named together in `side_by_side` share a row."""
        for name in self.base_fields:
            row = next((row for row in self.side_by_side if name in row), (name,))
            if name != "revision" and name == row[0]:
                yield row


class SectionForm(ItemForm):
    name = "sections"
    side_by_side = (("path", "label", "level"),)
    path = forms.CharField(label=_("Đường dẫn mục"), max_length=60, help_text=_("Ví dụ: II.2"))
    label = forms.CharField(label=_("Số mục"), max_length=20, required=False)
    title = words(_("Tên mục"), 2)
    level = forms.IntegerField(label=_("Cấp"), min_value=1, max_value=9)


class TargetForm(ItemForm):
    name = "targets"
    side_by_side = (
        ("operator", "low", "high"),
        ("unit", "horizon", "year"),
        ("base_value", "base_unit", "base_period"),
    )
    text = words(_("Nguyên văn"))
    clause = forms.CharField(label=_("Điều khoản"), max_length=60, required=False)
    operator = forms.ChoiceField(label=_("So sánh"), choices=Operator.choices)
    low = NumberField(label=_("Mức (mức thấp của khoảng)"))
    high = NumberField(
        label=_("Mức cao"), help_text=_("Chỉ ghi khi văn bản nêu một khoảng hoặc “không quá”.")
    )
    unit = forms.CharField(label=_("Đơn vị"), max_length=80, required=False)
    horizon = forms.ChoiceField(label=_("Thời hạn"), choices=Horizon.choices)
    year = YearField(label=_("Năm"))
    base_value = NumberField(label=_("Giá trị gốc"))
    base_unit = forms.CharField(label=_("Đơn vị của giá trị gốc"), max_length=80, required=False)
    base_period = forms.CharField(
        label=_("Kỳ gốc"), max_length=20, required=False, help_text=_("Ví dụ: 2020 hoặc 2016-2020")
    )

    def told(self, item: Json) -> Json:
        horizon, base = item.get("horizon") or {}, item.get("baseline") or {}
        nested = {"horizon": horizon.get("kind"), "year": horizon.get("year")}
        nested |= {f"base_{key}": base.get(key) for key in ("value", "unit", "period")}
        return {name: item.get(name) for name in self.base_fields} | nested

    def clean(self) -> Json:
        told = super().clean() or self.cleaned_data
        low, high = told.get("low"), told.get("high")
        if told.get("operator") == Operator.BETWEEN and (low is None or high is None):
            self.add_error("high", _("“Trong khoảng” cần cả mức thấp và mức cao. Hãy ghi đủ hai số."))
        if low is not None and high is not None and high < low:
            self.add_error("high", _("Mức cao nhỏ hơn mức thấp. Hãy kiểm tra lại hai số."))
        return told

    def values(self) -> Json:
        told = dict(self.cleaned_data)
        base = None
        if told["base_value"] is not None:
            span = (self.item.get("baseline") or {}).get("span")
            base = {key: told[f"base_{key}"] for key in ("value", "unit", "period")} | {"span": span}
        return {
            **{key: told[key] for key in ("text", "clause", "operator", "low", "high", "unit")},
            "horizon": {"kind": told["horizon"], "year": told["year"]},
            "baseline": base,
        }


class TaskForm(ItemForm):
    name = "tasks"
    side_by_side = (("kind", "start", "end"),)
    no = forms.CharField(label=_("Số thứ tự"), max_length=16, required=False)
    text = words(_("Nguyên văn nhiệm vụ"), 4)
    kind = forms.ChoiceField(label=_("Kiểu thời gian"), choices=Schedule.choices)
    start = YearField(label=_("Từ năm"))
    end = YearField(label=_("Đến năm"))
    raw = forms.CharField(label=_("Thời gian theo văn bản"), max_length=300, required=False)
    output = words(_("Sản phẩm, kết quả đầu ra"), 2, required=False)
    note = words(_("Ghi chú"), 2, required=False)
    group = forms.CharField(label=_("Nhóm nhiệm vụ"), max_length=500, required=False)

    def told(self, item: Json) -> Json:
        when = item.get("schedule") or {}
        nested = {"kind": when.get("kind"), "start": when.get("from"), "end": when.get("to")}
        return {name: item.get(name) for name in self.base_fields} | nested | {"raw": when.get("raw")}

    def clean(self) -> Json:
        told = super().clean() or self.cleaned_data
        if told.get("start") and told.get("end") and told["end"] < told["start"]:
            self.add_error("end", _("“Đến năm” sớm hơn “Từ năm”. Hãy kiểm tra lại."))
        return told

    def values(self) -> Json:
        told = self.cleaned_data
        dates = (self.item.get("schedule") or {}).get("dates") or []
        when = {"kind": told["kind"], "from": told["start"], "to": told["end"], "raw": told["raw"]}
        plain = {key: told[key] for key in ("no", "text", "output", "note", "group")}
        return plain | {"schedule": when | {"dates": dates}} | self.parties()


class DutyForm(ItemForm):
    name = "duties"
    clause = forms.CharField(label=_("Điều khoản"), max_length=60)
    text = words(_("Nguyên văn"), 4)


class ReportingForm(ItemForm):
    name = "reporting"
    side_by_side = (("frequency", "due", "year"),)
    clause = forms.CharField(label=_("Điều khoản"), max_length=60, required=False)
    frequency = forms.ChoiceField(label=_("Định kỳ"), choices=Frequency.choices)
    due = DayOfYearField(
        label=_("Hạn (ngày/tháng)"), required=False, max_length=10, help_text=_("Ví dụ: 05/12")
    )
    year = YearField(label=_("Năm"), help_text=_("Chỉ ghi cho báo cáo làm một lần."))
    to = LinesField(label=_("Nơi nhận báo cáo"), required=False, help_text=_("Mỗi dòng một nơi nhận."))


class FundingForm(ItemForm):
    name = "funding"
    clause = forms.CharField(label=_("Điều khoản"), max_length=60, required=False)
    text = words(_("Nguyên văn"))


class FindingForm(ItemForm):
    name = "findings"
    message = words(_("Vấn đề"))


class DocumentForm(ItemForm):
    """What the document is, and the plan of which it is a version."""

    name = "document"
    side_by_side = (("kind", "symbol", "issued_on"), ("issuer", "place"), ("from_year", "to_year"))
    plan = forms.ModelChoiceField(
        label=_("Là một bản của kế hoạch"),
        queryset=Plan.objects.only("pk", "code", "symbol", "short_title"),
        required=False,
        empty_label=_("Kế hoạch mới, chưa có trong hệ thống"),
    )
    kind = forms.ChoiceField(
        label=_("Loại văn bản"), choices=[(str(label), label) for label in DocumentKind.labels]
    )
    symbol = forms.CharField(
        label=_("Số, ký hiệu"), max_length=80, required=False, help_text=_("Ví dụ: 57/KH-UBND")
    )
    issued_on = forms.DateField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_("Dạng ngày/tháng/năm."),
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _("Ngày không đúng. Hãy viết như 27/03/2023.")},
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    place = forms.CharField(label=_("Nơi ban hành"), max_length=120, required=False)
    title = words(_("Tên theo văn bản"), 3, required=False)
    from_year = YearField(label=_("Kế hoạch từ năm"))
    to_year = YearField(label=_("Đến năm"))

    def __init__(self, item: Json, data: Any = None, *, revision: int = 0, plan: Plan | None = None) -> None:
        self._plan = plan
        super().__init__(item, data, revision=revision)

    def told(self, item: Json) -> Json:
        told = {name: item.get(name) for name in self.base_fields}
        known = {label.lower(): label for label in map(str, DocumentKind.labels)}
        return told | {"plan": self._plan, "kind": known.get((item.get("kind") or "").lower())}

    def clean(self) -> Json:
        told = super().clean() or self.cleaned_data
        if told.get("from_year") and told.get("to_year") and told["to_year"] < told["from_year"]:
            self.add_error("to_year", _("“Đến năm” sớm hơn “Từ năm”. Hãy kiểm tra lại."))
        return told

    def values(self) -> Json:
        told = {key: value for key, value in self.cleaned_data.items() if key not in ("plan", "revision")}
        number = told["symbol"].split("/")[0]
        issued = told["issued_on"]
        return told | {
            "issued_on": issued.isoformat() if issued else None,
            "number": int(number) if number.isascii() and number.isdigit() else None,
        }


FORMS: dict[str, type[ItemForm]] = {
    form.name: form
    for form in (SectionForm, TargetForm, TaskForm, DutyForm, ReportingForm, FundingForm, FindingForm)
}
