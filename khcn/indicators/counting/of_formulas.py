"""Counts of formulas: worked out in the order in which they use each other, from what stands for each year."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from khcn.indicators.counting.writing import MOST, Recount, Tally, decimal, write
from khcn.indicators.expressions import formulas_of, ready
from khcn.indicators.formulas import Formula, FormulaError, evaluate, order
from khcn.indicators.models import Card
from khcn.indicators.periods import has_begun, window
from khcn.indicators.series import Figure, Series, figure_of, series_of


def work_out(cards: Mapping[str, Card], today: date, done: Recount) -> None:
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
    fresh: list[Tally] = []
    for code in sequence:
        _forget_counts(known[code], cards[code])
        rows = _formula_rows(cards[code], formulas[code], dict(cards), known, today)
        fresh += rows
        _remember(known[code], rows, cards[code])
    write(fresh, [cards[code].indicator_id for code in sequence], done)


def _formula_rows(
    card: Card,
    formula: Formula,
    cards: dict[str, Card],
    known: Mapping[str, Mapping[int, Series]],
    today: date,
) -> list[Tally]:
    places = {place for name in formula.names for place in known.get(name, {})}
    if card.territory_id:
        places.add(card.territory_id)
    try:
        fitting = ready(formula, cards, card.unit)
    except FormulaError:
        return []
    return [
        _formula_row(card, fitting, known, place, year, today)
        for place in sorted(places)
        for year in _years_known(formula, known, place, card, today)
    ]


def _years_known(
    formula: Formula, known: Mapping[str, Mapping[int, Series]], place: int, card: Card, today: date
) -> list[int]:
    """Years for which at least one operand is known; for others there is nothing to say."""
    told = {year for name in formula.names for year in known.get(name, {}).get(place, {})}
    return sorted(year for year in told if year <= today.year and has_begun(card, year, today))


def _formula_row(
    card: Card, formula: Formula, known: Mapping[str, Mapping[int, Series]], place: int, year: int, today: date
) -> Tally:  # fmt: skip
    def figure(name: str, back: int) -> Figure | None:
        return known.get(name, {}).get(place, {}).get(year - back)

    def lookup(name: str, back: int) -> Decimal | None:
        found = figure(name, back)
        return found.value if found else None

    result = evaluate(formula, lookup)
    first, last = window(card, year)
    operands = [_operand(need.code, year - need.back, figure(need.code, need.back)) for need in formula.needs]
    value, note = result.value, result.note[:500]
    told = [part for part in (value, result.numerator, result.denominator) if part is not None]
    if any(abs(part) >= MOST for part in told):
        value, note = None, _("Kết quả quá lớn nên không ghi được. Hãy kiểm tra đơn vị trong công thức.")
    whole = value is not None and result.numerator is not None and result.denominator not in (None, 0)
    return Tally(
        card.indicator_id, place, min(last, max(today, first)), card.pk, first, card.calendar, decimal(value),
        decimal(result.numerator) if whole else None, decimal(result.denominator) if whole else None,
        operands=operands, note=note,
    )  # fmt: skip


def _operand(code: str, year: int, found: Figure | None) -> dict[str, Any]:
    told: dict[str, Any] = {"code": code, "year": year, "value": None if found is None else str(found.value)}
    if found is not None:
        told["from"] = (
            "count" if found.observation is None or found.value != found.observation.value else "observation"
        )
        told["vintage"] = found.vintage
    return told


def _remember(own: dict[int, Series], rows: Iterable[Tally], card: Card) -> None:
    """What was just worked out stands in for the older count; a final figure that somebody told still wins."""
    for tally in rows:
        row = tally.row()
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
