"""What readers outside must not learn from the pages of indicators."""

import pytest
from django.test import Client

from khcn.indicators.models import Card
from khcn.kernel.registers.declaration import registers
from khcn.plan.models import TargetMeasure
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, seat
from tests.factories.indicators import card_of, count, forecast, indicator, observation, series
from tests.web.indicators.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(db):
    return Client()


@pytest.fixture
def one(db):
    return indicator("mau", visibility="public", unit="%")


@pytest.mark.parametrize("state", ["published", "draft"])
def test_baseline_is_told_only_when_it_was_published(outside, one, state):
    series(one, {2023: 50, 2024: 51}, "published")
    base = observation(indicator(unit="%", visibility="public"), 2020, "33.7", state)
    target = TargetFactory(plan=PlanFactory(visibility="public"), low=60, unit="%", year=2030)
    TargetMeasure.objects.create(target=target, indicator=one, baseline=base)
    told = outside.get("/chi-so/mau/").context["measures"][0].baseline
    assert (told is not None) is (state == "published")


def test_forecast_under_an_older_definition_is_shown_no_more(outside, one):
    series(one, {2023: 50, 2024: 51}, "published")
    forecast(one, {2027: "77.25"}, "accepted")
    assert "77,3" in text(outside.get("/chi-so/mau/"))
    old = card_of(one)
    Card.objects.filter(pk=old.pk).update(state="replaced")
    old.pk, old.version, old.state = None, 2, "in_force"
    old.save(force_insert=True)
    assert "77,3" not in text(outside.get("/chi-so/mau/"))
    assert outside.get("/chi-so/").context["page"].object_list[0].forecast is None


def test_correction_of_a_correction_that_was_never_published_stands_alone(outside, one):
    first = observation(one, 2023, "41.5", "published", current=False)
    second = observation(one, 2023, "42.5", current=False, replaces=first, revision=2)
    observation(one, 2024, "43.5", "published", replaces=second, revision=3)
    rows = outside.get("/chi-so/mau/").context["rows"]
    assert [(row.year, row.value) for row in rows] == [(2024, "43,5")]


def test_publishing_what_no_register_counts_any_more_ends_in_a_page(sign_in, monkeypatch):
    one = indicator("dem", unit="tổ chức", kind="count", accumulation="latest", fact="organisations.science")
    count(one, 2023, 3)
    monkeypatch.setattr(registers.by_code["to-chuc"], "facts", ())
    leader = sign_in(seat("leader", AgencyFactory()))
    answer = leader.post("/chi-so/dem/dang-tinh/2023/", {"vintage": "final", "seen": "3"})
    assert answer.status_code in (302, 404, 422)
