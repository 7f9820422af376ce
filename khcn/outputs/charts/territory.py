"""One value for each commune or unit as a table with bars: boundary data may not be packaged, names may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.lib.vn_text import sort_key
from khcn.outputs.charts import palette
from khcn.outputs.charts.axis import ruler, ruler_height
from khcn.outputs.charts.base import Chart, Drawing
from khcn.outputs.charts.data import Goal
from khcn.outputs.charts.marks import Line, mark_at
from khcn.outputs.charts.numbers import brief, with_unit
from khcn.outputs.charts.picture import LegendItem, Picture, Row, Table
from khcn.outputs.charts.rows import in_sheet, track
from khcn.outputs.charts.scale import Scale, scale_for, without_far
from khcn.outputs.charts.svg import Node, el

_HEIGHT = 24.0


@dataclass(frozen=True, kw_only=True)
class Place:
    """One territory or unit; `note` tells why a value is missing or what is special about it."""

    label: str
    value: Decimal | None
    note: str = ""
    url: str = ""


def ordered(places: Sequence[Place], order: str = "") -> tuple[Place, ...]:
    """By `ten`, `-ten`, `gia-tri`, `-gia-tri` as `?sap-xep=` says; missing values always come last."""
    by_name = sorted(places, key=lambda place: sort_key(place.label), reverse=order == "-ten")
    if order.lstrip("-") != "gia-tri":
        return tuple(by_name) if order else tuple(places)
    known = [place for place in by_name if place.value is not None]
    known.sort(key=lambda place: place.value or Decimal(0), reverse=order.startswith("-"))
    return (*known, *(place for place in by_name if place.value is None))


@dataclass(frozen=True, kw_only=True)
class TerritoryBars(Chart):
    """Rows in the order given; `goal` is a line through all of them."""

    kind: ClassVar[str] = "territory"

    places_shown: tuple[Place, ...]
    column: str = ""
    goal: Goal | None = None
    final: bool = True

    def picture(self) -> Picture:
        rows = tuple(self._row(place) for place in self.places_shown)
        head = track(self._head(Line()), 2 + ruler_height(self._scale, self.unit))
        return self._picture(rows=rows, head=head, columns=self._columns(), is_table=True)

    def draw(self, width: float) -> Drawing:
        rows = [(self._row(place), place) for place in self.places_shown]
        return in_sheet(width, head=self._head, rows=rows, marks=self._marks, height=_HEIGHT, aside=True)

    def description(self) -> str:
        seen = [place for place in self.places_shown if place.value is not None]
        missing = len(self.places_shown) - len(seen)
        told = _("{count} đơn vị, {missing} chưa có số liệu.").format(
            count=len(self.places_shown), missing=missing
        )
        if not seen:
            return told
        ranked = sorted(seen, key=lambda place: place.value or Decimal(0))
        span = _("Thấp nhất {low} ({first}), cao nhất {high} ({last}).").format(
            low=self._figure(ranked[0].value),
            first=ranked[0].label,
            high=self._figure(ranked[-1].value),
            last=ranked[-1].label,
        )
        return f"{told} {span}"

    def table(self) -> Table:
        name, _track, value = self._columns()
        rows = ((place.label, self._value(place)) for place in self.places_shown)
        return Table((name, value), tuple(rows))

    def legend(self) -> list[LegendItem]:
        if self.goal is None:
            return []
        told = _("mục tiêu {goal}").format(goal=self.goal.text(self.unit, self.places))
        mark = el(
            "g",
            el("line", x1=11, x2=11, y1=0, y2=14, stroke=palette.TARGET, stroke_width=2),
            mark_at("diamond", 11, 7, 4, fill=palette.TARGET),
        )
        return [LegendItem(mark, told)]

    def _columns(self) -> tuple[str, str, str]:
        return (self.column or _("Đơn vị"), _("So sánh"), _("Giá trị"))

    def _figure(self, value: Decimal | None) -> str:
        return brief(value, self.unit, self.places)

    def _value(self, place: Place) -> str:
        if place.value is None:
            return place.note or _("chưa có số liệu")
        return with_unit(place.value, self.unit, self.places)

    @cached_property
    def _scale(self) -> Scale:
        values = [place.value for place in self.places_shown]
        goal = list(self.goal.ends) if self.goal else []
        return scale_for([*without_far(values, []), *goal], count=4, zero=True)

    def _head(self, line: Line) -> Iterator[Node]:
        return ruler(line, self._scale, y=1, unit=self.unit)

    def _row(self, place: Place) -> Row:
        missing = place.value is None
        return Row(
            label=place.label,
            url=place.url,
            detail="" if missing else place.note,
            sentence=(place.note or _("chưa có số liệu")) if missing else "",
            text=self._figure(place.value),
            track=track(self._marks(place, Line()), _HEIGHT),
        )

    def _marks(self, place: Place, line: Line) -> Iterator[Node]:
        if place.value is None:
            return
        zero, end = self._scale.share(Decimal(0)), self._scale.share(place.value)
        ground = palette.OBSERVED if self.final else palette.WHITE
        yield line.bar(zero, end, y=6, height=12, fill=ground, stroke=palette.OBSERVED)
        yield line.upright(zero, y1=0, y2=_HEIGHT, stroke=palette.AXIS)
        for value in self.goal.ends if self.goal else ():
            share = self._scale.share(value)
            yield line.upright(share, y1=0, y2=_HEIGHT, stroke=palette.TARGET, stroke_width=2)
            yield line.mark("diamond", share, y=_HEIGHT / 2, r=4, fill=palette.TARGET, stroke=palette.WHITE)
