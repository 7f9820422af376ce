"""Fan chart: what was observed, where it is heading, what was promised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Drawing, SizedChart
from khcn.outputs.charts.data import Baseline, ForecastPoint, Goal, Milestone, Point, Series
from khcn.outputs.charts.marks import mark_at, text
from khcn.outputs.charts.numbers import brief, magnitude, number, unit_of_axis
from khcn.outputs.charts.picture import LegendItem, Table
from khcn.outputs.charts.plot import Plot, band, segments
from khcn.outputs.charts.scale import Scale, known, scale_for
from khcn.outputs.charts.svg import Look, Node, el, path, text_width

_LAST_ROOM, _TOP_ROOM, _FOOT_ROOM = 18.0, 26.0, 28.0


@dataclass(frozen=True, kw_only=True)
class Fan(SizedChart):
    """Years of one indicator. The first series is the one forecast; others (the old province) are compared.

    `floor` and `ceiling` are bounds of the indicator. Whether a forecast is accepted stands in `note`.
    """

    kind: ClassVar[str] = "fan"

    series: tuple[Series, ...]
    forecast: tuple[ForecastPoint, ...] = ()
    goal: Goal | None = None
    baseline: Baseline | None = None
    milestones: tuple[Milestone, ...] = ()
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    until: int | None = None

    def draw(self, width: float) -> Drawing:
        height = 340.0 if width >= 500 else 280.0
        if not self._years_known:
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

    def description(self) -> str:
        parts = [self._course(series) for series in self.series]
        if self.forecast:
            parts.append(self._outlook(self.forecast[-1]))
        if self.goal:
            parts.append(_("Mục tiêu {goal}.").format(goal=self._goal_words()))
        return " ".join(parts) or _("Chưa có số liệu.")

    def table(self) -> Table:
        header = (_("Năm"), *(series.name for series in self.series))
        if self.forecast:
            header += (_("Dự báo giữa"), _("Khoảng 80%"), _("Khoảng 95%"))
        header += (_("Mốc lộ trình"),) if self.milestones else ()
        years = range(self._first, self._last + 1) if self._years_known else ()
        return Table(header, tuple(self._row(year) for year in years))

    def notes(self) -> str:
        ends = [value for step in self.forecast for value in (step.low95, step.high95)]
        cut = any(self._scale.side(value) for value in known(ends))
        told = (
            _("Một phần khoảng dự báo vượt ra ngoài thang của hình; số đầy đủ ở bảng số liệu.") if cut else ""
        )
        return " ".join(part for part in (self.note, told) if part)

    def legend(self) -> list[LegendItem]:
        return list(self._legend())

    # years and values the picture must hold

    @cached_property
    def _years_known(self) -> list[int]:
        years = [point.year for series in self.series for point in series.points]
        years += [step.year for step in self.forecast] + [step.year for step in self.milestones]
        years += [self.goal.year] if self.goal and self.goal.year else []
        years += [self.baseline.year, self.baseline.until or self.baseline.year] if self.baseline else []
        years += [self.until] if self.until else []
        return years

    @property
    def _first(self) -> int:
        return min(self._years_known, default=0)

    @property
    def _last(self) -> int:
        return max(self._years_known, default=0)

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
            first=self._first,
            last=self._last,
            left=widest + 18,
            right=width - _LAST_ROOM,
            top=_TOP_ROOM,
            bottom=height - _FOOT_ROOM,
        )

    @cached_property
    def _tick_figures(self) -> list[tuple[Decimal, str]]:
        divisor, _word = magnitude(max(abs(self._scale.low), abs(self._scale.high)))
        return [(tick, number(tick / divisor)) for tick in self._scale.ticks]

    # what is drawn, from the ground up

    def _levels(self, plot: Plot) -> Iterator[Node]:
        _divisor, word = magnitude(max(abs(self._scale.low), abs(self._scale.high)))
        told = unit_of_axis(word, self.unit)
        if told:
            yield text(told, x=0, y=12, fill=palette.MUTED)
        for tick, figure in self._tick_figures:
            y = plot.y(tick)
            colour = palette.AXIS if tick == 0 else palette.GRID
            yield el("line", x1=plot.left - 8, x2=plot.right, y1=y, y2=y, stroke=colour)
            yield text(figure, x=plot.left - 12, y=y + 4, anchor="end", fill=palette.MUTED)

    def _years(self, plot: Plot) -> Iterator[Node]:
        room = (plot.right - plot.left) / max(1, self._last - self._first)
        every = max(1, int(-(-40 // room))) if self._last > self._first else 1
        for year in range(self._first, self._last + 1):
            x = plot.x(year)
            yield el("line", x1=x, x2=x, y1=plot.bottom, y2=plot.bottom + 4, stroke=palette.AXIS)
            if (self._last - year) % every == 0:
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
            colour, dashes = _colour(index), palette.LINES[index % len(palette.LINES)]
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
                    yield _marker(index, *plot.at(point.year, value), hollow=not point.final)

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

    # words

    def _figure(self, value: Decimal | None) -> str:
        return brief(value, self.unit, self.places)

    def _goal_words(self) -> str:
        told = self.goal.text(self.unit, self.places) if self.goal else ""
        return (
            _("{goal} năm {year}").format(goal=told, year=self.goal.year)
            if self.goal and self.goal.year
            else told
        )

    def _course(self, series: Series) -> str:
        seen = [point for point in series.points if point.value is not None]
        if not seen:
            return _("{name}: chưa có số liệu.").format(name=series.name)
        first, last = seen[0], seen[-1]
        if first is last:
            return _("{name}: {value} năm {year}.").format(
                name=series.name, value=self._figure(last.value), year=last.year
            )
        return _("{name}: từ {old} năm {start} đến {new} năm {end}.").format(
            name=series.name, old=self._figure(first.value), start=first.year,
            new=self._figure(last.value), end=last.year,
        )  # fmt: skip

    def _outlook(self, step: ForecastPoint) -> str:
        told = _("Dự báo năm {year}: {median}").format(year=step.year, median=self._figure(step.median))
        if step.low80 is None or step.high80 is None:
            return f"{told}."
        return _("{forecast}, khoảng 80% từ {low} đến {high}.").format(
            forecast=told, low=self._figure(step.low80), high=self._figure(step.high80)
        )

    def _row(self, year: int) -> tuple[str, ...]:
        cells = [str(year), *(self._seen(series, year) for series in self.series)]
        if self.forecast:
            step = next((item for item in self.forecast if item.year == year), None)
            cells += self._forecast_cells(step)
        if self.milestones:
            asked = next((item.value for item in self.milestones if item.year == year), None)
            cells.append(number(asked, self.places))
        return tuple(cells)

    def _seen(self, series: Series, year: int) -> str:
        point = next((item for item in series.points if item.year == year), None)
        told = number(point.value if point else None, self.places)
        return f"{told} ({point.vintage})" if point and point.vintage and point.value is not None else told

    def _forecast_cells(self, step: ForecastPoint | None) -> Sequence[str]:
        if step is None:
            return ("", "", "")
        return (number(step.median, self.places), self._range(step.low80, step.high80),
                self._range(step.low95, step.high95))  # fmt: skip

    def _range(self, low: Decimal | None, high: Decimal | None) -> str:
        return (
            "" if low is None or high is None else f"{number(low, self.places)}–{number(high, self.places)}"
        )

    def _legend(self) -> Iterator[LegendItem]:
        for index, series in enumerate(self.series):
            yield LegendItem(_series_key(index), series.name)
        if any(not point.final for series in self.series for point in series.points):
            yield LegendItem(_marker(0, 11, 7, hollow=True), _("ước tính hoặc sơ bộ"))
        if self.forecast:
            dashed: Look = {"stroke": palette.FORECAST, "stroke_width": 2, "stroke_dasharray": "6 3"}
            yield LegendItem(el("line", x1=0, x2=22, y1=7, y2=7, **dashed), _("dự báo giữa"))
            yield from self._band_keys()
        if self.milestones:
            yield LegendItem(mark_at("pointer", 11, 7, 5, fill=palette.MILESTONE), _("mốc lộ trình"))
        if self.goal:
            yield LegendItem(mark_at("diamond", 11, 7, 6, fill=palette.TARGET), _("mục tiêu"))
        if self.baseline:
            mark = mark_at("square", 11, 7, 5, fill=palette.WHITE, stroke=palette.INK, stroke_width=2)
            told = _("gốc {period}: {value}")
            yield LegendItem(
                mark, told.format(period=self.baseline.period, value=self._figure(self.baseline.value))
            )
        if any(series.breaks for series in self.series):
            mark = el("line", x1=11, x2=11, y1=0, y2=14, stroke=palette.MUTED, stroke_dasharray="2 2")
            yield LegendItem(mark, _("đổi cách tính, không so được qua vạch"))

    def _band_keys(self) -> Iterator[LegendItem]:
        if any(step.low80 is not None for step in self.forecast):
            yield LegendItem(el("rect", x=0, y=1, width=22, height=12, fill=palette.BAND_80), _("khoảng 80%"))
        if any(step.low95 is not None for step in self.forecast):
            yield LegendItem(el("rect", x=0, y=1, width=22, height=12, fill=palette.BAND_95), _("khoảng 95%"))


def _colour(index: int) -> str:
    return palette.SERIES[index % len(palette.SERIES)]


def _marker(index: int, x: float, y: float, *, hollow: bool) -> Node:
    name = palette.MARKERS[index % len(palette.MARKERS)]
    ground = palette.WHITE if hollow else _colour(index)
    return mark_at(name, x, y, 4, fill=ground, stroke=_colour(index), stroke_width=1.8)


def _series_key(index: int) -> Node:
    dashes = palette.LINES[index % len(palette.LINES)] or None
    line = el("line", x1=0, x2=22, y1=7, y2=7, stroke=_colour(index), stroke_width=2, stroke_dasharray=dashes)
    return el("g", line, _marker(index, 11, 7, hollow=False))


def _stairs(corners: list[tuple[float, float]]) -> Node:
    return el("path", d=path(*corners), fill="none", stroke=palette.MILESTONE, stroke_width=1.5)


def _broken(plot: Plot, year: int) -> Iterator[Node]:
    x = plot.x(year - 0.5)
    yield el("line", x1=x, x2=x, y1=plot.top, y2=plot.bottom, stroke=palette.MUTED, stroke_dasharray="2 3")
