from datetime import date

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.kernel.territory.models import Unit
from khcn.plan.models import SubPlan
from khcn.plan.subplans import add_subplan, coverage, edit_subplan
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory, actor_for, seat, succeed

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def agency():
    return AgencyFactory(name="Sở Thử nghiệm Nội vụ")


@pytest.fixture
def clerk(agency):
    return actor_for(seat("reporter", agency))


def add(plan, agency, clerk, **more):
    fields = {"symbol": "12/KH-SNV", "issued_on": DAY, "title": "Kế hoạch năm 2026", **more}
    return add_subplan(plan=plan, agency=agency, by=clerk, **fields)


def test_subplan_covers_tasks_of_its_plan_only(plan, agency, clerk):
    own, foreign = TaskFactory(plan=plan), TaskFactory()
    subplan = add(plan, agency, clerk, covers=[own])
    assert list(subplan.covers.all()) == [own]
    with pytest.raises(DomainError) as caught:
        add(plan, agency, clerk, symbol="13/KH-SNV", covers=[foreign])
    assert caught.value.code == "subplan.foreign_task"
    assert SubPlan.objects.count() == 1
    assert Event.objects.get().after["covers"] == [own.no]


def test_same_document_twice_is_refused(plan, agency, clerk):
    add(plan, agency, clerk)
    with pytest.raises(DomainError) as caught:
        add(plan, agency, clerk)
    assert caught.value.code == "subplan.twice"
    assert "12/KH-SNV" in caught.value.message


def test_everything_wrong_is_told_at_once(plan, agency, clerk):
    with pytest.raises(DomainError) as caught:
        add(plan, agency, clerk, symbol=" ", title="", issued_on=date(2999, 1, 1))
    assert set(caught.value.fields) == {"symbol", "title", "issued_on"}


def test_edit_tells_before_and_after(plan, agency, clerk):
    subplan = add(plan, agency, clerk)
    edit_subplan(subplan=subplan, symbol="12/KH-SNV", issued_on=DAY, title="Kế hoạch sửa đổi", by=clerk)
    event = Event.objects.get(action="subplan.update")
    assert (event.before["title"], event.after["title"]) == ("Kế hoạch năm 2026", "Kế hoạch sửa đổi")


def test_coverage_names_who_has_none_and_what_nobody_covers(plan, agency, clerk):
    covered, bare = TaskFactory(plan=plan), TaskFactory(plan=plan)
    old, heir = AgencyFactory(), AgencyFactory(name="Sở Thử nghiệm Tài chính")
    PartyFactory(task=covered, agency=agency)
    PartyFactory(task=bare, agency=old)
    succeed(old, heir, date(2025, 3, 1))
    unit = Unit.objects.create(code="xa-thu", level="commune", name="Xã Thử Nghiệm")
    commune = AgencyFactory(kind="ubnd-xa", territory=unit)
    AgencyFactory(kind="ubnd-xa", territory=unit, valid_to=date(2025, 6, 30))
    add(plan, agency, clerk, covers=[covered])
    found = coverage(plan, DAY)
    assert {row.agency: (len(row.subplans), len(row.tasks), row.leads) for row in found.agencies} == {
        agency: (1, 1, 1),
        heir: (0, 0, 1),
    }
    assert [row.agency for row in found.communes] == [commune]
    assert (found.agencies_without, found.communes_without) == (1, 1)
    assert found.bare_tasks == [bare]


def test_coverage_of_an_empty_plan(plan):
    found = coverage(plan, DAY)
    assert (found.agencies, found.communes, found.bare_tasks) == ([], [], [])


@pytest.mark.parametrize("count", [1, 30])
def test_coverage_reads_the_same_number_of_queries(plan, clerk, count, django_assert_max_num_queries):
    for number in range(count):
        agency = AgencyFactory()
        task = TaskFactory(plan=plan)
        PartyFactory(task=task, agency=agency)
        add(plan, agency, clerk, symbol=f"{number}/KH", covers=[task])
    with django_assert_max_num_queries(5):
        coverage(plan, DAY)
