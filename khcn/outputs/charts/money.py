"""Money by source: planned, allocated, disbursed and settled beside each other, or stacked by source."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Chart, Drawing
from khcn.outputs.charts.marks import Line, mark_at, text
from khcn.outputs.charts.numbers import brief, number, with_unit
from khcn.outputs.charts.picture import LegendItem, Picture, Row, Table
from khcn.outputs.charts.rows import in_sheet, track
from khcn.outputs.charts.scale import Scale, known
from khcn.outputs.charts.svg import Look, Node, el

_BAR, _GAP = 14.0, 3.0
_SEGMENT = 26.0
_ROOM_FOR_FIGURE = Decimal("0.66")

_STAGES: tuple[tuple[str, str | Promise], ...] = (
    ("planned", gettext_lazy("Kế hoạch")),
    ("allocated", gettext_lazy("Đã giao")),
    ("disbursed", gettext_lazy("Đã giải ngân")),
    ("settled", gettext_lazy("Đã quyết toán")),
)


@dataclass(frozen=True, kw_only=True)
class Funding:
    """One source (or year, or task) with its four figures; None is not known, zero is nothing."""

    label: str
    planned: Decimal | None = None
    allocated: Decimal | None = None
    disbursed: Decimal | None = None
    settled: Decimal | None = None
    url: str = ""

    def at(self, stage: str) -> Decimal | None:
        value: Decimal | None = getattr(self, stage)
        return value


@dataclass(frozen=True, kw_only=True)
class MoneyBars(Chart):
    """`stacked` turns it round: one bar per stage, cut by source. Stages of which nothing is known are left out."""

    kind: ClassVar[str] = "money"

    funding: tuple[Funding, ...]
    stacked: bool = False
    unit: str = "đồng"

    def picture(self) -> Picture:
        columns = (_("Giai đoạn") if self.stacked else _("Nguồn kinh phí"), _("Số tiền"))
        return self._picture(rows=tuple(row for row, _thing in self._rows()), columns=columns)

    def draw(self, width: float) -> Drawing:
        if self.stacked:
            stages = [(row, thing) for row, thing in self._rows() if isinstance(thing, str)]
            return in_sheet(width, head=None, rows=stages, marks=self._segments, height=_SEGMENT)
        lines = [(row, thing) for row, thing in self._rows() if isinstance(thing, Funding)]
        return in_sheet(width, head=None, rows=lines, marks=self._bars, height=self._height)

    def description(self) -> str:
        parts = [
            f"{label} {brief(self._total(stage), self.unit, self.places)}" for stage, label in self._stages
        ]
        return _("Cộng các nguồn đã biết: {totals}.").format(totals=", ".join(parts) or "—")

    def table(self) -> Table:
        header = (_("Nguồn kinh phí"), *(str(label) for _stage, label in self._stages))
        rows = [
            (
                line.label,
                *(with_unit(line.at(stage), self.unit, self.places) for stage, _label in self._stages),
            )
            for line in self.funding
        ]
        totals = (with_unit(self._total(stage), self.unit, self.places) for stage, _label in self._stages)
        return Table(header, (*rows, (_("Cộng (phần đã biết)"), *totals)))

    def legend(self) -> list[LegendItem]:
        if self.stacked:
            return [LegendItem(_numbered(index), line.label) for index, line in enumerate(self.funding)]
        return [
            LegendItem(el("rect", x=1, y=2, width=20, height=10, **_look(stage)), str(label))
            for stage, label in self._stages
        ]

    @cached_property
    def _stages(self) -> list[tuple[str, str | Promise]]:
        return [(stage, label) for stage, label in _STAGES if known(line.at(stage) for line in self.funding)]

    @property
    def _height(self) -> float:
        return max(1, len(self._stages)) * (_BAR + _GAP)

    def _total(self, stage: str) -> Decimal | None:
        values = known(line.at(stage) for line in self.funding)
        return sum(values, Decimal(0)) if values else None

    @cached_property
    def _scale(self) -> Scale:
        if self.stacked:
            sums = [
                sum(
                    (max(value, Decimal(0)) for value in known(line.at(stage) for line in self.funding)),
                    Decimal(0),
                )
                for stage, _label in self._stages
            ]
            return Scale(Decimal(0), max([*sums, Decimal(0)]) or Decimal(1))
        values = known(line.at(stage) for line in self.funding for stage, _label in self._stages)
        low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
        return Scale(low, (high / _ROOM_FOR_FIGURE) or Decimal(1))

    def _rows(self) -> Iterator[tuple[Row, Funding | str]]:
        if not self.stacked:
            for line in self.funding:
                drawn = track(self._bars(line, Line(pad=0.005)), self._height)
                yield Row(label=line.label, url=line.url, detail=self._rates(line), track=drawn), line
            return
        for stage, label in self._stages:
            told = brief(self._total(stage), self.unit, self.places)
            drawn = track(self._segments(stage, Line(pad=0.005)), _SEGMENT)
            yield Row(label=str(label), detail=told, sentence=self._absent(stage), track=drawn), stage

    def _absent(self, stage: str) -> str:
        names = [line.label for line in self.funding if line.at(stage) is None]
        return _("Chưa có số của: {names}.").format(names="; ".join(names)) if names else ""

    def _rates(self, line: Funding) -> str:
        parts = []
        if line.planned and line.allocated is not None:
            parts.append(
                _("giao {share}% kế hoạch").format(share=number(line.allocated / line.planned * 100, 0))
            )
        if line.allocated and line.disbursed is not None:
            share = number(line.disbursed / line.allocated * 100, 0)
            parts.append(_("giải ngân {share}% số giao").format(share=share))
        return ", ".join(parts)

    def _bars(self, line: Funding, place: Line) -> Iterator[Node]:
        zero = self._scale.share(Decimal(0))
        for index, (stage, _label) in enumerate(self._stages):
            y, value = index * (_BAR + _GAP), line.at(stage)
            if value is None:
                yield text(_("chưa có số"), x=place.x(zero), y=y + 11, dx=5, size=11, fill=palette.MUTED)
                continue
            end = self._scale.share(value)
            yield place.bar(zero, end, y=y + 0.5, height=_BAR - 1, **_look(stage))
            figure = brief(value, self.unit, self.places)
            yield text(figure, x=place.x(max(zero, end)), y=y + 11, dx=5, size=11)
        yield place.upright(zero, y1=0, y2=self._height - _GAP, stroke=palette.AXIS)

    def _segments(self, stage: str, place: Line) -> Iterator[Node]:
        start = Decimal(0)
        for index, line in enumerate(self.funding):
            value = line.at(stage)
            if value is None or value <= 0:
                continue
            left, right = self._scale.share(start), self._scale.share(start + value)
            colour = palette.SERIES[index % len(palette.SERIES)]
            yield place.bar(left, right, y=2, height=_SEGMENT - 4, fill=colour, stroke=palette.WHITE)
            if right - left > 0.05:
                middle = place.x((left + right) / 2)
                yield text(str(index + 1), x=middle, y=_SEGMENT / 2 + 4, anchor="middle", **_on(colour))
            start += value


def _look(stage: str) -> Look:
    index = [code for code, _label in _STAGES].index(stage)
    dashes = "3 2" if stage == "planned" else None
    return {"fill": palette.STAGES[index], "stroke": palette.OBSERVED, "stroke_dasharray": dashes}


def _on(colour: str) -> Look:
    return {"fill": palette.INK if palette.is_light(colour) else palette.WHITE, "font_weight": 600}


def _numbered(index: int) -> Node:
    colour = palette.SERIES[index % len(palette.SERIES)]
    return el(
        "g",
        mark_at("square", 11, 7, 7, fill=colour),
        text(str(index + 1), x=11, y=11, anchor="middle", size=11, **_on(colour)),
    )
