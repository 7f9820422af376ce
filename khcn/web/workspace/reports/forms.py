"""The forms of items: one small form each, whose good fields are kept even when another is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.choices import Declared, ItemKind, Level
from khcn.agency_reports.filling import Line
from khcn.agency_reports.filling.values import AMOUNTS
from khcn.agency_reports.models import RequestItem
from khcn.indicators.choices import Kind
from khcn.kernel.form_fields import FigureField, read_figure
from khcn.registers.funding.choices import Origin

SPARE_ROWS = 2
AMOUNT_LABELS = {
    "planned": gettext_lazy("Kế hoạch"),
    "allocated": gettext_lazy("Được giao"),
    "disbursed": gettext_lazy("Giải ngân"),
    "settled": gettext_lazy("Quyết toán"),
}


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ItemForm(forms.Form):
    """What every item has. `told()` are the fields that were understood, as the act takes them."""

    nothing = forms.BooleanField(label=gettext_lazy("Không có phát sinh trong kỳ"), required=False)
    explanation = forms.CharField(label=gettext_lazy("Giải trình"), required=False, widget=_text(2))

    def told(self) -> dict[str, Any]:
        self.is_valid()
        said = {name for name in self.fields if name in self.data} | {"nothing"}
        return {name: value for name, value in self.cleaned_data.items() if name in said}

    def slips(self) -> dict[str, str]:
        """The first sentence for each field that was not understood."""
        return {name: " ".join(map(str, sentences)) for name, sentences in self.errors.items()}


class SectionForm(ItemForm):
    text = forms.CharField(label=gettext_lazy("Nội dung"), required=False, widget=_text(8))


class TaskForm(ItemForm):
    declared = forms.ChoiceField(
        label=gettext_lazy("Đơn vị tự đánh giá"), required=False, choices=[("", "—"), *Declared.choices]
    )
    text = forms.CharField(label=gettext_lazy("Kết quả đạt được"), required=False, widget=_text(5))
    value = FigureField(label=gettext_lazy("Kết quả bằng số"), required=False)
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=80)
    obstacle = forms.CharField(label=gettext_lazy("Khó khăn, vướng mắc"), required=False, widget=_text(3))
    proposal = forms.CharField(label=gettext_lazy("Đề xuất, kiến nghị"), required=False, widget=_text(3))
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp có thẩm quyền giải quyết"),
        required=False,
        choices=[("", "—"), *Level.choices],
    )

    def told(self) -> dict[str, Any]:
        told = super().told()
        if self.has_money:
            try:
                told["money"] = list(self._money())
            except ValidationError as error:
                self.add_error(None, error)
        return told

    def slips(self) -> dict[str, str]:
        found = super().slips()
        if "__all__" in found:
            found["money"] = found.pop("__all__")
        return found

    @property
    def has_money(self) -> bool:
        return "money-0-origin" in self.data

    def money_rows(self) -> list["MoneyRow"]:
        """The lines told so far and some to write in."""
        if self.is_bound and self.has_money:
            count = sum(key.startswith("money-") and key.endswith("-origin") for key in self.data)
            rows = [{name: self.data.get(f"money-{number}-{name}", "") for name in ("origin", *AMOUNTS)}
                    for number in range(count)]  # fmt: skip
        else:
            rows = [*(self.initial.get("money") or []), *({} for _spare in range(SPARE_ROWS))]
        return [MoneyRow(number, self.auto_id.replace("%s", ""), row) for number, row in enumerate(rows)]

    def _money(self) -> Iterator[dict[str, Any]]:
        for row in self.money_rows():
            amounts = {name: _amount(row.values.get(name), AMOUNT_LABELS[name]) for name in AMOUNTS}
            yield {"origin": row.values.get("origin", ""), **amounts}


class IndicatorForm(ItemForm):
    value = FigureField(label=gettext_lazy("Giá trị"), required=False)
    numerator = FigureField(label=gettext_lazy("Tử số"), required=False)
    denominator = FigureField(label=gettext_lazy("Mẫu số"), required=False)
    text = forms.CharField(label=gettext_lazy("Ghi chú, nguồn số liệu"), required=False, widget=_text(2))

    def clean(self) -> dict[str, Any] | None:
        """Half a share cannot be kept; the half that was typed stays in the browser."""
        told = super().clean() or self.cleaned_data
        parts = [told.get("numerator"), told.get("denominator")]
        if "numerator" in told and "denominator" in told and (parts[0] is None) != (parts[1] is None):
            del told["numerator"]
            self.add_error("denominator", _("Hãy ghi cả tử số và mẫu số, hoặc bỏ trống cả hai."))
        elif parts[1] == 0:
            del told["numerator"]
            self.add_error("denominator", _("Mẫu số bằng 0 thì không tính được tỷ lệ."))
        elif ("numerator" in told) != ("denominator" in told):
            told.pop("numerator", None)
            told.pop("denominator", None)
        return told


@dataclass(frozen=True)
class MoneyRow:
    """One line of money in the form, as it was typed."""

    number: int
    prefix: str
    values: dict[str, Any]

    @property
    def name(self) -> str:
        return f"money-{self.number}"

    @property
    def origins(self) -> list[tuple[str, str, bool]]:
        chosen = self.values.get("origin", "")
        return [
            ("", "—", not chosen),
            *((code, str(label), code == chosen) for code, label in Origin.choices),
        ]

    @property
    def cells(self) -> list[tuple[str, str, Any]]:
        return [
            (f"{self.name}-{name}", str(AMOUNT_LABELS[name]), _shown(self.values.get(name)))
            for name in AMOUNTS
        ]


def form_for(line: Line, data: Any = None) -> ItemForm:
    """The form of the item with what stands; ids differ between items, names do not."""
    kinds = {ItemKind.TASK: TaskForm, ItemKind.INDICATOR: IndicatorForm, ItemKind.SECTION: SectionForm}
    chosen = kinds[ItemKind(line.item.kind)]
    form = chosen(data, initial=_initial(line), auto_id=f"muc-{line.item.pk}-%s")
    if line.item.kind == ItemKind.INDICATOR:
        _fit_indicator(form, line)
    return form


def form_kind(item: RequestItem) -> str:
    return {"task": "_task_fields", "indicator": "_indicator_fields"}.get(item.kind, "_section_fields")


def _fit_indicator(form: ItemForm, line: Line) -> None:
    card = line.card
    form.fields["nothing"].label = _("Chưa có số liệu của kỳ này")
    if card is None:
        return
    form.fields["value"].label = _("Giá trị ({unit})").format(unit=card.unit) if card.unit else _("Giá trị")
    if card.kind not in (Kind.SHARE, Kind.GROWTH) and not card.numerator:
        del form.fields["numerator"], form.fields["denominator"]
        return
    form.fields["value"].help_text = _("Có tử số và mẫu số thì hệ thống tự tính.")
    form.fields["numerator"].help_text, form.fields["denominator"].help_text = (
        card.numerator,
        card.denominator,
    )


def _initial(line: Line) -> dict[str, Any]:
    answer = line.answer
    names = ("nothing", "explanation", "declared", "text", "value", "numerator", "denominator", "unit", "money",
             "obstacle", "proposal", "level")  # fmt: skip
    return {name: _rounded(getattr(answer, name)) for name in names}


def _rounded(value: Any) -> Any:
    return value.normalize() if isinstance(value, Decimal) else value


def _amount(text: Any, label: Any) -> int | None:
    figure = text if isinstance(text, int) else read_figure(str(text or ""))
    if figure is None:
        return None
    if figure != int(figure) or figure < 0:
        sentence = _("Cột “{label}”: kinh phí ghi bằng đồng, là số nguyên không âm, ví dụ 1.250.000.000.")
        raise ValidationError(sentence.format(label=label))
    return int(figure)


def _shown(value: Any) -> Any:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else (value or "")
