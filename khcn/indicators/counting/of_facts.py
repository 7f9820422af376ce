"""Counts of facts: one cube for a register, with every year and territory that one of its cards needs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from khcn.indicators.choices import Origin
from khcn.indicators.counting.places import place_of, scope_of, years_of
from khcn.indicators.counting.writing import Tally, decimal
from khcn.indicators.models import Card
from khcn.kernel.registers.cube import Cell, cube
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import Scope, facts
from khcn.kernel.territory.models import Level, Unit

Asked = Sequence[tuple[Card, Fact]]
NOTHING_KNOWN = Cell(None, 0, 0, None, None, 0)


def by_register(
    cards: Mapping[str, Card], registers: Collection[str] | None
) -> dict[Register, list[tuple[Card, Fact]]]:
    offered = facts()
    found: dict[Register, list[tuple[Card, Fact]]] = {}
    for card in cards.values():
        if card.source != Origin.FACT or card.fact not in offered or card.territory_id is None:
            continue
        register, fact = offered[card.fact]
        if registers is None or register.code in registers:
            found.setdefault(register, []).append((card, fact))
    return found


def count_register(register: Register, asked: Asked, units: Sequence[Unit], today: date) -> list[Tally]:
    """An empty register says nothing: nobody knows whether there is nothing or nothing was entered."""
    wanted = [
        (card, fact, scope_of(card, year, today), unit)
        for card, fact in asked
        for year in years_of(card, today)
        for unit in units
        if card.by_territory or unit.level != Level.COMMUNE
    ]
    if not register.model._default_manager.exists():
        note = _("Sổ chưa có bản ghi nào nên chưa biết là không có hay chưa ghi.")
        return [_tally(card, scope, unit, NOTHING_KNOWN, note) for card, _fact, scope, unit in wanted]
    scopes = {scope: number for number, scope in enumerate(dict.fromkeys(one[2] for one in wanted))}
    places = {
        place.pk if place else None: place
        for card, _f, _s, unit in wanted
        for place in [place_of(card, unit)]
    }
    chosen = list({fact.code: fact for _card, fact in asked}.values())
    cells = cube(register, chosen, list(scopes), list(places.values()))
    return [
        _tally(
            card,
            scope,
            unit,
            cells[fact.code, scopes[scope], None if unit.pk == card.territory_id else unit.pk],
        )
        for card, fact, scope, unit in wanted
    ]


def _tally(card: Card, scope: Scope, unit: Unit, cell: Cell, note: str = "") -> Tally:
    assert scope.period is not None
    return Tally(
        card.indicator_id, unit.pk, scope.period[1], card.pk, scope.period[0], card.calendar, decimal(cell.value),
        decimal(cell.numerator), decimal(cell.denominator), cell.counted, cell.missing, cell.unplaced, [], note,
    )  # fmt: skip
