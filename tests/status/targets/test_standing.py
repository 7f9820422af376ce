"""Targets with the readings that measure them."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.indicators.models import Observation
from khcn.plan.models import TargetMeasure, TargetStep
from khcn.status.targets import standings, standings_by_year
from tests.factories import PlanFactory, TargetFactory
from tests.factories.indicators import forecast, indicator, observation, province, series

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return TargetFactory(plan=PlanFactory(), kind="share", operator="ge", low=40, year=2030)


def measured(target, values, **more):
    one = indicator(kind="level", unit="%")
    series(one, values)
    return TargetMeasure.objects.create(target=target, indicator=one, **more)


def standing(target, **more):
    return standings([target], TODAY, **more)[target.pk]


def test_one_reading_decides_alone(target):
    measured(target, {2020: 30, 2025: 35})
    found = standing(target)
    assert (found.status, found.contested) == ("on_track", False)


def test_readings_that_agree_decide_together(target):
    measured(target, {2020: 30, 2025: 35})
    measured(target, {2020: 20, 2025: 30})
    assert standing(target).status == "on_track"


def test_readings_that_differ_are_both_shown_until_settled(target):
    measured(target, {2020: 30, 2025: 35})
    slow = measured(target, {2020: 30, 2025: 31})
    found = standing(target)
    assert (found.contested, found.status) == (True, None)
    assert [one.status for one in found.outcomes] == ["on_track", "off_track"]
    TargetMeasure.objects.filter(pk=slow.pk).update(governing=True)
    found = standing(target)
    assert (found.contested, found.status, found.main.measure) == (False, "off_track", slow)


def test_target_without_measure_says_so(target):
    found = standing(target)
    assert (found.status, found.main.sentence) == ("not_enough", "Chưa chọn chỉ số nào để đo chỉ tiêu này.")


def test_qualitative_target_is_followed_but_not_judged(target):
    target.kind = "qualitative"
    measured(target, {2020: 1, 2025: 9})
    assert standing(target).status == "not_enough"


def test_baseline_of_another_territory_is_not_used(target):
    one = indicator(kind="level", unit="%")
    old = province("tinh-cu", name="Tỉnh Mẫu cũ")
    base = observation(one, 2020, 30, territory=old)
    observation(one, 2025, 35)
    TargetMeasure.objects.create(target=target, indicator=one, baseline=base)
    assert standing(target).status == "not_enough"
    base.territory = province()
    base.save()
    assert standing(target).status == "on_track"


def test_baseline_that_counts_something_else_is_not_used(target):
    one, other = indicator(kind="level", unit="%"), indicator(kind="level", unit="%")
    base = observation(other, 2020, 30)
    observation(one, 2025, 35)
    measure = TargetMeasure.objects.create(target=target, indicator=one, baseline=base, comparable=False)
    assert standing(target).status == "not_enough"
    TargetMeasure.objects.filter(pk=measure.pk).update(comparable=True)
    assert standing(target).status == "on_track"


def test_average_over_years_stands_in_their_middle(target):
    one = indicator(kind="level", unit="%")
    base = observation(
        one, 2020, 20, calendar="average", first_day=date(2016, 1, 1), last_day=date(2020, 12, 31)
    )
    observation(one, 2025, 35)
    TargetMeasure.objects.create(target=target, indicator=one, baseline=base)
    assert standing(target).main.rating.base.year == Decimal("2018.00")


def test_accumulating_indicator_begins_at_zero_on_its_first_day():
    target = TargetFactory(
        plan=PlanFactory(), kind="count", operator="between", low=5, high=7, unit="văn bằng", year=2030
    )
    one = indicator(kind="count", unit="văn bằng", accumulation="cumulative", counted_from=date(2023, 3, 27))
    observation(one, 2025, 2)
    TargetMeasure.objects.create(target=target, indicator=one)
    rating = standing(target).main.rating
    assert (rating.base.value, rating.base.year) == (0, Decimal("2022.24"))
    assert rating.status == "on_track"


def test_draft_counts_for_nothing(target):
    one = indicator(kind="level", unit="%")
    observation(one, 2020, 30)
    observation(one, 2025, 41, state="draft")
    TargetMeasure.objects.create(target=target, indicator=one)
    assert standing(target).status == "not_enough"


def test_readers_outside_are_told_by_published_figures_alone(target):
    one = indicator(kind="level", unit="%", visibility="public")
    observation(one, 2020, 30, state="published")
    observation(one, 2024, 34, state="published")
    observation(one, 2025, 41)
    TargetMeasure.objects.create(target=target, indicator=one)
    assert standing(target).status == "reached"
    assert standing(target, public=True).status == "on_track"


def test_accepted_forecast_wins_over_a_later_computed_one_and_alone_is_shown_outside(target):
    measure = measured(target, {2021: 30, 2022: 31, 2023: 32, 2024: 33, 2025: 35})
    given = {2021: 30, 2022: 31, 2023: 32, 2024: 33, 2025: 35}
    accepted = forecast(measure.indicator, {2030: 60}, "accepted", given=given)
    forecast(measure.indicator, {2030: 20}, given=given)
    assert standing(target).main.evidence.forecast == accepted
    assert standing(target).status == "on_track"
    accepted.delete()
    assert standing(target).status == "at_risk"
    assert standing(target, public=True).main.evidence.forecast is None


def test_earlier_year_is_judged_by_what_was_known_of_it(target):
    measured(target, {2020: 30, 2024: 31, 2025: 41})
    assert standing(target, year=2024).status == "off_track"
    assert standing(target, year=2025).status == "reached"


def test_typed_steps_are_the_milestones_of_the_goal(target):
    measured(target, {2020: 30, 2025: 35})
    TargetStep.objects.create(target=target, year=2025, low=50)
    assert standing(target).main.rating.rule == "own.yearly"
    assert standing(target).status == "at_risk" or standing(target).status == "off_track"


def test_number_of_queries_does_not_grow(django_assert_max_num_queries):
    plan = PlanFactory()
    targets = [TargetFactory(plan=plan, kind="share", low=40) for _ in range(6)]
    for target in targets:
        measured(target, {2020: 30, 2025: 35})
        measured(target, {2020: 30, 2025: 31})
    with django_assert_max_num_queries(4):
        standings(targets, TODAY)


def test_sentences_tell_days_where_a_year_would_be_wrong(target):
    target.kind, target.operator, target.low, target.high, target.unit = "count", "between", 5, 7, "văn bằng"
    one = indicator(kind="count", unit="văn bằng", accumulation="cumulative", counted_from=date(2023, 3, 27))
    observation(one, 2026, 3, last_day=date(2026, 11, 23), vintage="preliminary")
    Observation.objects.update(vintage="final")
    TargetMeasure.objects.create(target=target, indicator=one)
    sentence = standing(target).main.sentence
    assert sentence.startswith("Từ 0 (ngày 27/03/2023) đến 3 (tính đến 23/11/2026), chỉ tiêu 5 năm 2030")
    assert "2026,9" not in sentence


def test_average_baseline_is_told_by_its_years(target):
    one = indicator(kind="level", unit="%")
    base = observation(
        one, 2020, 20, calendar="average", first_day=date(2016, 1, 1), last_day=date(2020, 12, 31)
    )
    observation(one, 2025, 35)
    TargetMeasure.objects.create(target=target, indicator=one, baseline=base)
    assert standing(target).main.sentence.startswith("Từ 20 (bình quân 2016–2020) đến 35 (năm 2025)")


def test_reading_in_another_kind_of_unit_is_followed_but_not_judged(target):
    one = indicator(kind="level", unit="tỷ đồng")
    series(one, {2020: 30, 2025: 35})
    TargetMeasure.objects.create(target=target, indicator=one)
    outcome = standing(target).main
    assert (outcome.status, outcome.figure.value) == ("not_enough", 35)
    assert "tỷ đồng" in outcome.sentence


def test_average_over_the_period_so_far_is_compared_as_it_stands():
    target = TargetFactory(
        plan=PlanFactory(),
        kind="growth",
        operator="approx",
        low=8,
        unit="%/năm",
        horizon="average",
        year=2030,
    )
    one = indicator(kind="growth", unit="%/năm", calendar="average", counted_from=date(2021, 1, 1))
    observation(one, 2025, "7.7", first_day=date(2021, 1, 1), last_day=date(2025, 12, 31), calendar="average")
    TargetMeasure.objects.create(target=target, indicator=one)
    assert standing(target).status == "on_track"


def test_series_that_began_beyond_a_target_without_baseline_has_reached_it():
    target = TargetFactory(
        plan=PlanFactory(), kind="count", operator="ge", low=2, high=3, unit="doanh nghiệp"
    )
    one = indicator(kind="count", unit="doanh nghiệp", accumulation="latest")
    series(one, {2020: 5, 2025: 9})
    TargetMeasure.objects.create(target=target, indicator=one)
    assert standing(target).status == "reached"
    observation(one, 2026, 1, vintage="final")
    assert standing(target).status == "not_enough"


def test_years_are_judged_by_what_was_known_of_them_in_one_reading(target, django_assert_num_queries):
    measured(target, {2020: 30, 2024: 31, 2025: 41})
    other = TargetFactory(plan=target.plan, kind="share", operator="ge", low=40, year=2030)
    with django_assert_num_queries(4):
        found = standings_by_year([target, other], range(2020, 2027), TODAY)
    assert [found[target.pk][year].code for year in (2020, 2024, 2025)] == [
        "not_enough",
        "off_track",
        "reached",
    ]
    assert {one.code for one in found[other.pk].values()} == {"not_enough"}
    assert found[target.pk][2026].code == standing(target).code


def test_past_years_know_nothing_of_a_forecast_made_later(target):
    given = {2021: 30, 2022: 31, 2023: 32, 2024: 33, 2025: 35}
    measure = measured(target, given)
    forecast(measure.indicator, {2030: 20}, given=given)
    found = standings_by_year([target], (2025, 2026), TODAY)[target.pk]
    assert found[2025].main.evidence.forecast is None
    assert found[2026].main.evidence.forecast is not None


def test_indicator_kept_inside_is_not_told_outside(target):
    one = indicator(kind="level", unit="%", visibility="internal")
    series(one, {2020: 30, 2025: 35}, state="published")
    TargetMeasure.objects.create(target=target, indicator=one, label="Cách tính nội bộ")
    assert standing(target).code == "on_track"
    found = standing(target, public=True)
    assert [(one.measure, one.sentence) for one in found.outcomes] == [
        (None, "Chưa có số liệu nào được công bố cho chỉ tiêu này.")
    ]


def test_baseline_that_is_not_published_is_not_told_outside(target):
    one = indicator(kind="level", unit="%", visibility="public")
    base = observation(one, 2020, 30)
    observation(one, 2025, 35, state="published")
    TargetMeasure.objects.create(target=target, indicator=one, baseline=base)
    assert standing(target).code == "on_track"
    assert standing(target, public=True).code == "not_enough"


def test_reading_without_data_contradicts_nobody(target):
    measured(target, {2025: 31})
    speaking = measured(target, {2020: 30, 2025: 35})
    found = standing(target)
    assert (found.status, found.contested, found.main.measure) == ("on_track", False, speaking)
