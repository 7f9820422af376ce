"""Numbers as Vietnamese readers write them."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from khcn.indicators.progress.model import Point

#: Below one, figures that count; above, decimals.
MOST_DIGITS = Context(prec=3, rounding=ROUND_HALF_UP)
MOST_PLACES = Decimal("0.01")


def say(value: Decimal | int) -> str:
    """1.234,5: at most two decimals, three figures below one, never less than the whole number, no trailing zeros."""
    exact = Decimal(value)
    if abs(exact) >= 1:
        short = exact.quantize(MOST_PLACES, ROUND_HALF_UP) if abs(exact) < 10**20 else exact
    else:
        short = MOST_DIGITS.plus(exact)
    text = f"{short:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return "−" + text[1:] if text.startswith("-") else text


def say_year(year: Decimal | int) -> str:
    return f"{Decimal(year).normalize():f}".replace(".", ",")


def say_when(point: Point) -> str:
    """“năm 2025”, or the point's own words for its time."""
    return point.label or _("năm %s") % say_year(point.year)


def say_percent(ratio: Decimal) -> str:
    """94,9%: rounded towards zero, so that what misses 95% is never shown as 95%."""
    hundredfold = Fraction(ratio) * 1000
    cut = abs(hundredfold.numerator) // hundredfold.denominator
    text = say(Decimal(cut).scaleb(-1))
    return ("−" if hundredfold < 0 and cut else "") + text + "%"
