"""Which periodic reports a period of work asks for, and when they are due. Plain dates, no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khcn.lib.months import add_months


@dataclass(frozen=True)
class Period:
    """One report: what it tells about and its last day."""

    number: int
    first: date
    last: date
    due_on: date


def periods(starts_on: date, ends_on: date, *, months: int, due_days: int = 0) -> Iterator[Period]:
    """Full periods of so many months within the work. A shorter rest at the end has no report of its own: the
    acceptance dossier tells of it."""
    if months < 1:
        raise ValueError("a period has at least one month")
    number = 1
    while (last := add_months(starts_on, months * number) - timedelta(days=1)) <= ends_on:
        first = add_months(starts_on, months * (number - 1))
        yield Period(number, first, last, last + timedelta(days=due_days))
        number += 1


def months_between(start: date, end: date) -> int:
    """Whole or begun months from the first to the last day of work: 01/07/2024–30/06/2026 are 24."""
    count = (end.year - start.year) * 12 + end.month - start.month
    while add_months(start, count) <= end:
        count += 1
    return count


def months_added(old_end: date, new_end: date) -> int:
    """Months by which an end moves, a begun month counts whole; 30/06 to 31/12 are six."""
    return months_between(old_end + timedelta(days=1), new_end) if new_end > old_end else 0
