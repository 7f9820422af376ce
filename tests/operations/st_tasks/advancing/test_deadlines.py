"""Deadlines of steps over Tết, in working and in calendar days, from an event or from a date of the task."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.advancing.deadlines import due_day, known_starts, set_due, step_due
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Deadline
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import actor_for, seat
from tests.operations.st_tasks.packs import bare, shipped

# Tết Bính Ngọ: 17/02/2026 is the first day of the year; the offices are closed from Saturday 14/02 to Sunday 22/02.
BEFORE_TET = date(2026, 2, 12)


@pytest.mark.parametrize(
    ("amount", "unit", "start", "last"),
    [
        (1, "working_days", BEFORE_TET, date(2026, 2, 13)),
        (5, "working_days", BEFORE_TET, date(2026, 2, 26)),
        (5, "days", BEFORE_TET, date(2026, 2, 17)),
        (15, "days", BEFORE_TET, date(2026, 2, 27)),
        (1, "months", date(2026, 1, 31), date(2026, 2, 28)),
        (5, "years", date(2024, 2, 29), date(2029, 2, 28)),
        (0, "days", date(2026, 2, 17), date(2026, 2, 17)),
        (3, "working_days", date(2026, 4, 29), date(2026, 5, 6)),
        (-30, "days", date(2026, 3, 1), date(2026, 1, 30)),
    ],
)
def test_days_are_counted_as_their_unit_says(amount, unit, start, last):
    assert due_day(Deadline(amount, unit), start) == last


def test_days_of_two_sorts_follow_each_other():
    council_then_meeting = Deadline(15, "working_days", then=Deadline(30, "days"))
    assert due_day(council_then_meeting, date(2026, 3, 2)) == date(2026, 4, 22)


@pytest.mark.django_db
def test_deadline_counts_from_the_date_that_the_rule_set_names():
    rules = shipped()
    task = make.task("ordered", rules=rules, ordered_on=date(2024, 1, 2))
    assert step_due(task, outline_of(rules).state("ordered"), date(2024, 1, 30)) == date(2024, 1, 17)


@pytest.mark.django_db
def test_step_without_its_starting_date_has_no_deadline():
    rules = shipped()
    task = make.task("received", rules=rules)
    assert step_due(task, outline_of(rules).state("dossier"), date(2024, 1, 30)) is None
    assert step_due(task, outline_of(rules).state("received"), date(2024, 1, 30)) is None


@pytest.mark.django_db
def test_supplement_is_due_five_working_days_after_it_was_asked_for():
    rules = bare()
    task = make.task("checking", rules=rules, ends_on=date(2026, 5, 31))
    with time_machine.travel("2026-06-15T08:00:00+07:00"):
        by = actor_for(seat("coordinator", AgencyFactory()))
        task = advance(task=task, transition="supplement", by=by, note="Thiếu báo cáo tóm tắt")
        assert task.step_due == date(2026, 6, 22)
        assert set_due(task, outline_of(rules)) is False


@pytest.mark.django_db
def test_call_closes_and_opens_by_its_own_day_in_vietnam():
    rules = shipped()
    closes = datetime(2024, 3, 29, 17, 30, tzinfo=UTC)  # 00:30 of the next day in Vietnam, a Saturday
    task = make.task(
        "calling",
        rules=rules,
        call=make.call(rules=rules, opens_at=closes - timedelta(days=30), closes_at=closes),
    )
    outline = outline_of(rules)
    assert step_due(task, outline.state("calling"), date(2024, 3, 1)) == date(2024, 3, 30)
    assert step_due(task, outline.state("opening"), date(2024, 4, 1)) == date(2024, 4, 9)


@pytest.mark.django_db
def test_opening_of_a_task_given_directly_counts_from_the_day_it_came():
    rules = shipped()
    task = make.task("opening", rules=rules, route="giao-truc-tiep")
    assert step_due(task, outline_of(rules).state("opening"), date(2024, 4, 1)) == date(2024, 4, 10)


@pytest.mark.django_db
def test_extension_moves_the_deadline_of_the_present_step():
    rules = shipped()
    task = make.task("running", rules=rules, ends_on=date(2026, 6, 30))
    outline = outline_of(rules)
    assert (set_due(task, outline), task.step_due) == (True, date(2026, 6, 30))
    task.ends_on = date(2026, 12, 31)
    assert (set_due(task, outline), task.step_due) == (True, date(2026, 12, 31))
    assert set_due(task, outline) is False


def test_names_of_starting_days_are_dates_of_the_task_or_the_closing_of_its_call():
    assert {"closing", "ends_on", "valid_from", "accepted_on"} <= known_starts()
    assert not {"name", "step_since", "updated_at"} & known_starts()
