"""Filling the cells of a form: one query for each register, three for all indicators, none for a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Exists
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState, Vintage
from khcn.indicators.models import Card, StatCell, StatForm
from khcn.indicators.series import Figure, series_of
from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.fact_rights import may_know, seen_by_actor
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import Measured, Scope, Value, facts, take
from khcn.kernel.registers.rules import Level, list_level
from khcn.kernel.territory.models import Unit
from khcn.outputs.charts.numbers import number as with_places
from khcn.web.workspace.register_facts.asking import query_of
from khcn.web.workspace.register_facts.showing import notes, number, when


@dataclass
class Filled:
    """One cell with its number, or why there is none. `by_hand`: no number of the house fills it."""

    cell: StatCell
    value: Value = None
    text: str = ""
    notes: list[str] = field(default_factory=list)
    source: str = ""
    url: str = ""

    @property
    def by_hand(self) -> bool:
        return not self.cell.fact and self.cell.indicator_id is None

    @property
    def missing(self) -> bool:
        return self.value is None


class Filling:
    """The cells of one form for a year and territory, as this reader may know them."""

    def __init__(self, form: StatForm, year: int, territory: Unit | None, actor: Actor, today: date) -> None:
        self.form, self.year, self.territory, self.actor, self.today = form, year, territory, actor, today
        self.offered = facts()
        self.cells = list(form.cells.select_related("indicator").order_by("order", "pk"))
        self.narrowed = False

    def filled(self) -> list[Filled]:
        taken, empty = self._taken(), self._empty_registers()
        figures, cards = self._figures()
        return [self._one(cell, taken, empty, figures, cards) for cell in self.cells]

    def _one(
        self, cell: StatCell, taken: dict[str, Measured], empty: set[str], figures: dict[int, Figure],
        cards: dict[int, Card],
    ) -> Filled:  # fmt: skip
        if cell.fact:
            return self._of_fact(cell, taken.get(cell.fact), empty)
        if cell.indicator_id is not None:
            return self._of_indicator(cell, figures.get(cell.indicator_id), cards.get(cell.indicator_id))
        return Filled(cell, text=_("người điền"), source=_("Không có số liệu trong hệ thống"))

    # --- Facts ----------------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        return Scope.year(self.year, until=self.today, territory=self.territory)

    def _asked(self) -> dict[str, tuple[Register, list[Fact]]]:
        found: dict[str, tuple[Register, list[Fact]]] = {}
        for code in dict.fromkeys(cell.fact for cell in self.cells if cell.fact in self.offered):
            register, fact = self.offered[code]
            found.setdefault(register.code, (register, []))[1].append(fact)
        return found

    def _taken(self) -> dict[str, Measured]:
        told: dict[str, Measured] = {}
        for register, asked in self._asked().values():
            level = list_level(self.actor, register)
            self.narrowed |= level != Level.INTERNAL
            if level == Level.NOTHING:
                continue
            known = [fact for fact in asked if may_know(register, fact, level)]
            rows = take(register, [(fact, self.scope) for fact in known], seen=seen_by_actor(self.actor))
            told |= {one.fact.code: one for one in rows}
        return told

    def _empty_registers(self) -> set[str]:
        """Registers without any record: there nobody knows whether there is nothing or nothing was entered."""
        asked = [register for register, _facts in self._asked().values()]
        if not asked:
            return set()
        marks = {f"has_{at}": Exists(one.model._base_manager.all()) for at, one in enumerate(asked)}
        row = StatForm.objects.filter(pk=self.form.pk).annotate(**marks).values(*marks).get()
        return {one.code for at, one in enumerate(asked) if not row[f"has_{at}"]}

    def _of_fact(self, cell: StatCell, told: Measured | None, empty: set[str]) -> Filled:
        if cell.fact not in self.offered:
            return Filled(cell, text=_("chưa có số liệu"), notes=[_("Hệ thống không còn số liệu này.")])
        register, fact = self.offered[cell.fact]
        if told is None:
            return Filled(cell, text=_("không được xem"), source=str(register.name))
        source = f"{register.name}, {when(told.scope, fact.at_a_date)}"
        url = reverse("fact_records", kwargs={"fact": fact.code}) + query_of(told.scope, fact.at_a_date)
        if register.code in empty:
            reason = _("Sổ chưa có bản ghi nào nên chưa biết là không có hay chưa ghi.")
            return Filled(cell, None, _("chưa có số liệu"), [reason], source, url)
        return Filled(cell, told.value, number(told.value, fact.measure), list(notes(told)), source, url)

    # --- Indicators -----------------------------------------------------------------------------

    def _figures(self) -> tuple[dict[int, Figure], dict[int, Card]]:
        keys = [cell.indicator_id for cell in self.cells if cell.indicator_id is not None]
        if not keys:
            return {}, {}
        cards = {
            card.indicator_id: card
            for card in Card.objects.filter(indicator__in=keys, state=CardState.IN_FORCE)
        }
        series = series_of(keys, territories=self._territories(cards.values()), today=self.today)
        found = {}
        for key, card in cards.items():
            place = self.territory.pk if self.territory else card.territory_id
            figure = series.get((key, place or 0), {}).get(self.year)
            if figure is not None:
                found[key] = figure
        return found, cards

    def _territories(self, cards: Iterable[Card]) -> list[int]:
        if self.territory is not None:
            return [self.territory.pk]
        return sorted({card.territory_id for card in cards if card.territory_id is not None})

    def _of_indicator(self, cell: StatCell, figure: Figure | None, card: Card | None) -> Filled:
        assert cell.indicator is not None
        source = _("Chỉ số: {name}").format(name=cell.indicator.name)
        page = reverse("indicator_detail", kwargs={"code": cell.indicator.code})
        if figure is None:
            return Filled(cell, None, _("chưa có số liệu"), [], source, page)
        told = [] if figure.vintage == Vintage.FINAL else [str(Vintage(figure.vintage).label)]
        if figure.artificial:
            told.append(_("Dữ liệu mẫu"))
        places = card.decimals if card is not None else None
        return Filled(
            cell, figure.value, _figure_text(figure.value, places), told, source, self._page_of(figure, cell)
        )

    def _page_of(self, figure: Figure, cell: StatCell) -> str:
        assert cell.indicator is not None
        code = cell.indicator.code
        if figure.observation is not None and figure.value == figure.observation.value:
            return reverse("value_detail", kwargs={"code": code, "pk": figure.observation.pk})
        place = f"?{urlencode({'dia-ban': self.territory.code})}" if self.territory else ""
        return reverse("count_detail", kwargs={"code": code, "year": figure.year}) + place


def _figure_text(value: Decimal, places: int | None) -> str:
    return with_places(value, places)


def tally(cells: Sequence[Filled]) -> dict[str, int]:
    """How many cells have a number, lack one, or are filled by people."""
    by_hand = sum(one.by_hand for one in cells)
    known = sum(not one.missing for one in cells)
    return {"known": known, "by_hand": by_hand, "missing": len(cells) - known - by_hand, "all": len(cells)}
