from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khcn.agency_reports.choices import Declared
from khcn.agency_reports.models import TaskUpdate
from khcn.plan.models import Milestone, Task, TaskDecision, TaskYear
from khcn.status.choices import BY_URGENCY, Status
from khcn.status.tasks import task_status, task_statuses
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory, succeed
from tests.status.conftest import entered

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def computed(task, on=TODAY):
    return task_status(Task.objects.get(pk=task.pk), on).computed


def test_task_without_any_update_is_not_green(new_task):
    status = task_status(new_task(), TODAY)
    assert status.computed == "no_data"
    assert status.declared is None and status.latest is None
    assert "từ năm 2024" in status.reason


def test_update_this_year_makes_it_on_track(new_task, tell):
    task = new_task()
    update = tell(task, date(2026, 10, 1))
    status = task_status(task, TODAY)
    assert (status.computed, status.declared, status.latest) == ("on_track", "met", update)
    assert status.due_on == date(2030, 12, 31)


def test_update_dated_later_is_not_known_yet(new_task, tell):
    task = new_task()
    tell(task, date(2026, 10, 1), "late")
    assert computed(task, date(2026, 9, 30)) == "no_data"
    assert computed(task, date(2026, 10, 1)) == "overdue"


def test_corrected_update_no_longer_counts(new_task, tell):
    task = new_task()
    wrong = tell(task, date(2026, 10, 1), "late")
    tell(task, date(2026, 10, 1), "met", corrects=wrong)
    assert computed(task) == "on_track"


def test_agency_calling_itself_late_is_never_shown_kinder(new_task, tell):
    task = new_task()
    tell(task, date(2026, 10, 1), "late")
    status = task_status(task, TODAY)
    assert status.computed == "overdue"
    assert not status.contradicts


def test_missed_milestone_wins_over_a_declared_success(new_task, tell):
    task = new_task()
    tell(task, date(2026, 10, 1), "met")
    Milestone.objects.create(task=task, title="Nghiệm thu phần mềm", due_on=date(2026, 11, 2))
    status = task_status(task, TODAY)
    assert (status.computed, status.declared) == ("overdue", "met")
    assert status.contradicts
    assert "Nghiệm thu phần mềm" in status.reason and "02/11/2026" in status.reason
    assert "15 ngày làm việc" in status.reason
    assert status.due_on == date(2026, 11, 2)


def test_milestone_is_late_from_the_day_after(new_task, tell):
    task = new_task()
    tell(task, date(2026, 10, 1))
    Milestone.objects.create(task=task, title="Bàn giao", due_on=TODAY)
    assert computed(task) == "due_soon"
    assert computed(task, date(2026, 11, 24)) == "overdue"


def test_milestone_done_later_was_late_until_then(new_task, tell):
    task = new_task()
    tell(task, date(2026, 5, 1))
    Milestone.objects.create(task=task, title="Bàn giao", due_on=date(2026, 6, 1), done_on=date(2026, 7, 1))
    assert computed(task, date(2026, 6, 30)) == "overdue"
    assert computed(task, date(2026, 7, 1)) == "on_track"


def test_year_over_without_report_is_a_late_report(new_task):
    task = new_task(schedule="yearly", from_year=2024, to_year=None)
    TaskYear.objects.create(task=task, year=2025, due_on=date(2025, 12, 31))
    assert computed(task, date(2025, 12, 31)) == "due_soon"
    status = task_status(task, date(2026, 1, 1))
    assert status.computed == "late_report"
    assert status.due_on == date(2025, 12, 31)


def test_years_before_the_plan_came_to_the_platform_are_not_held_against_anyone(new_task):
    task = new_task(schedule="yearly", from_year=2024, to_year=None)
    for year in (2024, 2025, 2026):
        TaskYear.objects.create(task=task, year=year, due_on=date(year, 12, 5))
    entered(task.plan, datetime(2026, 2, 1, tzinfo=UTC))
    assert computed(task, date(2026, 6, 1)) == "no_data"
    assert computed(task, date(2026, 12, 5)) == "due_soon"
    status = task_status(task, date(2026, 12, 6))
    assert (status.computed, status.due_on) == ("late_report", date(2026, 12, 5))


def test_agency_that_reported_once_is_expected_each_year(new_task, tell):
    task = new_task()
    tell(task, date(2024, 11, 1))
    status = task_status(task, TODAY)
    assert status.computed == "late_report"
    assert "2025" in status.reason


def test_report_for_a_year_counts_even_when_it_comes_later(new_task, tell):
    task = new_task(schedule="yearly")
    year = TaskYear.objects.create(task=task, year=2025, due_on=date(2025, 12, 31))
    tell(task, date(2026, 1, 20), task_year=year)
    assert computed(task, date(2026, 1, 19)) == "late_report"
    assert computed(task, date(2026, 1, 20)) == "on_track"


def test_due_soon_counts_working_days_over_tet(new_task, tell):
    """17/02/2026 is the first day of the year Bính Ngọ; the days off around it do not count."""
    task = new_task()
    tell(task, date(2026, 1, 5))
    Milestone.objects.create(task=task, title="Báo cáo giữa kỳ", due_on=date(2026, 3, 6))
    far, soon = task_status(task, date(2026, 2, 4)), task_status(task, date(2026, 2, 9))
    assert far.computed == "on_track"
    assert soon.computed == "due_soon"
    assert "còn 14 ngày làm việc" in soon.reason


def test_end_of_schedule_asks_for_a_decision(new_task):
    task = new_task(from_year=2022, to_year=2025)
    assert computed(task, date(2025, 12, 31)) == "due_soon"
    status = task_status(task, date(2026, 1, 1))
    assert status.computed == "expired"
    assert status.due_on == date(2025, 12, 31)


def test_extension_counts_from_the_day_of_its_decision(new_task, tell):
    task = new_task(from_year=2022, to_year=2025, extended_to=2027)
    TaskDecision.objects.create(
        task=task, kind="extend", reason="Chờ vốn", until_year=2027, decided_on=date(2026, 2, 1)
    )
    tell(task, date(2026, 1, 5))
    assert computed(task, date(2026, 1, 31)) == "expired"
    assert computed(task, date(2026, 2, 1)) == "on_track"


def test_closing_after_success_is_done_and_without_it_only_ended(new_task, tell):
    succeeded, silent = new_task(), new_task()
    tell(succeeded, date(2026, 10, 1), "done")
    for task in (succeeded, silent):
        task.state, task.closed_on = "closed", date(2026, 11, 1)
        task.save()
        TaskDecision.objects.create(task=task, kind="close", reason="Xong", decided_on=date(2026, 11, 1))
    assert computed(succeeded) == "done"
    assert computed(silent) == "stopped"
    assert computed(silent, date(2026, 10, 31)) == "no_data"


def test_reopened_task_was_closed_only_in_between(new_task, tell):
    task = new_task()
    tell(task, date(2026, 1, 10))
    TaskDecision.objects.create(task=task, kind="close", reason="Xong", decided_on=date(2026, 3, 1))
    TaskDecision.objects.create(task=task, kind="reopen", reason="Còn việc", decided_on=date(2026, 5, 1))
    assert [computed(task, date(2026, month, 15)) for month in (2, 4, 6)] == ["on_track", "done", "on_track"]


def test_task_carried_on_by_another_is_ended(new_task):
    heir = new_task()
    task = new_task(state="succeeded", successor=heir, closed_on=date(2026, 3, 1))
    assert computed(task) == "stopped"


def test_class_as_lead_has_no_owner(new_task):
    status = task_status(new_task(agency=None), TODAY)
    assert status.computed == "no_owner"
    assert "Các sở, ngành liên quan" in status.reason


def test_merged_lead_is_answered_by_its_heir(new_task, lead, tell):
    task, heir = new_task(), AgencyFactory()
    succeed(lead, heir, date(2025, 3, 1))
    assert task_status(task, date(2025, 2, 28)).owner_id == lead.pk
    assert task_status(task, date(2025, 3, 1)).owner_id == heir.pk


def test_divided_lead_needs_a_person_until_somebody_takes_over(new_task, lead, tell):
    task, one, two = new_task(), AgencyFactory(), AgencyFactory()
    tell(task, date(2025, 1, 5))
    succeed(lead, one, date(2025, 3, 1), "split")
    succeed(lead, two, date(2025, 3, 1), "split")
    party = task.parties.get()
    party.taken_over_by, party.taken_over_on = two, date(2025, 6, 1)
    party.save()
    assert computed(task, date(2025, 2, 28)) == "on_track"
    assert computed(task, date(2025, 3, 1)) == "no_owner"
    assert task_status(task, date(2025, 6, 1)).owner_id == two.pk


def test_named_dates_pass_without_result(new_task, tell):
    task = new_task(schedule="dates", dates=["2026-06-30", "--12-05"], from_year=2026, to_year=2026)
    assert computed(task, date(2026, 6, 30)) == "due_soon"
    assert computed(task, date(2026, 7, 1)) == "overdue"
    tell(task, date(2026, 7, 2))
    assert computed(task, date(2026, 7, 2)) == "on_track"


def test_unknown_schedule_is_never_late(new_task):
    task = new_task(plan=PlanFactory(to_year=None), schedule="unknown", from_year=None, to_year=None)
    assert computed(task, date(2031, 1, 1)) == "no_data"


def test_task_of_a_later_year_is_not_due(new_task):
    task = new_task(from_year=2028)
    status = task_status(task, TODAY)
    assert status.computed == "not_due"
    assert "2028" in status.reason


def test_task_that_follows_another_plan_takes_status_and_counts_from_there(new_task, tell):
    other = PlanFactory(symbol="26/KH-UBND")
    good, bad = new_task(plan=other), new_task(plan=other)
    new_task(plan=other, withdrawn=True)
    tell(good, date(2026, 10, 1))
    tell(bad, date(2026, 10, 1), "late")
    status = task_status(new_task(follows=other), TODAY)
    assert status.computed == "overdue"
    assert "2 nhiệm vụ: 1 chậm, quá hạn, 1 đúng tiến độ" in status.reason


def test_plans_that_follow_each_other_do_not_turn_in_a_circle(new_task):
    one, two = PlanFactory(), PlanFactory()
    task = new_task(plan=one, follows=two)
    new_task(plan=two, follows=one)
    assert computed(task) == "no_data"


def test_followed_plan_without_tasks_leaves_the_own_data(new_task, tell):
    task = new_task(follows=PlanFactory())
    tell(task, date(2026, 10, 1))
    assert computed(task) == "on_track"


def test_stopped_by_word_alone_is_a_contradiction(new_task, tell):
    task = new_task()
    tell(task, date(2026, 10, 1), "stopped")
    status = task_status(task, TODAY)
    assert status.computed == "on_track"
    assert status.contradicts


@pytest.mark.parametrize("count", [1, 60])
def test_number_of_queries_does_not_grow(new_task, tell, count, django_assert_max_num_queries):
    other = PlanFactory()
    plan = PlanFactory()
    for number in range(count):
        task = new_task(plan=plan, follows=other if number % 2 else None)
        tell(task, date(2026, 10, 1))
        new_task(plan=other)
    tasks = list(Task.objects.filter(plan=plan))
    with django_assert_max_num_queries(4):
        assert len(task_statuses(tasks, TODAY)) == count


def test_nothing_asked_nothing_read(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert task_statuses([], TODAY) == {}


def test_order_of_urgency_names_every_status():
    assert set(BY_URGENCY) == set(Status)


class EveryTask(TestCase):
    """Whatever the data, a task has exactly one status, and time only makes undone things worse."""

    @given(data=st.data())
    @settings(max_examples=40, deadline=None)
    def test_has_one_status_with_a_reason(self, data):
        task = self._any_task(data)
        day = data.draw(st.dates(date(2021, 1, 1), date(2033, 12, 31)))
        status = task_status(task, day)
        assert status.computed in Status.values
        assert status.reason.endswith((".", "…"))
        assert status.urgency == [one.value for one in BY_URGENCY].index(status.computed)

    @given(data=st.data())
    @settings(max_examples=25, deadline=None)
    def test_once_expired_stays_expired_without_a_decision(self, data):
        task = self._any_task(data, decided=False)
        days = sorted(
            data.draw(st.lists(st.dates(date(2021, 1, 1), date(2033, 12, 31)), min_size=2, max_size=2))
        )
        first, second = (task_status(task, day).computed for day in days)
        if first == "expired":
            assert second == "expired"

    @given(data=st.data())
    @settings(max_examples=25, deadline=None)
    def test_the_past_does_not_change_with_later_data(self, data):
        task = self._any_task(data)
        day = data.draw(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
        before = task_status(task, day)
        TaskUpdate.objects.create(
            task=task, agency=self.agency, as_of=date(2032, 1, 1), declared="late", result="Chậm"
        )
        TaskDecision.objects.create(task=task, kind="reopen", reason="Mở lại", decided_on=date(2032, 1, 1))
        after = task_status(task, day)
        assert (after.computed, after.declared, after.reason) == (
            before.computed,
            before.declared,
            before.reason,
        )

    def _any_task(self, data, *, decided: bool = True):
        self.agency = AgencyFactory()
        start = data.draw(st.one_of(st.none(), st.integers(2022, 2030)))
        end = data.draw(st.one_of(st.none(), st.integers(start or 2022, 2031)))
        schedule = data.draw(st.sampled_from(["yearly", "until", "range", "dates", "unknown"]))
        dates = [
            str(day) for day in data.draw(st.lists(st.dates(date(2022, 1, 1), date(2031, 1, 1)), max_size=2))
        ]
        task = TaskFactory(schedule=schedule, from_year=start, to_year=end, dates=dates)
        if data.draw(st.booleans()):
            PartyFactory(task=task, agency=self.agency)
        for as_of in data.draw(st.lists(st.dates(date(2022, 1, 1), date(2031, 1, 1)), max_size=3)):
            TaskUpdate.objects.create(
                task=task,
                agency=self.agency,
                as_of=as_of,
                declared=data.draw(st.sampled_from(Declared.values)),
                result="Kết quả",
            )
        for due in data.draw(st.lists(st.dates(date(2022, 1, 1), date(2031, 1, 1)), max_size=2)):
            Milestone.objects.create(task=task, title="Mốc", due_on=due)
        if decided and data.draw(st.booleans()):
            TaskDecision.objects.create(
                task=task,
                kind=data.draw(st.sampled_from(["close", "reopen"])),
                reason="Lý do",
                decided_on=data.draw(st.dates(date(2022, 1, 1), date(2031, 1, 1))),
            )
        return task
