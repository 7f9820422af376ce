"""The board of the department: tabs, filters, search, files, the cost of a page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import st_tasks as make
from tests.factories.plans import plan_with_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.players()


@pytest.fixture
def board(people, sign_in):
    browser = sign_in(people.officer)

    def ask(**query):
        return browser.get(reverse("st_task_list"), query)

    return ask


def names(answer):
    return [row.task.name for row in answer.context["rows"]]


def test_all_tasks_stand_newest_first_with_step_holder_and_deadline(board):
    make.task("screening", name="Cũ")
    due = timezone.localdate() - timedelta(days=3)
    make.task("running", name="Mới", step_due=due)
    answer = board()
    assert names(answer) == ["Mới", "Cũ"]
    assert [row.step for row in answer.context["rows"]] == ["Đang thực hiện", "Tổng hợp, tra cứu trùng lặp"]
    assert [row.holder for row in answer.context["rows"]] == ["Tổ chức chủ trì", "Chuyên viên Sở"]
    assert [row.late for row in answer.context["rows"]] == [True, False]


def test_what_waits_for_an_officer_is_her_own_and_what_nobody_was_given(board, people):
    make.task("screening", name="Của tôi", officer=people.officer)
    make.task("screening", name="Chưa giao")
    make.task("screening", name="Của người khác", officer=people.other)
    make.task("running", name="Ở tổ chức chủ trì")
    assert sorted(names(board(tab="cho-toi"))) == ["Chưa giao", "Của tôi"]


def test_what_waits_for_a_leader_is_what_wants_a_decision(people, sign_in):
    make.task("deciding", name="Trình ký")
    make.task("screening", name="Ở chuyên viên")
    answer = sign_in(people.leader).get(reverse("st_task_list"), {"tab": "cho-toi"})
    assert names(answer) == ["Trình ký"]


def test_late_and_soon_are_told_apart_by_the_day(board):
    today = timezone.localdate()
    for days, name in ((-1, "Hôm qua"), (0, "Hôm nay"), (7, "Bảy ngày"), (8, "Tám ngày")):
        make.task("screening", name=name, step_due=today + timedelta(days=days))
    make.task("screening", name="Không hạn")
    assert names(board(tab="qua-han")) == ["Hôm qua"]
    assert names(board(tab="sap-den-han")) == ["Hôm nay", "Bảy ngày"]
    counts = {tab["label"]: tab["count"] for tab in board().context["tabs"]}
    assert counts == {"Chờ tôi": 5, "Sắp đến hạn": 2, "Quá hạn": 1, "Tất cả": None}


def test_filters_narrow_and_can_be_lifted_one_by_one(board, people):
    make.task("running", name="Khớp", share_group="nong-lam", officer=people.officer)
    make.task("running", name="Khác nhóm", share_group="khac", officer=people.officer)
    make.task("screening", name="Khác bước", share_group="nong-lam")
    answer = board(buoc="running", nhom="nong-lam", **{"can-bo": people.officer.pk})
    assert names(answer) == ["Khớp"]
    assert len(answer.context["active"]) == 3
    assert names(board(pha="proposed")) == ["Khác bước"]
    assert names(board(nhom="chua")) == []


def test_search_needs_no_marks_and_finds_the_host(board):
    make.task("running", name="Nghiên cứu giống chè", host=make.organisation("Viện Mẫu số 7"))
    make.task("running", name="Mô hình nuôi cá")
    assert names(board(q="giong che")) == ["Nghiên cứu giống chè"]
    assert names(board(q="vien mau so 7")) == ["Nghiên cứu giống chè"]
    assert names(board(chutri="VIEN mau")) == ["Nghiên cứu giống chè"]
    assert names(board(q="không có từ này")) == []


def test_nonsense_in_the_address_is_no_failure(board):
    make.task("running", name="Một")
    for query in (
        {"pha": "xyz"},
        {"nam": "abc"},
        {"page": "s!!"},
        {"tab": "lạ"},
        {"san-pham": "-1"},
        {"q": "\x00"},
    ):
        assert board(**query).status_code == 200


def test_risks_of_running_tasks(board):
    from khcn.operations.st_tasks.models import PeriodicReport

    make.task("running", name="Đã gia hạn", extended_from=date(2026, 1, 1))
    over = make.task("running", name="Quá kỳ", ends_on=timezone.localdate() - timedelta(days=1))
    make.task("running", name="Yên", ends_on=timezone.localdate() + timedelta(days=900))
    PeriodicReport.objects.create(
        task=over,
        number=1,
        period_from=date(2025, 1, 1),
        period_to=date(2025, 6, 30),
        due_on=date(2025, 7, 10),
    )
    assert names(board(ruiro="gia-han")) == ["Đã gia hạn"]
    assert "Quá kỳ" in names(board(ruiro="qua-ky"))
    assert "Yên" not in names(board(ruiro="qua-ky"))
    assert names(board(ruiro="cham-bao-cao")) == ["Quá kỳ"]


def test_files_hold_the_rows_of_the_page(board):
    make.task("running", name="Trong tệp")
    make.task("screening", name="Ngoài tệp")
    book = board(buoc="running", dang="csv")
    text = b"".join(book.streaming_content).decode()
    assert "Trong tệp" in text
    assert "Ngoài tệp" not in text
    assert board(dang="xlsx")["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("who", ["proposer", "applicant", "member", "other"])
def test_people_outside_the_department_have_no_board(who, people, sign_in):
    assert sign_in(getattr(people, who)).get(reverse("st_task_list")).status_code == 403


def test_somebody_not_signed_in_is_asked_to_sign_in(client):
    answer = client.get(reverse("st_task_list"))
    assert answer.status_code == 302
    assert "/tai-khoan/" in answer["Location"]


def test_a_page_costs_the_same_for_one_task_and_for_fifty(board, django_assert_max_num_queries):
    plan_with_text(
        code="ke-hoach"
    )  # the frame reads along with the plan what costs queries of its own without one
    make.task("running", name="Một")
    board()
    with django_assert_max_num_queries(12):
        board()
    host = make.organisation()
    for number in range(50):
        make.task("running", name=f"Nhiệm vụ {number}", host=host)
    with django_assert_max_num_queries(12):
        answer = board()
    assert len(answer.context["rows"]) == 50
    assert answer.context["next_url"]
    with django_assert_max_num_queries(12):
        board(q="nhiem vu", tab="cho-toi")


def test_pages_follow_each_other_without_gap(board):
    for number in range(60):
        make.task("screening", name=f"Nhiệm vụ {number:02}")
    first = board()
    second = board(page=first.context["next_url"].split("page=")[1])
    assert names(first) + names(second) == [f"Nhiệm vụ {number:02}" for number in reversed(range(60))]
