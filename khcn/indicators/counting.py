"""Counting anew: facts of registers and formulas over indicators, by year and territory.

The number of queries depends on how many registers and formulas there are, not on years or territories. Only counts
that differ are written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.choices import Accumulation, Origin
from khcn.indicators.expressions import cards_in_force, formulas_of, ready
from khcn.indicators.formulas import Formula, FormulaError, evaluate, order
from khcn.indicators.models import Card, Count
from khcn.indicators.periods import window
from khcn.indicators.series import Figure, Series, figure_of, series_of
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor
from khcn.kernel.registers.cube import Cell, cube
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import Scope, Value, facts
from khcn.kernel.territory.models import Level, Unit

#: How many years back counts are kept up to date.
YEARS_BACK = 7
PLACES = Decimal("0.00000001")
#: What a recount writes; the rest of a row is its place.
TOLD = (
    "card_id",
    "first_day",
    "calendar",
    "value",
    "numerator",
    "denominator",
    "counted",
    "missing",
    "unplaced",
    "operands",
    "note",
)
CHUNK = 500

#: Indicator, last day, territory.
Spot = tuple[int, date, int]


@dataclass
class Recount:
    """What a recount did: `indicators` whose figures now differ, and how many rows were written."""

    indicators: set[int] = field(default_factory=set)
    written: int = 0
    looked_at: int = 0


def recount(
    *, today: date | None = None, registers: Collection[str] | None = None, by: Actor | None = None,
    territories: Sequence[Unit] | None = None,
) -> Recount:  # fmt: skip
    """Bring all counts up to date, or only those that stand on these registers, then all formulas."""
    day = today or timezone.localdate()
    cards = cards_in_force()
    done = Recount()
    units = list(territories) if territories is not None else counted_units()
    fresh: list[Count] = []
    for register, asked in _by_register(cards, registers).items():
        fresh += _count_register(register, asked, units, day)
    _write(fresh, [card for asked in _by_register(cards, registers).values() for card, _fact in asked], done)
    _drop_stale(cards, done)
    _work_out_formulas(cards, day, done)
    if done.indicators:
        with transaction.atomic():
            figures_changed.send(sender=Count, indicators=sorted(done.indicators), by=by)
    return done


def counted_units() -> list[Unit]:
    """Provinces of all times, and the communes of today."""
    units = Unit.objects.filter(level__in=(Level.PROVINCE, Level.COMMUNE)).order_by(
        "level", "official_code", "pk"
    )
    return [unit for unit in units if unit.level == Level.PROVINCE or unit.valid_to is None]


def years_of(card: Card, today: date) -> list[int]:
    """The years for which the card is counted; an indicator that accumulates begins with its first day.

    A year that closes early (14/12) is followed by the next one from 1 January on: until then a count of the next
    year would have its last day in the year before and could not be told from that one's.
    """
    first = today.year - YEARS_BACK
    if card.accumulation == Accumulation.CUMULATIVE and card.counted_from:
        first = max(first, card.counted_from.year)
    return [year for year in range(first, today.year + 1) if window(card, year)[0] <= today]


def scope_of(card: Card, year: int, today: date) -> Scope:
    """When a year of the card is counted; no day after today is asked."""
    first, last = window(card, year)
    last = min(last, today)
    return Scope(last, (first, last))


def place_of(card: Card, unit: Unit) -> Unit | None:
    """The territory as a fact knows it: the card's own is the whole register, wherever its records lie."""
    return None if unit.pk == card.territory_id else unit


def _by_register(
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


def _count_register(
    register: Register, asked: Sequence[tuple[Card, Fact]], units: Sequence[Unit], today: date
) -> list[Count]:
    """One cube for the whole register: every scope and territory that one of its cards needs."""
    now = timezone.now()
    scopes: dict[Scope, int] = {}
    wanted: list[tuple[Card, Fact, int, int, Unit]] = []
    places: dict[int | None, Unit | None] = {}
    for card, fact in asked:
        for year in years_of(card, today):
            number = scopes.setdefault(scope_of(card, year, today), len(scopes))
            for unit in units:
                if unit.level == Level.COMMUNE and not card.by_territory:
                    continue
                place = place_of(card, unit)
                places[place.pk if place else None] = place
                wanted.append((card, fact, year, number, unit))
    chosen = list({fact.code: fact for _card, fact in asked}.values())
    if not register.model._default_manager.exists():
        return [
            _unknown(card, list(scopes)[number], unit, now) for card, _fact, _year, number, unit in wanted
        ]
    cells = cube(register, chosen, list(scopes), list(places.values()))
    told = []
    ordered = list(scopes)
    for card, fact, _year, number, unit in wanted:
        place = place_of(card, unit)
        told.append(
            _row(card, ordered[number], unit, cells[fact.code, number, place.pk if place else None], now)
        )
    return told


def _row(card: Card, scope: Scope, unit: Unit, cell: Any, now: datetime) -> Count:
    assert scope.period is not None
    first, last = scope.period
    return Count(
        indicator_id=card.indicator_id, card=card, first_day=first, last_day=last, calendar=card.calendar,
        territory=unit, value=_decimal(cell.value), numerator=_decimal(cell.numerator),
        denominator=_decimal(cell.denominator), counted=cell.counted, missing=cell.missing, unplaced=cell.unplaced,
        counted_at=now,
    )  # fmt: skip


def _unknown(card: Card, scope: Scope, unit: Unit, now: datetime) -> Count:
    """An empty register says nothing: nobody knows whether there is nothing or nothing was entered."""
    row = _row(card, scope, unit, Cell(None, 0, 0, None, None, 0), now)
    row.note = _("Sổ chưa có bản ghi nào nên chưa biết là không có hay chưa ghi.")
    return row


def _decimal(value: Value) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(PLACES)


# --- Formulas -----------------------------------------------------------------------------------


def _work_out_formulas(cards: Mapping[str, Card], today: date, done: Recount) -> None:
    """In the order in which they use each other; each sees what the ones before it gave."""
    formulas = formulas_of(cards.values())
    if not formulas:
        return
    try:
        sequence = order(formulas)
    except FormulaError:
        return
    used = {name for formula in formulas.values() for name in formula.names} | set(formulas)
    codes = {cards[name].indicator_id: name for name in used if name in cards}
    known: dict[str, dict[int, Series]] = {name: {} for name in used}
    for (indicator, territory), series in series_of(codes, today=today).items():
        known[codes[indicator]][territory] = series
    fresh: list[Count] = []
    for code in sequence:
        _forget_counts(known[code], cards[code])
        rows = _formula_rows(cards[code], formulas[code], dict(cards), known, today)
        fresh += rows
        _remember(known[code], rows, cards[code])
    _write(fresh, [cards[code] for code in sequence], done)


def _formula_rows(
    card: Card,
    formula: Formula,
    cards: dict[str, Card],
    known: Mapping[str, Mapping[int, Series]],
    today: date,
) -> list[Count]:
    places = {place for name in formula.names for place in known.get(name, {})}
    if card.territory_id:
        places.add(card.territory_id)
    try:
        fitting = ready(formula, cards, card.unit)
    except FormulaError:
        return []
    now = timezone.now()
    return [
        _formula_row(card, fitting, known, place, year, today, now)
        for place in sorted(places)
        for year in _years_known(formula, known, place, card, today)
    ]


def _years_known(
    formula: Formula, known: Mapping[str, Mapping[int, Series]], place: int, card: Card, today: date
) -> list[int]:
    """Years for which at least one operand is known; for others there is nothing to say."""
    told = {year for name in formula.names for year in known.get(name, {}).get(place, {})}
    return sorted(year for year in told if window(card, year)[0] <= today)


def _formula_row(
    card: Card, formula: Formula, known: Mapping[str, Mapping[int, Series]], place: int, year: int, today: date,
    now: datetime,
) -> Count:  # fmt: skip
    def figure(name: str, back: int) -> Figure | None:
        return known.get(name, {}).get(place, {}).get(year - back)

    def lookup(name: str, back: int) -> Decimal | None:
        found = figure(name, back)
        return found.value if found else None

    result = evaluate(formula, lookup)
    first, last = window(card, year)
    operands = [_operand(need.code, year - need.back, figure(need.code, need.back)) for need in formula.needs]
    whole = result.numerator is not None and result.denominator not in (None, 0)
    return Count(
        indicator_id=card.indicator_id, card=card, first_day=first, last_day=min(last, max(today, first)),
        calendar=card.calendar, territory_id=place, value=_decimal(result.value),
        numerator=_decimal(result.numerator) if whole else None,
        denominator=_decimal(result.denominator) if whole else None,
        operands=operands, note=result.note[:500], counted_at=now,
    )  # fmt: skip


def _operand(code: str, year: int, found: Figure | None) -> dict[str, Any]:
    told: dict[str, Any] = {"code": code, "year": year, "value": None if found is None else str(found.value)}
    if found is not None:
        told["from"] = (
            "count" if found.observation is None or found.value != found.observation.value else "observation"
        )
        told["vintage"] = found.vintage
    return told


def _remember(own: dict[int, Series], rows: Iterable[Count], card: Card) -> None:
    """What was just worked out stands in for the older count; a final figure that somebody told still wins."""
    for row in rows:
        place = own.setdefault(row.territory_id, {})
        before = place.get(row.year)
        figure = figure_of(card, before.observation if before else None, row)
        if figure is not None:
            place[row.year] = figure


def _forget_counts(own: dict[int, Series], card: Card) -> None:
    """Leave of an earlier recount only what people told."""
    for place, series in own.items():
        told = {year: figure_of(card, figure.observation, None) for year, figure in series.items()}
        own[place] = {year: figure for year, figure in told.items() if figure is not None}


# --- Writing ------------------------------------------------------------------------------------


def _write(fresh: Sequence[Count], cards: Iterable[Card], done: Recount) -> None:
    """Create, change and delete only what differs from what stands; a year has one count."""
    keys = {card.indicator_id for card in cards}
    done.looked_at += len(fresh)
    with transaction.atomic():
        standing = {_spot(row): row for row in Count.objects.filter(indicator__in=keys)}
        new, changed = [], []
        for row in fresh:
            old = standing.pop(_spot(row), None)
            if old is None:
                new.append(row)
            elif any(getattr(old, name) != getattr(row, name) for name in (*TOLD, "last_day")):
                row.pk = old.pk
                changed.append(row)
        Count.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
        Count.objects.bulk_create(new, batch_size=CHUNK)
        Count.objects.bulk_update(changed, [*TOLD, "last_day", "counted_at"], batch_size=CHUNK)
    gone = list(standing.values())
    done.written += len(new) + len(changed) + len(gone)
    done.indicators.update(row.indicator_id for row in (*new, *changed, *gone))


def _drop_stale(cards: Mapping[str, Card], done: Recount) -> None:
    """Counts under definitions that no longer count, or whose fact is no longer offered, go away."""
    offered = facts()
    alive = [
        card.indicator_id for card in cards.values()
        if card.source == Origin.FORMULA or (card.source == Origin.FACT and card.fact in offered and card.territory_id)
    ]  # fmt: skip
    stale = Count.objects.exclude(indicator__in=alive)
    gone = list(stale.values_list("indicator", flat=True))
    if gone:
        stale.delete()
        done.written += len(gone)
        done.indicators.update(gone)


def _spot(row: Count) -> tuple[int, int, int]:
    return row.indicator_id, row.year, row.territory_id
