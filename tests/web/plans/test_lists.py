"""Lists of a plan: what they show, filter, sort, page and give as a file; what the public does not see."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.plan.models import Duty, Finding, Party, ReportingDuty
from tests.factories import (
    AgencyFactory,
    PartyFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    people_of,
    seat,
    succeed,
)

pytestmark = pytest.mark.django_db
EVIL = '<script>alert("x")</script>'


def url(name, plan, **more):
    return reverse(name, kwargs={"plan": plan.code, **more})


def page(client, name, plan, query="", **more):
    answer = client.get(url(name, plan, **more) + query)
    assert answer.status_code == 200
    return answer


def titles(answer):
    return [row.task.short_title for row in answer.context["page"].object_list]


def sheet(answer):
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = list(book.active.iter_rows(min_row=4))
    assert not [cell.coordinate for row in rows for cell in row if cell.data_type == "f"]
    return [[cell.value for cell in row] for row in rows]


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def coordinator(sign_in):
    return sign_in(seat("coordinator", AgencyFactory(name="Sở Điều phối")))


# --- Tasks ------------------------------------------------------------------------------------


def test_task_row_names_the_lead_of_the_document_and_who_answers_today(coordinator, plan):
    old, new = AgencyFactory(name="Sở Kế hoạch"), AgencyFactory(name="Sở Tài chính")
    succeed(old, new, date(2025, 3, 1))
    PartyFactory(task=TaskFactory(plan=plan), agency=old)
    text = page(coordinator, "task_list", plan).content.decode()
    assert "Sở Kế hoạch" in text
    assert "nay: Sở Tài chính" in text


@pytest.mark.parametrize("query", ["uom tao", "ƯƠM TẠO", "u\u031bo\u031bm ta\u0323o"])
def test_search_finds_without_marks_and_with_decomposed_ones(coordinator, plan, query):
    TaskFactory(plan=plan, short_title="Thành lập trung tâm ươm tạo")
    TaskFactory(plan=plan, short_title="Phát triển nhân lực")
    answer = coordinator.get(url("task_list", plan), {"q": query})
    assert titles(answer) == ["Thành lập trung tâm ươm tạo"]


def test_filter_by_agency_finds_what_came_to_it(coordinator, plan):
    old, new = AgencyFactory(code="so-cu"), AgencyFactory(code="so-moi")
    succeed(old, new, date(2025, 3, 1))
    PartyFactory(task=TaskFactory(plan=plan, short_title="Thừa kế"), agency=old)
    PartyFactory(task=TaskFactory(plan=plan, short_title="Của mình"), agency=new)
    PartyFactory(task=TaskFactory(plan=plan, short_title="Của người khác"), agency=AgencyFactory())
    assert titles(page(coordinator, "task_list", plan, "?co-quan=so-moi")) == ["Thừa kế", "Của mình"]
    assert titles(page(coordinator, "task_list", plan, "?co-quan=so-cu")) == ["Thừa kế"]


def test_filters_by_schedule_year_obstacle_and_expiry(coordinator, plan):
    lead = AgencyFactory()
    for title, told in (
        ("Hết hạn", {"from_year": 2022, "to_year": 2023}),
        ("Đang chạy", {"from_year": 2022, "to_year": 2099}),
        ("Hằng năm", {"schedule": "yearly", "from_year": None, "to_year": None}),
    ):
        PartyFactory(task=TaskFactory(plan=plan, short_title=title, **told), agency=lead)
    running = plan.tasks.get(short_title="Đang chạy")
    Obstacle.objects.create(
        plan=plan, task=running, agency=lead, title="Thiếu vốn", proposal="Cấp vốn", level="province", raised_on=date(2026, 1, 1)
    )  # fmt: skip
    assert titles(page(coordinator, "task_list", plan, "?het-han=on")) == ["Hết hạn"]
    assert titles(page(coordinator, "task_list", plan, "?kieu=yearly")) == ["Hằng năm"]
    assert titles(page(coordinator, "task_list", plan, "?nam=2024")) == ["Đang chạy", "Hằng năm"]
    assert titles(page(coordinator, "task_list", plan, "?vuong-mac=on")) == ["Đang chạy"]
    assert titles(page(coordinator, "task_list", plan, "?trang-thai=expired")) == ["Hết hạn"]
    assert len(titles(page(coordinator, "task_list", plan, "?kieu=khong-co&nam=abc"))) == 3


def test_sorting_follows_the_vietnamese_alphabet_both_ways(coordinator, plan):
    for name in ("Đo lường", "Dữ liệu", "Ấp ủ", "An toàn"):
        TaskFactory(plan=plan, short_title=name)
    up = titles(page(coordinator, "task_list", plan, "?sap-xep=ten"))
    assert up == ["An toàn", "Ấp ủ", "Dữ liệu", "Đo lường"]
    assert titles(page(coordinator, "task_list", plan, "?sap-xep=-ten")) == up[::-1]
    assert len(titles(page(coordinator, "task_list", plan, "?sap-xep=linh-tinh"))) == 4


def test_five_hundred_tasks_come_each_once_over_the_pages(coordinator, plan):
    lead = AgencyFactory()
    tasks = [
        TaskFactory.build(plan=plan, no=str(n), order=n, short_title=f"Nhiệm vụ {n}") for n in range(1, 501)
    ]
    for task in tasks:
        task.refold()
    made = type(tasks[0]).objects.bulk_create(tasks)
    Party.objects.bulk_create(
        Party(task=task, role="lead", kind="agency", name="Sở", agency=lead) for task in made
    )
    seen = [
        row.task.no
        for number in range(1, 6)
        for row in page(coordinator, "task_list", plan, f"?so-dong=100&page={number}")
        .context["page"]
        .object_list
    ]
    assert seen == [str(n) for n in range(1, 501)]
    assert len(titles(page(coordinator, "task_list", plan, "?so-dong=500"))) == 500
    assert len(titles(page(coordinator, "task_list", plan, "?so-dong=7"))) == 50
    assert page(coordinator, "task_list", plan, "?page=999").context["page"].number == 10


def test_workbook_of_tasks_holds_the_same_rows_as_text(coordinator, plan):
    PartyFactory(task=TaskFactory(plan=plan, no="1", short_title="=1+1"), agency=AgencyFactory(name="Sở A"))
    TaskFactory(plan=plan, no="2", short_title="Truy xuất nguồn gốc")
    rows = sheet(page(coordinator, "task_list", plan, "?dang=xlsx"))
    assert rows[0][:2] == ["STT", "Nhiệm vụ"]
    assert [(row[0], row[1], row[3]) for row in rows[1:]] == [
        ("1", "=1+1", "Sở A"),
        ("2", "Truy xuất nguồn gốc", None),
    ]
    assert len(sheet(page(coordinator, "task_list", plan, "?dang=xlsx&q=truy"))) == 2


def test_empty_lists_help_instead_of_showing_an_empty_table(coordinator, plan):
    for name in ("task_list", "target_list", "task_timeline", "duty_list", "plan_detail", "plan_source"):
        assert "<table" not in page(coordinator, name, plan).content.decode(), name
    assert "Xem mọi nhiệm vụ" in page(coordinator, "task_list", plan, "?q=khongco").content.decode()


# --- Targets ----------------------------------------------------------------------------------


def test_parts_stand_below_their_target_and_baselines_tell_their_period(coordinator, plan):
    whole = TargetFactory(plan=plan, code="T2", order=1, operator="gt", low=35, baseline_value="18.9", baseline_unit="%", baseline_period="2016-2020")  # fmt: skip
    TargetFactory(plan=plan, code="T9", order=2)
    TargetFactory(plan=plan, code="T2a", order=3, parent=whole, operator="approx", low=30, unit="% GRDP")
    answer = page(coordinator, "target_list", plan)
    assert [(row.target.code, row.depth) for row in answer.context["rows"]] == [
        ("T2", 0),
        ("T2a", 1),
        ("T9", 0),
    ]
    assert [row.level for row in answer.context["rows"]] == [
        "trên 35\xa0%",
        "khoảng 30\xa0% GRDP",
        "ít nhất 60\xa0%",
    ]
    assert "(2016-2020)" in answer.content.decode()


def test_both_readings_stand_in_the_table_until_the_finding_is_settled(coordinator, plan):
    finding = Finding.objects.create(
        plan=plan, code="f", kind="contradiction", origin="pack", title="Hai mức",
        readings=[{"code": "a", "label": "Mục II", "value": "1,5 %"}, {"code": "b", "label": "Phụ lục", "value": "1 %"}],
    )  # fmt: skip
    finding.targets.add(TargetFactory(plan=plan))
    text = page(coordinator, "target_list", plan).content.decode()
    assert "Mục II: 1,5 %" in text
    assert "Phụ lục: 1 %" in text
    assert "1 phát hiện chưa xử lý" in text


def test_workbook_of_targets_tells_level_and_period(coordinator, plan):
    TargetFactory(
        plan=plan, code="T7", operator="between", low=5, high=7, unit="sáng chế", official_text="@SUM(A1)"
    )
    head, row = sheet(page(coordinator, "target_list", plan, "?dang=xlsx"))
    assert dict(zip(head, row, strict=True))["Mức"] == "5–7\xa0sáng chế"
    assert dict(zip(head, row, strict=True))["Nguyên văn"] == "@SUM(A1)"


# --- Duties -----------------------------------------------------------------------------------


@time_machine.travel("2026-11-23 09:00+07:00")
def test_yearly_report_tells_its_next_day_and_what_is_left(coordinator, plan):
    report = ReportingDuty.objects.create(
        plan=plan,
        order=1,
        short_title="Báo cáo năm",
        frequency="yearly",
        due_month=12,
        due_day=5,
        clause="VII.1",
    )
    Party.objects.create(
        reporting_duty=report, role="holder", kind="agency", name="Sở A", agency=AgencyFactory()
    )
    ReportingDuty.objects.create(plan=plan, order=2, short_title="Sơ kết", frequency="once", year=2025)
    rows = page(coordinator, "duty_list", plan).context["reporting"]
    assert [(row.due, row.next_on) for row in rows] == [
        ("05/12 hằng năm", date(2026, 12, 5)),
        ("một lần, trong năm 2025", date(2025, 12, 31)),
    ]
    assert rows[0].left.startswith("còn ")
    assert rows[0].internal_on < rows[0].next_on
    assert rows[1].left.startswith("quá hạn ")


def test_workbook_of_duties_holds_duties_and_reports(coordinator, plan):
    duty = Duty.objects.create(plan=plan, order=1, clause="VI.1", short_title="Thường trực")
    Party.objects.create(duty=duty, role="holder", kind="agency", name="Sở A", agency=AgencyFactory())
    ReportingDuty.objects.create(
        plan=plan, order=1, short_title="Báo cáo năm", frequency="yearly", clause="VII.1"
    )
    rows = sheet(page(coordinator, "duty_list", plan, "?dang=xlsx"))
    assert [row[:4] for row in rows[1:]] == [
        ["Trách nhiệm", "VI.1", "Thường trực", "Sở A"],
        ["Chế độ báo cáo", "VII.1", "Báo cáo năm", None],
    ]


def test_unmatched_holder_of_a_duty_is_matched_from_the_list(coordinator, sign_in, plan):
    duty = Duty.objects.create(plan=plan, order=1, clause="VI.1", short_title="Thường trực")
    party = Party.objects.create(duty=duty, role="holder", kind="agency", name="Sở KHCN")
    address = url("party_assign", plan, pk=party.pk)
    assert address in page(coordinator, "duty_list", plan).content.decode()
    agency = AgencyFactory(name="Sở Khoa học")
    assert coordinator.post(address, {"agency": agency.pk}).headers["Location"] == url("duty_list", plan)
    party.refresh_from_db()
    assert party.agency == agency
    assert coordinator.get(url("party_assign", PlanFactory(), pk=party.pk)).status_code == 404


def test_workbook_of_plans_holds_those_one_may_see(client, plan):
    shown = PlanFactory(visibility="public", short_title="Kế hoạch công khai")
    TaskFactory(plan=shown)
    TargetFactory(plan=shown, withdrawn=True)
    (row,) = sheet(client.get(reverse("plan_list") + "?dang=xlsx"))[1:]
    assert (row[0], row[1], row[4:7]) == ("Kế hoạch công khai", shown.symbol, ["2024–2030", 0, 1])


# --- Who sees what ----------------------------------------------------------------------------


PAGES = ("plan_detail", "plan_source", "target_list", "task_list", "task_timeline", "duty_list")


@pytest.mark.parametrize("name", PAGES)
def test_internal_plan_asks_the_stranger_to_sign_in(client, plan, name):
    answer = client.get(url(name, plan))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PAGES)
def test_unknown_plan_is_not_found(coordinator, name):
    assert coordinator.get(reverse(name, kwargs={"plan": "khong-co"})).status_code == 404


def test_enterprise_does_not_see_an_internal_plan(sign_in, plan):
    client = sign_in(seat("enterprise"))
    assert client.get(url("task_list", plan)).status_code == 404
    assert plan.short_title not in client.get(reverse("plan_list")).content.decode()


def test_public_reads_the_plan_without_reports_findings_and_people(client, sign_in):
    plan = PlanFactory(visibility="public")
    lead = AgencyFactory()
    clerk = people_of(lead).clerk
    task = PartyFactory(task=TaskFactory(plan=plan, no="1", note="Ghi chú kín"), agency=lead).task
    target = TargetFactory(plan=plan, code="T1", note="Ghi chú kín")
    TaskUpdate.objects.create(task=task, agency=lead, as_of=date(2026, 1, 5), declared="late", result="Kết quả kín", created_by=clerk)  # fmt: skip
    Obstacle.objects.create(plan=plan, task=task, agency=lead, title="Vướng kín", proposal="Kiến nghị kín", level="province", raised_on=date(2026, 1, 1))  # fmt: skip
    finding = Finding.objects.create(plan=plan, code="f", kind="contradiction", origin="pack", title="Phát hiện kín", places=[{"clause": "I"}], readings=[{"code": "a", "label": "Cách hiểu kín", "value": ""}])  # fmt: skip
    finding.tasks.add(task)
    finding.targets.add(target)
    addresses = [url(name, plan) for name in PAGES]
    addresses += [url("task_detail", plan, no="1"), url("target_detail", plan, code="T1")]

    def told(reader):
        answers = [reader.get(address) for address in addresses]
        assert {answer.status_code for answer in answers} == {200}
        return " ".join(answer.content.decode() for answer in answers)

    public = told(client)
    books = [cell for row in sheet(client.get(url("task_list", plan) + "?dang=xlsx")) for cell in row]
    staff = told(sign_in(clerk))
    for secret in (
        "Ghi chú kín",
        "Kết quả kín",
        "Vướng kín",
        "Phát hiện kín",
        "Cách hiểu kín",
        clerk.full_name,
    ):
        assert secret in staff, f"{secret!r} must be there for staff, or this test shows nothing"
        assert secret not in public
    assert "Đơn vị tự đánh giá" in staff
    assert "Đơn vị tự đánh giá" not in public
    assert "Đơn vị tự đánh giá" not in books


def test_only_coordinators_edit_plan_and_target(sign_in, plan):
    target = TargetFactory(plan=plan, code="T1")
    addresses = [url("plan_edit", plan), url("target_edit", plan, code="T1")]
    clerk = sign_in(people_of(AgencyFactory()).clerk)
    assert [clerk.get(address).status_code for address in addresses] == [403, 403]
    assert clerk.post(addresses[1], {"short_title": "Trộm"}).status_code == 403
    client = sign_in(seat("coordinator", AgencyFactory()))
    assert client.post(addresses[1], {"short_title": "Tên mới", "note": ""}).status_code == 302
    answer = client.post(addresses[0], {"short_title": " ", "visibility": "internal"})
    assert answer.status_code == 422
    target.refresh_from_db()
    assert target.short_title == "Tên mới"


# --- Hostile and long text, number of queries -----------------------------------------------------


def test_markup_in_titles_is_shown_as_text(coordinator, plan):
    PartyFactory(
        task=TaskFactory(plan=plan, short_title=EVIL, official_text=EVIL, no="1"), agency=None, name=EVIL
    )
    TargetFactory(plan=plan, short_title=EVIL, official_text=EVIL, code="T1")
    for name, more in (("task_list", {}), ("target_list", {}), ("task_timeline", {}), ("task_detail", {"no": "1"}), ("target_detail", {"code": "T1"})):  # fmt: skip
        text = page(coordinator, name, plan, **more).content.decode()
        assert EVIL not in text
        assert "&lt;script&gt;" in text


def test_names_at_the_limit_of_their_length_are_shown_whole(coordinator, plan):
    name, title = "Trường " + "Ư" * 490, "Ấ" * 300
    PartyFactory(task=TaskFactory(plan=plan, no="1", short_title=title), agency=None, name=name)
    text = page(coordinator, "task_detail", plan, no="1").content.decode()
    assert name in text
    assert title in text


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("name", ["plan_list", *PAGES])
def test_pages_need_at_most_twelve_queries_whatever_the_number(
    sign_in, plan, name, count, django_assert_max_num_queries
):
    user = seat("reporter", AgencyFactory())
    for number in range(count):
        other = PlanFactory()
        agency = AgencyFactory()
        succeed(agency, AgencyFactory(), date(2025, 1, 1))
        task = PartyFactory(task=TaskFactory(plan=plan, no=str(number)), agency=agency).task
        PartyFactory(task=task, agency=AgencyFactory(), role="coordinating")
        target = TargetFactory(plan=plan, owner=agency)
        finding = Finding.objects.create(plan=other if number % 2 else plan, code=f"f{number}", kind="gap", origin="code", title="Thiếu")  # fmt: skip
        finding.targets.add(target)
        duty = Duty.objects.create(plan=plan, order=number, clause=f"VI.{number}", short_title="Việc")
        Party.objects.create(duty=duty, role="holder", kind="agency", name="Sở", agency=agency)
        Obstacle.objects.create(plan=plan, task=task, agency=agency, title="Vướng", proposal="Xin", level="agency", raised_on=date(2026, 1, 1))  # fmt: skip
    client = sign_in(user)
    with django_assert_max_num_queries(12):
        answer = client.get(reverse(name) if name == "plan_list" else url(name, plan))
    assert answer.status_code == 200
