"""Forecasts: what they stand on, who accepts them, which one readers outside see."""

from datetime import date

import pytest

from khcn.indicators import outlook
from khcn.indicators.models import StoredForecast
from khcn.indicators.outlook import accept_forecast, make_forecast, order_forecast, points_for
from khcn.indicators.series import one_series
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.jobs.models import Job
from tests.factories.indicators import (
    card_of,
    count,
    forecast,
    indicator,
    observation,
    province,
    series,
)
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def refused(act, **given):
    with pytest.raises(DomainError) as refusal:
        act(**given)
    return refusal.value


def points(one):
    return points_for(card_of(one), one_series(one.pk, province().pk))


def test_forecast_stands_on_whole_years_that_are_no_estimates():
    one = indicator()
    series(one, {2021: 1, 2022: 2})
    observation(one, 2023, 3, vintage="preliminary"), observation(one, 2024, 4, vintage="estimate")
    count(one, 2025, 5, last_day=date(2025, 6, 15))
    assert points(one) == [(2021, 1), (2022, 2), (2023, 3)]


def test_forecast_begins_after_the_last_break():
    one = indicator()
    series(one, {2020: 1, 2021: 2})
    observation(one, 2022, 9, breaks_series=True), observation(one, 2023, 10)
    assert points(one) == [(2022, 9), (2023, 10)]


def test_too_few_years_give_a_reason_and_no_points():
    one = indicator()
    series(one, {2023: 1, 2024: 2})
    made = make_forecast(indicator=one, until=2030)
    assert (made.points, bool(made.reason), made.state) == ([], True, "computed")


def test_forecast_reaches_the_year_asked_for_and_keeps_what_it_stood_on():
    one = indicator()
    series(one, {year: year - 2000 for year in range(2015, 2025)})
    made = make_forecast(indicator=one, until=2030)
    assert [year for year, _value in made.points] == list(range(2025, 2031))
    assert (made.given[0], sorted(made.intervals), len(made.intervals["80"])) == (
        [2015, "15.00000000"],
        ["80", "95"],
        6,
    )
    assert (bool(made.model), made.reason, made.card) == (True, "", card_of(one))
    assert make_forecast(indicator=one, until=2030).pk == made.pk
    observation(one, 2025, 30)
    assert make_forecast(indicator=one, until=2030).pk != made.pk


def test_indicator_without_territory_is_not_forecast():
    one = indicator(territory=None)
    assert refused(make_forecast, indicator=one, until=2030).code == "forecast.no_territory"


@pytest.mark.parametrize("who", ["admin", "clerk", "approver", "stranger"])
def test_only_coordinators_and_leaders_order_and_accept(hands, who):
    one = indicator(owner=hands.owner)
    by = getattr(hands, who)
    assert isinstance(refused(order_forecast, indicator=one, until=2030, by=by), NotAllowed)
    assert isinstance(refused(accept_forecast, forecast=forecast(one, {2026: 5}), by=by), NotAllowed)
    assert (Job.objects.count(), StoredForecast.objects.get().state) == (0, "computed")


def test_ordering_starts_a_job(hands):
    one = indicator(name="Tỷ lệ mẫu")
    job = order_forecast(indicator=one, until=2030, by=hands.leader)
    assert (job.name, job.title, job.arguments) == (
        "indicators.forecast", "Dự báo: Tỷ lệ mẫu", {"indicator": one.pk, "until": 2030, "ordered_by": hands.leader.user_id},
    )  # fmt: skip
    assert outlook.forecast_job(None, **job.arguments) == {"forecast": StoredForecast.objects.get().pk}


def test_accepting_names_who_and_replaces_the_one_before(hands):
    one = indicator()
    old, new = forecast(one, {2026: 5}, "accepted"), forecast(one, {2026: 6})
    accepted = accept_forecast(forecast=new, by=hands.leader, note=" Hợp lý ")
    old.refresh_from_db()
    assert (accepted.state, accepted.accepted_by_id, accepted.note) == (
        "accepted",
        hands.leader.user_id,
        "Hợp lý",
    )
    assert (old.state, old.accepted_at is not None) == ("replaced", True)
    assert Event.objects.get().action == "forecast.accept"
    assert refused(accept_forecast, forecast=old, by=hands.leader).code == "forecast.not_acceptable"


def test_forecast_without_result_is_not_accepted(hands):
    made = forecast(indicator(), {}, reason="Cần ít nhất 4 năm")
    assert refused(accept_forecast, forecast=made, by=hands.leader).code == "forecast.not_acceptable"


def test_forecast_of_an_older_definition_is_not_accepted(hands):
    one = indicator()
    made = forecast(one, {2026: 5})
    card = card_of(one)
    type(card).objects.filter(pk=card.pk).update(state="replaced")
    card.pk, card.version, card.state = None, 2, "in_force"
    card.save(force_insert=True)
    assert refused(accept_forecast, forecast=made, by=hands.leader).code == "forecast.old_card"


@pytest.mark.django_db(transaction=True)
def test_of_two_forecasts_accepted_at_once_one_stands(hands, tmp_path):
    one = indicator()
    pair = [forecast(one, {2026: 5}), forecast(one, {2026: 6})]
    results, states = at_once(
        tmp_path, *(lambda row=row: accept_forecast(forecast=row, by=hands.leader) for row in pair),
        then=lambda: sorted(StoredForecast.objects.values_list("state", flat=True)),
    )  # fmt: skip
    assert [type(two).__name__ for two in results] == ["StoredForecast", "StoredForecast"]
    assert states == ["accepted", "replaced"]


def test_share_is_never_forecast_beyond_hundred():
    one = indicator(kind="share")
    series(one, {year: 100 - (2024 - year) ** 2 / 2 for year in range(2015, 2025)})
    made = make_forecast(indicator=one, until=2030)
    highest = [float(high) for _low, high in made.intervals["95"]]
    assert (bool(made.points), max(highest) <= 100) == (True, True)


def test_forecast_tells_who_ordered_it(hands):
    one = indicator()
    series(one, {year: year - 2000 for year in range(2015, 2025)})
    job = order_forecast(indicator=one, until=2030, by=hands.leader)
    outlook.forecast_job(None, **job.arguments)
    assert StoredForecast.objects.get().made_by_id == hands.leader.user_id
