"""For which years and territories an indicator is counted."""

from datetime import date

from khcn.indicators.models import Card
from khcn.indicators.periods import begins_once, has_begun, window
from khcn.kernel.registers.measure import Scope
from khcn.kernel.territory.models import Level, Unit

#: How many years back counts are kept up to date.
YEARS_BACK = 7


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
    if begins_once(card) and card.counted_from:
        first = max(first, card.counted_from.year)
    return [year for year in range(first, today.year + 1) if has_begun(card, year, today)]


def scope_of(card: Card, year: int, today: date) -> Scope:
    """When a year of the card is counted; no day after today is asked."""
    first, last = window(card, year)
    last = min(last, today)
    return Scope(last, (first, last))


def place_of(card: Card, unit: Unit) -> Unit | None:
    """The territory as a fact knows it: the card's own is the whole register, wherever its records lie."""
    return None if unit.pk == card.territory_id else unit
