"""Which days a year of an indicator covers.

The administrative year closes on 14 December (NĐ 09/2019/NĐ-CP); a plan may close on a day of its own.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from khcn.indicators.choices import Accumulation, Calendar

if TYPE_CHECKING:
    from khcn.indicators.models import Card

ADMINISTRATIVE_END = (12, 14)
YEAR_END = (12, 31)
#: Shorter intervals are parts of a year and do not stand in a yearly series.
SHORTEST_YEAR = timedelta(days=330)
LONGEST_YEAR = timedelta(days=400)


def end_of_year(card: "Card", year: int) -> date:
    """The last day of the card's year; a day that the year lacks becomes the one before."""
    month, day = _closing(card)
    return date(year, month, min(day, monthrange(year, month)[1]))


def window(card: "Card", year: int) -> tuple[date, date]:
    """First and last day of what the value of a year covers."""
    last = end_of_year(card, year)
    if card.counted_from is not None and begins_once(card):
        return card.counted_from, last
    return end_of_year(card, year - 1) + timedelta(days=1), last


def has_begun(card: "Card", year: int, today: date) -> bool:
    """Whether there can be a value of the year: it began, and it does not end before the card's first day."""
    first, last = window(card, year)
    return first <= min(last, today)


def year_of(card: "Card", last: date, calendar: str = "") -> int:
    """The year for which a value up to this day stands: after the card's year closed, the next one.

    A value told by another calendar than the card's stands for the year of its last day.
    """
    if (calendar or card.calendar) != card.calendar or last <= end_of_year(card, last.year):
        return last.year
    return last.year + 1


def still_adds_up(card: "Card", last: date, year: int) -> bool:
    """Whether a value up to this day holds only a part of what its year will bring."""
    own_years = card.accumulation == Accumulation.PERIOD and not begins_once(card)
    return own_years and last < end_of_year(card, year)


def begins_once(card: "Card") -> bool:
    """Whether every value of the card covers the time from one and the same first day."""
    return card.accumulation == Accumulation.CUMULATIVE or card.calendar == Calendar.AVERAGE


def is_yearly(first: date, last: date, calendar: str, card: "Card") -> bool:
    """Whether an interval stands for one year of the indicator, so that it belongs into its series."""
    if calendar == Calendar.AVERAGE or card.calendar == Calendar.AVERAGE:
        return calendar == card.calendar and first == (card.counted_from or first)
    if card.accumulation == Accumulation.CUMULATIVE:
        return first == card.counted_from
    if card.accumulation == Accumulation.LATEST:
        return last - first <= LONGEST_YEAR
    return SHORTEST_YEAR <= last - first <= LONGEST_YEAR


def moment(card: "Card", last: date) -> Decimal:
    """A day on the axis of years, on which the close of the card's year 2026 is 2026.00; to two places."""
    year = year_of(card, last)
    begin, end = end_of_year(card, year - 1), end_of_year(card, year)
    return (year - 1 + Decimal((last - begin).days) / (end - begin).days).quantize(Decimal("0.01"))


def _closing(card: "Card") -> tuple[int, int]:
    if card.calendar == Calendar.ADMINISTRATIVE:
        return ADMINISTRATIVE_END
    if card.calendar == Calendar.PLAN and card.year_ends_on:
        month, day = card.year_ends_on.split("-")
        return int(month), int(day)
    return YEAR_END
