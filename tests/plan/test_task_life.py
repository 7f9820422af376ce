from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.plan.models import Milestone, Task, TaskDecision, TaskYear
from khcn.plan.task_life import (
    add_milestone,
    complete_milestone,
    decide_task,
    edit_milestone,
    ensure_task_years,
)
from khcn.plan.task_life.decisions import leads_back
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory, actor_for, seat, succeed
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00+07:00", tick=False):
        yield


@pytest.fixture
def officer(db):
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def decide(officer):
    def act(task, kind, **more):
        more = {"reason": "Hết thời hạn.", "decided_on": TODAY, "by": officer, **more}
        return decide_task(task=task, kind=kind, **more)

    return act


def refused(act, *args, **kwargs):
    with pytest.raises(DomainError) as caught:
        act(*args, **kwargs)
    return caught.value


def test_closing_ends_the_task_and_tells_before_and_after(decide):
    task = TaskFactory(to_year=2025)
    decision = decide(task, "close")
    task.refresh_from_db()
    assert (task.state, task.closed_on) == ("closed", TODAY)
    assert decision.kind == "close"
    event = Event.objects.get(action="task.close")
    assert (event.before["state"], event.after["state"]) == ("open", "closed")
    assert event.after["reason"] == "Hết thời hạn."


def test_closing_twice_is_refused_and_names_who_did_it(decide, officer):
    task = TaskFactory()
    decide(task, "close")
    error = refused(decide, task, "close")
    assert error.code == "decision.already_ended"
    assert officer.name in error.message and "23/11/2026" in error.message


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_a_decision_needs_a_reason(decide, reason):
    error = refused(decide, TaskFactory(), "close", reason=reason)
    assert error.code == "decision.no_reason"
    assert "reason" in error.fields


def test_a_decision_cannot_be_of_tomorrow(decide):
    assert refused(decide, TaskFactory(), "close", decided_on=date(2026, 11, 24)).code == "decision.future"


def test_today_lasts_until_midnight_in_viet_nam(decide):
    with time_machine.travel("2026-12-31 23:59:59+07:00", tick=False):
        assert timezone.localdate() == date(2026, 12, 31)
        assert refused(decide, TaskFactory(), "close", decided_on=date(2027, 1, 1)).code == "decision.future"
        decide(TaskFactory(), "close", decided_on=date(2026, 12, 31))
    with time_machine.travel("2027-01-01 00:00:00+07:00", tick=False):
        decide(TaskFactory(), "close", decided_on=date(2027, 1, 1))


def test_decisions_come_in_the_order_of_their_dates(decide):
    task = TaskFactory()
    decide(task, "extend", until_year=2032, decided_on=date(2026, 5, 1))
    error = refused(decide, task, "extend", until_year=2033, decided_on=date(2026, 4, 30))
    assert error.code == "decision.before_last"


@pytest.mark.parametrize(
    ("year", "code"),
    [
        (None, "decision.no_year"),
        (2024, "decision.not_later"),
        (2025, "decision.not_later"),
    ],
)
def test_extension_must_be_later_than_the_present_end(decide, year, code):
    assert refused(decide, TaskFactory(to_year=2025), "extend", until_year=year).code == code


def test_extension_into_a_past_year_is_refused(decide):
    task = TaskFactory(from_year=2022, to_year=2023)
    assert refused(decide, task, "extend", until_year=2025).code == "decision.past_year"


def test_second_extension_is_measured_against_the_first(decide):
    task = TaskFactory(to_year=2025)
    decide(task, "extend", until_year=2027)
    assert refused(decide, task, "extend", until_year=2027).code == "decision.not_later"
    decide(task, "extend", until_year=2028)
    task.refresh_from_db()
    assert task.last_year == 2028


def test_successor_is_another_open_task_that_does_not_lead_back(decide):
    task, heir, third = TaskFactory(), TaskFactory(), TaskFactory()
    assert refused(decide, task, "succeed").code == "decision.no_successor"
    assert refused(decide, task, "succeed", successor=task).code == "decision.itself"
    decide(task, "succeed", successor=heir)
    decide(heir, "succeed", successor=third)
    assert refused(decide, third, "succeed", successor=task).code == "decision.cycle"
    task.refresh_from_db()
    assert (task.state, task.successor, task.closed_on) == ("succeeded", heir, TODAY)


def test_walking_successors_ends_even_in_an_old_circle():
    one, two, other = TaskFactory(), TaskFactory(), TaskFactory()
    Task.objects.filter(pk=one.pk).update(successor=two)
    Task.objects.filter(pk=two.pk).update(successor=one)
    assert leads_back(Task.objects.get(pk=one.pk), other) is False


def test_ended_task_is_no_successor(decide):
    heir = TaskFactory(state="closed", closed_on=date(2026, 1, 1))
    assert refused(decide, TaskFactory(), "succeed", successor=heir).code == "decision.successor_ended"


def test_reopening_clears_the_end(decide):
    task = TaskFactory()
    assert refused(decide, task, "reopen").code == "decision.already_open"
    decide(task, "succeed", successor=TaskFactory())
    decide(task, "reopen")
    task.refresh_from_db()
    assert (task.state, task.closed_on, task.successor) == ("open", None, None)


def test_take_over_gives_an_ownerless_lead_to_an_agency(decide):
    task, agency = TaskFactory(), AgencyFactory(name="Sở Thử nghiệm Tài chính")
    party = PartyFactory(task=task, kind="class", agency=None)
    decide(task, "take_over", agency=agency, decided_on=date(2026, 10, 1))
    party.refresh_from_db()
    assert (party.taken_over_by, party.taken_over_on) == (agency, date(2026, 10, 1))
    event = Event.objects.get(action="task.take_over")
    assert event.before["lead"] == ["Các sở, ngành liên quan"]
    assert event.after["lead"] == "Sở Thử nghiệm Tài chính"


def test_take_over_leaves_leads_that_somebody_answers_for(decide):
    task, old, one, two = TaskFactory(), AgencyFactory(), AgencyFactory(), AgencyFactory()
    orphan = PartyFactory(task=task, agency=old)
    kept = PartyFactory(task=task, agency=AgencyFactory())
    succeed(old, one, date(2025, 3, 1), "split")
    succeed(old, two, date(2025, 3, 1), "split")
    decide(task, "take_over", agency=two)
    orphan.refresh_from_db()
    kept.refresh_from_db()
    assert orphan.taken_over_by == two
    assert kept.taken_over_by is None


def test_take_over_by_the_present_lead_is_refused(decide):
    task, agency = TaskFactory(), AgencyFactory()
    PartyFactory(task=task, agency=agency)
    assert refused(decide, task, "take_over", agency=agency).code == "decision.same_agency"
    assert refused(decide, task, "take_over").code == "decision.no_agency"


def test_an_abolished_agency_takes_nothing_over(decide):
    gone = AgencyFactory(valid_to=date(2025, 2, 28))
    assert refused(decide, TaskFactory(), "take_over", agency=gone).code == "decision.agency_gone"


def test_withdrawn_task_takes_no_decision(decide):
    assert refused(decide, TaskFactory(withdrawn=True), "close").code == "decision.withdrawn"


def test_decision_made_on_an_old_page_is_told_what_happened(decide):
    task = TaskFactory()
    decide(task, "extend", until_year=2031, seen=0)
    error = refused(decide, task, "extend", until_year=2032, seen=0)
    assert error.code == "decision.changed"
    assert "Gia hạn" in error.message
    assert task.decisions.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["close", "extend"])
def test_of_two_officers_at_once_one_wins_and_the_other_is_told(tmp_path, kind):
    task = TaskFactory(to_year=2025)
    actors = [actor_for(seat("coordinator", AgencyFactory())) for _number in range(2)]

    def act(by, year):
        return lambda: decide_task(
            task=task,
            kind=kind,
            reason="Cùng lúc.",
            decided_on=TODAY,
            until_year=year if kind == "extend" else None,
            seen=0,
            by=by,
        )

    results, made = at_once(
        tmp_path, act(actors[0], 2027), act(actors[1], 2028), then=TaskDecision.objects.count
    )
    errors = [one for one in results if isinstance(one, Exception)]
    assert [error.code for error in errors] == ["decision.changed"], results
    assert made == 1


def test_yearly_instances_are_made_once_for_running_tasks():
    plan = PlanFactory()
    running = TaskFactory(plan=plan, schedule="yearly", from_year=None, to_year=None)
    TaskFactory(plan=plan, schedule="range", from_year=2022, to_year=2025)
    TaskFactory(plan=plan, schedule="range", from_year=2028)
    TaskFactory(plan=plan, schedule="unknown")
    TaskFactory(plan=plan, schedule="yearly", state="closed", closed_on=TODAY)
    TaskFactory(schedule="yearly")
    assert ensure_task_years(plan=plan) == 1
    assert ensure_task_years(plan=plan) == 0
    assert list(TaskYear.objects.values_list("task", "year", "due_on")) == [
        (running.pk, 2026, date(2026, 12, 31))
    ]
    assert Event.objects.filter(action="task.years").count() == 1


def test_extended_task_gets_instances_again():
    task = TaskFactory(schedule="range", from_year=2022, to_year=2025, extended_to=2027)
    assert ensure_task_years(task=task) == 1


def test_milestone_is_added_changed_and_done(officer):
    task = TaskFactory()
    milestone = add_milestone(task=task, title="  Nghiệm thu  cấp tỉnh ", due_on=TODAY, by=officer)
    assert milestone.title == "Nghiệm thu cấp tỉnh"
    edit_milestone(milestone=milestone, title="Nghiệm thu", due_on=date(2026, 12, 1), by=officer)
    done = complete_milestone(milestone=milestone, done_on=TODAY, by=officer)
    assert (done.title, done.due_on, done.done_on) == ("Nghiệm thu", date(2026, 12, 1), TODAY)
    assert complete_milestone(milestone=milestone, done_on=None, by=officer).done_on is None
    assert list(Event.objects.order_by("number").values_list("action", flat=True)) == [
        "milestone.add",
        "milestone.update",
        "milestone.complete",
        "milestone.undo",
    ]


def test_saving_a_milestone_unchanged_leaves_no_trace(officer):
    milestone = Milestone.objects.create(task=TaskFactory(), title="Mốc", due_on=TODAY)
    edit_milestone(milestone=milestone, title="Mốc", due_on=TODAY, by=officer)
    assert not Event.objects.exists()


def test_milestone_refusals(officer):
    milestone = Milestone.objects.create(task=TaskFactory(), title="Mốc", due_on=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    ended = TaskFactory(state="closed", closed_on=TODAY)
    assert (
        refused(complete_milestone, milestone=milestone, done_on=tomorrow, by=officer).code
        == "milestone.future"
    )
    assert (
        refused(edit_milestone, milestone=milestone, title=" ", due_on=TODAY, by=officer).code
        == "milestone.untitled"
    )
    assert refused(add_milestone, task=ended, title="Mốc", due_on=TODAY, by=officer).code == "task.ended"
