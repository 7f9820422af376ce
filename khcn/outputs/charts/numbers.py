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
    divisor, told = scaled_unit(value, unit)
    return with_unit(value if value is None else Decimal(value) / divisor, told, places)


def scaled_unit(largest: Decimal | int | None, unit: str) -> tuple[Decimal, str]:
    """By what figures up to `largest` are divided, and the unit then: `triệu` and `đồng` are `triệu đồng`.

    Per cent, and units that are large already (`triệu đồng`), stay as they are.
    """
    steps = ((12, _("nghìn tỷ")), (9, _("tỷ")), (6, _("triệu")), (3, _("nghìn")))
    large = unit == "%" or any(unit.startswith(word) for _exponent, word in steps)
    if largest is None or not Decimal(largest).is_finite() or large:
        return Decimal(1), unit
    for exponent, word in steps[:-1]:
        if abs(Decimal(largest)) >= Decimal(10) ** exponent:
            return Decimal(10) ** exponent, f"{word} {unit}".strip()
    return Decimal(1), unit


def span(low: Decimal, high: Decimal, unit: str, places: int | None = None) -> str:
    """`15–20%`; with a word between where a minus stands beside the dash."""
    divisor, told = scaled_unit(max(abs(low), abs(high)), unit)
    ends = number(low / divisor, places), with_unit(high / divisor, told, places)
    return _("{low} đến {high}").format(low=ends[0], high=ends[1]) if min(low, high) < 0 else "–".join(ends)
