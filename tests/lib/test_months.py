"""Months and years are counted to the same day, or to the last one of a shorter month."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from khcn.lib.months import add_months, day_of

DAYS = some.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
COUNTS = some.integers(min_value=-600, max_value=600)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
    ],
)
def test_worked_cases(day, count, expected):
    assert add_months(day, count) == expected


@given(DAYS, COUNTS)
def test_month_is_as_many_away_and_the_day_the_same_or_the_last(day, count):
    found = add_months(day, count)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == min(day.day, monthrange(found.year, found.month)[1])


@given(DAYS, COUNTS)
def test_there_and_back_loses_at_most_the_end_of_the_month(day, count):
    back = add_months(add_months(day, count), -count)
    assert (back.year, back.month) == (day.year, day.month)
    assert 0 <= day.day - back.day <= 3


@given(DAYS, DAYS, COUNTS)
def test_order_of_days_is_kept(one, other, count):
    first, second = sorted((one, other))
    assert add_months(first, count) <= add_months(second, count)


def test_day_that_the_month_lacks_is_its_last():
    assert day_of(2026, 2, 30) == date(2026, 2, 28)


def test_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="10000"):
        add_months(date(9999, 12, 1), 1)
