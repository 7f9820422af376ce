"""Form fields for what documents write: Vietnamese numbers, days of the year, lists of lines."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")


class NumberField(forms.CharField):
    """1.500 is fifteen hundred, 1,5 one and a half; empty is missing, never zero."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return f"{Decimal(str(value)).normalize():f}".replace(".", ",")

    def clean(self, value: Any) -> int | float | None:
        told = (super().clean(value) or "").replace(" ", "")
        if not told:
            return None
        plain = told.replace(".", "").replace(",", ".") if _GROUPED.match(told) else told.replace(",", ".")
        try:
            number = Decimal(plain)
        except InvalidOperation:
            raise ValidationError(_("“%s” không phải là số. Hãy viết như 1.500 hoặc 1,5.") % value) from None
        if not number.is_finite() or abs(number) >= Decimal(10) ** 14:
            raise ValidationError(_("Số “%s” quá lớn. Hãy kiểm tra lại.") % value)
        return int(number) if number == number.to_integral_value() else float(number)


class YearField(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "min_value": 1990, "max_value": 2100, **options})
        messages = {
            "invalid": _("Năm phải là bốn chữ số, ví dụ 2030."),
            "min_value": _("Năm phải từ 1990 đến 2100."),
            "max_value": _("Năm phải từ 1990 đến 2100."),
        }
        self.error_messages |= messages
        for validator in self.validators:
            validator.message = messages["min_value"]


class DayOfYearField(forms.CharField):
    """05/12 on screen, "12-05" in the document."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\d\d-\d\d", value):
            return "/".join(reversed(value.split("-")))
        return value

    def clean(self, value: Any) -> str | None:
        told = super().clean(value)
        if not told:
            return None
        found = re.fullmatch(r"(\d{1,2})\s*/\s*(\d{1,2})", told)
        longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        if not found or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[1]) <= longest[int(found[2]) - 1]:
            raise ValidationError(_("“%s” không phải ngày và tháng. Hãy viết như 05/12.") % value)
        return f"{int(found[2]):02d}-{int(found[1]):02d}"


class LinesField(forms.CharField):
    """One entry a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]


def words(label: Any, rows: int = 3, *, required: bool = True, **options: Any) -> forms.CharField:
    """A field for a sentence of the document."""
    return forms.CharField(
        label=label,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Hãy ghi nội dung này theo văn bản.")},
        **options,
    )
