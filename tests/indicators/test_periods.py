"""Which days a year covers, at its edges."""

from datetime import date

import pytest

from khcn.indicators.counting.places import years_of
from khcn.indicators.models import Card
from khcn.indicators.periods import end_of_year, moment, still_adds_up, window, year_of

TODAY = date(2026, 6, 15)


def own_year(ends_on, **more):
    return Card(calendar="plan", year_ends_on=ends_on, **more)


@pytest.mark.parametrize(
    ("ends_on", "year", "last"),
    [
        ("02-29", 2024, date(2024, 2, 29)),
        ("02-29", 2025, date(2025, 2, 28)),
        ("02-31", 2024, date(2024, 2, 29)),
        ("04-31", 2024, date(2024, 4, 30)),
        ("11-30", 2024, date(2024, 11, 30)),
    ],
)
def test_day_that_the_year_lacks_is_the_one_before(ends_on, year, last):
    assert end_of_year(own_year(ends_on), year) == last


def test_year_of_a_card_never_ends_before_it_begins():
    card = own_year("11-30", accumulation="cumulative", counted_from=date(2024, 12, 1))
    assert years_of(card, TODAY) == [2025, 2026]
    assert all(first <= last for first, last in (window(card, year) for year in years_of(card, TODAY)))


def test_average_begins_with_the_year_of_its_first_day():
    card = Card(calendar="average", counted_from=date(2023, 1, 1))
    assert years_of(card, TODAY) == [2023, 2024, 2025, 2026]


@pytest.mark.parametrize(
    ("last", "year", "at"),
    [
        (date(2026, 12, 14), 2026, "2026.00"),
        (date(2026, 12, 15), 2027, "2026.00"),
        (date(2026, 12, 31), 2027, "2026.05"),
        (date(2027, 1, 1), 2027, "2026.05"),
    ],
)
def test_after_the_administrative_year_closed_a_value_stands_for_the_next(last, year, at):
    card = Card(calendar="administrative", accumulation="period")
    assert (year_of(card, last), str(moment(card, last))) == (year, at)
    assert still_adds_up(card, last, year) == (year == 2027)


def test_value_told_by_another_calendar_stands_for_the_year_of_its_last_day():
    card = Card(calendar="administrative", accumulation="period")
    last = date(2026, 12, 31)
    assert year_of(card, last, "statistical") == 2026
    assert not still_adds_up(card, last, 2026)
