"""What a judgement stands on: which figures are certain, which baseline holds."""

from datetime import date

import pytest
from django.utils import timezone

from khcn.indicators.entering import confirm_value, correct_value, withdraw_value
from khcn.indicators.models import Card, Observation
from khcn.plan.models import TargetMeasure
from khcn.status.targets import standings
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, actor_for, seat
from tests.factories.indicators import card_of, count, forecast, indicator, observation, province, told

TODAY = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return TargetFactory(plan=PlanFactory(), kind="count", unit="sáng chế", operator="ge", low=40, year=2030)


@pytest.fixture
def steward():
    return actor_for(seat("coordinator", AgencyFactory()), TODAY)


def measured(target, one, **more):
    return TargetMeasure.objects.create(target=target, indicator=one, **more)


def outcome(target, **more):
    return standings([target], TODAY, **more)[target.pk].main


def certain(target):
    return [int(point.value) for point in outcome(target).evidence.points if not point.provisional]


def running(one, value):
    return count(one, 2026, value, last_day=TODAY)


def test_half_a_year_of_what_is_told_for_each_year_is_not_held_against_the_target(target):
    one = indicator(unit="sáng chế", kind="count", fact="ip.inventions_filed")
    count(one, 2024, 10), count(one, 2025, 12), running(one, 5)
    measured(target, one)
    assert certain(target) == [10, 12]


@pytest.mark.parametrize("how", ["cumulative", "latest"])
def test_what_accumulates_or_stands_counts_up_to_today(target, how):
    since = {"counted_from": date(2022, 1, 1)} if how == "cumulative" else {}
    one = indicator(unit="sáng chế", kind="count", fact="ip.inventions_filed", accumulation=how, **since)
    first = since.get("counted_from", date(2025, 1, 1))
    count(one, 2025, 12, first_day=first), count(one, 2026, 15, first_day=first, last_day=TODAY)
    measured(target, one)
    assert certain(target) == [12, 15]


def test_estimate_stays_an_estimate_where_the_house_could_not_count(target):
    one = indicator(unit="sáng chế", kind="count", expression="[khong] + 1")
    observation(one, 2024, 10), observation(one, 2025, 12, vintage="estimate"), count(one, 2025, None)
    measured(target, one)
    assert certain(target) == [10]


# --- Baselines ----------------------------------------------------------------------------------


def based(target, **more):
    one = indicator(unit="sáng chế", kind="count", visibility="public")
    base = observation(one, 2020, 30, **more)
    observation(one, 2025, 35, "published")
    measured(target, one, baseline=base)
    return base


def base_of(target, **more):
    found = outcome(target, **more).evidence.base
    return None if found is None else int(found.value)


def test_corrected_baseline_holds_once_it_is_confirmed(target, steward):
    base = based(target)
    row = correct_value(observation=base, told=told(base.indicator, 2020, 20), reason="vì", by=steward)
    assert base_of(target) == 30
    confirm_value(observation=row, by=steward)
    assert base_of(target) == 20


def test_withdrawn_baseline_is_none(target, steward):
    base = based(target, state="published")
    assert (base_of(target), base_of(target, public=True)) == (30, 30)
    withdraw_value(observation=base, reason="vì", by=steward)
    assert (base_of(target), base_of(target, public=True)) == (None, None)


def test_readers_outside_keep_the_published_baseline_until_its_correction_is_published(target, steward):
    base = based(target, state="published")
    row = correct_value(observation=base, told=told(base.indicator, 2020, 20), reason="vì", by=steward)
    confirm_value(observation=row, by=steward)
    assert (base_of(target), base_of(target, public=True)) == (20, 30)
    Observation.objects.filter(pk=row.pk).update(state="published", published_at=timezone.now())
    assert base_of(target, public=True) == 20


def test_published_baseline_of_an_internal_indicator_is_not_told_outside(target):
    base = based(target, state="published")
    hidden = observation(indicator(unit="sáng chế", kind="count"), 2020, 30, "published")
    TargetMeasure.objects.filter(baseline=base).update(baseline=hidden)
    assert (base_of(target), base_of(target, public=True)) == (30, None)


def test_draft_baseline_is_none(target):
    based(target, state="draft")
    assert base_of(target) is None


# --- Forecasts ----------------------------------------------------------------------------------


def test_forecast_under_an_older_definition_says_nothing_of_this_one(target):
    one = indicator(unit="sáng chế", kind="count")
    observation(one, 2020, 30), observation(one, 2025, 35)
    measured(target, one)
    forecast(one, {year: 36 + year - 2026 for year in range(2026, 2031)}, "accepted")
    assert outcome(target).evidence.forecast is not None
    old = card_of(one)
    Card.objects.filter(pk=old.pk).update(state="replaced")
    old.pk, old.version, old.state, old.territory = None, 2, "in_force", province()
    old.save(force_insert=True)
    assert outcome(target).evidence.forecast is None
