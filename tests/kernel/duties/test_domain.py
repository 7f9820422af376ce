"""Acts on duties and rules: who may, when they refuse."""

from datetime import date, timedelta

import pytest

from khcn.kernel.access import may, visible
from khcn.kernel.audit.models import Event
from khcn.kernel.duties.domain import complete_duty, edit_rule, reopen_duty, waive_duty
from khcn.kernel.duties.models import Duty
from khcn.kernel.duties.rules import edits
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.registers.declaration import registers
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, people_of, seat
from tests.factories.duties import DutyRuleFactory, duty_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def duty(agency):
    record = Organisation.objects.create(name="Công ty Mẫu số 1", kind="enterprise", responsible=agency)
    return duty_of(record, TODAY + timedelta(days=10))


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()), TODAY)


def test_clerk_of_the_responsible_agency_completes(duty, agency):
    clerk = actor_for(people_of(agency).clerk, TODAY)
    done = complete_duty(duty=duty, on=TODAY, note=" Đã nộp ", by=clerk)
    assert (done.state, done.outcome, done.closed_by_id, done.alert_on) == (
        "done", "Đã nộp", clerk.user_id, None,
    )  # fmt: skip
    event = Event.objects.order_by("-number").first()
    assert (event.action, event.after["done_on"]) == ("duty.complete", "2026-06-15")


def test_stranger_neither_sees_nor_completes(duty, agency):
    stranger = actor_for(people_of(agency).stranger, TODAY)
    assert not visible(stranger, "duties.duty.view", Duty.objects.all()).exists()
    with pytest.raises(NotAllowed):
        complete_duty(duty=duty, on=TODAY, by=stranger)


def test_day_in_the_future_is_refused(duty, coordinator):
    with pytest.raises(DomainError) as refusal:
        complete_duty(duty=duty, on=TODAY + timedelta(days=1), by=coordinator)
    assert refusal.value.code == "duty.done_in_future"


def test_closed_duty_is_not_closed_again(duty, coordinator):
    complete_duty(duty=duty, on=TODAY, by=coordinator)
    for act in (
        lambda: complete_duty(duty=duty, on=TODAY, by=coordinator),
        lambda: waive_duty(duty=duty, reason="Không cần", by=coordinator),
    ):
        with pytest.raises(DomainError) as refusal:
            act()
        assert refusal.value.code == "duty.closed"


def test_waiving_needs_a_reason_and_the_department(duty, agency, coordinator):
    with pytest.raises(NotAllowed):
        waive_duty(duty=duty, reason="Không cần", by=actor_for(people_of(agency).approver, TODAY))
    with pytest.raises(DomainError) as refusal:
        waive_duty(duty=duty, reason="  ", by=coordinator)
    assert refusal.value.code == "duty.reason_missing"
    assert waive_duty(duty=duty, reason="Công văn 1/SKHCN", by=coordinator).state == "waived"


def test_reopened_duty_waits_and_reminds_again(duty, coordinator):
    complete_duty(duty=duty, on=TODAY, by=coordinator)
    again = reopen_duty(duty=duty, by=coordinator)
    assert (again.state, again.outcome, again.alert_on) == ("open", "", TODAY + timedelta(days=3))
    with pytest.raises(DomainError) as refusal:
        reopen_duty(duty=duty, by=coordinator)
    assert refusal.value.code == "duty.not_closed"


def test_agency_that_took_over_completes_for_the_old_one(duty, agency):
    from tests.factories import succeed

    heir = AgencyFactory()
    succeed(agency, heir, TODAY - timedelta(days=1))
    clerk = actor_for(people_of(heir).clerk, TODAY)
    assert complete_duty(duty=duty, on=TODAY, by=clerk).state == "done"


@pytest.mark.parametrize(
    "role", ["admin", "coordinator", "leader", "reporter", "approver", "expert", "public"]
)
@pytest.mark.parametrize("own", [True, False])
def test_quick_answer_is_that_of_the_right(duty, agency, role, own):
    at = agency if own else AgencyFactory()
    actor = actor_for(seat(role, None if role in ("admin", "expert", "public") else at), TODAY)
    assert edits(actor, duty) == may(actor, "duties.duty.edit", duty)


def test_duties_of_a_restricted_register_are_for_editors_and_the_own_agency(duty, agency, monkeypatch):
    monkeypatch.setattr(type(registers.get("to-chuc")), "restricted", True)
    leader, admin = seat("leader", AgencyFactory()), seat("admin")
    own = people_of(agency)
    people = {"leader": leader, "admin": admin, "own": own.clerk, "stranger": own.stranger}
    seeing = {
        name for name, user in people.items()
        if visible(actor_for(user, TODAY), "duties.duty.view", Duty.objects.all()).exists()
    }  # fmt: skip
    assert seeing == {"admin", "own"}


def test_rule_is_edited_by_the_department_and_remembers_who(coordinator, agency):
    rule = DutyRuleFactory()
    with pytest.raises(NotAllowed):
        edit_rule(rule=rule, values={"amount": 60}, by=actor_for(people_of(agency).clerk, TODAY))
    edit_rule(rule=rule, values={"amount": 60, "unit": "days"}, by=coordinator)
    rule.refresh_from_db()
    assert (rule.amount, rule.history.first().history_user_id) == (60, coordinator.user_id)
    assert Event.objects.get(action="duty_rule.edit").before == {"amount": 30}
