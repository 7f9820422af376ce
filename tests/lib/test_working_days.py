from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.lib.working_days import (
    WorkCalendar,
    add_working_days,
    is_working_day,
    working_days_between,
)

days = st.dates(date(2023, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Friday before Tết Bính Ngọ: the next working day
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        (date(2025, 1, 24), 1, date(2025, 2, 3)),  # Tết Ất Tỵ
        (date(2025, 9, 3), -1, date(2025, 8, 29)),  # 01 and 02/9 are public holidays
        (date(2026, 11, 21), 0, date(2026, 11, 23)),  # Saturday rolls on to Monday
    ],
)
def test_counting_passes_over_tet_and_weekends(start, count, end):
    assert add_working_days(start, count) == end


def test_saturday_made_up_for_a_swapped_holiday_is_a_working_day():
    assert is_working_day(date(2024, 5, 4))
    assert not is_working_day(date(2024, 4, 29))


def test_days_to_the_yearly_report_of_the_plan():
    assert working_days_between(date(2026, 11, 23), date(2026, 12, 5)) == 8


def test_decision_of_the_province_overrides_the_library():
    calendar = WorkCalendar(extra_off={date(2027, 2, 11)}, extra_working={date(2027, 2, 13)})
    assert not calendar.is_working_day(date(2027, 2, 11))
    assert calendar.is_working_day(date(2027, 2, 13))


@given(days, st.integers(1, 60))
def test_adding_and_counting_agree(day, count):
    assert working_days_between(day, add_working_days(day, count)) == count


@given(days, days)
def test_counting_is_antisymmetric(a, b):
    assert working_days_between(a, b) == -working_days_between(b, a)


@given(days)
def test_weekends_are_free_unless_swapped(day):
    if day.weekday() >= 5 and is_working_day(day):
        week = [day + timedelta(days=n) for n in range(-14, 15)]
        assert any(other.weekday() < 5 and not is_working_day(other) for other in week)
