"""Form fields made from a declaration: the same for the screen, the workbook and the API."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import DayField, FigureField, read_figure
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.lookup import Lookup, choice_text, lookup_for
from khcn.kernel.registers.model_fields import MoneyField as MoneyColumn
from khcn.lib.legacy_fonts import detect_legacy_text
from khcn.lib.vn_text import fold, nfc

YES = frozenset({"co", "x", "1", "true", "yes", "dung", "da", "roi"})
#: A billion billion đồng: above every budget, below what the column holds.
MOST_MONEY = 10**18
NO = frozenset({"khong", "0", "false", "no", "sai", "chua"})
MONEY_WORDS = {
    "dong": 1, "d": 1, "vnd": 1, "nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "trd": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9,
}  # fmt: skip


class TextField(forms.CharField):
    """Unicode text in one normal form; text of an old font is refused with its likely encoding."""

    def to_python(self, value: Any) -> str:
        text = nfc(super().to_python(_told(value)) or "").replace("\x00", "")
        if text and not text.isascii() and (kind := detect_legacy_text(text)):
            raise ValidationError(
                _("“%(text)s” dùng phông chữ cũ (%(kind)s). Hãy chuyển sang Unicode rồi nhập lại."),
                params={"text": text[:40], "kind": {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}[kind]},
            )
        return text


class DayCell(DayField):
    """A day, also as a cell of a workbook holds it."""

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        return super().to_python(value if isinstance(value, date) else str(value or "").strip()[:30])


class NumberCell(FigureField):
    """A decimal number; with `places=0` a whole one."""

    def __init__(
        self, *, places: int, lowest: Decimal | None = None, highest: Decimal | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.places, self.lowest, self.highest = places, lowest, highest

    def to_python(self, value: Any) -> Any:
        if isinstance(value, bool):
            value = str(value)
        figure = Decimal(str(value)) if isinstance(value, int | float) else super().to_python(value)
        if figure is None:
            return None
        if figure != round(figure, self.places):
            sentence = (
                _("“%(text)s” phải là số nguyên.")
                if not self.places
                else _("“%(text)s” có quá %(places)s chữ số sau dấu phẩy.")
            )
            raise ValidationError(sentence, params={"text": value, "places": self.places})
        self._within(figure)
        return figure if self.places else int(figure)

    def _within(self, figure: Decimal) -> None:
        if self.lowest is not None and figure < self.lowest:
            raise ValidationError(_("Số phải từ %(low)s trở lên."), params={"low": f"{self.lowest:f}"})
        if self.highest is not None and figure > self.highest:
            raise ValidationError(_("Số không được quá %(high)s."), params={"high": f"{self.highest:f}"})


class MoneyCell(FigureField):
    """Whole đồng: 1.500.000, "1,5 tỷ", "500 triệu đồng"."""

    def __init__(self, *, negative: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.negative = negative

    def to_python(self, value: Any) -> Any:
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            figure: Decimal | None = Decimal(str(value))
        else:
            figure = read_money(str(value or ""))
        if figure is None:
            return None
        if figure != int(figure):
            raise ValidationError(_("Số tiền phải tròn đồng. Bạn có thể ghi 1.500.000 hoặc 1,5 triệu."))
        if figure < 0 and not self.negative:
            raise ValidationError(_("Số tiền không được âm."))
        if abs(figure) >= MOST_MONEY:
            raise ValidationError(_("Số tiền quá lớn. Hãy kiểm tra lại đơn vị tính (đồng, triệu, tỷ)."))
        return int(figure)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def read_money(text: str) -> Decimal | None:
    """Đồng out of a figure with an optional word: "01 tỷ", "1,5 tỷ đồng", "300tr"."""
    words = fold(text).replace("dong", " ").strip()
    digits = words.rstrip("abcdefghijklmnopqrstuvwxyz. ") if words else ""
    unit = words[len(digits) :].strip(" .")
    if unit and unit not in MONEY_WORDS:
        raise ValidationError(
            _("“%(text)s” chưa đúng. Hãy ghi số đồng, ví dụ 1.500.000, hoặc 1,5 tỷ, 500 triệu."),
            params={"text": text[:40]},
        )
    figure = read_figure(digits)
    return None if figure is None else figure * MONEY_WORDS.get(unit, 1)


class YesNoField(forms.Field):
    """“có”, “không”, x, 1, 0; empty is unknown, or no where the model knows no third answer."""

    widget = forms.Select(choices=[("", "—"), ("co", gettext_lazy("Có")), ("khong", gettext_lazy("Không"))])

    def __init__(self, *, unknown: bool, **options: Any) -> None:
        super().__init__(**options)
        self.unknown = unknown

    def to_python(self, value: Any) -> bool | None:
        if isinstance(value, bool):
            return value
        word = fold(_told(value))
        if not word:
            return None if self.unknown else False
        if word in YES or word in NO:
            return word in YES
        raise ValidationError(
            _("“%(text)s” chưa đúng. Hãy ghi có hoặc không."), params={"text": str(value)[:40]}
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "co", False: "khong"}.get(value, value) if not isinstance(value, str) else value


class ChoiceCell(forms.Field):
    """One of a fixed list, by its code or its Vietnamese name."""

    def __init__(self, *, choices: Iterable[tuple[Any, Any]], **options: Any) -> None:
        self.pairs = [(str(code), str(label)) for code, label in choices if code != ""]
        super().__init__(widget=forms.Select(choices=[("", "—"), *self.pairs]), **options)
        self.codes = {fold(code): code for code, _label in self.pairs}
        self.labels = {fold(label): code for code, label in self.pairs}

    def to_python(self, value: Any) -> str:
        word = fold(_told(value))
        if not word:
            return ""
        code = self.codes.get(word) or self.labels.get(word)
        if code is None:
            raise ValidationError(
                _("“%(text)s” không có trong danh sách. Hãy chọn một trong: %(all)s."),
                params={
                    "text": str(value)[:40],
                    "all": "; ".join(label for _code, label in self.pairs)[:300],
                },
            )
        return code


class RecordCell(forms.CharField):
    """One record of a register or catalogue, by its key or name; cleans to the record."""

    def __init__(self, *, model: type[models.Model], lookup: Lookup | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.model = model
        self.lookup = lookup
        register = registers.of(model)
        self.widget.attrs.update(
            {"autocomplete": "off", "data-lookup": register.code if register else model._meta.label_lower}
        )

    def find(self, text: str) -> models.Model | None:
        return (self.lookup or lookup_for(self.model)).find(text)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, models.Model) else self.find(_told(value))

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        return None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = self.model._base_manager.filter(pk=value).first()
        return choice_text(value) if isinstance(value, models.Model) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class RecordsCell(RecordCell):
    """Several records, separated by semicolons; cleans to a list."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return list(value)
        found = [self.find(part) for part in _told(value).split(";")]
        return [one for position, one in enumerate(found) if one is not None and one not in found[:position]]

    def validate(self, value: Any) -> None:
        if not value and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(choice_text(one) for one in value) if isinstance(value, list | tuple) else value


def form_field(
    register: Register, name: str, lookups: dict[type[models.Model], Lookup] | None = None
) -> forms.Field:
    """The form field for one field of the register."""
    column = register.field(name)
    told: dict[str, Any] = {
        "label": register.label_of(name),
        "help_text": register.help_of(name),
        "required": register.is_required(name),
    }
    if column.is_relation:
        model = column.related_model
        assert isinstance(model, type)
        if lookups is not None:
            told["lookup"] = lookups.setdefault(model, lookup_for(model))
        return (RecordsCell if column.many_to_many else RecordCell)(model=model, **told)
    if column.choices:
        return ChoiceCell(choices=column.flatchoices, **told)
    return _plain(column, told)


def _plain(column: models.Field[Any, Any], told: dict[str, Any]) -> forms.Field:
    if (own := getattr(column, "form_cell", None)) is not None:
        made: forms.Field = own(**told)
        return made
    if isinstance(column, models.BooleanField):
        return YesNoField(unknown=column.null, **told)
    if isinstance(column, models.DateField):
        return DayCell(**told)
    if isinstance(column, MoneyColumn):
        return MoneyCell(negative=column.negative, **told)
    if isinstance(column, models.DecimalField):
        return NumberCell(places=column.decimal_places, **_limits(column), **told)
    if isinstance(column, models.IntegerField):
        return NumberCell(places=0, **_limits(column), **told)
    if isinstance(column, models.TextField):
        return TextField(widget=forms.Textarea(attrs={"rows": 3}), **told)
    if isinstance(column, models.URLField):
        return forms.URLField(max_length=column.max_length, assume_scheme="https", **told)
    if isinstance(column, models.EmailField):
        return forms.EmailField(max_length=column.max_length, **told)
    return TextField(max_length=column.max_length, **told)


def _limits(column: models.Field[Any, Any]) -> dict[str, Decimal]:
    """The limits that the model's validators set, and those of the database's column."""
    limits: dict[str, Decimal] = {}
    for validator in column.validators:
        value = getattr(validator, "limit_value", None)
        if isinstance(value, int | Decimal) and isinstance(validator, MinValueValidator | MaxValueValidator):
            limits["lowest" if isinstance(validator, MinValueValidator) else "highest"] = Decimal(value)
    if isinstance(column, models.DecimalField):
        edge = Decimal(10) ** (column.max_digits - column.decimal_places) - 1
        limits.setdefault("highest", edge)
        limits.setdefault("lowest", -edge)
    return limits


def _told(value: Any) -> str:
    """The text of a cell; a whole number read as a float loses its ".0"."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
