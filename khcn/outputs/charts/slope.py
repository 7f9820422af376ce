"""Slope chart: from the baseline over now to the target, for at most six lines that share a unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Drawing, SizedChart
from khcn.outputs.charts.marks import mark_at, text
from khcn.outputs.charts.numbers import brief, with_unit
from khcn.outputs.charts.picture import LegendItem, Table
from khcn.outputs.charts.scale import Scale, known
from khcn.outputs.charts.svg import Node, el, path, text_width

_TOP, _LINE = 34.0, 15.0
MOST = 6


@dataclass(frozen=True, kw_only=True)
class Way:
    """One line; a missing value now leaves a dashed way from baseline to target."""

    label: str
    baseline: Decimal | None
    now: Decimal | None
    target: Decimal | None

    @property
    def values(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        return self.baseline, self.now, self.target


@dataclass(frozen=True, kw_only=True)
class Slope(SizedChart):
    """Solid up to now, dashed from there: what is done and what is still asked."""

    kind: ClassVar[str] = "slope"

    ways: tuple[Way, ...]
    heads: tuple[str, str, str] = ("", "", "")

    def __post_init__(self) -> None:
        if len(self.ways) > MOST:
            raise ValueError(f"a slope chart of {len(self.ways)} lines cannot be read, {MOST} is the most")

    def draw(self, width: float) -> Drawing:
        height = max(220.0, _TOP + 30 + _LINE * 2 * len(self.ways))
        return Drawing(tuple(self._marks(width, height)), height)

    def description(self) -> str:
        told = (
            _("{name}: gốc {old}, nay {now}, mục tiêu {goal}.").format(
                name=way.label, old=self._figure(way.baseline), now=self._figure(way.now),
                goal=self._figure(way.target),
            )
            for way in self.ways
        )  # fmt: skip
        return " ".join(told) or _("Chưa có số liệu.")

    def table(self) -> Table:
        rows = (
            (way.label, *(with_unit(value, self.unit, self.places) for value in way.values))
            for way in self.ways
        )
        return Table((_("Đường"), *self._heads), tuple(rows))

    def legend(self) -> list[LegendItem]:
        return [LegendItem(_key(index), way.label) for index, way in enumerate(self.ways)]

    @property
    def _heads(self) -> tuple[str, str, str]:
        usual = (_("Gốc"), _("Hiện nay"), _("Mục tiêu"))
        told = [given or name for given, name in zip(self.heads, usual, strict=True)]
        return told[0], told[1], told[2]

    def _figure(self, value: Decimal | None) -> str:
        return brief(value, self.unit, self.places)

    @cached_property
    def _scale(self) -> Scale:
        values = known(value for way in self.ways for value in way.values) or [Decimal(0)]
        low, high = min(values), max(values)
        return Scale(low, high) if low < high else Scale(low - 1, high + 1)

    def _columns(self, width: float) -> tuple[float, float, float]:
        figures = [[self._figure(way.values[column]) for way in self.ways] for column in (0, 2)]
        left, right = (
            max((text_width(figure, palette.TEXT) for figure in side), default=0) + 20 for side in figures
        )
        left, right = max(left, 44.0), max(right, 44.0)
        return left, left + (width - left - right) * 0.5, width - right

    def _marks(self, width: float, height: float) -> Iterator[Node]:
        columns, bottom = self._columns(width), height - 14
        for x, head in zip(columns, self._heads, strict=True):
            yield text(head, x=x, y=14, anchor="middle", fill=palette.MUTED, font_weight=600)
            yield el("line", x1=x, x2=x, y1=_TOP - 12, y2=bottom + 6, stroke=palette.GRID)
        for index, way in enumerate(self.ways):
            yield from self._way(index, way, columns, bottom)
        for column, x in enumerate(columns):
            yield from self._labels(column, x, bottom)

    def _y(self, value: Decimal, bottom: float) -> float:
        return bottom - self._scale.share(value) * (bottom - _TOP)

    def _way(self, index: int, way: Way, columns: Sequence[float], bottom: float) -> Iterator[Node]:
        colour = palette.SERIES[index]
        places = [
            None if value is None else (x, self._y(value, bottom))
            for x, value in zip(columns, way.values, strict=True)
        ]
        start, now, goal = places
        if start and now:
            yield el("path", d=path(start, now), fill="none", stroke=colour, stroke_width=2.5)
        if (now or start) and goal:
            ahead = path(now or start or goal, goal)
            yield el("path", d=ahead, fill="none", stroke=colour, stroke_width=2, stroke_dasharray="5 4")
        for place in places:
            if place:
                name = palette.MARKERS[index]
                yield mark_at(
                    name, *place, 4.5, fill=colour, stroke=colour if name == "cross" else palette.WHITE
                )

    def _labels(self, column: int, x: float, bottom: float) -> Iterator[Node]:
        """Figures beside their points, pushed apart where they would touch, with a fine line to the point."""
        given = [
            (self._y(value, bottom), value) for way in self.ways if (value := way.values[column]) is not None
        ]
        given = sorted(set(given))
        side = -1 if column == 0 else 1
        for (y, value), shown in zip(
            given, spread([y for y, _value in given], _LINE, 24.0, bottom + 10), strict=True
        ):
            if abs(shown - y) > 3:
                yield el("line", x1=x + side * 6, y1=y, x2=x + side * 12, y2=shown, stroke=palette.AXIS)
            yield text(
                self._figure(value), x=x + side * 14, y=shown + 4, anchor="end" if side < 0 else "start",
                stroke=palette.WHITE, stroke_width=3, paint_order="stroke",
            )  # fmt: skip


def spread(places: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Sorted places moved as little as a simple sweep allows so that neighbours are `least` apart."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else max(place, top))
    limit = bottom
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - least
    return moved


def _key(index: int) -> Node:
    line = el("line", x1=0, x2=22, y1=7, y2=7, stroke=palette.SERIES[index], stroke_width=2)
    name, colour = palette.MARKERS[index], palette.SERIES[index]
    return el(
        "g", line, mark_at(name, 11, 7, 4.5, fill=colour, stroke=colour if name == "cross" else palette.WHITE)
    )
