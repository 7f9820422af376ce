"""Sparkline for a table cell or a card: the course of an indicator, its forecast, its target."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Chart, Drawing
from khcn.outputs.charts.data import ForecastPoint, Goal, Point
from khcn.outputs.charts.marks import mark_at, opening
from khcn.outputs.charts.numbers import brief, with_unit
from khcn.outputs.charts.picture import KEY, Picture, Table
from khcn.outputs.charts.plot import Plot, band, segments
from khcn.outputs.charts.scale import Scale, known
from khcn.outputs.charts.svg import Look, Node, el, path, render


@dataclass(frozen=True, kw_only=True)
class Spark(Chart):
    """Tiny and without axes; `title` is what a screen reader says. Show it with `{% spark picture %}`."""

    kind: ClassVar[str] = "spark"

    points: tuple[Point, ...]
    forecast: tuple[ForecastPoint, ...] = ()
    goal: Goal | None = None
    every: int = 1
    width: int = 120
    height: int = 32

    def picture(self) -> Picture:
        parts = self.draw(self.width).parts
        size: Look = {
            "width": self.width,
            "height": self.height,
            "viewBox": f"0 0 {self.width} {self.height}",
        }
        return self._picture(
            svg=render(opening(self.kind, self.title, self.description(), KEY, *parts, **size))
        )

    def draw(self, width: float) -> Drawing:
        return Drawing(tuple(self._marks(width)), self.height)

    def description(self) -> str:
        seen = [point for point in self.points if point.value is not None]
        if not seen:
            return _("Chưa có số liệu.")
        told = ", ".join(
            f"{point.year}: {brief(point.value, self.unit, self.places)}" for point in (seen[0], seen[-1])
        )
        return told if len(seen) > 1 else told.split(", ")[0]

    def table(self) -> Table:
        rows = [(str(point.year), with_unit(point.value, self.unit, self.places)) for point in self.points]
        return Table((_("Năm"), _("Giá trị")), tuple(rows))

    def _plot(self, width: float) -> Plot:
        years = [point.year for point in self.points] + [point.year for point in self.forecast]
        shown: list[Decimal | None] = [point.value for point in self.points]
        shown += [value for step in self.forecast for value in (step.median, step.low80, step.high80)]
        shown += list(self.goal.ends) if self.goal else []
        values = known(shown) or [Decimal(0)]
        low, high = min(values), max(values)
        if low == high:
            low, high = low - 1, high + 1
        return Plot(
            scale=Scale(low, high), first=min(years, default=0), last=max(years, default=1),
            left=4, right=width - 6, top=4, bottom=self.height - 4.0,
        )  # fmt: skip

    def _marks(self, width: float) -> Iterator[Node]:
        plot = self._plot(width)
        if self.forecast:
            yield from self._fan(plot)
        for end in self.goal.ends if self.goal else ():
            y = plot.y(end)
            yield mark_at("bar", plot.right + 2, y, 5, stroke=palette.TARGET, stroke_width=2, fill="none")
            yield mark_at("diamond", plot.right + 2, y, 3, fill=palette.TARGET)
        seen = [(point, plot.at(point.year, point.value)) for point in self.points if point.value is not None]
        for run in segments(self.points, (), self.every):
            if len(run) > 1:
                yield _line(path(*(plot.at(point.year, value) for point, value in run)), palette.OBSERVED)
            elif run[0][0] is not seen[-1][0]:
                yield mark_at("circle", *plot.at(run[0][0].year, run[0][1]), 1.6, fill=palette.OBSERVED)
        if not seen:
            level = self.height / 2
            yield el(
                "line", x1=4, x2=width - 6, y1=level, y2=level, stroke=palette.AXIS, stroke_dasharray="2 4"
            )
        if seen:
            last, place = seen[-1]
            ground = palette.OBSERVED if last.final else palette.WHITE
            yield mark_at("circle", *place, 3, fill=ground, stroke=palette.OBSERVED, stroke_width=1.5)

    def _fan(self, plot: Plot) -> Iterator[Node]:
        start = next((point for point in reversed(self.points) if point.value is not None), None)
        yield from band(plot, self.forecast, "low95", "high95", palette.BAND_95, start)
        yield from band(plot, self.forecast, "low80", "high80", palette.BAND_80, start)
        line = [plot.at(step.year, step.median) for step in self.forecast]
        if start and start.value is not None:
            line.insert(0, plot.at(start.year, start.value))
        yield _line(path(*line), palette.FORECAST, "3 2")


def _line(data: str, colour: str, dashes: str | None = None) -> Node:

    return el("path", d=data, fill="none", stroke=colour, stroke_width=1.6, stroke_dasharray=dashes)
