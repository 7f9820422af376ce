"""From values to places: nice ticks, and a scale that says when a value lies outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

Side = Literal[-1, 0, 1]

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def known(values: Iterable[Decimal | None]) -> list[Decimal]:
    """The finite ones among the values; what is missing stays missing and decides nothing."""
    return [value for value in values if value is not None and value.is_finite()]


def nice_step(span: Decimal, count: int) -> Decimal:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that cuts the span into at most `count` parts."""
    raw = span / count
    power = Decimal(1).scaleb(raw.adjusted())
    return next(step * power for step in _STEPS if step * power >= raw)


def nice_ticks(low: Decimal, high: Decimal, count: int = 5) -> tuple[Decimal, ...]:
    """Round values that enclose low and high; one value alone gets room on both sides."""
    if low == high:
        low, high = _opened(low)
    if low > high:
        low, high = high, low
    step = nice_step(high - low, count)
    first = (low / step).to_integral_value(rounding=ROUND_FLOOR)
    last = (high / step).to_integral_value(rounding=ROUND_CEILING)
    return tuple((first + index) * step for index in range(int(last - first) + 1))


def _opened(value: Decimal) -> tuple[Decimal, Decimal]:
    if value == 0:
        return Decimal(0), Decimal(1)
    return (Decimal(0), value) if value > 0 else (value, Decimal(0))


@dataclass(frozen=True)
class Scale:
    """A line between two values; `share` is 0 at low and 1 at high, clipped to that."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...] = ()

    def share(self, value: Decimal) -> float:
        """Where the value lies, held inside the scale."""
        return min(1.0, max(0.0, self.exact_share(value)))

    def exact_share(self, value: Decimal) -> float:
        """Where the value lies, also outside the scale."""
        return float((value - self.low) / (self.high - self.low))

    def side(self, value: Decimal) -> Side:
        """-1 when the value lies below the scale, 1 when above, 0 when on it."""
        if value < self.low:
            return -1
        return 1 if value > self.high else 0


def scale_for(
    values: Sequence[Decimal | None],
    *,
    count: int = 5,
    zero: bool = False,
    floor: Decimal | None = None,
    ceiling: Decimal | None = None,
) -> Scale:
    """A scale with nice ends around the known values; `floor` and `ceiling` are bounds it does not pass."""
    given = known(values) or [Decimal(0), Decimal(1)]
    low, high = min(given), max(given)
    if zero or (low >= 0 and low < high * Decimal("0.4")):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    ticks = nice_ticks(low, high, count)
    if floor is not None and low >= floor:
        ticks = tuple(tick for tick in ticks if tick >= floor)
    if ceiling is not None and high <= ceiling:
        ticks = tuple(tick for tick in ticks if tick <= ceiling)
    ends = (ticks[0], ticks[-1]) if len(ticks) > 1 else (low, high if high > low else low + 1)
    return Scale(low=min(ends[0], low), high=max(ends[1], high), ticks=ticks)


def without_far(values: Sequence[Decimal | None], anchors: Sequence[Decimal | None]) -> list[Decimal]:
    """The values a scale is made for: one that lies far beyond the anchors is clipped, not followed."""
    fixed = known(anchors)
    if not fixed:
        return known(values)
    low, high = min([*fixed, Decimal(0)]), max([*fixed, Decimal(0)])
    room = (high - low) * Decimal("0.75")
    if room == 0:
        return fixed + known(values)
    return fixed + [min(max(value, low - room), high + room) for value in known(values)]
