"""Counting in months and years: the same day, or the last one of a shorter month (BLDS 2015, art. 148)."""

from calendar import monthrange
from datetime import date


def add_months(day: date, count: int) -> date:
    """31/01 and one month is 28/02 or 29/02; a negative count goes back. Raises ValueError outside the calendar."""
    months = day.year * 12 + day.month - 1 + count
    return day_of(months // 12, months % 12 + 1, day.day)


def day_of(year: int, month: int, day: int) -> date:
    """The day of that month, or its last one when the month is shorter."""
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return date(year, month, min(day, monthrange(year, month)[1]))
