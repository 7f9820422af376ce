from datetime import date

import pytest

from khcn.agency_reports.models import Obstacle
from khcn.kernel.access import NOBODY
from khcn.plan.models import Finding, Milestone
from khcn.status.todo import LATER, NOW, SOON, todo_items
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory, actor_for, seat, succeed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def clerk(lead):
    return actor_for(seat("reporter", lead), TODAY)


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()), TODAY)


def late(task):
    Milestone.objects.create(task=task, title="Nghiệm thu", due_on=date(2026, 11, 2))
    return task


def test_clerk_owes_updates_on_own_tasks_only(new_task, clerk, tell):
    mine = late(new_task())
    late(new_task(agency=AgencyFactory()))
    tell(new_task(), date(2026, 11, 1))
    items = todo_items(clerk, TODAY)
    assert [(item.record, item.urgency, item.due_on) for item in items] == [(mine, NOW, date(2026, 11, 2))]
    assert "Nghiệm thu" in items[0].reason


def test_heir_owes_what_the_predecessor_owed(new_task, lead):
    task, heir = late(new_task()), AgencyFactory()
    succeed(lead, heir, date(2025, 3, 1))
    assert [item.record for item in todo_items(actor_for(seat("reporter", heir), TODAY), TODAY)] == [task]


def test_coordinator_decides_answers_settles_and_matches(new_task, coordinator, lead):
    plan = PlanFactory()
    expired = new_task(plan=plan, from_year=2022, to_year=2025)
    ownerless = new_task(plan=plan, agency=None)
    obstacle = Obstacle.objects.create(
        plan=plan,
        agency=lead,
        title="Thiếu vốn",
        proposal="Cấp",
        level="department",
        raised_on=date(2026, 11, 1),
        due_on=date(2026, 11, 10),
    )
    finding = Finding.objects.create(plan=plan, code="a", kind="two", origin="code", title="Hai mức")
    unmatched = TaskFactory(plan=plan)
    PartyFactory(task=unmatched, name="Sở Chưa Biết", role="coordinating", kind="agency", agency=None)
    PartyFactory(task=unmatched, agency=lead)
    items = todo_items(coordinator, TODAY)
    assert [(item.record, item.urgency) for item in items] == [
        (obstacle, NOW),
        (expired, SOON),
        (ownerless, SOON),
        (finding, LATER),
        (unmatched, LATER),
    ]
    assert "quá hạn" in items[0].reason


def test_leader_answers_only_levels_above_the_department(new_task, lead):
    plan = PlanFactory()
    for level in ("department", "province"):
        Obstacle.objects.create(
            plan=plan, agency=lead, title=level, proposal="Gỡ", level=level, raised_on=TODAY
        )
    items = todo_items(actor_for(seat("leader", AgencyFactory()), TODAY), TODAY)
    assert [item.record.level for item in items] == ["province"]


def test_agency_is_reminded_to_look_at_an_answer(clerk, lead):
    answered = Obstacle.objects.create(
        plan=PlanFactory(),
        agency=lead,
        title="Thiếu vốn",
        proposal="Cấp",
        level="province",
        raised_on=TODAY,
        state="answered",
        answer="Đã cấp",
        answered_on=TODAY,
    )
    assert [item.record for item in todo_items(clerk, TODAY)] == [answered]


@pytest.mark.parametrize("role", ["expert", "enterprise", "public"])
def test_outsiders_and_nobody_have_nothing_to_do(new_task, role):
    late(new_task())
    assert todo_items(actor_for(seat(role), TODAY), TODAY) == []
    assert todo_items(NOBODY, TODAY) == []


@pytest.mark.parametrize("count", [1, 40])
def test_number_of_queries_does_not_grow(new_task, lead, count, django_assert_max_num_queries):
    plan = PlanFactory()
    user = seat("coordinator", lead)
    seat("reporter", lead, user=user)
    actor = actor_for(user, TODAY)
    for number in range(count):
        late(new_task(plan=plan))
        Obstacle.objects.create(
            plan=plan, agency=lead, title=f"{number}", proposal="Gỡ", level="province", raised_on=TODAY
        )
    with django_assert_max_num_queries(7):  # one of them reads what the agency inherited
        assert len(todo_items(actor, TODAY)) == 2 * count
