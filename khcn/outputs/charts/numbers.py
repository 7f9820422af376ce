"""Vietnamese figures for charts: 1.234,5, a true minus, a dash for what is missing."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

MISSING = "—"
NARROW_GAP = "\u00a0"


def number(value: Decimal | int | None, places: int | None = None) -> str:
    """The value for people; without `places` as many as its size deserves, trailing zeros go."""
    if value is None or not Decimal(value).is_finite():
        return MISSING
    exact = Decimal(value)
    kept = _fitting_places(exact) if places is None else places
    text = f"{exact.quantize(Decimal(1).scaleb(-kept), rounding=ROUND_HALF_UP):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    if text.lstrip("-0,.") == "":
        text = text.lstrip("-")
    return "−" + text[1:] if text.startswith("-") else text


def _fitting_places(value: Decimal) -> int:
    size = abs(value)
    if size >= 1000:
        return 0 if size >= 100_000 else 1
    return 2 if size >= 1 else 4


def with_unit(value: Decimal | int | None, unit: str, places: int | None = None) -> str:
    """`12,5%`, `12 hồ sơ`; the unit is left out where the value is missing."""
    text = number(value, places)
    if not unit or text == MISSING:
        return text
    return f"{text}%" if unit == "%" else f"{text}{NARROW_GAP}{unit}"


def brief(value: Decimal | int | None, unit: str, places: int | None = None) -> str:
    """Long figures in words people use: `123,5 tỷ đồng`; others as `with_unit` writes them."""
    divisor, word = magnitude(value)
    if value is None or not word:
        return with_unit(value, unit, places)
    return with_unit(Decimal(value) / divisor, unit_of_axis(word, unit), places)


def magnitude(largest: Decimal | int | None) -> tuple[Decimal, str]:
    """By what long figures are divided, and the word that goes before the unit."""
    if largest is None or not Decimal(largest).is_finite():
        return Decimal(1), ""
    steps = ((12, _("nghìn tỷ")), (9, _("tỷ")), (6, _("triệu")))
    for exponent, word in steps:
        if abs(Decimal(largest)) >= Decimal(10) ** exponent:
            return Decimal(10) ** exponent, str(word)
    return Decimal(1), ""


def unit_of_axis(word: str, unit: str) -> str:
    """`triệu` and `đồng` become `triệu đồng`."""
    return " ".join(part for part in (word, unit) if part)
