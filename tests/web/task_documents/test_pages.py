"""The lists of documents on the pages of a task, a council and a call, and the files they give."""

import pytest
from django.urls import reverse

from khcn.kernel.audit.models import Event
from khcn.operations.st_tasks.models import Seat, StTask
from tests.factories import st_tasks as make
from tests.outputs.task_documents.world import make_council, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def address(record, name):
    return reverse(name, args=[record.code if name == "call_documents" else record.pk])


def test_a_task_offers_what_can_be_made_and_says_why_the_rest_cannot(world, sign_in):
    early = make.task("received", rules=world.task.procedure)
    answer = sign_in(world.officer).get(address(early, "st_task_documents"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="ket-qua-tra-cuu:docx"' in text and 'value="hop-dong:docx"' not in text
    assert "Nhiệm vụ chưa được phê duyệt thực hiện." in text


def test_the_panel_of_the_task_has_the_same_list_and_the_pages_of_its_call_and_councils(world, sign_in):
    council = make_council(world, "acceptance", closed=False)
    answer = sign_in(world.officer).get(reverse("st_task_detail", args=[world.task.pk]), {"phan": "van-ban"})
    text = answer.content.decode()
    assert 'value="hop-dong:docx"' in text
    assert address(council, "council_documents") in text and address(world.call, "call_documents") in text


def test_a_button_gives_the_word_file(world, sign_in):
    answer = sign_in(world.officer).post(address(world.task, "st_task_documents"), {"lam": "hop-dong:docx"})
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert answer["Content-Disposition"] == 'attachment; filename="hop-dong-dtcn-07-26.docx"'
    assert Event.objects.order_by("-number").first().action == "task_document.make"


def test_looking_at_the_list_writes_nothing(world, sign_in):
    browser = sign_in(world.officer)
    before = Event.objects.count()
    browser.get(address(world.task, "st_task_documents"))
    assert Event.objects.count() == before


def test_a_part_a_group_and_everything_can_be_chosen(world, sign_in):
    council = make_council(world, "selection", closed=False)
    browser, url = sign_in(world.officer), address(council, "council_documents")
    seat, meeting = council.seats.first(), council.meetings.get()
    for wish, ending in ((f"p:{meeting.pk}-{seat.pk}", ".docx"), ("", ".zip")):
        answer = browser.post(url, {"lam": "giay-moi:docx", "phan-giay-moi": wish})
        assert answer["Content-Disposition"].rstrip('"').endswith(ending)
    answer = browser.post(url, {"lam": "phieu-trang:docx", "phan-phieu-trang": f"g:{seat.name}"})
    assert answer["Content-Type"] == "application/zip"


def test_signing_for_another_needs_a_title(world, sign_in):
    browser, url = sign_in(world.officer), address(world.task, "st_task_documents")
    answer = browser.post(url, {"lam": "hop-dong:docx", "quyen": "KT.", "chuc-vu": " "})
    assert (answer.status_code, answer.context["refusal"]) == (
        422,
        "Ký “KT.” thì phải có chức vụ của người ký, ví dụ “Phó Giám đốc”.",
    )


@pytest.mark.parametrize(
    "wrong",
    [{}, {"lam": "khong-co:docx"}, {"lam": "hop-dong:exe"}, {"lam": "giay-moi:docx", "phan-giay-moi": "p:0"}],
)
def test_a_wrong_wish_is_told_and_gives_no_file(world, sign_in, wrong):
    answer = sign_in(world.officer).post(address(world.task, "st_task_documents"), wrong)
    assert answer.status_code == 422 and "Content-Disposition" not in answer


@pytest.mark.parametrize(
    "who, expected", [("proposer", 404), ("leader", 403), ("member", 404), ("other", 404)]
)
def test_only_officers_make_documents_of_a_task(world, sign_in, who, expected):
    user = getattr(make.players(), who)
    for ask in ("get", "post"):
        answer = getattr(sign_in(user), ask)(
            address(world.task, "st_task_documents"), {"lam": "hop-dong:docx"}
        )
        assert answer.status_code == expected


def test_an_officer_who_sits_in_a_blind_council_does_not_reach_its_documents(world, sign_in):
    council = make_council(world, "selection", blind=True, closed=False)
    browser = sign_in(world.officer)
    assert browser.get(address(council, "council_documents")).status_code == 200
    Seat.objects.filter(pk=council.seats.first().pk).update(user=world.officer)
    assert browser.get(address(council, "council_documents")).status_code == 404
    assert (
        address(council, "council_documents")
        not in browser.get(address(world.task, "st_task_documents")).content.decode()
    )


def test_papers_of_a_secret_task_are_announced_as_marked(world, sign_in):
    StTask.objects.filter(pk=world.task.pk).update(confidential=True)
    assert (
        "Lưu hành nội bộ"
        in sign_in(world.officer).get(address(world.task, "st_task_documents")).content.decode()
    )


@pytest.mark.parametrize("name", ["st_task_documents", "call_documents", "council_documents"])
def test_a_list_needs_few_queries_however_many_members_and_dossiers(
    world, sign_in, django_assert_max_num_queries, name
):
    council = make_council(world, "selection")
    record = {"st_task_documents": world.task, "call_documents": world.call}.get(name, council)
    browser, url = sign_in(world.officer), address(record, name)
    browser.get(url)
    with django_assert_max_num_queries(12):
        browser.get(url)
