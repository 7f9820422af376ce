"""Tasks along the years."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from khcn.agency_reports.models import TaskUpdate
from khcn.plan.models import Milestone
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory, seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-01 09:00+07:00"):
        yield


def lanes(client, plan):
    answer = client.get(reverse("task_timeline", kwargs={"plan": plan.code}))
    assert answer.status_code == 200
    return answer.context["lanes"], answer


@pytest.fixture
def staff(sign_in):
    return sign_in(seat("leader", AgencyFactory()))


@pytest.fixture
def plan():
    return PlanFactory(from_year=2022, to_year=2030)


def shape(bars):
    return [(bar.start, bar.span, bar.shape) for bar in bars]


def task(plan, **told):
    return PartyFactory(task=TaskFactory(plan=plan, **told), agency=AgencyFactory()).task


def test_range_until_and_extension_are_bars_of_their_years(staff, plan):
    task(plan, schedule="range", from_year=2022, to_year=2025)
    task(plan, schedule="until", from_year=None, to_year=2030)
    task(plan, schedule="range", from_year=2022, to_year=2025, extended_to=2027)
    found, answer = lanes(staff, plan)
    assert answer.context["years"] == list(range(2022, 2031))
    assert [shape(lane.bars) for lane in found] == [
        [(1, 4, "")],
        [(1, 9, "")],
        [(1, 4, ""), (5, 2, "is-extension")],
    ]


def test_yearly_task_has_a_segment_a_year_with_what_was_declared(staff, plan):
    yearly = task(plan, schedule="yearly", from_year=None, to_year=None)
    lead = yearly.parties.get().agency
    TaskUpdate.objects.create(
        task=yearly, agency=lead, as_of=date(2024, 12, 1), declared="met", result="Xong"
    )
    (lane,), _answer = lanes(staff, plan)
    assert len(lane.bars) == 9
    told = {2021 + bar.start: (bar.status, bar.shape) for bar in lane.bars}
    assert told[2024][0] == "met"
    assert told[2025][0] == "no_data"
    assert told[2026][0] == lane.row.computed
    assert told[2027] == ("not_due", "is-ahead")


def test_named_dates_are_segments_and_unknown_time_has_no_bar(staff, plan):
    task(plan, schedule="dates", dates=["2025-06-30", "2028-12-31", "quý IV"], from_year=None, to_year=None)
    task(plan, schedule="unknown", from_year=None, to_year=None)
    found, answer = lanes(staff, plan)
    assert [bar.start for bar in found[0].bars] == [4, 7]
    assert found[1].bars == []
    assert "Chưa rõ thời hạn" in answer.content.decode()


def test_milestones_of_a_year_stand_in_one_mark(staff, plan):
    one = task(plan, schedule="range", from_year=2022, to_year=2030)
    for title, done in (("Đề án", date(2026, 2, 1)), ("Quyết định", None)):
        Milestone.objects.create(task=one, title=title, due_on=date(2026, 5, 4), done_on=done)
    Milestone.objects.create(task=one, title="Ngoài khung", due_on=date(2040, 1, 1))
    (lane,), _answer = lanes(staff, plan)
    assert [(mark.column, mark.icon) for mark in lane.marks] == [(5, "flag")]
    assert "04/05/2026 Đề án" in lane.marks[0].told


def test_same_content_is_there_as_a_table(staff, plan):
    task(plan, short_title="Truy xuất nguồn gốc", schedule="range", from_year=2022, to_year=2030)
    text = lanes(staff, plan)[1].content.decode()
    table = text.split("<table")[1]
    assert "Truy xuất nguồn gốc" in table
    assert "2022–2030" in table


def test_tasks_outside_the_years_of_the_plan_widen_the_grid_but_not_without_end(staff, plan):
    task(plan, schedule="range", from_year=1990, to_year=2090)
    years = lanes(staff, plan)[1].context["years"]
    assert years[0] == 1990
    assert len(years) == 24


def test_public_reads_only_what_the_dates_of_the_plan_tell(client):
    plan = PlanFactory(from_year=2022, to_year=2030, visibility="public")
    running = task(plan, schedule="range", from_year=2022, to_year=2030)
    task(plan, schedule="range", from_year=2022, to_year=2025)
    task(plan, schedule="range", from_year=2028, to_year=2030)
    Milestone.objects.create(task=running, title="Mốc kín", due_on=date(2026, 5, 4))
    found, answer = lanes(client, plan)
    assert [lane.row.status_label for lane in found] == ["Trong thời hạn", "Hết thời hạn", "Chưa bắt đầu"]
    assert "Mốc kín" not in answer.content.decode()
