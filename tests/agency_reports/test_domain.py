from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone

from khcn.agency_reports.domain import (
    answer_obstacle,
    close_obstacle,
    edit_obstacle,
    raise_obstacle,
    update_task,
)
from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.agency_reports.queries import last_update, reporting_agencies
from khcn.kernel.accounts.models import Membership
from khcn.kernel.audit.models import Event
from khcn.kernel.documents.domain import store_file
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.notices.models import Notice
from khcn.plan.models import TaskYear
from tests.factories import (
    AgencyFactory,
    PartyFactory,
    TaskFactory,
    actor_for,
    people_of,
    seat,
    succeed,
)
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00+07:00", tick=False):
        yield


@pytest.fixture
def lead(db):
    return AgencyFactory(name="Sở Thử nghiệm Lâm nghiệp")


@pytest.fixture
def task(lead):
    return PartyFactory(agency=lead).task


@pytest.fixture
def people(lead):
    return people_of(lead)


def update(task, agency, user, **more):
    fields = {"as_of": TODAY, "declared": "met", "result": "Đã tập huấn 03 lớp.", **more}
    return update_task(task=task, agency=agency, by=actor_for(user), **fields)


def refusal(act, *args, **kwargs):
    with pytest.raises(DomainError) as caught:
        act(*args, **kwargs)
    return caught.value


def test_update_keeps_words_figures_evidence_and_year(task, lead, people):
    by = actor_for(people.clerk)
    content = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    file = store_file(content=BytesIO(content), name="biên bản.pdf", by=by)
    made = update(task, lead, people.clerk, amount=Decimal("3"), unit="lớp", files=[(file, "biên bản.pdf")])
    assert (made.result, made.amount, made.unit, made.task_year.year) == (
        "Đã tập huấn 03 lớp.",
        Decimal("3"),
        "lớp",
        2026,
    )
    assert [one.file_name for one in made.attachments.all()] == ["biên bản.pdf"]
    event = Event.objects.get(action="task.update")
    assert (event.object_id, event.on_behalf, event.after["files"]) == (str(task.pk), lead.name, 1)


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"as_of": TODAY + timedelta(days=1)}, "update.future", "as_of"),
        ({"declared": "great"}, "update.declared", "declared"),
        ({"result": "  "}, "update.result_missing", "result"),
        ({"amount": Decimal("0")}, "update.unit_missing", "unit"),
    ],
)
def test_refused_update_says_which_field(task, lead, people, fields, code, field):
    error = refusal(update, task, lead, people.clerk, **fields)
    assert (error.code, list(error.fields)) == (code, [field])
    assert not TaskUpdate.objects.exists()


def test_zero_is_a_result(task, lead, people):
    assert update(task, lead, people.clerk, amount=Decimal(0), unit="hồ sơ").amount == 0


def test_year_must_be_of_the_task(task, lead, people):
    foreign = TaskYear.objects.create(task=TaskFactory(), year=2026, due_on=date(2026, 12, 31))
    assert refusal(update, task, lead, people.clerk, task_year=foreign).code == "update.foreign_year"


def test_correction_replaces_once(task, lead, people):
    wrong = update(task, lead, people.clerk, result="Đã tập huấn 30 lớp.")
    right = update(task, lead, people.clerk, corrects=wrong)
    assert last_update(task) == right
    assert (
        refusal(update, task, lead, people.clerk, result="Lại sửa", corrects=wrong).code
        == "update.corrected_already"
    )
    foreign = TaskUpdate.objects.create(
        task=TaskFactory(), agency=lead, as_of=TODAY, declared="met", result="Khác"
    )
    assert (
        refusal(update, task, lead, people.clerk, result="Sửa", corrects=foreign).code
        == "update.foreign_correction"
    )


def test_double_click_makes_one_update(task, lead, people):
    assert update(task, lead, people.clerk) == update(task, lead, people.clerk)
    assert TaskUpdate.objects.count() == 1


def test_closed_task_takes_no_later_update(task, lead, people):
    task.state, task.closed_on = "closed", date(2026, 6, 30)
    task.save()
    assert refusal(update, task, lead, people.clerk).code == "update.task_ended"
    assert update(task, lead, people.clerk, as_of=date(2026, 6, 30))


@pytest.mark.parametrize("role", ["leader", "expert", "public"])
def test_other_roles_may_not_report(task, lead, role):
    user = seat(role, lead)
    with pytest.raises(NotAllowed):
        update(task, lead, user)


def test_stranger_may_not_report_and_leaves_nothing(task, lead, people):
    with pytest.raises(NotAllowed):
        update(task, lead, people.stranger)
    assert not TaskUpdate.objects.exists() and not Event.objects.exists()


def test_successor_reports_from_the_day_of_the_merger(task, lead):
    heir = AgencyFactory()
    clerk = seat("reporter", heir)
    succeed(lead, heir, TODAY)
    with time_machine.travel("2026-11-22 23:59:59+07:00", tick=False), pytest.raises(NotAllowed):
        update(task, heir, clerk, as_of=date(2026, 11, 22))
    assert update(task, heir, clerk)
    assert reporting_agencies(task, actor_for(clerk)) == [heir]


def test_seat_that_ended_yesterday_gives_nothing(task, lead):
    clerk = seat("reporter", lead, valid_to=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        update(task, lead, clerk)
    Membership.objects.filter(user=clerk).update(valid_to=TODAY)
    assert update(task, lead, clerk)


def test_coordinator_speaks_for_the_agency_that_answers(task, lead):
    coordinator = seat("coordinator", AgencyFactory())
    assert reporting_agencies(task, actor_for(coordinator)) == [lead]
    ownerless = PartyFactory(kind="class", agency=None).task
    assert [one.pk for one in reporting_agencies(ownerless, actor_for(coordinator))] == list(
        actor_for(coordinator).seats_as("coordinator")
    )


def test_second_before_the_year_ends_counts_in_the_old_year(task, lead, people):
    with time_machine.travel("2026-12-31 23:59:59+07:00", tick=False):
        last = update(task, lead, people.clerk, as_of=timezone.localdate())
    with time_machine.travel("2027-01-01 00:00:00+07:00", tick=False):
        first = update(task, lead, people.clerk, as_of=timezone.localdate())
    assert (last.task_year.year, first.task_year.year) == (2026, 2027)


# --- Obstacles --------------------------------------------------------------------------------


def hinder(task, agency, user, **more):
    fields = {
        "title": "Chưa có kinh phí đối ứng",
        "proposal": "Đề nghị bổ sung 500 triệu đồng.",
        "level": "province",
        **more,
    }
    return raise_obstacle(plan=task.plan, task=task, agency=agency, by=actor_for(user), **fields)


def test_raising_tells_coordinators_and_for_high_levels_leaders(task, lead, people):
    house = AgencyFactory()
    coordinator, leader = seat("coordinator", house), seat("leader", house)
    seat("coordinator", house, valid_to=TODAY - timedelta(days=1))
    obstacle = hinder(task, lead, people.clerk)
    assert set(Notice.objects.values_list("user", flat=True)) == {coordinator.pk, leader.pk}
    assert Notice.objects.first().url == f"/vuong-mac/{obstacle.pk}/"
    Notice.objects.all().delete()
    hinder(task, lead, people.clerk, level="department")
    assert list(Notice.objects.values_list("user", flat=True)) == [coordinator.pk]


def test_obstacle_without_proposal_or_level_is_refused(task, lead, people):
    error = refusal(hinder, task, lead, people.clerk, proposal=" ", level="", due_on=date(2026, 11, 1))
    assert set(error.fields) == {"proposal", "level", "due_on"}
    assert not Obstacle.objects.exists()


def test_obstacle_on_a_task_of_another_plan_is_refused(task, lead, people):
    with pytest.raises(DomainError) as caught:
        raise_obstacle(
            plan=TaskFactory().plan,
            task=task,
            agency=lead,
            title="Vướng",
            proposal="Gỡ",
            level="province",
            by=actor_for(people.clerk),
        )
    assert caught.value.code == "obstacle.foreign_task"


def test_answer_reaches_the_agency_and_locks_the_words(task, lead, people):
    obstacle = hinder(task, lead, people.clerk)
    leader = actor_for(seat("leader", AgencyFactory()))
    answered = answer_obstacle(obstacle=obstacle, answer="Đồng ý bổ sung.", by=leader)
    assert (answered.state, answered.answered_on, answered.answered_by_id) == (
        "answered",
        TODAY,
        leader.user_id,
    )
    told = Notice.objects.filter(kind="obstacle.answered").values_list("user", flat=True)
    assert set(told) == {people.clerk.pk, people.approver.pk}
    error = refusal(
        edit_obstacle, obstacle=obstacle, title="Khác", proposal="Khác", level="council", by=leader
    )
    assert error.code == "obstacle.answered"
    assert close_obstacle(obstacle=obstacle, by=leader).state == "closed"
    assert refusal(close_obstacle, obstacle=obstacle, by=leader).code == "obstacle.closed"


def test_agency_may_not_answer_itself(task, lead, people):
    obstacle = hinder(task, lead, people.clerk)
    with pytest.raises(NotAllowed):
        answer_obstacle(obstacle=obstacle, answer="Tự trả lời", by=actor_for(people.approver))


def test_editing_tells_only_what_changed(task, lead, people):
    obstacle = hinder(task, lead, people.clerk)
    by = actor_for(people.clerk)
    edit_obstacle(obstacle=obstacle, title=obstacle.title, proposal=obstacle.proposal, level="council", by=by)
    event = Event.objects.get(action="obstacle.update")
    assert (event.before, event.after) == ({"level": "province"}, {"level": "council"})


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_the_first_stands(task, lead, people, tmp_path):
    obstacle = hinder(task, lead, people.clerk)
    actors = [actor_for(seat("leader", AgencyFactory())) for _number in range(2)]
    acts = [
        lambda by=by: answer_obstacle(obstacle=obstacle, answer=f"Trả lời của {by.name}", by=by)
        for by in actors
    ]
    results, answer = at_once(tmp_path, *acts, then=lambda: Obstacle.objects.get().answer)
    won = [one for one in results if isinstance(one, Obstacle)]
    lost = [one for one in results if isinstance(one, DomainError)]
    assert len(won) == 1 and [one.code for one in lost] == ["obstacle.answered"], results
    assert answer == won[0].answer
