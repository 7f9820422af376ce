"""The cut-offs and scores of Open SDG (method of Statistics Canada, sdg-build 2.4); compared exactly."""

from decimal import Decimal
from fractions import Fraction

from khcn.indicators.progress import model

ON_TRACK, MODERATE, LIMITED = Fraction(95, 100), Fraction(60, 100), Fraction(0)
GROWTH_HIGH, GROWTH_MIDDLE = Fraction(15, 1000), Fraction(5, 1000)
MOST = Decimal(5)


def status_of_ratio(ratio: Fraction | Decimal) -> str:
    """Real pace over needed pace."""
    return _class(Fraction(ratio), ON_TRACK, MODERATE)


def status_of_growth(growth: Decimal, coefficient: Decimal) -> str:
    """Growth in the wanted direction, where no target is set."""
    near_limit = Fraction(coefficient)
    return _class(Fraction(growth), GROWTH_HIGH * near_limit, GROWTH_MIDDLE * near_limit)


def score_of_ratio(ratio: Decimal) -> Decimal:
    """−60 % gives −5, 60 % gives 0, 130 % gives 5."""
    if Fraction(ratio) >= MODERATE:
        return min(Decimal("7.1429") * ratio - Decimal("4.2857"), MOST)
    return max(Decimal("4.1667") * ratio - Decimal("2.5"), -MOST)


def score_of_growth(growth: Decimal, coefficient: Decimal) -> Decimal:
    """±2 % gives ±5; near its natural limit an indicator needs less."""
    status = status_of_growth(growth, coefficient)
    if status == model.DETERIORATION:
        return max(125 * growth - Decimal("2.5"), -MOST)
    if not coefficient:
        return MOST
    if status == model.ON_TRACK:
        return min(500 * growth / coefficient - 5, MOST)
    if status == model.MODERATE:
        return 250 * growth / coefficient - Decimal("1.25")
    return 500 * growth / coefficient - Decimal("2.5")


def _class(value: Fraction, high: Fraction, middle: Fraction) -> str:
    if value >= high:
        return model.ON_TRACK
    if value >= middle:
        return model.MODERATE
    return model.LIMITED if value >= LIMITED else model.DETERIORATION
