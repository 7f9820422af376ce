"""Each change of status is kept with its cause."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.indicators.cards import draft_card, put_in_force
from khcn.indicators.counting import recount
from khcn.indicators.models import Card
from khcn.kernel.audit.models import Event
from khcn.plan.measures import choose_measure, set_step
from khcn.plan.models import TargetMeasure
from khcn.status.models import StatusChange
from khcn.status.targets.following import note_changes
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, actor_for, seat
from tests.factories.indicators import indicator, observation, series

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    target = TargetFactory(plan=PlanFactory(), kind="share", operator="ge", low=40, year=2030)
    one = indicator(kind="level", unit="%")
    series(one, {2020: 30, 2024: 31})
    return TargetMeasure.objects.create(target=target, indicator=one)


@pytest.fixture
def steward():
    return actor_for(seat("coordinator", AgencyFactory()), TODAY)


def noted(**where):
    return [(one.before, one.after, one.cause) for one in note_changes(today=TODAY, **where)]


def test_first_judgement_is_told_once(measure):
    assert noted() == [("", "off_track", "first")]
    assert noted() == []


def test_new_value_is_the_cause(measure):
    noted()
    observation(measure.indicator, 2025, 35)
    assert noted(indicators=[measure.indicator_id]) == [("off_track", "on_track", "value")]


def test_new_definition_is_the_cause_even_with_a_new_value(measure):
    noted()
    old = Card.objects.get(indicator=measure.indicator)
    old.state = "replaced"
    old.save()
    Card.objects.create(
        **{
            field.attname: getattr(old, field.attname)
            for field in Card._meta.concrete_fields
            if field.name not in ("id", "version", "state")
        },
        version=2,
        state="in_force",
    )
    observation(measure.indicator, 2025, 41)
    assert noted() == [("off_track", "reached", "definition")]


def test_cause_is_what_changed_since_the_last_judgement_not_since_the_last_change(measure):
    noted()
    old = Card.objects.get(indicator=measure.indicator)
    Card.objects.filter(pk=old.pk).update(rule="linear")
    assert noted() == []
    observation(measure.indicator, 2025, 41)
    assert noted() == [("off_track", "reached", "value")]


def test_new_goal_is_the_cause(measure):
    noted()
    measure.target.low = Decimal(31)
    measure.target.save()
    assert noted() == [("off_track", "reached", "target")]


def test_new_rule_is_the_cause(measure, monkeypatch):
    noted()
    Card.objects.filter(indicator=measure.indicator).update(rule="cagr")
    monkeypatch.setattr("khcn.status.targets.judging.RULES_VERSION", 2)
    changed = noted()
    assert changed == [] or changed[0][2] == "rule"


def test_time_alone_is_a_cause(measure):
    observation(measure.indicator, 2025, 35)
    noted()
    changes = note_changes(today=date(2031, 2, 1))
    assert [(one.after, one.cause) for one in changes] == [("off_track", "time")]


def test_changes_are_noted_after_an_act_is_committed(measure, django_capture_on_commit_callbacks, steward):
    noted()
    with django_capture_on_commit_callbacks(execute=True):
        set_step(target=measure.target, year=2024, low=Decimal(20), by=steward)
    assert StatusChange.objects.filter(target=measure.target).count() == 2
    assert StatusChange.objects.first().cause == "target"


def test_choosing_a_reading_keeps_who_and_why(measure, steward):
    other = TargetMeasure.objects.create(target=measure.target, indicator=indicator(), governing=True)
    choose_measure(measure=measure, reason="Theo công văn của Sở.", by=steward)
    other.refresh_from_db()
    measure.refresh_from_db()
    assert (measure.governing, other.governing) == (True, False)
    assert (measure.chosen_by_id, measure.reason) == (steward.user_id, "Theo công văn của Sở.")
    assert Event.objects.filter(action="target.measure_choose").count() == 1


def test_new_definition_is_judged_when_it_was_counted(measure, django_capture_on_commit_callbacks, steward):
    base, one = indicator("goc", unit="%"), indicator("tinh", unit="%", expression="[goc] * 1")
    series(base, {2020: 30, 2024: 31})
    TargetMeasure.objects.filter(pk=measure.pk).update(indicator=one)
    recount(today=TODAY)
    noted()
    card = draft_card(indicator=one, by=steward, values={"expression": "[goc] * 2"}, reason="vì")
    with django_capture_on_commit_callbacks(execute=True):
        put_in_force(card=card, by=steward)
    assert StatusChange.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        recount(today=TODAY)
    assert [(one.after, one.cause) for one in StatusChange.objects.order_by("pk")] == [
        ("off_track", "first"), ("reached", "definition"),
    ]  # fmt: skip
