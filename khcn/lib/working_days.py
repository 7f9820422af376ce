"""Working days of Việt Nam: weekends, public holidays with Tết, and published swaps of days.

Public holidays: Bộ luật Lao động 2019, art. 112, from the `holidays` library; days off in lieu and
swapped working days that a decision publishes are given as `extra_off` and `extra_working`.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, observed=True, language="vi")


@dataclass(frozen=True)
class WorkCalendar:
    """`extra_off` and `extra_working` hold decisions that the library does not know."""

    extra_off: Collection[date] = field(default_factory=frozenset)
    extra_working: Collection[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        if day in self.extra_working:
            return True
        return day not in self.extra_off and _public_holidays(day.year).is_working_day(day)

    def holiday_name(self, day: date) -> str:
        """The Vietnamese name of the public holiday, "" on another day."""
        return str(_public_holidays(day.year).get(day) or "")

    def add_working_days(self, day: date, count: int) -> date:
        """The day `count` working days after `day` (before it, for a negative count).

        The first day is not counted; with 0 the same day or the next working day.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        current = day
        while left:
            current += step
            left -= self.is_working_day(current)
        while not self.is_working_day(current):
            current += step
        return current

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` has passed."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (end - start).days
        return sum(self.is_working_day(start + ONE_DAY * number) for number in range(1, days + 1))


_usual = WorkCalendar()


def use_calendar(calendar: WorkCalendar) -> None:
    """Take the province's published swaps of days into account from now on."""
    global _usual
    _usual = calendar
    working_days_between.cache_clear()


def usual_calendar() -> WorkCalendar:
    """The calendar of this process, to hand to functions that take one."""
    return _usual


def is_working_day(day: date) -> bool:
    return _usual.is_working_day(day)


def add_working_days(day: date, count: int) -> date:
    return _usual.add_working_days(day, count)


@lru_cache(maxsize=4096)
def working_days_between(start: date, end: date) -> int:
    """Remembered: a page asks for the same few dates for hundreds of tasks."""
    return _usual.working_days_between(start, end)
