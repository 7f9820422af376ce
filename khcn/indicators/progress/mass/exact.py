"""What the columns leave in doubt: values so near to a cut-off, or so badly conditioned, that doubles may be wrong.

A double stands for the shortest decimal that reads as it: 0.1 is a tenth.
"""

from decimal import Decimal
from functools import lru_cache

from khcn.indicators.progress import ratios, thresholds

MOST_REMEMBERED = 100_000


@lru_cache(MOST_REMEMBERED)
def ratio(
    method: str,
    upward: bool,
    base: float,
    value: float,
    target: float,
    base_year: float,
    year: float,
    target_year: float,
) -> tuple[float, str]:
    """Ratio and status; the caller has made sure that there is one."""
    y0, y1, goal, t0 = (_exact(number) for number in (base, value, target, base_year))
    years, whole = _exact(year) - t0, _exact(target_year) - t0
    if method == "linear":
        line = ratios.linear_ratio(y0, y1, goal, years, whole)
        return _double(ratios.as_decimal(line)), thresholds.status_of_ratio(line)
    compound = ratios.compound_ratio(y0, y1, goal, years, whole, upward=upward)
    if compound is None:
        return float("nan"), ""
    return _double(compound), thresholds.status_of_ratio(compound)


@lru_cache(MOST_REMEMBERED)
def growth(
    upward: bool, base: float, value: float, base_year: float, year: float, limit: float
) -> tuple[float, str, float]:
    """Growth, status and score where there is no target."""
    y0 = _exact(base)
    coefficient = ratios.coefficient(y0, None if limit != limit else _exact(limit))
    rate = ratios.growth(y0, _exact(value), _exact(year) - _exact(base_year), upward=upward)
    if rate is None:
        return float("nan"), "", float("nan")
    status = thresholds.status_of_growth(rate, coefficient)
    return _double(rate), status, _double(thresholds.score_of_growth(rate, coefficient))


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _double(number: Decimal) -> float:
    """Not a number where no double is large enough: a place without a figure, never infinity."""
    told = float(number)
    return told if abs(told) <= 1.7e308 else float("nan")
