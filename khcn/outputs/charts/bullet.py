"""Bullet chart: where the value stands between baseline, this year's milestone and the target."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.axis import ruler, ruler_height
from khcn.outputs.charts.base import Chart, Drawing
from khcn.outputs.charts.data import Baseline, Direction, Goal, Milestone
from khcn.outputs.charts.marks import Line, mark_at, opening
from khcn.outputs.charts.numbers import brief, with_unit
from khcn.outputs.charts.picture import KEY, LegendItem, Picture, Table
from khcn.outputs.charts.scale import Scale, scale_for, without_far
from khcn.outputs.charts.svg import Look, Node, el, render

Tell = Callable[[Decimal | None, str, int | None], str]

_TOP, _BOTTOM = 14.0, 40.0
_MIDDLE = (_TOP + _BOTTOM) / 2


@dataclass(frozen=True, kw_only=True)
class Bullet(Chart):
    """One indicator now. `value` None draws the way without a bar; `now` is the year or period of the value."""

    kind: ClassVar[str] = "bullet"

    value: Decimal | None
    now: str = ""
    final: bool = True
    baseline: Baseline | None = None
    milestones: tuple[Milestone, ...] = ()
    goal: Goal | None = None
    direction: Direction = "up"
    floor: Decimal | None = None
    ceiling: Decimal | None = None

    def picture(self) -> Picture:
        drawing = opening(
            self.kind,
            self.title,
            self.description(),
            KEY,
            *self._marks(Line()),
            width="100%",
            height=self._height,
        )
        return self._picture(svg=render(drawing))

    def draw(self, width: float) -> Drawing:
        return Drawing(tuple(self._marks(Line(width=width))), self._height)

    def table(self) -> Table:
        return Table((_("Nội dung"), _("Giá trị")), tuple(self._facts(with_unit)))

    def description(self) -> str:
        told = "; ".join(f"{name}: {figure}" for name, figure in self._facts(brief))
        if self.direction == "down":
            told = _("{facts}; càng thấp càng tốt").format(facts=told)
        return told

    def legend(self) -> list[LegendItem]:
        keys = {"now": self._now_key(), "baseline": _BASELINE, "milestone": _MILESTONE, "goal": _GOAL}
        return [LegendItem(keys[kind], f"{name}: {figure}") for kind, name, figure in self._told(brief)]

    def notes(self) -> str:
        if self.value is None or self._scale.side(self.value) == 0:
            return self.note
        clipped = _("Giá trị hiện nay nằm ngoài thang của hình; mũi tên chỉ phía của nó.")
        return " ".join(part for part in (self.note, clipped) if part)

    def _told(self, tell: Tell) -> Iterator[tuple[str, str, str]]:
        now = _("Hiện nay ({period})").format(period=self.now) if self.now else _("Hiện nay")
        missing = self.value is None
        yield "now", now, _("chưa có số liệu") if missing else tell(self.value, self.unit, self.places)
        if self.baseline:
            name = _("Gốc ({period})").format(period=self.baseline.period)
            yield "baseline", name, tell(self.baseline.value, self.unit, self.places)
        for step in self.milestones:
            name = _("Mốc năm {year}").format(year=step.year)
            yield "milestone", name, tell(step.value, self.unit, self.places)
        if self.goal:
            name = _("Mục tiêu {year}").format(year=self.goal.year) if self.goal.year else _("Mục tiêu")
            yield "goal", name, self.goal.text(self.unit, self.places)

    def _facts(self, tell: Tell) -> Iterator[tuple[str, str]]:
        return ((name, figure) for _kind, name, figure in self._told(tell))

    @property
    def _height(self) -> float:
        return _BOTTOM + ruler_height(self._scale, self.unit)

    @cached_property
    def _scale(self) -> Scale:
        anchors = [step.value for step in self.milestones]
        anchors += [self.baseline.value] if self.baseline else []
        anchors += list(self.goal.ends) if self.goal else []
        shown = [*without_far([self.value], anchors), Decimal(0)]
        if self.goal and self.goal.ends[-1] > 0 and self.goal.operator not in ("le", "lt"):
            shown.append(self.goal.ends[-1] * Decimal("1.1"))
        return scale_for(shown, count=5, zero=True, floor=self.floor, ceiling=self.ceiling)

    def _marks(self, line: Line) -> Iterator[Node]:
        yield line.bar(0, 1, y=_TOP, height=_BOTTOM - _TOP, fill=palette.PAPER, stroke=palette.GRID)
        yield from self._zone(line)
        yield from ruler(line, self._scale, y=_BOTTOM, unit=self.unit)
        yield from self._bar(line)
        if self.baseline:
            place = self._scale.share(self.baseline.value)
            yield line.upright(place, y1=_TOP, y2=_BOTTOM, stroke=palette.INK, stroke_width=1.5)
            yield line.mark("circle", place, y=_MIDDLE, r=5, **_HOLLOW)
        for step in self.milestones:
            yield line.mark("pointer", self._scale.share(step.value), y=8, r=5, fill=palette.MILESTONE)
            yield line.upright(
                self._scale.share(step.value),
                y1=13,
                y2=_BOTTOM,
                stroke=palette.MILESTONE,
                stroke_dasharray="3 2",
            )
        for end in self.goal.ends if self.goal else ():
            place = self._scale.share(end)
            yield line.upright(place, y1=_TOP - 4, y2=_BOTTOM + 4, stroke=palette.TARGET, stroke_width=3)
            yield line.mark("diamond", place, y=_MIDDLE, r=6, fill=palette.TARGET, stroke=palette.WHITE)

    def _zone(self, line: Line) -> Iterator[Node]:
        """Where the target counts as reached: beyond it, below it, or between both ends."""
        if self.goal is None:
            return
        low = self._scale.share(self.goal.low)
        high = self._scale.share(self.goal.high) if self.goal.high is not None else None
        start, end = {"le": (0.0, low), "lt": (0.0, low), "eq": (low, low), "approx": (low, low)}.get(
            self.goal.operator, (low, 1.0 if high is None else high)
        )
        if self.goal.operator == "between" and high is not None:
            start, end = low, high
        yield line.bar(start, end, y=_TOP, height=_BOTTOM - _TOP, fill=palette.TARGET_ZONE)

    def _bar(self, line: Line) -> Iterator[Node]:
        if self.value is None:
            return
        zero, place = self._scale.share(Decimal(0)), self._scale.share(self.value)
        look = {"fill": palette.OBSERVED} if self.final else _ESTIMATE
        yield line.bar(zero, place, y=_MIDDLE - 5, height=10, **look)
        arrow = line.clipped(self._scale.side(self.value), y=_MIDDLE, colour=palette.OBSERVED)
        if arrow:
            yield arrow

    def _now_key(self) -> Node:
        if self.value is None:
            return el("rect", x=1, y=3, width=20, height=8, **_ABSENT)
        look = {"fill": palette.OBSERVED} if self.final else _ESTIMATE
        return el("rect", x=1, y=3, width=20, height=8, **look)


_HOLLOW: Look = {"fill": palette.WHITE, "stroke": palette.INK, "stroke_width": 2}
_ESTIMATE: Look = {"fill": palette.WHITE, "stroke": palette.OBSERVED, "stroke_width": 2}
_ABSENT: Look = {"fill": "none", "stroke": palette.AXIS, "stroke_dasharray": "2 2"}
_BASELINE = mark_at("circle", 11, 7, 5, **_HOLLOW)
_MILESTONE = mark_at("pointer", 11, 7, 5, fill=palette.MILESTONE)
_GOAL = mark_at("diamond", 11, 7, 6, fill=palette.TARGET)
