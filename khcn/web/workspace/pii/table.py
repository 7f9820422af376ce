"""The figures of PII by year and territory; what nobody told stays blank, drafts say that they are to be confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState, ValueState, Vintage
from khcn.indicators.models import Card, Indicator, Observation
from khcn.indicators.series import Figure, series_of
from khcn.kernel.access import Actor, may, visible
from khcn.kernel.territory.models import Unit
from khcn.outputs.charts.numbers import number

SCORE, RANK, RANKED, POSITION = "pii-diem", "pii-hang", "pii-so-tinh", "pii-vi-tri-tuong-doi"
PILLARS = tuple(f"pii-tru-cot-{number}" for number in range(1, 8))
CODES = (SCORE, RANK, RANKED, POSITION, *PILLARS)
MOST_COLUMNS = 8

#: Territory and year.
Column = tuple[int, int]


@dataclass
class Cell:
    """`draft`: somebody wrote it down but nobody has confirmed it."""

    value: Decimal
    text: str
    url: str = ""
    notes: list[str] = field(default_factory=list)
    draft: bool = False
    final: bool = True
    counted: bool = False

    @property
    def note(self) -> str:
        """What a reader must know, in a few words."""
        return ", ".join([_("cần xác nhận")] * self.draft + self.notes)


@dataclass
class Line:
    indicator: Indicator
    card: Card
    cells: list[Cell | None] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Without what all of them are called."""
        return (
            self.card.name.removeprefix("PII, ").capitalize()
            if self.card.name.startswith("PII, ")
            else self.card.name
        )


class Pii:
    """What this reader may know; drafts are for the administration. Six queries."""

    def __init__(self, actor: Actor) -> None:
        self.inside = may(actor, "indicators.count.view")
        seen = visible(actor, "indicators.indicator.view", Indicator.objects.filter(code__in=CODES))
        self.indicators = {one.code: one for one in seen}
        keys = {one.pk: one for one in self.indicators.values()}
        self.cards = {
            keys[card.indicator_id].code: card
            for card in Card.objects.filter(indicator__in=keys, state=CardState.IN_FORCE)
        }
        self.figures: dict[str, dict[Column, Cell]] = {code: {} for code in CODES}
        for (key, territory), series in series_of(list(keys), public=not self.inside).items():
            for year, figure in series.items():
                self._put(keys[key].code, (territory, year), self._of_figure(keys[key].code, figure))
        if self.inside:
            self._add_drafts(keys)
        told = {column for cells in self.figures.values() for column in cells}
        self.columns = sorted(told, key=lambda column: (column[1], column[0]))[-MOST_COLUMNS:]
        self.units = Unit.objects.in_bulk({territory for territory, _year in self.columns})
        self._place_counts()

    def _place_counts(self) -> None:
        """Counts of another territory than the card's own are asked for by its code."""
        for code, cells in self.figures.items():
            for (territory, _year), cell in cells.items():
                if cell.counted and territory in self.units and self.cards[code].territory_id != territory:
                    cell.url += f"?{urlencode({'dia-ban': self.units[territory].code})}"

    def _put(self, code: str, column: Column, cell: Cell) -> None:
        self.figures[code][column] = cell

    def _of_figure(self, code: str, figure: Figure) -> Cell:
        notes = [] if figure.vintage == Vintage.FINAL else [str(Vintage(figure.vintage).label)]
        notes += [_("Dữ liệu mẫu")] if figure.artificial else []
        row = figure.observation
        counted = row is None or row.value != figure.value
        address = ("count_detail", {"code": code, "year": figure.year})
        if not counted and row is not None:
            address = ("value_detail", {"code": code, "pk": row.pk})
        url = reverse(address[0], kwargs=address[1]) if self.inside else ""
        return Cell(
            figure.value,
            self._text(code, figure.value),
            url,
            notes,
            final=not figure.provisional,
            counted=counted and self.inside,
        )

    def _add_drafts(self, keys: dict[int, Indicator]) -> None:
        rows = Observation.objects.filter(
            indicator__in=keys, state=ValueState.DRAFT, current=True, withdrawn=False, replaces=None
        ).order_by("revision")
        for row in rows:
            code = keys[row.indicator_id].code
            column = (row.territory_id, row.year)
            if code in self.cards and column not in self.figures[code]:
                url = reverse("value_detail", kwargs={"code": code, "pk": row.pk})
                self._put(
                    code, column, Cell(row.value, self._text(code, row.value), url, draft=True, final=False)
                )

    def _text(self, code: str, value: Decimal) -> str:
        card = self.cards.get(code)
        return number(value, card.decimals if card else None)

    # --- What the page shows --------------------------------------------------------------------

    def lines(self, codes: Iterable[str]) -> list[Line]:
        return [
            Line(
                self.indicators[code], self.cards[code], [self.cell(code, column) for column in self.columns]
            )
            for code in codes
            if code in self.indicators and code in self.cards
        ]

    def cell(self, code: str, column: Column) -> Cell | None:
        cell = self.figures[code].get(column)
        if cell is None or code != RANK:
            return cell
        ranked = self.figures[RANKED].get(column)
        cell.text = self.rank_text(cell, ranked)
        if ranked is None:
            cell.notes = [*dict.fromkeys([*cell.notes, _("chưa rõ số tỉnh được xếp hạng")])]
        return cell

    def rank_text(self, rank: Cell, ranked: Cell | None) -> str:
        """A rank says nothing without the number of those that were ranked."""
        own = number(rank.value, 0)
        return f"{own}/{number(ranked.value, 0)}" if ranked else own

    @property
    def heads(self) -> list[tuple[int, str]]:
        """Year and territory, where there are several territories."""
        several = len({territory for territory, _year in self.columns}) > 1
        return [
            (year, self.units[territory].name if several and territory in self.units else "")
            for territory, year in self.columns
        ]

    @property
    def latest(self) -> Column | None:
        """The last year that has a score or a rank, else any figure."""
        told = [
            column for column in self.columns if column in self.figures[SCORE] or column in self.figures[RANK]
        ]
        return (told or self.columns or [None])[-1]
