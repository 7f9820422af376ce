from datetime import date

import pytest

from khcn.kernel import access
from khcn.plan.models import Task
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, actor_for, people_of, seat, succeed

pytestmark = pytest.mark.django_db


def test_nobody_may_do_anything_inside():
    task = TaskFactory()
    for right in access.rights():
        if right.name.endswith(".view") and right.model in ("plan.Plan", "plan.Target", "plan.Task"):
            continue
        assert not access.may(access.NOBODY, right.name, task if right.model == "plan.Task" else None), (
            right.name
        )


def test_clerk_of_the_lead_reports_and_a_stranger_does_not():
    agency = AgencyFactory()
    party = PartyFactory(agency=agency)
    people = people_of(agency)
    assert access.may(actor_for(people.clerk), "plan.task.report", party.task)
    assert not access.may(actor_for(people.stranger), "plan.task.report", party.task)
    assert list(access.visible(actor_for(people.stranger), "plan.task.report", Task.objects.all())) == []


def test_successor_inherits_the_task_from_the_day_of_the_merger():
    old, new = AgencyFactory(), AgencyFactory()
    succeed(old, new, date(2025, 3, 1))
    task = PartyFactory(agency=old).task
    clerk = seat("reporter", new)
    assert not access.may(actor_for(clerk, date(2025, 2, 28)), "plan.task.report", task)
    assert access.may(actor_for(clerk, date(2025, 3, 1)), "plan.task.report", task)


def test_a_seat_that_ended_yesterday_gives_nothing():
    agency = AgencyFactory()
    task = PartyFactory(agency=agency).task
    clerk = seat("reporter", agency, valid_to=date(2026, 1, 31))
    assert access.may(actor_for(clerk, date(2026, 1, 31)), "plan.task.report", task)
    assert not access.may(actor_for(clerk, date(2026, 2, 1)), "plan.task.report", task)
