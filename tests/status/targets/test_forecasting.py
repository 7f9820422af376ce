"""Forecasts follow the figures of what measures targets."""

from datetime import date

import pytest

from khcn.indicators.models import StoredForecast
from khcn.plan.models import TargetMeasure
from khcn.status.targets.forecasting import forecast_targets
from tests.factories import PlanFactory, TargetFactory
from tests.factories.indicators import indicator, observation, series

DAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def test_each_series_is_forecast_to_its_target_year_and_again_only_when_it_changed():
    target = TargetFactory(plan=PlanFactory(), kind="share", operator="ge", low=40, year=2030)
    one, short = indicator(kind="level", unit="%"), indicator(kind="level", unit="%")
    series(one, {2021: 30, 2022: 31, 2023: 33, 2024: 34})
    series(short, {2024: 30})
    for measured in (one, short):
        TargetMeasure.objects.create(target=target, indicator=measured)
    forecast_targets(DAY)
    forecast_targets(DAY)
    made = StoredForecast.objects.get(indicator=one)
    assert [year for year, _value in made.points] == list(range(2025, 2031))
    assert "chưa dự báo" in StoredForecast.objects.get(indicator=short).reason
    observation(one, 2025, 35)
    forecast_targets(DAY)
    assert StoredForecast.objects.filter(indicator=one).count() == 2
