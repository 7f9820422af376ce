"""Which figure stands for a year, for people of the administration and for readers outside."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.indicators.entering import confirm_value, correct_value, withdraw_value
from khcn.indicators.models import Observation
from khcn.indicators.publishing import publish_value
from khcn.indicators.series import one_series, series_of
from tests.factories.indicators import card_of, count, indicator, observation, province, series, told

pytestmark = pytest.mark.django_db


def values(one, **asked):
    place = asked.pop("territory", None) or province()
    return {year: figure.value for year, figure in one_series(one.pk, place.pk, **asked).items()}


def correct(hands, row, year=2024, value=2, **more):
    return correct_value(
        observation=row, told=told(row.indicator, year, value, **more), reason="vì", by=hands.coordinator
    )


def test_drafts_and_withdrawn_figures_do_not_stand():
    one = indicator()
    observation(one, 2022, 5), observation(one, 2023, state="draft"), observation(one, 2024, withdrawn=True)
    assert values(one) == {2022: 5}


def test_zero_stands_and_missing_years_have_no_figure():
    one = indicator()
    series(one, {2021: 0, 2024: 3})
    assert values(one) == {2021: 0, 2024: 3}


def test_readers_outside_see_what_is_published_only():
    one = indicator()
    observation(one, 2023, 1, "published"), observation(one, 2024, 2), count(one, 2022, 3)
    assert (values(one, public=True), values(one)) == ({2023: 1}, {2022: 3, 2023: 1, 2024: 2})


@pytest.mark.parametrize(
    ("vintage", "with_count", "wins"),
    [("final", True, 1), ("preliminary", True, 9), ("estimate", True, 9), ("preliminary", False, 1), ("estimate", False, 1)],
)  # fmt: skip
def test_final_figure_wins_over_the_count_and_the_count_over_the_others(vintage, with_count, wins):
    one = indicator()
    observation(one, 2024, 1, vintage=vintage)
    if with_count:
        count(one, 2024, 9)
    assert values(one) == {2024: wins}


def test_count_that_can_say_nothing_gives_way():
    one = indicator()
    observation(one, 2024, 1, vintage="estimate"), count(one, 2024, None), count(one, 2023, None)
    assert values(one) == {2024: 1}


def test_more_final_vintage_wins_whenever_it_was_told():
    one = indicator()
    for vintage, value in (("final", 3), ("estimate", 1), ("preliminary", 2)):
        observation(one, 2024, value, vintage=vintage)
    assert values(one) == {2024: 3}


def test_figure_keeps_its_place_until_its_correction_is_confirmed(hands):
    one = indicator()
    old = observation(one, 2024, 1, "published")
    new = correct(hands, old)
    assert (values(one), values(one, public=True)) == ({2024: 1}, {2024: 1})
    confirm_value(observation=new, by=hands.coordinator)
    assert (values(one), values(one, public=True)) == ({2024: 2}, {2024: 1})
    publish_value(observation=new, by=hands.coordinator)
    assert (values(one), values(one, public=True)) == ({2024: 2}, {2024: 2})


@pytest.mark.parametrize("moved", [{"year": 2023}, {"vintage": "preliminary"}, {"territory": "elsewhere"}])
def test_corrected_figure_leaves_the_place_that_it_was_wrongly_given(hands, moved):
    one = indicator()
    elsewhere = province("tinh-cu", name="Tỉnh Cũ")
    moved = {"territory": elsewhere} if "territory" in moved else moved
    new = correct(hands, observation(one, 2024, 1), **moved)
    assert values(one) == {2024: 1}
    confirm_value(observation=new, by=hands.coordinator)
    assert values(one) | values(one, territory=elsewhere) == {moved.get("year", 2024): 2}
    assert len(values(one)) + len(values(one, territory=elsewhere)) == 1


def test_correction_of_a_correction_that_was_never_confirmed(hands):
    one = indicator()
    first = observation(one, 2024, 1)
    third = correct(hands, correct(hands, first, value=2), value=3, year=2023)
    assert values(one) == {2024: 1}
    confirm_value(observation=third, by=hands.coordinator)
    assert values(one) == {2023: 3}


def test_withdrawn_correction_lets_the_figure_before_stand_again(hands):
    one = indicator()
    old = observation(one, 2024, 1)
    new = confirm_value(observation=correct(hands, old), by=hands.coordinator)
    withdraw_value(observation=new, reason="nhầm", by=hands.coordinator)
    assert values(one) == {2024: 1}
    again = correct(hands, Observation.objects.get(pk=old.pk), value=4)
    confirm_value(observation=again, by=hands.coordinator)
    assert values(one) == {2024: 4}
    withdraw_value(observation=again, reason="nhầm", by=hands.coordinator)
    withdraw_value(observation=old, reason="nhầm", by=hands.coordinator)
    assert values(one) == {}


def test_part_of_a_year_and_a_mean_of_years_stand_in_no_yearly_series():
    one = indicator()
    observation(one, 2024, 1, first_day=date(2024, 1, 1), last_day=date(2024, 6, 30))
    observation(one, 2020, 18.9, first_day=date(2016, 1, 1), calendar="average")
    assert values(one) == {}


def test_year_of_the_indicators_own_calendar_wins():
    one = indicator(calendar="administrative")
    observation(one, 2024, 1)
    observation(one, 2024, 2, calendar="statistical", first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
    found = one_series(one.pk, province().pk)
    assert {year: (figure.value, figure.first_day) for year, figure in found.items()} == {
        2024: (1, date(2023, 12, 15))
    }


def test_cumulative_figures_stand_from_their_first_day():
    one = indicator(accumulation="cumulative", counted_from=date(2021, 1, 1))
    observation(one, 2024, 40)
    observation(one, 2023, 9, first_day=date(2023, 1, 1))
    assert values(one) == {2024: 40}


def test_level_of_a_day_stands_for_its_year():
    one = indicator(accumulation="latest")
    observation(one, 2024, 7, first_day=date(2024, 10, 1), last_day=date(2024, 10, 1))
    assert values(one) == {2024: 7}


def test_figures_in_another_unit_do_not_stand_beside_the_others():
    one = indicator(unit="triệu đồng")
    old = card_of(one)
    observation(one, 2023, 5000)
    type(old).objects.filter(pk=old.pk).update(state="replaced")
    old.pk, old.version, old.unit, old.state = None, 2, "tỷ đồng", "in_force"
    old.save(force_insert=True)
    observation(one, 2024, 6)
    assert values(one) == {2024: 6}


def test_same_unit_under_another_version_stands():
    one = indicator(unit="%")
    card = card_of(one)
    observation(one, 2023, 5)
    type(card).objects.filter(pk=card.pk).update(state="replaced")
    card.pk, card.version, card.state = None, 2, "in_force"
    card.save(force_insert=True)
    assert values(one) == {2023: 5}


def test_counts_of_a_replaced_definition_do_not_stand():
    one = indicator()
    count(one, 2024, 5)
    card = card_of(one)
    type(card).objects.filter(pk=card.pk).update(state="replaced")
    card.pk, card.version, card.state = None, 2, "in_force"
    card.save(force_insert=True)
    assert values(one) == {}


def test_indicator_without_a_card_has_no_series():
    one = indicator()
    observation(one, 2024)
    type(card_of(one)).objects.update(state="draft")
    assert values(one) == {}


def test_figure_says_that_the_published_number_differs():
    one = indicator()
    observation(one, 2024, 3, "published"), count(one, 2024, 4)
    observation(one, 2023, 3, "published"), count(one, 2023, 3)
    observation(one, 2022, 3), count(one, 2022, 4)
    found = one_series(one.pk, province().pk)
    assert {year: figure.differs for year, figure in found.items()} == {2022: False, 2023: False, 2024: True}


def test_days_after_today_are_left_out():
    one = indicator()
    series(one, {2024: 1, 2025: 2})
    assert values(one, today=date(2024, 12, 31)) == {2024: 1}


def test_queries_do_not_grow_with_indicators(django_assert_num_queries):
    few, many = [indicator().pk], [indicator().pk for _one in range(8)]
    for pk in (*few, *many):
        for year in range(2015, 2025):
            observation(type(indicator()).objects.get(pk=pk), year, year)
    for keys in (few, many):
        with django_assert_num_queries(3):
            assert len(series_of(keys)) == len(keys)


def test_values_are_decimals_to_eight_places():
    one = indicator()
    observation(one, 2024, Decimal("0.12345678"))
    assert values(one) == {2024: Decimal("0.12345678")}


def test_later_day_stands_for_the_year_whoever_told_it_last():
    one = indicator(accumulation="latest")
    observation(one, 2024, 9, last_day=date(2024, 12, 31))
    observation(one, 2024, 5, last_day=date(2024, 6, 30))
    assert values(one) == {2024: 9}


def test_preliminary_figure_of_the_whole_year_goes_before_a_final_one_of_its_middle():
    one = indicator(accumulation="cumulative", counted_from=date(2023, 1, 1))
    observation(one, 2024, 9, vintage="preliminary")
    observation(one, 2024, 5, last_day=date(2024, 6, 30))
    assert values(one) == {2024: 9}


def test_estimate_of_the_whole_year_waits_behind_what_is_certain():
    one = indicator(accumulation="cumulative", counted_from=date(2023, 1, 1))
    observation(one, 2024, 9, vintage="estimate")
    observation(one, 2024, 5, last_day=date(2024, 6, 30))
    assert values(one) == {2024: 5}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2024, 12, 14), {2024: 7}),
        (date(2024, 12, 15), {2024: 5, 2025: 7}),
        (date(2024, 12, 31), {2024: 5, 2025: 7}),
    ],
)
@pytest.mark.parametrize(
    "card", [{"accumulation": "latest"}, {"accumulation": "cumulative", "counted_from": date(2022, 12, 15)}]
)
def test_figure_after_the_administrative_year_closed_leaves_that_year_as_it_was(card, last, expected):
    one = indicator(calendar="administrative", **card)
    observation(one, 2024, 5, vintage="preliminary")
    first = card.get("counted_from", date(2024, 12, 14))
    observation(one, 2024, 7, first_day=min(first, last), last_day=last)
    assert values(one) == expected


def test_figure_of_a_statistical_year_stands_for_that_year_of_an_administrative_indicator():
    one = indicator(calendar="administrative", accumulation="latest")
    observation(one, 2024, 7, first_day=date(2024, 1, 1), last_day=date(2024, 12, 31), calendar="statistical")
    assert values(one) == {2024: 7}
