"""The page of one task, and taking a step on it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.documents.models import Attachment
from khcn.operations.st_tasks.models import TaskEvent
from tests.factories import st_tasks as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.players()


def page(browser, task, **query):
    return browser.get(reverse("st_task_detail", args=[task.pk]), query)


def step(browser, task, code, **data):
    return browser.post(reverse("st_task_advance", args=[task.pk, code]), data)


def told(task, **values):
    return {
        "ngay-thuc-hien": f"{timezone.localdate():%Y-%m-%d}",
        "buoc-dang-xem": task.step,
        "note": "",
    } | values


def test_the_page_says_who_holds_the_task_until_when_and_what_comes_next(people, sign_in):
    task = make.task("screening", step_due=timezone.localdate() - timedelta(days=30), officer=people.officer)
    answer = page(sign_in(people.officer), task)
    assert answer.status_code == 200
    assert answer.context["where"].late is True
    assert [way.move.code for way in answer.context["onward"]] == ["to_identification"]
    assert [way.move.code for way in answer.context["aside_ways"]] == ["return", "reject", "merge"]
    assert answer.context["onward"][0].fields == ["Nhóm lĩnh vực (chỉ tiêu cơ cấu)"]
    assert "Chuyên viên Sở" in answer.content.decode()


def test_who_may_do_nothing_is_told_what_comes_next(people, sign_in):
    proposal = make.application(owner=people.proposer, state="sent", of=make.task("screening"))
    answer = page(sign_in(people.proposer), proposal.task)
    assert answer.status_code == 200
    assert answer.context["onward"] == []
    assert answer.context["next_steps"] == ["Bước to_identification"]
    assert answer.context["links"] == []


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("leader", 200), ("other", 404), ("member", 404)]
)
def test_who_opens_the_page(who, status, people, sign_in):
    task = make.task("screening")
    make.council(members=(people.member,), tasks=(task,))
    assert page(sign_in(getattr(people, who)), task).status_code == status


def test_nobody_is_asked_to_sign_in(client):
    assert page(client, make.task()).status_code == 302


def test_a_draft_rule_set_is_said_on_the_page(people, sign_in):
    task = make.task(rules=make.procedure(code="nhap", confirmation="to_confirm", name="Quy tắc mới"))
    assert (
        "Bộ quy tắc chưa được Sở xác nhận: “Quy tắc mới”"
        in page(sign_in(people.officer), task).content.decode()
    )


def test_a_task_from_before_the_platform_opens_in_the_register(people, sign_in):
    from khcn.operations.st_tasks.models import StTask

    old = StTask.objects.create(name="Nhiệm vụ cũ", kind="de-tai", state="proposed")
    answer = page(sign_in(people.officer), old)
    assert answer["Location"] == reverse("record_detail", kwargs={"code": "nhiem-vu-khcn", "pk": old.pk})


def test_the_page_costs_the_same_with_one_step_passed_and_with_fifty(
    people, sign_in, django_assert_max_num_queries
):
    task = make.task("screening")
    browser = sign_in(people.officer)
    page(browser, task)
    make.event(task, "screening")
    with django_assert_max_num_queries(14):
        page(browser, task)
    for _number in range(50):
        make.event(task, "screening")
    with django_assert_max_num_queries(14):
        answer = page(browser, task)
    assert len(answer.context["passed"]) == 51


def test_a_step_is_taken_with_the_fields_that_it_needs(people, sign_in):
    task = make.task("screening")
    answer = step(
        sign_in(people.officer),
        task,
        "to_identification",
        **told(task, kind="de-tai", share_group="nong-lam"),
    )
    assert answer["Location"] == reverse("st_task_detail", args=[task.pk])
    task.refresh_from_db()
    assert (task.step, task.share_group) == ("identification", "nong-lam")
    event = TaskEvent.objects.get(task=task)
    assert (event.transition, event.by_id, event.acted_as) == (
        "to_identification",
        people.officer.pk,
        "officer",
    )


def test_a_missing_field_is_told_at_the_field_and_nothing_moves(people, sign_in):
    task = make.task("screening")
    answer = step(
        sign_in(people.officer), task, "to_identification", **told(task, kind="de-tai", note="Đã tra cứu")
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["share_group"]
    assert "Đã tra cứu" in answer.content.decode()
    task.refresh_from_db()
    assert task.step == "screening"


def test_a_step_that_ends_the_way_asks_for_the_reason(people, sign_in):
    task = make.task("screening")
    browser = sign_in(people.officer)
    assert list(step(browser, task, "reject", **told(task)).context["form"].errors) == ["note"]
    step(browser, task, "reject", **told(task, note="Ngoài phạm vi của tỉnh"))
    task.refresh_from_db()
    assert (task.step, task.state, task.holder) == ("rejected", "declined", "nobody")


def test_the_second_of_two_officers_is_told_who_was_first(people, sign_in):
    task = make.task("screening")
    browser = sign_in(people.officer)
    data = told(task, note="Lý do")
    step(browser, task, "reject", **data)
    late = step(browser, task, "return", **data)
    assert late.status_code == 409
    assert people.officer.full_name in late.content.decode()


def test_the_step_seen_is_what_the_form_was_opened_with(people, sign_in):
    task = make.task("received")
    data = told(task, note="Lý do")
    task.step = "screening"
    task.save()
    answer = step(sign_in(people.officer), task, "return", **data)
    assert answer.status_code == 422
    task.refresh_from_db()
    assert task.step == "screening"


@pytest.mark.parametrize(("who", "status"), [("leader", 403), ("proposer", 404), ("other", 404)])
def test_somebody_without_the_capacity_takes_no_step(who, status, people, sign_in):
    task = make.task("screening")
    browser = sign_in(getattr(people, who))
    assert browser.get(reverse("st_task_advance", args=[task.pk, "reject"])).status_code == status
    assert step(browser, task, "reject", **told(task, note="x")).status_code == status
    assert TaskEvent.objects.count() == 0


def test_an_unknown_step_is_not_there(people, sign_in):
    task = make.task("screening")
    assert sign_in(people.officer).get(reverse("st_task_advance", args=[task.pk, "bay"])).status_code == 404


def with_paper():
    told = make.definition()
    move = next(one for one in told["transitions"] if one["code"] == "screen")
    move["papers"] = ["LL1"]
    return make.procedure(code="giay-to", definition=told)


def test_a_demanded_paper_is_sent_along_and_filed_under_its_form(people, sign_in):
    task = make.task("received", rules=with_paper())
    browser = sign_in(people.officer)
    refused = step(browser, task, "screen", **told(task))
    assert refused.status_code == 422
    assert "Lý lịch khoa học" in refused.content.decode()
    paper = SimpleUploadedFile("ly-lich.txt", "Lý lịch mẫu".encode(), "text/plain")
    step(browser, task, "screen", **told(task, **{"giay-to-LL1": paper}))
    task.refresh_from_db()
    assert task.step == "screening"
    assert Attachment.objects.get(object_id=task.pk).note == "LL1|"


def test_papers_of_a_refused_step_are_not_kept(people, sign_in):
    task = make.task("received", rules=with_paper())
    paper = SimpleUploadedFile("ly-lich.txt", "Lý lịch mẫu".encode(), "text/plain")
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"
    answer = step(
        sign_in(people.officer),
        task,
        "screen",
        **told(task, **{"giay-to-LL1": paper, "ngay-thuc-hien": tomorrow}),
    )
    assert answer.status_code == 422
    assert Attachment.objects.count() == 0


def test_a_task_is_given_to_an_officer_who_is_told(people, sign_in):
    task = make.task("screening")
    url = reverse("st_task_officer", args=[task.pk])
    second = make.players().officer
    browser = sign_in(people.officer)
    assert browser.post(url, {"officer": second.pk}).status_code == 302
    task.refresh_from_db()
    assert task.officer_id == second.pk
    assert [notice.url for notice in second.notices.all()] == [reverse("st_task_detail", args=[task.pk])]
    assert browser.post(url, {"officer": people.other.pk}).status_code == 422
    assert sign_in(people.leader).get(url).status_code == 403


def test_the_register_leads_to_the_page_of_the_task(people, sign_in):
    task = make.task("screening")
    record = reverse("record_detail", kwargs={"code": "nhiem-vu-khcn", "pk": task.pk})
    assert reverse("st_task_detail", args=[task.pk]) in sign_in(people.officer).get(record).content.decode()
