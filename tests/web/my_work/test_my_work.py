from datetime import date

import pytest

from khcn.kernel.jobs.domain import start
from khcn.kernel.notices.domain import notify
from khcn.status.todo import LATER, NOW, SOON, TodoItem
from khcn.web.workspace.my_work.groups import grouped
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, UserFactory, actor_for, people_of

pytestmark = pytest.mark.django_db
MONDAY = date(2024, 6, 3)


def item(title, due_on, urgency):
    return TodoItem(title, "Cơ quan của bạn chủ trì.", due_on, TaskFactory.build(), urgency)


def test_most_pressing_group_comes_first_and_empty_ones_are_left_out():
    groups = grouped(
        [
            item("không hạn", None, NOW),
            item("tháng trước", date(2024, 5, 6), NOW),
            item("hôm nay", MONDAY, NOW),
            item("cuối năm", date(2024, 12, 1), LATER),
        ],
        MONDAY,
    )
    assert [(group.urgency, [line.title for line in group.lines]) for group in groups] == [
        (NOW, ["tháng trước", "hôm nay", "không hạn"]),
        (LATER, ["cuối năm"]),
    ]
    assert [(line.late, line.left) for line in groups[0].lines] == [
        (True, "quá hạn 20 ngày làm việc"),
        (False, "đến hạn hôm nay"),
        (False, ""),
    ]


def test_long_groups_show_ten_and_fold_the_rest():
    (group,) = grouped([item(f"việc {number:02}", None, LATER) for number in range(13)], MONDAY)
    assert [line.title for line in group.first] == [f"việc {number:02}" for number in range(10)]
    assert [line.title for line in group.rest] == ["việc 10", "việc 11", "việc 12"]


def test_days_left_skip_weekends():
    (group,) = grouped([item("thứ hai tới", date(2024, 6, 10), SOON)], MONDAY)
    assert group.lines[0].left == "còn 5 ngày làm việc"


def test_person_without_work_is_told_so_kindly(sign_in):
    text = sign_in(UserFactory()).get("/viec-cua-toi/").content.decode()
    assert "Bạn không còn việc nào đang chờ" in text and "Bạn đã đọc hết thông báo" in text


@pytest.fixture
def people():
    """People of an agency that leads tasks and has reported nothing."""
    agency = AgencyFactory()
    for number in range(12):
        task = TaskFactory(from_year=2020, to_year=2035, short_title=f"Đề án thử nghiệm {number}")
        PartyFactory(task=task, agency=agency)
    return people_of(agency)


def test_clerk_sees_what_the_agency_owes_and_the_stranger_does_not(sign_in, people):
    assert "Đề án thử nghiệm 3" in sign_in(people.clerk).get("/viec-cua-toi/").content.decode()
    assert "Đề án thử nghiệm 3" not in sign_in(people.stranger).get("/viec-cua-toi/").content.decode()


def test_unread_notices_and_running_jobs_stand_beside(sign_in, people):
    notify(users=[people.clerk], kind="x", title="Báo cáo được trả lại", mail=False)
    job = start("thu", title="Đọc văn bản kế hoạch", by=actor_for(people.clerk))
    start("thu", title="Việc của người khác", by=actor_for(people.stranger))
    text = sign_in(people.clerk).get("/viec-cua-toi/").content.decode()
    assert "Báo cáo được trả lại" in text and f"/cong-viec/{job.pk}/" in text
    assert "Việc của người khác" not in text


def test_number_of_queries_does_not_grow_with_the_work(sign_in, people, django_assert_max_num_queries):
    client = sign_in(people.clerk)
    for number in range(8):
        notify(users=[people.clerk], kind="x", title=f"Tin {number}", mail=False)
    client.get("/viec-cua-toi/")
    with django_assert_max_num_queries(12):
        client.get("/viec-cua-toi/")
