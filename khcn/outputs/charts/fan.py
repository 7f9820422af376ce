"""Fan chart: what was observed, where it is heading, what was promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Drawing
from khcn.outputs.charts.data import Point
from khcn.outputs.charts.fan_words import YearsInWords, series_colour, series_marker
from khcn.outputs.charts.marks import mark_at, text
from khcn.outputs.charts.numbers import number, scaled_unit
from khcn.outputs.charts.plot import Plot, band, segments
from khcn.outputs.charts.scale import Scale, known, scale_for
from khcn.outputs.charts.svg import Node, el, path, text_width

_LAST_ROOM, _TOP_ROOM, _FOOT_ROOM = 18.0, 26.0, 28.0


@dataclass(frozen=True, kw_only=True)
class Fan(YearsInWords):
    """Years of one indicator. The first series is the one forecast; others (the old province) are compared.

    `floor` and `ceiling` are bounds of the indicator. Whether a forecast is accepted stands in `note`.
    """

    kind: ClassVar[str] = "fan"

    def draw(self, width: float) -> Drawing:
        height = 340.0 if width >= 500 else 280.0
        if not self.years_known:
            nothing = text(_("Chưa có số liệu."), x=0, y=20, fill=palette.MUTED)
            return Drawing((nothing,), 32)
        plot = self._plot(width, height)
        parts = [
            *self._levels(plot),
            *self._years(plot),
            *self._fan(plot),
            *self._way(plot),
            *self._target(plot),
            *self._lines(plot),
            *self._start(plot),
            *self._target_words(plot),
        ]
        return Drawing(tuple(parts), height)

    def notes(self) -> str:
        ends = [value for step in self.forecast for value in (step.low95, step.high95)]
        cut = any(self._scale.side(value) for value in known(ends))
        told = (
            _("Một phần khoảng dự báo vượt ra ngoài thang của hình; số đầy đủ ở bảng số liệu.") if cut else ""
        )
        return " ".join(part for part in (self.note, told) if part)

    @cached_property
    def _scale(self) -> Scale:
        fixed: list[Decimal | None] = [point.value for series in self.series for point in series.points]
        fixed += [step.value for step in self.milestones] + [step.median for step in self.forecast]
        fixed += list(self.goal.ends) if self.goal else []
        fixed += [self.baseline.value] if self.baseline else []
        kept = known(fixed) or [Decimal(0), Decimal(1)]
        room = (max(kept) - min(kept)) * Decimal("0.6")
        ends = known(
            value for step in self.forecast for value in (step.low80, step.high80, step.low95, step.high95)
        )
        lowest, highest = min(kept) - room, max(kept) + room
        if self.floor is not None:
            lowest = max(lowest, min(self.floor, *kept))
        if self.ceiling is not None:
            highest = min(highest, max(self.ceiling, *kept))
        kept += [min(max(value, lowest), highest) for value in ends]
        return scale_for(kept, count=6, floor=self.floor, ceiling=self.ceiling)

    def _plot(self, width: float, height: float) -> Plot:
        widest = max(text_width(figure, palette.TEXT) for _tick, figure in self._tick_figures)
        return Plot(
            scale=self._scale,
            first=self.first,
            last=self.last,
            left=widest + 18,
            right=width - _LAST_ROOM,
            top=_TOP_ROOM,
            bottom=height - _FOOT_ROOM,
        )

    @property
    def _told_unit(self) -> tuple[Decimal, str]:
        return scaled_unit(max(abs(self._scale.low), abs(self._scale.high)), self.unit)

    @cached_property
    def _tick_figures(self) -> list[tuple[Decimal, str]]:
        divisor, _unit = self._told_unit
        return [(tick, number(tick / divisor)) for tick in self._scale.ticks]

    # what is drawn, from the ground up

    def _levels(self, plot: Plot) -> Iterator[Node]:
        _divisor, told = self._told_unit
        if told:
            yield text(told, x=0, y=12, fill=palette.MUTED)
        for tick, figure in self._tick_figures:
            y = plot.y(tick)
            colour = palette.AXIS if tick == 0 else palette.GRID
            yield el("line", x1=plot.left - 8, x2=plot.right, y1=y, y2=y, stroke=colour)
            yield text(figure, x=plot.left - 12, y=y + 4, anchor="end", fill=palette.MUTED)

    def _years(self, plot: Plot) -> Iterator[Node]:
        room = (plot.right - plot.left) / max(1, self.last - self.first)
        every = max(1, int(-(-40 // room))) if self.last > self.first else 1
        for year in range(self.first, self.last + 1):
            x = plot.x(year)
            yield el("line", x1=x, x2=x, y1=plot.bottom, y2=plot.bottom + 4, stroke=palette.AXIS)
            if (self.last - year) % every == 0:
                yield text(str(year), x=x, y=plot.bottom + 18, anchor="middle", fill=palette.MUTED)
        yield el("line", x1=plot.left - 8, x2=plot.right, y1=plot.bottom, y2=plot.bottom, stroke=palette.AXIS)

    def _fan(self, plot: Plot) -> Iterator[Node]:
        if not self.forecast:
            return
        start = self._last_seen
        yield from band(plot, self.forecast, "low95", "high95", palette.BAND_95, start)
        yield from band(plot, self.forecast, "low80", "high80", palette.BAND_80, start)
        line = [plot.at(step.year, step.median) for step in self.forecast]
        if start and start.value is not None:
            line.insert(0, plot.at(start.year, start.value))
        yield el(
            "path",
            d=path(*line),
            fill="none",
            stroke=palette.FORECAST,
            stroke_width=2,
            stroke_dasharray="6 4",
        )

    @property
    def _last_seen(self) -> Point | None:
        seen = [point for point in self.series[0].points if point.value is not None] if self.series else []
        return max(seen, key=lambda point: point.year, default=None)

    def _way(self, plot: Plot) -> Iterator[Node]:
        """Milestones as steps: what one year asks for holds during that year."""
        corners: list[tuple[float, float]] = []
        for step in sorted(self.milestones, key=lambda item: item.year):
            y = plot.y(step.value)
            left, right = max(plot.left, plot.x(step.year - 0.5)), min(plot.right, plot.x(step.year + 0.5))
            if corners and corners[-1][0] < left - 0.5:
                yield _stairs(corners)
                corners = []
            corners += [(left, y), (right, y)]
        if corners:
            yield _stairs(corners)
        for step in self.milestones:
            x, y = plot.at(step.year, step.value)
            yield mark_at("pointer", x, y - 5, 4, fill=palette.MILESTONE)

    def _target(self, plot: Plot) -> Iterator[Node]:
        if self.goal is None:
            return
        ys = [plot.y(end) for end in self.goal.ends]
        if len(ys) == 2:
            yield el(
                "rect", x=plot.left, y=min(ys), width=plot.right - plot.left, height=abs(ys[0] - ys[1]),
                fill=palette.TARGET_ZONE, fill_opacity="0.7",
            )  # fmt: skip
        for y in ys:
            yield el("line", x1=plot.left, x2=plot.right, y1=y, y2=y, stroke=palette.TARGET, stroke_width=1.5)
            x = plot.x(self.goal.year) if self.goal.year else plot.right
            yield mark_at("diamond", x, y, 6, fill=palette.TARGET, stroke=palette.WHITE)

    def _target_words(self, plot: Plot) -> Iterator[Node]:
        """On top of everything, with a white edge, so that no line crosses the words."""
        if self.goal is None:
            return
        ys = [plot.y(end) for end in self.goal.ends]
        above = min(ys) - 8 if min(ys) > _TOP_ROOM + 14 else max(ys) + 16
        yield text(
            _("Mục tiêu {goal}").format(goal=self.goal.text(self.unit, self.places)),
            x=plot.left + 4, y=above, fill=palette.TARGET, font_weight=600,
            stroke=palette.WHITE, stroke_width=3, paint_order="stroke",
        )  # fmt: skip

    def _lines(self, plot: Plot) -> Iterator[Node]:
        for index, series in reversed(list(enumerate(self.series))):
            colour, dashes = series_colour(index), palette.LINES[index % len(palette.LINES)]
            for year in series.breaks:
                yield from _broken(plot, year)
            for run in segments(series.points, series.breaks, series.every):
                if len(run) > 1:
                    places = [plot.at(point.year, value) for point, value in run]
                    yield el(
                        "path", d=path(*places), fill="none", stroke=colour, stroke_width=2,
                        stroke_dasharray=dashes or None, stroke_linejoin="round",
                    )  # fmt: skip
                for point, value in run:
                    yield series_marker(index, *plot.at(point.year, value), hollow=not point.final)

    def _start(self, plot: Plot) -> Iterator[Node]:
        if self.baseline is None:
            return
        x, y = plot.at(
            (self.baseline.year + (self.baseline.until or self.baseline.year)) / 2, self.baseline.value
        )
        if self.baseline.until:
            ends = {"x1": plot.x(self.baseline.year), "x2": plot.x(self.baseline.until)}
            yield el("line", y1=y, y2=y, stroke=palette.INK, stroke_width=2, **ends)
            yield mark_at("bar", ends["x1"], y, 5, stroke=palette.INK, stroke_width=2)
            yield mark_at("bar", ends["x2"], y, 5, stroke=palette.INK, stroke_width=2)
        yield mark_at("square", x, y, 5, fill=palette.WHITE, stroke=palette.INK, stroke_width=2)


def _stairs(corners: list[tuple[float, float]]) -> Node:
    return el("path", d=path(*corners), fill="none", stroke=palette.MILESTONE, stroke_width=1.5)


def _broken(plot: Plot, year: int) -> Iterator[Node]:
    x = plot.x(year - 0.5)
    yield el("line", x1=x, x2=x, y1=plot.top, y2=plot.bottom, stroke=palette.MUTED, stroke_dasharray="2 3")
