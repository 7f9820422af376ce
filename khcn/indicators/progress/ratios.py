"""Real pace over needed pace, between two points: in a straight line, and by compound growth.

Compound growth needs roots; they are worked out to 60 digits and kept to 40, so a growth of exactly 1.5 % is 1.5 %.
"""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction

from khcn.indicators.progress.model import Year

WORKING = Context(prec=60, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
KEPT = Context(prec=40, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
SMALL = Decimal("0.001")
LIMIT_POWER = Decimal("4.44")


def as_decimal(value: Fraction) -> Decimal:
    return KEPT.divide(Decimal(value.numerator), Decimal(value.denominator))


def per_year(first: Decimal, last: Decimal, years: Year) -> Decimal:
    return as_decimal((Fraction(last) - Fraction(first)) / Fraction(years))


def linear_ratio(base: Decimal, current: Decimal, target: Decimal, years: Year, whole: Year) -> Fraction:
    """Years since the base, and from the base to the target year; target and base must differ."""
    gone = (Fraction(current) - Fraction(base)) / Fraction(years)
    return gone * Fraction(whole) / (Fraction(target) - Fraction(base))


def growth(base: Decimal, current: Decimal, years: Year, *, upward: bool) -> Decimal | None:
    """Compound growth a year in the wanted direction; None across zero."""
    if not base or (current and (current < 0) != (base < 0)):
        return None
    wanted = 1 if (base > 0) == upward else -1
    rate = _compound(base, current, years)
    return KEPT.multiply(rate, Decimal(wanted)) if rate.is_finite() else None


def compound_ratio(
    base: Decimal, current: Decimal, target: Decimal, years: Year, whole: Year, *, upward: bool
) -> Decimal | None:
    """Growth over needed growth; None where either is not defined. A target of 0 counts as 0.001."""
    real = growth(base, current, years, upward=upward)
    if real is None or (target and (target < 0) != (base < 0)):
        return None
    needed = _compound(base, target or SMALL.copy_sign(base), whole)
    if not needed or needed.is_nan():
        return None
    with localcontext(WORKING):
        return KEPT.plus(real / abs(needed))


def coefficient(base: Decimal, limit: Decimal | None) -> Decimal:
    """How much of the usual growth may still be asked of a series near its natural limit."""
    if limit is None or abs(base) >= 2 * abs(limit):
        return Decimal(1)
    near, edge = abs(base), abs(limit)
    with localcontext(WORKING):
        share = near / edge if near <= edge else (2 * edge - near) / edge
        return KEPT.plus(1 - share**LIMIT_POWER)


def _compound(first: Decimal, last: Decimal, years: Year) -> Decimal:
    with localcontext(WORKING):
        return KEPT.plus((last / first) ** (1 / Decimal(years)) - 1)
