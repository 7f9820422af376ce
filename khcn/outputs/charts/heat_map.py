"""Heat map target × year: a table whose cells carry a letter, a word and a colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Chart, Drawing
from khcn.outputs.charts.marks import text
from khcn.outputs.charts.numbers import MISSING, with_unit
from khcn.outputs.charts.picture import Cell, Picture, Row, Table
from khcn.outputs.charts.ratings import Rating, rating_of
from khcn.outputs.charts.svg import Node, el, wrapped


@dataclass(frozen=True, kw_only=True)
class Heat:
    """One field: a rating code and the value it was given for."""

    rating: str
    value: Decimal | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    """One target with what is known by year; a year that is not there stays empty."""

    label: str
    cells: Mapping[int, Heat]
    unit: str = ""
    url: str = ""
    places: int | None = None


@dataclass(frozen=True, kw_only=True)
class HeatMap(Chart):
    """Targets down, years across."""

    kind: ClassVar[str] = "heat-map"

    years: tuple[int, ...]
    targets: tuple[HeatRow, ...]

    def picture(self) -> Picture:
        return self._picture(
            rows=tuple(self._row(target) for target in self.targets),
            columns=(_("Chỉ tiêu"), *(str(year) for year in self.years)),
            ratings=self._ratings(),
            is_table=True,
        )

    def description(self) -> str:
        return _("{count} chỉ tiêu theo các năm {first}–{last}; ô trống là năm chưa có đánh giá.").format(
            count=len(self.targets), first=min(self.years, default="—"), last=max(self.years, default="—")
        )

    def table(self) -> Table:
        header = (_("Chỉ tiêu"), *(str(year) for year in self.years))
        return Table(
            header, tuple((row.label, *map(_told, row.cells)) for row in map(self._row, self.targets))
        )

    def draw(self, width: float) -> Drawing:
        """The letters in squares; what they mean stands below."""
        left = width * 0.42
        each = (width - left) / max(1, len(self.years))
        parts = [
            text(str(year), x=left + each * (index + 0.5), y=14, anchor="middle", fill=palette.MUTED)
            for index, year in enumerate(self.years)
        ]
        y = 22.0
        for row in map(self._row, self.targets):
            names = wrapped(row.label, left - 8, palette.TEXT, 6)
            height = max(26.0, 15.0 * len(names) + 8)
            parts += [text(words, x=0, y=y + 16 + 15 * index) for index, words in enumerate(names)]
            for index, cell in enumerate(row.cells):
                parts += _square(cell, left + each * index, y, each, height)
            y += height
        for rating in self._ratings():
            y += 20
            parts += _square(Cell("", rating), 0, y - 14, 22, 18)
            parts.append(text(str(rating.label), x=28, y=y))
        return Drawing(tuple(parts), y + 8)

    def _row(self, target: HeatRow) -> Row:
        return Row(
            label=target.label,
            url=target.url,
            cells=tuple(self._cell(target, year) for year in self.years),
        )

    def _cell(self, target: HeatRow, year: int) -> Cell:
        heat = target.cells.get(year)
        if heat is None:
            return Cell(str(year), None)
        figure = "" if heat.value is None else with_unit(heat.value, target.unit, target.places)
        return Cell(str(year), rating_of(heat.rating), text=figure, note=heat.note, url=heat.url)

    def _ratings(self) -> tuple[Rating, ...]:
        """The ratings in use, in the order they are met."""
        found = [cell.rating for target in self.targets for cell in self._row(target).cells if cell.rating]
        return tuple(dict.fromkeys(found))


def _told(cell: Cell) -> str:
    if cell.rating is None:
        return MISSING
    return f"{cell.text} – {cell.rating.label}" if cell.text else str(cell.rating.label)


def _square(cell: Cell, x: float, y: float, width: float, height: float) -> list[Node]:
    ink, ground = palette.TONES[cell.rating.tone] if cell.rating else (palette.MUTED, palette.WHITE)
    box = el("rect", x=x + 1, y=y + 1, width=width - 2, height=height - 2, fill=ground, stroke=palette.GRID)
    if cell.rating is None:
        return [box]
    place = {"x": x + width / 2, "y": y + height / 2 + 4}
    return [box, text(cell.rating.letter, anchor="middle", fill=ink, font_weight=600, **place)]
