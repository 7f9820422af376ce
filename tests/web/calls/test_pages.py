"""Pages of calls: who opens them, what they hide before the opening, the whole way of a call on screen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import Call, StTask
from tests.factories import st_tasks as make
from tests.factories.plans import plan_with_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.players()


def address(name, call=None, **more):
    return reverse(name, kwargs=({"code": call.code} if call else {}) | more)


def moment(value):
    return f"{timezone.localtime(value):%Y-%m-%dT%H:%M:%S}"


def closed_call(**over):
    now = timezone.now()
    return make.call(
        closes_at=now - timedelta(days=1),
        opens_at=now - timedelta(days=40),
        published_at=now - timedelta(days=40),
        **over,
    )


def test_a_call_from_its_draft_to_valid_dossiers(people, sign_in):
    browser = sign_in(people.officer)
    task = make.task("ordered", route="tuyen-chon", name="Nhiệm vụ được gọi")
    made = browser.post(
        address("call_new"),
        {"title": "Đợt một năm 2026", "procedure": task.procedure_id, "year": 2026, "notice": "Mời nộp"},
    )
    call = Call.objects.get()
    assert made["Location"] == address("call_tasks", call)
    browser.post(address("call_tasks", call), {"tasks": [task.pk]})
    closes = timezone.now() + timedelta(days=31)
    browser.post(address("call_publish", call), {"notice_symbol": "5/TB-SKHCN", "closes_at": moment(closes)})
    task.refresh_from_db()
    assert task.step == "calling"
    dossier = make.application(purpose="dossier", state="sent", of=task, call=call, title="TÊN HỒ SƠ KÍN")
    hidden = browser.get(address("call_detail", call)).content.decode()
    assert "Đã nhận 1 hồ sơ" in hidden
    assert "TÊN HỒ SƠ KÍN" not in hidden
    past = timezone.now() - timedelta(hours=1)
    Call.objects.update(opens_at=past - timedelta(days=40), closes_at=past)
    assert "TÊN HỒ SƠ KÍN" not in browser.get(address("call_open", call)).content.decode()
    session = {"at": moment(timezone.now()), "place": "Phòng họp", "people": "Tổ mở hồ sơ", "minutes": "7/BB"}
    assert browser.post(address("call_open", call), session).status_code == 302
    shown = browser.get(address("call_detail", call)).content.decode()
    assert "TÊN HỒ SƠ KÍN" in shown
    judge = address("call_validity", call, pk=dossier.pk)
    assert browser.get(judge).status_code == 200
    assert browser.post(judge, {"valid": "khong", "note": ""}).status_code == 422
    browser.post(judge, {"valid": "co", "note": ""})
    dossier.refresh_from_db()
    assert dossier.state == "valid"


def test_a_call_that_is_too_short_says_so_at_the_field(people, sign_in):
    task = make.task("ordered", route="tuyen-chon")
    call = make.call(published_at=None, opens_at=None, closes_at=None)
    Call.objects.filter(pk=call.pk).update(closes_at=None)
    StTask.objects.filter(pk=task.pk).update(call=call)
    answer = sign_in(people.officer).post(
        address("call_publish", call),
        {"notice_symbol": "5/TB", "closes_at": moment(timezone.now() + timedelta(days=5))},
    )
    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    assert Call.objects.get(pk=call.pk).published_at is None


def test_one_dossier_is_extended_by_its_number_alone(people, sign_in):
    call = make.call()
    draft = make.application(purpose="dossier", of=make.task("calling", call=call), call=call)
    browser, url = sign_in(people.officer), address("call_extend", call)
    later = moment(call.closes_at + timedelta(days=2))
    wrong = browser.post(url, {"dossier": draft.pk + 1, "until": later, "reason": "Lũ quét"})
    assert list(wrong.context["form"].errors) == ["dossier"]
    assert browser.post(url, {"dossier": draft.pk, "until": later, "reason": "Lũ quét"}).status_code == 302
    draft.refresh_from_db()
    assert draft.extension_reason == "Lũ quét"


def test_a_call_is_cancelled_and_announced_again(people, sign_in):
    task = make.task("ordered", route="tuyen-chon")
    call = closed_call(opened_on=timezone.localdate(), opening_minutes="7/BB")
    StTask.objects.filter(pk=task.pk).update(call=call)
    browser = sign_in(people.officer)
    assert browser.post(address("call_cancel", call), {"reason": "Sai"}).status_code == 422
    browser.post(address("call_repeat", call))
    again = Call.objects.get(repeats=call)
    assert list(again.tasks.all()) == [task]
    browser.post(address("call_cancel", again), {"reason": "Chưa đủ tài liệu"})
    assert Call.objects.get(pk=again.pk).cancel_reason == "Chưa đủ tài liệu"


OFFICERS_ONLY = (
    "call_new",
    "call_edit",
    "call_tasks",
    "call_publish",
    "call_extend",
    "call_cancel",
    "call_open",
)


@pytest.mark.parametrize("name", OFFICERS_ONLY)
@pytest.mark.parametrize("who", ["leader", "proposer", "other"])
def test_only_officers_run_calls(name, who, people, sign_in):
    call = closed_call()
    url = address(name, None if name == "call_new" else call)
    assert sign_in(getattr(people, who)).get(url).status_code == 403


def test_leaders_read_calls_and_outsiders_do_not(people, sign_in):
    call = make.call()
    for name, told in (("call_list", None), ("call_detail", call)):
        assert sign_in(people.leader).get(address(name, told)).status_code == 200
        assert sign_in(people.other).get(address(name, told)).status_code == 403
    assert "Sửa" not in sign_in(people.leader).get(address("call_detail", call)).context["trail"]


def test_the_public_sees_published_calls_without_secret_tasks_and_without_dossiers(client):
    call = make.call(title="Đợt công khai", notice="Mời tham gia")
    make.call(title="Đợt còn soạn", published_at=None)
    open_task = make.task("calling", call=call, name="Nhiệm vụ mở", objective="Mục tiêu mở")
    make.task("calling", call=call, name="NHIỆM VỤ MẬT", confidential=True)
    make.application(purpose="dossier", state="sent", of=open_task, call=call, title="TÊN HỒ SƠ KÍN")
    listed = client.get(address("public_calls")).content.decode()
    assert "Đợt công khai" in listed
    assert "Đợt còn soạn" not in listed
    shown = client.get(address("public_call", call)).content.decode()
    assert "Mục tiêu mở" in shown
    assert "giờ máy chủ, UTC+7" in shown
    assert "NHIỆM VỤ MẬT" not in shown
    assert "TÊN HỒ SƠ KÍN" not in shown


def test_who_carries_a_task_out_is_public_only_once_it_was_announced(client):
    call = closed_call(opened_on=timezone.localdate(), opening_minutes="7/BB")
    host = make.organisation("VIỆN ĐƯỢC CHỌN")
    task = make.task("deciding", call=call, host=host, leader_name="Người Mẫu Một")
    assert "VIỆN ĐƯỢC CHỌN" not in client.get(address("public_call", call)).content.decode()
    StTask.objects.filter(pk=task.pk).delete()
    make.task("running", call=call, host=host, result_published_on=timezone.localdate())
    assert "VIỆN ĐƯỢC CHỌN" in client.get(address("public_call", call)).content.decode()


def test_an_unpublished_call_is_not_there_for_the_public(client):
    assert client.get(address("public_call", make.call(published_at=None))).status_code == 404


def test_the_page_of_a_call_costs_the_same_with_one_dossier_and_with_fifty(
    people, sign_in, django_assert_max_num_queries
):
    plan_with_text(code="ke-hoach")
    call = closed_call(opened_on=timezone.localdate(), opening_minutes="7/BB")
    task = make.task("opening", call=call)
    browser = sign_in(people.officer)
    make.application(purpose="dossier", state="sent", of=task, call=call, organisation=make.organisation())
    browser.get(address("call_detail", call))
    for name in ("call_detail", "call_list"):
        with django_assert_max_num_queries(12):
            browser.get(address(name, call if name == "call_detail" else None))
    for _number in range(50):
        make.application(purpose="dossier", state="sent", of=task, call=call)
    with django_assert_max_num_queries(12):
        answer = browser.get(address("call_detail", call))
    assert len(answer.context["dossiers"]) == 51


def test_the_public_page_says_that_nobody_has_confirmed_the_rule_set(client):
    rules = make.procedure(code="cho", confirmation="to_confirm")
    make.call(rules=rules, code="dot-cho", published_at=timezone.now())
    page = client.get(reverse("public_call", kwargs={"code": "dot-cho"})).content.decode()
    assert "chưa được Sở xác nhận" in page
