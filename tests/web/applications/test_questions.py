"""The page of an application asks for answers to the council, and names no member."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import Question
from tests.factories import st_tasks as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.players()


@pytest.fixture
def question(people):
    dossier = make.application(
        of=make.task("selection"), purpose="dossier", state="valid", owner=people.applicant
    )
    council = make.council(members=(people.member,), dossiers=(dossier,), blind=True)
    council.meetings.create(at=timezone.now() + timedelta(days=30)).items.add(council.items.get())
    return Question.objects.create(
        item=council.items.get(), seat=council.seats.get(), text="Nguồn giống ở đâu?"
    )


def test_the_clerk_forwards_and_the_applicant_answers_on_pages(question, people, sign_in):
    dossier, meeting = question.item.dossier, question.item.council.meetings.get()
    page = reverse("application_edit", kwargs={"pk": dossier.pk})
    answer = reverse("application_question", kwargs={"pk": dossier.pk, "question": question.pk})
    applicant = sign_in(people.applicant)
    assert question.text not in applicant.get(page).content.decode()
    assert applicant.post(answer, {"answer": "Sớm"}).status_code == 404
    sent = sign_in(people.officer).post(
        reverse("question_forward", kwargs={"pk": meeting.pk, "question": question.pk})
    )
    assert sent.status_code == 302
    told = sign_in(people.applicant).get(page).content.decode()
    assert (question.text in told, people.member.full_name in told) == (True, False)
    assert sign_in(people.applicant).post(answer, {"answer": "Từ vườn mẫu."}).status_code == 302
    question.refresh_from_db()
    assert question.answer == "Từ vườn mẫu."
    assert sign_in(people.other).post(answer, {"answer": "Khác"}).status_code == 404
