"""A plane of years and values: places, unbroken runs of a series, forecast bands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khcn.outputs.charts.data import ForecastPoint, Point
from khcn.outputs.charts.scale import Scale
from khcn.outputs.charts.svg import Node, el, path

Run = list[tuple[Point, Decimal]]


@dataclass(frozen=True)
class Plot:
    """Where a year and a value lie in pixels."""

    scale: Scale
    first: int
    last: int
    left: float
    right: float
    top: float
    bottom: float

    def x(self, year: float) -> float:
        """A single year stands in the middle."""
        span = self.last - self.first
        share = (year - self.first) / span if span else 0.5
        return self.left + share * (self.right - self.left)

    def y(self, value: Decimal) -> float:
        """Held inside the plane; large values are up."""
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)

    def at(self, year: float, value: Decimal) -> tuple[float, float]:
        return self.x(year), self.y(value)


def segments(points: Sequence[Point], breaks: Sequence[int] = (), every: int = 1) -> list[Run]:
    """Runs of values year after year: a missing value or year or a break ends a run."""
    runs: list[Run] = []
    before: int | None = None
    for point in sorted(points, key=lambda item: item.year):
        if point.value is None or not point.value.is_finite():
            continue
        broken = before is not None and any(before < year <= point.year for year in breaks)
        joined = not broken and before is not None and point.year <= before + every
        if joined:
            runs[-1].append((point, point.value))
        else:
            runs.append([(point, point.value)])
        before = point.year
    return runs


def band(
    plot: Plot, steps: Sequence[ForecastPoint], low: str, high: str, colour: str, start: Point | None = None
) -> Iterator[Node]:
    """The area between two ends of an interval, opening from the last observed point."""
    ends = [(step.year, getattr(step, low), getattr(step, high)) for step in steps]
    ends = [end for end in ends if end[1] is not None and end[2] is not None]
    if not ends:
        return
    if start is not None and start.value is not None and start.year < ends[0][0]:
        ends.insert(0, (start.year, start.value, start.value))
    upper = [plot.at(year, top) for year, _bottom, top in ends]
    lower = [plot.at(year, bottom) for year, bottom, _top in reversed(ends)]
    yield el("path", d=path(*upper, *lower, closed=True), fill=colour)
