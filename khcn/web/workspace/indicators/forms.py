"""Forms of indicators: definition, figure, decision, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from khcn.indicators.cards import ABOUT, MOST_DECIMALS, SAID
from khcn.indicators.choices import Calendar, Group, Vintage, Visibility
from khcn.indicators.entering import Told
from khcn.indicators.models import Card, Count, Observation
from khcn.indicators.periods import LONGEST_YEAR, end_of_year, window
from khcn.kernel.agencies.models import Agency
from khcn.kernel.documents.models import Document
from khcn.kernel.form_fields import DayField, FigureField
from khcn.kernel.registers.declaration import registers
from khcn.kernel.territory.models import Level, Unit
from khcn.lib.vn_text import fold

REASON = {"rows": 3}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs=REASON))


class PublishCountForm(forms.Form):
    """`seen` is the number that the person looked at when pressing the button."""

    vintage = forms.ChoiceField(label=_("Mức độ chính thức"), choices=Vintage.choices)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, count: Count) -> None:
        over = count.last_day >= end_of_year(count.card, count.year)
        super().__init__(
            data, initial={"seen": str(count.value), "vintage": Vintage.FINAL if over else Vintage.ESTIMATE}
        )
        if not over:
            vintage: Any = self.fields["vintage"]
            vintage.choices = [one for one in Vintage.choices if one[0] != Vintage.FINAL]


class CardForm(forms.ModelForm):
    """What a person says in a card; what does not hold together is told by the act, at its field."""

    lower = FigureField(label=_("Không nhỏ hơn"), required=False)
    upper = FigureField(label=_("Không lớn hơn"), required=False)
    counted_from = DayField(label=_("Cộng dồn từ ngày"), required=False)
    fact = forms.ChoiceField(label=_("Số liệu của sổ"), required=False)
    decimals = forms.IntegerField(label=_("Số chữ số lẻ"), min_value=0, max_value=MOST_DECIMALS, initial=1)
    reason = forms.CharField(
        label=_("Lý do có bản này"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = Card
        fields = SAID
        widgets = {
            "expression": forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
            "method_note": forms.Textarea(attrs=REASON), "note": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip
        help_texts = {
            "expression": _("Mã chỉ số đặt trong ngoặc vuông, ví dụ share([chi-khcn], [tong-chi])."),
            "year_ends_on": _("Tháng-ngày, ví dụ 11-30. Chỉ ghi khi kế hoạch chốt số vào ngày riêng."),
            "numerator": _("Bắt buộc với tỷ lệ: phần nào được đếm."),
            "denominator": _("Bắt buộc với tỷ lệ: chia cho cái gì."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["fact"].choices = [("", _t("Không lấy từ sổ")), *_facts()]
        fields["territory"].queryset = Unit.objects.filter(
            level__in=(Level.PROVINCE, Level.COUNTRY)
        ).order_by("name")

    def _post_clean(self) -> None:
        """Checks of the model are made by the act, in Vietnamese and all at once."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in SAID}


class AboutForm(forms.Form):
    """Where the indicator stands, who answers for its figures, who may see them."""

    group = forms.ChoiceField(label=_("Nhóm"), choices=Group.choices)
    owner = forms.ModelChoiceField(
        Agency.objects.order_by("order", "name"), label=_("Cơ quan chịu trách nhiệm số liệu"), required=False
    )
    visibility = forms.ChoiceField(label=_("Phạm vi xem"), choices=Visibility.choices)
    key = forms.BooleanField(label=_("Đưa lên trang đầu"), required=False)

    @property
    def about(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ABOUT}


class IndicatorForm(AboutForm, CardForm):
    code = forms.CharField(
        label=_("Mã"),
        max_length=80,
        help_text=_("Chữ thường không dấu, số, “-” và “.”; đứng trong địa chỉ và công thức."),
    )
    field_order = ("code", "name", *ABOUT)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in ("them", "nhap-so-lieu"):
            raise forms.ValidationError(_t("Mã này trùng với một địa chỉ của hệ thống. Hãy chọn mã khác."))
        return code


class FigureForm(forms.Form):
    """A figure of a whole year by its number, or of other days by their dates."""

    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1950, max_value=2100)
    first_day = DayField(label=_("Từ ngày"), required=False)
    last_day = DayField(label=_("Đến hết ngày"), required=False)
    territory = forms.ModelChoiceField(Unit.objects.none(), label=_("Địa bàn"), empty_label=None)
    value = FigureField(label=_("Giá trị"), required=False)
    numerator = FigureField(label=_("Tử số"), required=False)
    denominator = FigureField(label=_("Mẫu số"), required=False)
    vintage = forms.ChoiceField(label=_("Mức độ chính thức"), choices=Vintage.choices)
    source_note = forms.CharField(
        label=_("Nguồn cụ thể"),
        required=False,
        max_length=500,
        help_text=_("Niên giám, báo cáo, biểu số mấy, trang nào."),
    )
    document = forms.CharField(
        label=_("Số, ký hiệu văn bản trong kho"),
        required=False,
        max_length=80,
        help_text=_("Ví dụ 12/BC-SKHCN."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    breaks_series = forms.BooleanField(label=_("Không so được với kỳ trước"), required=False)

    def __init__(self, data: Any, *, card: Card, initial: dict[str, Any] | None = None) -> None:
        super().__init__(
            data, initial={"territory": card.territory_id, "vintage": Vintage.FINAL, **(initial or {})}
        )
        self.card = card
        fields: dict[str, Any] = self.fields
        levels = (Level.PROVINCE, Level.COMMUNE) if card.by_territory else (Level.PROVINCE, Level.COUNTRY)
        own = Unit.objects.filter(pk=card.territory_id or 0)
        fields["territory"].queryset = (Unit.objects.filter(level__in=levels) | own).order_by(
            "-level", "name"
        )
        fields["value"].label = f"{_t('Giá trị')} ({card.unit})" if card.unit else _t("Giá trị")
        if card.kind not in ("share", "growth", "level"):
            del self.fields["numerator"], self.fields["denominator"]

    def clean_document(self) -> Document | None:
        told = self.cleaned_data["document"].strip()
        if not told:
            return None
        found = next((row for row in Document.objects.filter(symbol__iexact=told)), None)
        if found is None:
            raise forms.ValidationError(
                _t("Kho văn bản chưa có số, ký hiệu này. Hãy nhập văn bản trước, hoặc chỉ ghi nguồn.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        days = (told.get("first_day"), told.get("last_day"))
        if any(days) and not all(days):
            self.add_error(
                "last_day" if days[0] else "first_day", _t("Hãy ghi cả ngày đầu và ngày cuối của kỳ.")
            )
        elif not any(days) and not told.get("year") and not self.errors:
            self.add_error("year", _t("Hãy ghi năm, hoặc ngày đầu và ngày cuối của kỳ."))
        return told

    @property
    def told(self) -> Told:
        names = (
            "territory",
            "value",
            "numerator",
            "denominator",
            "vintage",
            "source_note",
            "document",
            "note",
            "breaks_series",
        )
        values = {name: self.cleaned_data.get(name) for name in names}
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first is None or last is None:
            first, last = window(self.card, self.cleaned_data["year"])
            return Told(first, last, calendar=self.card.calendar, **values)
        cumulative = self.card.accumulation == "cumulative"
        mean = self.card.calendar == Calendar.AVERAGE or (last - first > LONGEST_YEAR and not cumulative)
        return Told(first, last, calendar=Calendar.AVERAGE if mean else Calendar.STATISTICAL, **values)


class CorrectionForm(FigureForm):
    reason = forms.CharField(
        label=_("Lý do đính chính"), max_length=2000, widget=forms.Textarea(attrs=REASON)
    )
    field_order = ("reason",)


def from_observation(row: Observation) -> dict[str, Any]:
    names = (
        "territory",
        "value",
        "numerator",
        "denominator",
        "vintage",
        "source_note",
        "note",
        "breaks_series",
    )
    told = {name: getattr(row, name) for name in names} | {
        "document": row.document.symbol if row.document else ""
    }
    if (row.first_day, row.last_day) == window(row.card, row.year) and row.calendar != Calendar.AVERAGE:
        return told | {"year": row.year}
    return told | {"first_day": row.first_day, "last_day": row.last_day}


class DecisionForm(forms.Form):
    question = forms.CharField(
        label=_("Câu hỏi"),
        max_length=500,
        help_text=_("Ví dụ: “đến năm 2030” tính đến hết năm 2030 hay 2029?"),
    )
    answer = forms.CharField(label=_("Quyết định"), widget=forms.Textarea(attrs=REASON))
    decided_on = DayField(label=_("Ngày quyết định"))
    decided_by = forms.CharField(label=_("Người hoặc cơ quan quyết định"), max_length=200)
    document = forms.CharField(label=_("Số, ký hiệu văn bản trong kho"), required=False, max_length=80)

    clean_document = FigureForm.clean_document


def _facts() -> list[tuple[str, list[tuple[str, str]]]]:
    """Facts by register, in the order of the alphabet."""
    groups = [
        (str(register.name), [(fact.code, f"{fact.name} ({fact.code})") for fact in register.facts])
        for register in registers
        if register.facts
    ]
    return sorted(groups, key=lambda group: fold(group[0]))
