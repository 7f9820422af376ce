"""What a fan chart says in words: description, legend and table of numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import SizedChart
from khcn.outputs.charts.data import Baseline, ForecastPoint, Goal, Milestone, Series
from khcn.outputs.charts.marks import mark_at
from khcn.outputs.charts.numbers import brief, number, span
from khcn.outputs.charts.picture import LegendItem, Table
from khcn.outputs.charts.svg import Look, Node, el


@dataclass(frozen=True, kw_only=True)
class YearsInWords(SizedChart):
    """The years of one indicator, without a drawing."""

    series: tuple[Series, ...]
    forecast: tuple[ForecastPoint, ...] = ()
    goal: Goal | None = None
    baseline: Baseline | None = None
    milestones: tuple[Milestone, ...] = ()
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    until: int | None = None

    def description(self) -> str:
        parts = [self._course(series) for series in self.series]
        if self.forecast:
            parts.append(self._outlook(self.forecast[-1]))
        if self.goal:
            parts.append(_("Mục tiêu {goal}.").format(goal=self._goal_words()))
        return " ".join(parts) or _("Chưa có số liệu.")

    def table(self) -> Table:
        header = (_("Năm"), *(self._headed(series.name) for series in self.series))
        if self.forecast:
            header += (_("Dự báo giữa"), _("Khoảng 80%"), _("Khoảng 95%"))
        header += (_("Mốc lộ trình"),) if self.milestones else ()
        years = range(self.first, self.last + 1) if self.years_known else ()
        return Table(header, tuple(self._row(year) for year in years))

    def legend(self) -> list[LegendItem]:
        return list(self._legend())

    @cached_property
    def years_known(self) -> list[int]:
        years = [point.year for series in self.series for point in series.points]
        years += [step.year for step in self.forecast] + [step.year for step in self.milestones]
        years += [self.goal.year] if self.goal and self.goal.year else []
        years += [self.baseline.year, self.baseline.until or self.baseline.year] if self.baseline else []
        years += [self.until] if self.until else []
        return years

    @property
    def first(self) -> int:
        return min(self.years_known, default=0)

    @property
    def last(self) -> int:
        return max(self.years_known, default=0)

    def _headed(self, name: str) -> str:
        return f"{name} ({self.unit})" if self.unit else name

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
        return "" if low is None or high is None else span(low, high, "", self.places)

    def _legend(self) -> Iterator[LegendItem]:
        for index, series in enumerate(self.series):
            yield LegendItem(_series_key(index), series.name)
        if any(not point.final for series in self.series for point in series.points):
            yield LegendItem(series_marker(0, 11, 7, hollow=True), _("ước tính hoặc sơ bộ"))
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


def series_colour(index: int) -> str:
    return palette.SERIES[index % len(palette.SERIES)]


def series_marker(index: int, x: float, y: float, *, hollow: bool) -> Node:
    name = palette.MARKERS[index % len(palette.MARKERS)]
    ground = palette.WHITE if hollow else series_colour(index)
    return mark_at(name, x, y, 4, fill=ground, stroke=series_colour(index), stroke_width=1.8)


def _series_key(index: int) -> Node:
    dashes = palette.LINES[index % len(palette.LINES)] or None
    line = el(
        "line", x1=0, x2=22, y1=7, y2=7, stroke=series_colour(index), stroke_width=2, stroke_dasharray=dashes
    )
    return el("g", line, series_marker(index, 11, 7, hollow=False))
