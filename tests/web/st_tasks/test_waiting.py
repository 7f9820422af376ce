"""What S&T tasks ask of a person on “Việc của tôi” and “Hôm nay”."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import Declaration
from khcn.status.todo import LATER, NOW, SOON
from khcn.web.workspace.st_tasks.waiting import waiting_lines
from tests.factories import st_tasks as make
from tests.factories.people import actor_for
from tests.factories.plans import plan_with_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.players()


def told(user):
    today = timezone.localdate()
    return [(urgency, line.title) for urgency, line in waiting_lines(actor_for(user), today)]


def test_each_person_is_told_of_what_lies_in_their_hands(people):
    today = timezone.localdate()
    make.task("screening", name="Quá hạn", step_due=today - timedelta(days=1))
    make.task("screening", name="Còn hạn", step_due=today + timedelta(days=3))
    make.task("deciding", name="Trình ký")
    returned = make.task("returned", name="Cần bổ sung")
    make.application(owner=people.proposer, state="returned", of=returned)
    assert told(people.officer) == [(NOW, "Quá hạn"), (SOON, "Còn hạn")]
    assert told(people.leader) == [(LATER, "Trình ký")]
    assert told(people.proposer) == [(LATER, "Cần bổ sung")]
    assert told(people.other) == []


def test_a_host_is_told_of_the_running_task_of_the_dossier_that_was_chosen(people):
    running = make.task("running", name="Đang làm")
    make.application(purpose="dossier", owner=people.applicant, state="chosen", of=running)
    assert told(people.applicant) == [(LATER, "Đang làm")]


def test_a_member_is_told_of_the_council_until_everything_is_declared_and_judged(people):
    council = make.council(members=(people.member,), tasks=(make.task("selection"), make.task("selection")))
    assert told(people.member)[0] == (SOON, "Hội đồng mẫu")
    lines = dict(waiting_lines(actor_for(people.member), timezone.localdate()))
    assert lines[SOON].reason == "Còn 2 nội dung phải khai xung đột lợi ích hoặc chấm."
    for item in council.items.all():
        Declaration.objects.create(
            seat=council.seats.get(), item=item, conflicted=True, explanation="Cùng cơ quan"
        )
    assert (SOON, "Hội đồng mẫu") not in told(people.member)


def test_officers_are_told_of_calls_to_be_opened(people):
    now = timezone.now()
    over = make.call(closes_at=now - timedelta(days=30), opens_at=now - timedelta(days=60), title="Đợt cũ")
    for call in (over, over, make.call(title="Đợt đang mở")):
        make.task("calling", call=call)
    assert told(people.officer) == [(NOW, "Mở hồ sơ: Đợt cũ")]
    assert told(people.leader) == []


def test_both_pages_show_the_lines_and_cost_no_more_with_many_tasks(
    people, sign_in, django_assert_max_num_queries
):
    plan_with_text(code="ke-hoach")
    proposer = sign_in(people.proposer)
    make.application(
        owner=people.proposer, state="returned", of=make.task("returned", name="Cần bổ sung một")
    )
    for name in ("my_work", "today"):
        assert "Cần bổ sung một" in proposer.get(reverse(name)).content.decode()
    for number in range(30):
        returned = make.task("returned", name=f"Cần bổ sung {number}")
        make.application(owner=people.proposer, state="returned", of=returned)
    for name in ("my_work", "today"):
        with django_assert_max_num_queries(12):
            proposer.get(reverse(name))


@pytest.mark.parametrize(("who", "sees"), [("officer", True), ("leader", True), ("proposer", False)])
def test_the_menu_offers_the_board_to_the_department_alone(who, sees, people, sign_in):
    text = sign_in(getattr(people, who)).get(reverse("my_work")).content.decode()
    assert (f'href="{reverse("st_task_list")}"' in text) is sees
    assert (f'href="{reverse("public_calls")}"' in text) is not sees
