from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khcn.agency_reports.models import Remark, Report, Ruling, TaskUpdate
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, people_of, seat
from tests.factories.indicators import count, indicator
from tests.factories.plans import PlanFactory
from tests.factories.reports import answer, cycle, report, request_for

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
BOARD = "/bao-cao/nam-2026/tiep-nhan/"
CONFLICTS = "/bao-cao/nam-2026/doi-chieu/mau-thuan/"
CHANGES = "/bao-cao/nam-2026/doi-chieu/thay-doi/"
MET = {"declared": "met", "text": "Xong ba mô hình", "value": Decimal(3), "unit": "mô hình"}
LATE = {"declared": "late", "text": "Còn chậm"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-25 09:00+07:00", tick=False):
        yield date(2026, 11, 25)


@pytest.fixture
def plan():
    return PlanFactory(code="kh-mau", from_year=2023, to_year=2030)


@pytest.fixture
def round_(plan):
    past = cycle(2025, plan=plan, code="nam-2025", state="closed")
    return cycle(2026, plan=plan, code="nam-2026", title="Báo cáo năm 2026", previous=past)


@pytest.fixture
def a():
    return AgencyFactory(code="so-a", name="Sở A", order=10)


@pytest.fixture
def b():
    return AgencyFactory(code="so-b", name="Sở B", order=20)


@pytest.fixture
def task(plan, a, b):
    made = TaskFactory(plan=plan, no="1", short_title="Việc một")
    for agency in (a, b):
        PartyFactory(task=made, agency=agency)
    return made


@pytest.fixture
def coordinator(sign_in):
    return sign_in(seat("coordinator", AgencyFactory(code="so-dieu-phoi", name="Sở Điều phối")))


def sent(agency, round_, task, said=None, state="sent", **values):
    asked = request_for(agency, round_, tasks=[task])
    return report(asked, state, answers={asked.items.get(): said or MET}, **values)


@pytest.fixture
def pair(round_, task, a, b):
    return sent(a, round_, task), sent(b, round_, task, LATE)


def text_of(page):
    return page.content.decode()


def names(page):
    return [row.asked.agency.name for row in page.context["page"].object_list]


# --- board ------------------------------------------------------------------------------------


@pytest.fixture
def four(round_, task, a, b):
    """Sent, returned, not begun, and late with a draft."""
    sent(a, round_, task)
    back = sent(b, round_, task, state="returned", sent_at=timezone.now() - timedelta(days=7))
    report(back.request, "draft", version=2)
    request_for(
        AgencyFactory(name="Sở C", order=30), round_, extended_to=date(2026, 12, 1), extension_reason="Lũ"
    )
    late = request_for(AgencyFactory(name="Sở D", order=40), round_)
    report(late, "draft")
    return round_


@pytest.mark.parametrize(
    ("tab", "shown"),
    [
        ("", ["Sở A", "Sở B", "Sở C", "Sở D"]), ("cho", ["Sở A"]), ("tra-lai", ["Sở B"]),
        ("chua-gui", ["Sở B", "Sở C", "Sở D"]), ("chua-bat-dau", ["Sở C"]), ("qua-han", ["Sở D"]),
        ("khong-co", ["Sở A", "Sở B", "Sở C", "Sở D"]),
    ],
)  # fmt: skip
def test_board_filters_by_where_a_report_is(coordinator, four, tab, shown):
    assert names(coordinator.get(f"{BOARD}?trang-thai={tab}")) == shown


def test_board_finds_agencies_without_marks(coordinator, four):
    assert names(coordinator.get(f"{BOARD}?tim=so+a")) == ["Sở A"]


def test_board_tells_working_days_late_and_left(coordinator, four):
    page = text_of(coordinator.get(BOARD))
    assert "chậm 2 ngày làm việc" in page
    assert "còn 4 ngày làm việc" in page


def test_board_counts_open_contradictions_of_each_agency(coordinator, pair):
    rows = coordinator.get(BOARD).context["page"].object_list
    assert [row.conflicts for row in rows] == [1, 1]


def test_workbook_holds_agencies_answers_money_changes_and_contradictions(coordinator, round_, task, a, b):
    money = [
        {"origin": "science", "planned": 5_000_000, "allocated": None, "disbursed": None, "settled": None}
    ]
    sent(a, round_, task, {**MET, "money": money})
    sent(b, round_, task, LATE)
    page = coordinator.get(f"{BOARD}?dang=xlsx")
    book = openpyxl.load_workbook(BytesIO(page.content))
    assert book.sheetnames == ["Đơn vị", "Câu trả lời", "Kinh phí", "Thay đổi", "Mâu thuẫn"]
    assert [row[4].value for row in book["Câu trả lời"].iter_rows(min_row=5)] == ["Đạt", "Chậm"]
    assert [row[3].value for row in book["Kinh phí"].iter_rows(min_row=5)] == [5_000_000]


def test_board_tells_how_many_warnings_a_report_was_sent_with(coordinator, round_, task, a):
    sent(a, round_, task, sealed={"warnings": [{"code": "jump"}, {"code": "computed"}]})
    assert [row.warnings for row in coordinator.get(BOARD).context["page"].object_list] == [2]


# --- review -----------------------------------------------------------------------------------


def test_review_shows_last_year_beside_and_what_moved(coordinator, round_, task, a):
    sent(a, round_.previous, task, {**MET, "value": Decimal(2), "text": "Mới hai"})
    sent(a, round_, task)
    page = text_of(coordinator.get(f"{BOARD}so-a/"))
    assert "Xong ba mô hình" in page
    assert "Mới hai" in page
    assert "+50%" in page


def test_review_shows_the_count_of_the_house_and_the_explanation(coordinator, round_, a):
    figure = indicator("dem", name="Số đếm", owner=a, unit="tổ chức")
    count(figure, 2026, 12)
    asked = request_for(a, round_, indicators=[figure])
    report(
        asked, "sent", answers={asked.items.get(): {"value": Decimal(15), "explanation": "Gồm tổ chức mới"}}
    )
    page = text_of(coordinator.get(f"{BOARD}so-a/"))
    assert "Số hệ thống đang tính" in page
    assert "12 tổ chức" in page
    assert "Gồm tổ chức mới" in page


def test_accepting_goes_on_with_what_waits_and_says_what_came_of_it(coordinator, pair):
    page = coordinator.post(f"{BOARD}so-a/", {"ban": pair[0].pk, "viec": "nhan", "note": "Đủ"}, follow=True)
    assert page.redirect_chain == [(f"{BOARD}?trang-thai=cho", 302)]
    assert "1 cập nhật nhiệm vụ, 0 số liệu chỉ số" in text_of(page)
    pair[0].refresh_from_db()
    assert (pair[0].state, pair[0].decision_note) == ("accepted", "Đủ")


def test_return_carries_remarks_at_their_fields(coordinator, pair):
    item = pair[0].request.items.get()
    told = {f"nx-{item.pk}": "Ghi rõ số mô hình", f"o-{item.pk}": "value"}
    coordinator.post(f"{BOARD}so-a/", {"ban": pair[0].pk, "viec": "tra-lai", **told})
    assert [(one.item, one.field, one.text) for one in Remark.objects.all()] == [
        (item, "value", "Ghi rõ số mô hình")
    ]
    assert list(Report.objects.filter(request=pair[0].request).values_list("version", "state")) == [
        (2, "draft"), (1, "returned"),
    ]  # fmt: skip


def test_field_that_the_item_lacks_leaves_the_remark_at_the_whole_item(coordinator, pair):
    item = pair[0].request.items.get()
    told = {f"nx-{item.pk}": "Xem lại", f"o-{item.pk}": "numerator"}
    coordinator.post(f"{BOARD}so-a/", {"ban": pair[0].pk, "viec": "tra-lai", **told})
    assert Remark.objects.get().field == ""


def test_accepting_with_remarks_is_refused_and_keeps_what_was_typed(coordinator, pair):
    item = pair[0].request.items.get()
    page = coordinator.post(f"{BOARD}so-a/", {"ban": pair[0].pk, "viec": "nhan", f"nx-{item.pk}": "Sửa số"})
    assert page.status_code == 422
    assert "Nhận xét chỉ gửi đến đơn vị khi trả lại báo cáo." in text_of(page)
    assert "Sửa số" in text_of(page)
    assert not TaskUpdate.objects.exists()


def test_page_of_a_version_decided_meanwhile_is_refused_in_words(coordinator, pair):
    Report.objects.filter(pk=pair[0].pk).update(state="returned", decided_at=timezone.now())
    page = coordinator.post(f"{BOARD}so-a/", {"ban": pair[0].pk, "viec": "nhan"})
    assert page.status_code == 422
    assert "“Trả lại” nên không tiếp nhận được" in text_of(page)


def test_version_that_waits_is_shown_before_a_later_decided_one(coordinator, round_, task, a):
    first = sent(a, round_, task, state="returned", sent_at=timezone.now() - timedelta(days=3))
    again = report(first.request, "sent", version=2)
    answer(again, first.request.items.get(), **LATE)
    assert coordinator.get(f"{BOARD}so-a/").context["report"] == again
    assert coordinator.get(f"{BOARD}so-a/?ban={first.pk}").context["report"] == first
    assert coordinator.get(f"{BOARD}so-a/?ban=999").status_code == 404


def test_drafts_are_not_shown_to_the_department(coordinator, round_, task, a):
    sent(a, round_, task, state="draft")
    page = text_of(coordinator.get(f"{BOARD}so-a/"))
    assert "Đơn vị chưa gửi báo cáo nào trong kỳ này." in page
    assert "Xong ba mô hình" not in page


# --- changes and contradictions ---------------------------------------------------------------


def test_changes_show_words_that_came_and_went(coordinator, round_, task, a):
    sent(a, round_.previous, task, {**MET, "text": "Xong hai mô hình"})
    sent(a, round_, task)
    page = text_of(coordinator.get(CHANGES))
    assert "Xong <del>hai</del><ins>ba</ins> mô hình" in page
    assert coordinator.get(f"{CHANGES}?loai=tu-danh-gia").context["page"].paginator.count == 0


def test_contradiction_is_decided_with_a_reason_and_leaves_the_open_list(coordinator, pair, task):
    assert "Tự đánh giá khác nhau" in text_of(coordinator.get(CONFLICTS))
    form = coordinator.get(f"{CONFLICTS}t{task.pk}/").context["form"]
    said = {"outcome": f"a{pair[0].answers.get().pk}", "reason": "Có biên bản", "seen": form.initial["seen"]}
    coordinator.post(f"{CONFLICTS}t{task.pk}/", said)
    assert Ruling.objects.get().answer == pair[0].answers.get()
    assert coordinator.get(CONFLICTS).context["page"].paginator.count == 0
    assert "Có biên bản" in text_of(coordinator.get(f"{CONFLICTS}?loc=da-quyet-dinh"))


def test_decision_without_reason_stays_on_the_form(coordinator, pair, task):
    page = coordinator.post(f"{CONFLICTS}t{task.pk}/", {"outcome": "both", "reason": ""})
    assert page.status_code == 422
    assert not Ruling.objects.exists()


def test_decision_about_nothing_is_not_there(coordinator, round_):
    assert coordinator.get(f"{CONFLICTS}t7/").status_code == 404


@pytest.mark.parametrize("address", [f"{CHANGES}?dang=xlsx", f"{CONFLICTS}?dang=xlsx"])
def test_each_list_is_a_workbook(coordinator, pair, address):
    page = coordinator.get(address)
    assert page["Content-Type"].startswith("application/vnd.openxml")


# --- people and queries -----------------------------------------------------------------------


@pytest.mark.parametrize("address", [BOARD, f"{BOARD}so-a/", CHANGES, CONFLICTS])
def test_agencies_do_not_see_the_board_and_leaders_only_read(sign_in, pair, a, address):
    assert sign_in(people_of(a).approver).get(address).status_code == 403
    leader = sign_in(seat("leader", a))
    assert leader.get(address).status_code == 200
    assert leader.post(f"{BOARD}so-a/", {"ban": pair[0].pk, "viec": "nhan"}).status_code == 403
    assert leader.get(f"{CONFLICTS}t{pair[0].request.items.get().task_id}/").status_code == 403


def test_pages_of_160_agencies_ask_few_queries(coordinator, round_, plan):
    tasks = [TaskFactory(plan=plan, no=str(n)) for n in range(2)]
    for number in range(160):
        asked = request_for(AgencyFactory(order=number), round_, tasks=tasks)
        said = {item: {**MET, "declared": "late" if number % 7 else "met"} for item in asked.items.all()}
        report(asked, "sent", answers=said)
    for address in (BOARD, CHANGES, CONFLICTS):
        coordinator.get(address)
        with CaptureQueriesContext(connection) as taken:
            assert coordinator.get(address).status_code == 200
        seen = [
            one
            for one in taken.captured_queries
            if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "PRAGMA"))
        ]
        assert len(seen) <= MOST_QUERIES, "\n".join([address, *(one["sql"][:160] for one in seen)])
