import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khcn.operations.st_tasks.applications.answers import digest
from khcn.operations.st_tasks.applications.similar import find_similar
from khcn.operations.st_tasks.applications.teams import invite
from khcn.operations.st_tasks.models import Application, Similar, StTask
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory, actor_for

pytestmark = pytest.mark.django_db
WHOLE = {
    "o-name": "Nhân giống chè Shan",
    "o-need": "Cần",
    "o-objective": "Mục tiêu",
    "o-results": "Quy trình",
}


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def draft(owner):
    return make.application(owner=owner, title="", kind="de-tai")


def url(application, name="application_edit", **more):
    return reverse(name, kwargs={"pk": application.pk, **more})


def bases(**fields):
    return {f"goc-{code}": digest(value) for code, value in fields.items()}


def test_a_person_without_a_seat_proposes_from_the_first_page_to_the_receipt(owner, sign_in):
    make.procedure()
    client = sign_in(owner)
    assert "Bạn chưa lập đề xuất" in client.get(reverse("proposal_list")).content.decode()
    assert client.get(reverse("proposal_new")).status_code == 200
    began = client.post(reverse("proposal_new"), {"kind": "de-tai"})
    draft = Application.objects.get()
    assert began.url == url(draft)
    client.post(url(draft, "application_save"), {"ban": 0, **WHOLE})
    page = client.get(url(draft, "application_send")).content.decode()
    assert "Gửi về Sở KH&amp;CN" in page
    sent = client.post(url(draft, "application_send"), {"ban": 1, "agree": "on"}, follow=True)
    draft.refresh_from_db()
    assert (draft.state, StTask.objects.get().step) == ("sent", "received")
    assert draft.receipt in sent.content.decode()
    assert "Đã nhận đề xuất" in client.get(reverse("proposal_list")).content.decode()


def test_autosave_answers_with_the_status_line_alone_and_knows_what_stands(draft, owner, sign_in):
    client = sign_in(owner)
    answer = client.post(
        url(draft, "application_save"),
        {"ban": 0, "o-name": "Chè", **bases(name="")},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert (answer.status_code, "<html" in text) == (200, False)
    assert f'name="goc-name" value="{digest("Chè")}"' in text
    assert 'name="ban" value="1"' in text


def test_two_windows_of_different_fields_do_not_disturb_each_other(draft, owner, sign_in):
    client = sign_in(owner)
    seen = bases(name="", need="")
    client.post(url(draft, "application_save"), {"ban": 0, "o-name": "Chè", "o-need": "", **seen})
    client.post(url(draft, "application_save"), {"ban": 0, "o-name": "", "o-need": "Cần", **seen})
    draft.refresh_from_db()
    assert draft.answers == {"name": "Chè", "need": "Cần"}


@pytest.mark.parametrize("htmx", [True, False])
def test_a_conflict_shows_both_and_mine_can_be_chosen(draft, owner, sign_in, htmx):
    client = sign_in(owner)
    headers = {"HX-Request": "true"} if htmx else {}
    seen = bases(name="")
    client.post(url(draft, "application_save"), {"ban": 0, "o-name": "Bản một", **seen})
    told = {"ban": 0, "o-name": "Bản hai", **seen}
    answer = client.post(url(draft, "application_save"), told, headers=headers)
    text = answer.content.decode()
    assert (answer.status_code, "data-conflict" in text) == (422, True)
    assert "Bản một" in text
    assert "Bản hai" in text
    revision = re.search(r'name="thay-ban" value="(\d+)"', text)[1]
    client.post(url(draft, "application_save"), told | {"thay-ban": revision}, headers=headers)
    draft.refresh_from_db()
    assert draft.answers["name"] == "Bản hai"


def test_what_cannot_be_read_is_kept_and_told_beside_its_box(draft, owner, sign_in):
    client = sign_in(owner)
    client.post(url(draft, "application_save"), {"ban": 0, "o-money": "hai tỉ rưỡi"})
    page = client.get(url(draft)).content.decode()
    assert 'value="hai tỉ rưỡi"' in page
    assert "“Kinh phí dự kiến”: “hai tỉ rưỡi” chưa đọc được" in page
    assert 'aria-invalid="true"' in page


def test_an_incomplete_draft_is_not_sent_and_each_gap_leads_to_its_box(draft, owner, sign_in):
    client = sign_in(owner)
    page = client.get(url(draft, "application_send")).content.decode()
    assert f"{url(draft)}#id_o-name" in page
    client.post(url(draft, "application_send"), {"ban": 0, "agree": "on"})
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_strangers_and_officers_do_not_see_a_draft(draft, sign_in):
    people = make.players()
    for who in (people.other, people.officer, people.leader):
        client = sign_in(who)
        for name in ("application_edit", "application_save", "application_send", "application_versions"):
            assert client.get(url(draft, name)).status_code == 404


def test_an_officer_reads_a_sent_proposal_and_has_no_boxes(owner, sign_in):
    sent = make.application(owner=owner, state="sent", answers={"need": "Vì dân cần"})
    client = sign_in(make.players().officer)
    page = client.get(url(sent)).content.decode()
    assert ("Vì dân cần" in page, "<textarea" in page) == (True, False)
    assert client.post(url(sent, "application_save"), {"ban": 0, "o-need": "x"}).status_code == 403


def test_a_dossier_stays_closed_to_officers_until_its_call_is_opened(owner, sign_in):
    call = make.call()
    sent = make.application(
        owner=owner, purpose="dossier", state="sent", of=make.task("opening", call=call), call=call
    )
    client = sign_in(make.players().officer)
    assert client.get(url(sent)).status_code == 404
    call.opened_on, call.opening_minutes = call.opens_at.date(), "1/BB"
    call.save()
    assert client.get(url(sent)).status_code == 200


def test_the_estimate_is_typed_as_people_write_money_and_a_slip_keeps_the_rows(draft, owner, sign_in):
    client = sign_in(owner)
    row = {
        "year-1": "2027",
        "item-1": "cong",
        "source-1": "ngan-sach",
        "asked-1": "1,5 tỷ",
        "what-1": "",
        "norm-1": "",
    }
    blank = {f"{name}-2": "" for name in ("year", "item", "asked", "what", "norm")} | {
        "source-2": "ngan-sach"
    }
    wrong = client.post(url(draft, "application_budget"), row | blank | {"asked-1": "nhiều"})
    assert (wrong.status_code, 'value="nhiều"' in wrong.content.decode()) == (422, True)
    client.post(url(draft, "application_budget"), row | blank)
    draft.refresh_from_db()
    assert (draft.budget.count(), draft.asked_total) == (1, 1_500_000_000)
    assert "1.500.000.000" in client.get(url(draft)).content.decode()
    more = client.post(url(draft, "application_budget"), row | {"them-dong": "1"}).content.decode()
    assert ('id="year-4"' in more, draft.budget.count()) == (True, 1)


def test_papers_are_filed_under_the_form_that_asks_for_them(owner, sign_in):
    task = make.task("calling", call=make.call())
    client = sign_in(owner)
    assert "Bắt đầu soạn" in client.get(reverse("dossier_new", kwargs={"pk": task.pk})).content.decode()
    began = client.post(reverse("dossier_new", kwargs={"pk": task.pk}))
    dossier = Application.objects.get(purpose="dossier")
    assert began.url == url(dossier)
    assert "bắt buộc, chưa có" in client.get(url(dossier)).content.decode()
    file = SimpleUploadedFile("ly-lich.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    client.post(url(dossier, "application_paper"), {"bieu": "LL1", "tep": file})
    assert dossier.attachments.get().note == "LL1|"
    page = client.get(url(dossier)).content.decode()
    assert ("ly-lich.pdf" in page, "bắt buộc, chưa có" in page) == (True, False)


def test_organisations_are_named_by_what_the_directory_knows(draft, owner, sign_in):
    one, two = make.organisation("Viện Mẫu số 1"), make.organisation("Công ty Mẫu số 2")
    client = sign_in(owner)
    wrong = client.post(url(draft, "application_parties"), {"organisation": "Không có đâu", "partners": ""})
    assert wrong.status_code == 422
    client.post(
        url(draft, "application_parties"), {"organisation": "Viện Mẫu số 1", "partners": "Công ty Mẫu số 2"}
    )
    draft.refresh_from_db()
    assert (draft.organisation, list(draft.partners.all())) == (one, [two])


def test_an_invitation_is_read_signed_out_and_accepted_signed_in(draft, owner, client, sign_in):
    _member, secret = invite(
        application=draft, name="Bạn Mẫu", email="ban@example.vn", role="editor", by=actor_for(owner)
    )
    link = reverse("invitation_answer", kwargs={"token": secret})
    page = client.get(link).content.decode()
    assert "Đăng nhập để nhận lời" in page
    assert client.post(link, {"tra-loi": "nhan"}).status_code == 302
    friend = UserFactory()
    accepted = sign_in(friend).post(link, {"tra-loi": "nhan"})
    assert accepted.url == url(draft)
    assert draft.team.get(role="editor").user == friend
    assert client.get(link).status_code == 404


def test_members_are_added_given_roles_and_removed_on_the_page(draft, owner, sign_in):
    client = sign_in(owner)
    client.post(url(draft, "application_team"), {"name": "Bạn Mẫu", "email": "", "role": "member"})
    member = draft.team.get(role="member")
    assert "Bạn Mẫu" in client.get(url(draft)).content.decode()
    own = draft.team.get(role="owner")
    client.post(url(draft, "application_member", member=own.pk), {"vai-tro": "leader"})
    client.post(url(draft, "application_member", member=member.pk), {"viec": "ra"})
    assert [(one.role, one.removed_at is None) for one in draft.team.order_by("pk")] == [
        ("leader", True),
        ("member", False),
    ]


def test_versions_show_what_changed_word_by_word(draft, owner, sign_in):
    client = sign_in(owner)
    client.post(url(draft, "application_save"), {"ban": 0, **WHOLE})
    client.post(url(draft, "application_send"), {"ban": 1, "agree": "on"})
    Application.objects.update(state="returned")
    client.post(url(draft, "application_save"), {"ban": 1, "o-name": "Nhân giống chè Trung du"})
    client.post(url(draft, "application_send"), {"ban": 2, "agree": "on"})
    page = client.get(url(draft, "application_versions")).content.decode()
    assert ("<del>Shan</del>" in page, "<ins>Trung" in page, "nguyên niêm" in page) == (True, True, True)


def test_what_is_alike_is_shown_while_typing_but_never_others_proposals(owner, sign_in):
    make.task("running", name="Nhân giống chè Shan tuyết vùng Mẫu", visibility="public")
    make.task("received", name="Nhân giống chè Shan tuyết đề xuất kín", visibility="internal")
    client = sign_in(owner)
    answer = client.get(
        reverse("proposal_alike"), {"o-name": "Nhân giống chè Shan tuyết"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert ("vùng Mẫu" in text, "đề xuất kín" in text, "<html" in text) == (True, False, False)


def test_an_officer_judges_what_is_alike_and_a_leader_only_reads(sign_in):
    people = make.players()
    make.task("running", name="Nhân giống chè Shan tuyết vùng Mẫu")
    task = make.task(name="Nhân giống chè Shan tuyết tại vùng Mẫu")
    find_similar(task)
    page = reverse("task_similar", kwargs={"pk": task.pk})
    one = Similar.objects.get()
    client = sign_in(people.officer)
    assert "Phải kết luận" in client.get(page).content.decode()
    assert client.post(page, {"cap": one.pk, "ket-luan": "same", "giai-thich": ""}).status_code == 422
    client.post(page, {"cap": one.pk, "ket-luan": "different", "giai-thich": ""})
    one.refresh_from_db()
    assert one.verdict == "different"
    assert client.post(page, {"tra-lai": "1"}).status_code == 302
    leader = sign_in(people.leader)
    assert "ket-luan" not in leader.get(page).content.decode()
    assert leader.post(page, {"tra-lai": "1"}).status_code == 403
    assert sign_in(people.other).get(page).status_code == 403


@pytest.mark.parametrize("name", ["proposal_list", "proposal_new", "proposal_alike"])
def test_nobody_signed_out_is_asked_to_sign_in(client, name):
    make.procedure()
    assert client.get(reverse(name)).status_code == 302


def test_pages_keep_within_their_queries(owner, sign_in, django_assert_max_num_queries):
    client = sign_in(owner)
    for _turn in range(12):
        one = make.application(owner=owner, state="sent")
    draft = make.application(owner=owner, purpose="dossier", of=make.task("calling", call=make.call()))
    for _turn in range(8):
        make.team_member(draft, user=UserFactory())
    client.get(reverse("proposal_list"))
    for address in (reverse("proposal_list"), url(draft), url(one), url(draft, "application_budget")):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
