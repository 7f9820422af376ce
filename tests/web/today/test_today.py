from datetime import date, timedelta

import pytest
from django.utils import timezone

from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.kernel.audit.domain import record_event
from khcn.plan.models import Finding, Milestone, Plan, ReportingDuty
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory, people_of, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return AgencyFactory(name="Sở Thử nghiệm Lâm nghiệp")


@pytest.fixture
def leader():
    return seat("leader", AgencyFactory())


def late_task(agency, plan, title="Trồng rừng gỗ lớn"):
    task = PartyFactory(agency=agency, task=TaskFactory(plan=plan, short_title=title)).task
    Milestone.objects.create(task=task, title="Nghiệm thu", due_on=date(2025, 3, 3))
    return task


def test_signed_out_visitor_sees_public_plans_and_a_door(client):
    PlanFactory(short_title="Kế hoạch nội bộ")
    PlanFactory(short_title="Kế hoạch công khai", visibility="public")
    text = client.get("/").text
    assert "Kế hoạch công khai" in text and "Kế hoạch nội bộ" not in text
    assert "Đăng nhập" in text


@pytest.mark.parametrize("role", ["expert", "enterprise", "public"])
def test_people_from_outside_see_no_reports(sign_in, lead, role):
    plan = PlanFactory(visibility="public", short_title="Kế hoạch công khai")
    late_task(lead, plan)
    text = sign_in(seat(role)).get("/").text
    assert "Kế hoạch công khai" in text
    assert "Nghiệm thu" not in text


def test_person_without_any_seat_is_not_lost(sign_in):
    from tests.factories import UserFactory

    assert sign_in(UserFactory()).get("/").status_code == 200


@pytest.mark.parametrize("role", ["leader", "coordinator", "admin", "reporter", "approver"])
def test_empty_platform_has_a_first_page(sign_in, role):
    agency = None if role == "admin" else AgencyFactory()
    answer = sign_in(seat(role, agency)).get("/")
    assert answer.status_code == 200
    assert "Chưa có nhiệm vụ nào" in answer.text


def test_leader_sees_counts_worst_obstacles_findings_deadlines_and_changes(sign_in, lead, leader):
    plan = PlanFactory()
    task = late_task(lead, plan)
    TaskUpdate.objects.create(
        task=task, agency=lead, as_of=timezone.localdate(), declared="met", result="Xong"
    )
    due = timezone.localdate() + timedelta(days=10)
    Obstacle.objects.create(
        plan=plan,
        agency=lead,
        title="Thiếu vốn đối ứng",
        proposal="Cấp vốn",
        level="province",
        raised_on=timezone.localdate(),
    )
    Finding.objects.create(plan=plan, code="f1", kind="two", origin="code", title="Hai mức khác nhau")
    ReportingDuty.objects.create(
        plan=plan,
        order=1,
        short_title="Báo cáo năm",
        frequency="yearly",
        due_month=due.month,
        due_day=due.day,
    )
    record_event("task.update", task, on_behalf="Sở Thử nghiệm Lâm nghiệp")
    answer = sign_in(leader).get("/")
    text = answer.text
    for words in (
        "Trồng rừng gỗ lớn",
        "khác với tính toán",
        "Thiếu vốn đối ứng",
        "Hai mức khác nhau",
        f"{due:%d/%m/%Y}",
        "ngày làm việc",
        "cập nhật kết quả nhiệm vụ",
    ):
        assert words in text, words
    told = answer.context["told"]
    assert [(one.code, one.number) for one in told.counts] == [("overdue", 1)]
    assert f"/ke-hoach/{plan.code}/nhiem-vu/?trang-thai=overdue" in text


def test_agency_sees_its_own_tasks_first(sign_in, lead):
    plan = PlanFactory()
    late_task(lead, plan)
    late_task(AgencyFactory(), plan, "Nhiệm vụ của đơn vị khác")
    people = people_of(lead)
    answer = sign_in(people.clerk).get("/")
    assert [one.task.short_title for one in answer.context["told"].own] == ["Trồng rừng gỗ lớn"]
    assert answer.text.index("Nhiệm vụ của đơn vị") < answer.text.index("Gấp nhất")


def test_agency_does_not_read_of_obstacles_of_others(sign_in, lead):
    plan = PlanFactory()
    late_task(lead, plan)
    other = AgencyFactory()
    obstacle = Obstacle.objects.create(
        plan=plan,
        agency=other,
        title="Chuyện riêng của đơn vị khác",
        proposal="Gỡ",
        level="province",
        raised_on=timezone.localdate(),
    )
    record_event("obstacle.raise", obstacle, on_behalf=other.name)
    assert "Chuyện riêng của đơn vị khác" not in sign_in(people_of(lead).clerk).get("/").text
    assert "Chuyện riêng của đơn vị khác" in sign_in(seat("leader", AgencyFactory())).get("/").text


def test_several_plans_are_chosen_by_tab(sign_in, lead, leader):
    new, old = PlanFactory(issued_on=date(2026, 1, 1)), PlanFactory(issued_on=date(2020, 1, 1))
    late_task(lead, new, "Nhiệm vụ mới")
    late_task(lead, old, "Nhiệm vụ cũ")
    browser = sign_in(leader)
    assert browser.get("/").context["told"].plan == new
    assert browser.get(f"/?ke-hoach={old.code}").context["told"].plan == old
    assert browser.get("/?ke-hoach=khong-co").context["told"].plan == new


@pytest.mark.parametrize("count", [1, 500])
def test_first_page_stays_within_the_query_budget(
    sign_in, lead, leader, count, django_assert_max_num_queries
):
    plan, followed = PlanFactory(), PlanFactory()
    TaskFactory(plan=followed)
    from khcn.plan.models import Party, Task

    tasks = Task.objects.bulk_create(
        Task(
            plan=plan,
            no=str(number),
            order=number,
            short_title=f"Nhiệm vụ {number}",
            schedule="range",
            from_year=2024,
            to_year=2030,
            follows=followed if number % 2 else None,
        )
        for number in range(count)
    )
    Party.objects.bulk_create(
        Party(task=task, role="lead", kind="agency", agency=lead, name=lead.name) for task in tasks
    )
    TaskUpdate.objects.bulk_create(
        TaskUpdate(task=task, agency=lead, as_of=date(2026, 1, 1), declared="met", result="Xong")
        for task in tasks
    )
    for user in (leader, people_of(lead).clerk):
        browser = sign_in(user)
        with django_assert_max_num_queries(12):
            assert browser.get("/").status_code == 200
    assert Plan.objects.count() == 2
