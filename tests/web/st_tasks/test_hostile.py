"""What somebody who means ill tries by address: rivals, curious members, the administrator before the opening."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.documents.domain import attach_upload
from khcn.operations.st_tasks.models import Application, BudgetLine, Result, SelfAssessment, StTask, Use
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import actor_for, seat

pytestmark = pytest.mark.django_db
SECRET = "Bí mật mẫu số chín"


@pytest.fixture
def people():
    return make.players()


def rival_of(people, step="completing"):
    """A task that the rival proposed and the applicant carries out."""
    task = make.task(step, host=make.organisation())
    make.application(owner=people.proposer, of=task, state="sent")
    make.application(owner=people.applicant, purpose="dossier", state="chosen", of=task)
    BudgetLine.objects.create(
        task=task, year=2025, source="ngan-sach", item="cong", what="Việc kín", asked=912_345_678
    )
    return task


INSIDE = (
    "task_contract",
    "task_money",
    "task_reports",
    "task_inspections",
    "task_changes",
    "task_stop",
    "task_uses",
)


@pytest.mark.parametrize("name", INSIDE)
def test_who_only_proposed_a_task_does_not_read_the_pages_of_its_host(client, people, name):
    task = rival_of(people, "running")
    url = reverse(name, kwargs={"pk": task.pk})
    client.force_login(people.proposer)
    assert client.get(url).status_code in (403, 404)
    for one in (people.applicant, people.officer, people.leader):
        client.force_login(one)
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("part", ["kinh-phi", "thuc-hien", "nghiem-thu", "ket-qua", "ung-dung"])
def test_panels_of_the_host_are_not_shown_to_who_only_proposed(client, people, part):
    task = rival_of(people, "follow_up")
    SelfAssessment.objects.create(
        task=task, text="Lời tự đánh giá kín", proposed_grade="pass", made_on=timezone.localdate()
    )
    Result.objects.create(task=task, title="Kết quả kín", folded="ket qua kin", access="department")
    Use.objects.create(task=task, year=2025, effect="Hiệu quả kín")
    client.force_login(people.proposer)
    text = client.get(reverse("st_task_detail", kwargs={"pk": task.pk}), {"phan": part}).content.decode()
    for told in ("Lời tự đánh giá kín", "Kết quả kín", "Hiệu quả kín", "912.345.678", f'"?phan={part}#'):
        assert told not in text


def test_lines_of_the_chosen_rival_are_not_shown_while_it_is_completed(client, people):
    task = rival_of(people)
    client.force_login(people.proposer)
    text = client.get(
        reverse("st_task_detail", kwargs={"pk": task.pk}), {"phan": "kinh-phi"}
    ).content.decode()
    assert "912.345.678" not in text
    assert "Việc kín" not in text


@pytest.mark.parametrize("step", ["calling", "direct"])
def test_nobody_begins_a_dossier_for_a_secret_task_by_guessing_its_number(client, people, step):
    task = make.task(step, name=SECRET, confidential=True, call=make.call() if step == "calling" else None)
    client.force_login(people.other)
    answer = client.post(reverse("dossier_new", kwargs={"pk": task.pk}), follow=True)
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()
    assert not Application.objects.filter(task=task).exists()


def paper_of(application, by):
    return attach_upload(
        record=application,
        content=io.BytesIO(b"noi dung kin"),
        name="thuyet-minh.txt",
        by=actor_for(by),
        note="LL1|",
    )


@pytest.mark.parametrize("role", ["admin", "coordinator", "leader"])
@pytest.mark.parametrize("state", ["draft", "sent"])
def test_files_of_a_dossier_are_shut_for_the_department_until_it_is_opened(client, people, role, state):
    call = make.call()
    task = make.task("calling", call=call)
    dossier = make.application(owner=people.applicant, purpose="dossier", state=state, of=task, call=call)
    paper = paper_of(dossier, people.applicant)
    client.force_login(seat(role, AgencyFactory()))
    for url in (f"/tai-lieu/{paper.pk}/", f"/tai-lieu/{paper.pk}/go/"):
        assert client.get(url).status_code == 404
    client.force_login(people.applicant)
    assert client.get(f"/tai-lieu/{paper.pk}/").status_code == 200
    if state == "sent":
        minutes = {"opened_on": timezone.localdate(), "opening_minutes": "1/BB", "opening_at": timezone.now()}
        for name, value in minutes.items():
            setattr(call, name, value)
        call.save()
        client.force_login(seat(role, AgencyFactory()))
        assert client.get(f"/tai-lieu/{paper.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["applicant", "officer"])
def test_a_paper_that_was_sent_and_sealed_is_not_taken_away(client, people, who):
    task = make.task("opening")
    dossier = make.application(owner=people.applicant, purpose="dossier", state="sent", of=task)
    paper = paper_of(dossier, people.applicant)
    client.force_login(getattr(people, who))
    client.post(f"/tai-lieu/{paper.pk}/go/", {"reason": "gỡ bằng chứng"})
    paper.refresh_from_db()
    assert paper.removed_at is None


def test_a_paper_of_a_draft_is_taken_away_by_who_added_it(client, people):
    dossier = make.application(owner=people.applicant, purpose="proposal")
    paper = paper_of(dossier, people.applicant)
    client.force_login(people.applicant)
    client.post(f"/tai-lieu/{paper.pk}/go/", {"reason": "nhầm"})
    paper.refresh_from_db()
    assert paper.removed_at is not None


def blind_task(people, role):
    """A proposal that somebody of the department judges without knowing whose it is."""
    judge = seat(role, AgencyFactory())
    task = make.task("identification", proposer="Tổ chức Giấu Tên")
    make.application(owner=people.proposer, of=task, state="sent")
    make.council(kind="identification", members=(judge,), tasks=(task,), blind=True)
    return judge, task


@pytest.mark.parametrize("role", ["coordinator", "leader"])
def test_a_blind_judge_of_the_department_reads_no_author_on_pages_of_the_task(client, people, role):
    judge, task = blind_task(people, role)
    client.force_login(judge)
    urls = [
        reverse("st_task_detail", kwargs={"pk": task.pk}),
        reverse("record_detail", kwargs={"code": "nhiem-vu-khcn", "pk": task.pk}),
        reverse("task_similar", kwargs={"pk": task.pk}),
        reverse("task_chain", kwargs={"pk": task.pk}),
        reverse("st_task_list"),
        reverse("st_task_list") + "?dang=csv",
    ]
    for url in urls:
        answer = client.get(url, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode()
        for name in ("Tổ chức Giấu Tên", people.proposer.full_name):
            assert name not in text, url


def test_titles_of_results_that_nobody_may_see_are_not_told_to_who_types_a_title(client, people):
    task = make.task("running", visibility="public", name="Việc khác hẳn về cá chình bông")
    name = "Chế phẩm vi sinh xử lý phụ phẩm cam sành"
    Result.objects.create(
        task=task, title=name, folded="che pham vi sinh xu ly phu pham cam sanh", access="department"
    )
    client.force_login(people.other)
    text = client.get(reverse("proposal_alike"), {"q": name + " mới"}).content.decode()
    assert f"gần giống: “{name}”" not in text.replace("&quot;", '"')


@pytest.mark.parametrize("step", ["completing", "appraisal", "revising", "deciding"])
def test_the_public_does_not_learn_the_winner_before_the_decision(client, people, step):
    task = make.task(
        step,
        visibility="public",
        host=make.organisation("Công ty Thắng Mẫu"),
        leader_name="Bà Thắng Mẫu",
        budget=912_345_678,
        state_budget=912_345_678,
    )
    url = reverse("record_detail", kwargs={"code": "nhiem-vu-khcn", "pk": task.pk})
    listing = reverse("register_list", kwargs={"code": "nhiem-vu-khcn"})
    for one in (url, listing, f"/api/v1/registers/nhiem-vu-khcn/records/{task.pk}/"):
        text = client.get(one, follow=True).content.decode()
        for told in ("Công ty Thắng Mẫu", "Bà Thắng Mẫu", "912.345.678", "912345678"):
            assert told not in text, one


def test_a_task_whose_rule_set_lost_its_step_answers_and_is_not_moved(client, people):
    task = make.task("screening")
    StTask.objects.filter(pk=task.pk).update(step="buoc-da-mat")
    client.force_login(people.officer)
    for name, more in (
        ("st_task_detail", {}),
        ("st_task_advance", {"transition": "recommend"}),
        ("st_task_officer", {}),
    ):
        answer = client.get(reverse(name, kwargs={"pk": task.pk, **more}))
        assert answer.status_code in (200, 404, 409), name
    assert client.get(reverse("st_task_list")).status_code == 200


def test_a_nul_in_the_comment_of_a_sheet_does_not_reach_the_database(client, people):
    task = make.task("identification")
    made = make.council(kind="identification", members=(people.member,), tasks=(task,))
    item, place = made.items.get(), made.seats.get()
    from khcn.operations.st_tasks.councils.declaring import declare

    declare(seat=place, item=item, conflicted=False, by=actor_for(people.member))
    client.force_login(people.member)
    client.post(
        reverse("my_sheet", kwargs={"pk": item.pk, "page": "phieu"}), {"comment": "a\x00b", "ban": "0"}
    )
    assert [one.comment for one in item.sheets.all()] == ["ab"]
