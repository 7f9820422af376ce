"""Form fields that read what people in Việt Nam type: 8,5 and 1.234,5; 27/03/2023."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+$")


class DayField(forms.DateField):
    """A day, by the browser's calendar or typed dd/mm/yyyy."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])
        options.setdefault(
            "error_messages",
            {"invalid": gettext_lazy("Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/12/2026.")},
        )
        super().__init__(**options)


class FigureField(forms.CharField):
    """A number as people write it: comma for decimals, dots or spaces for thousands."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return value if isinstance(value, Decimal) else read_figure(str(value or ""))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def read_figure(text: str) -> Decimal | None:
    """8,5 and 8.5 are the same; 1.234 is a thousand and more, as Vietnamese documents write it."""
    told = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not told:
        return None
    if "," in told or _THOUSANDS.match(told):
        told = told.replace(".", "").replace(",", ".")
    try:
        figure = Decimal(told)
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite() or abs(figure) >= Decimal(10) ** 16:
        raise ValidationError(
            _("“%(text)s” không phải là số. Hãy ghi như 8,5 hoặc 1.234,5; đơn vị tính ghi ở ô bên cạnh."),
            params={"text": text.strip()[:40]},
        )
    return figure
