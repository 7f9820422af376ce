"""Questions before the meeting: asked by members, forwarded in time without their name, answered by the applicant."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.councils.questions import (
    answer_question,
    ask_question,
    asked_of,
    forward_by,
    forward_questions,
)
from khcn.operations.st_tasks.models import CouncilItem, Declaration, Question
from tests.factories import st_tasks as make
from tests.factories.people import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.players()


@pytest.fixture
def meeting(people):
    """Two rival dossiers before a council of one, thirty days ahead; the rule set wants questions five working days before."""
    definition = make.definition()
    figure = {
        "code": "questions.before.selection",
        "value": 5,
        "unit": "working_days",
        "what": "Chuyển câu hỏi",
    }
    definition["figures"].append(figure)
    rules = make.procedure(code="hoi", definition=definition)
    of = make.task("selection", rules=rules)
    dossiers = tuple(
        make.application(of=of, purpose="dossier", state="valid", owner=one)
        for one in (people.applicant, people.proposer)
    )
    council = make.council(members=(people.member,), dossiers=dossiers, procedure=rules)
    for item in council.items.all():
        Declaration.objects.create(seat=council.seats.get(), item=item, conflicted=False)
    made = council.meetings.create(at=timezone.now() + timedelta(days=30))
    made.items.set(council.items.all())
    return made


def item(meeting) -> CouncilItem:
    return meeting.items.get(
        dossier__owner__isnull=False, order=0, pk=meeting.items.order_by("pk").first().pk
    )


def ask(meeting, people, text="Nguồn giống lấy ở đâu?", by="member"):
    seat = meeting.council.seats.get()
    return ask_question(seat=seat, item=item(meeting), text=text, by=people.actor(by))


def forward(meeting, people, question, **over):
    return forward_questions(meeting=meeting, questions=[question], by=people.actor("officer"), **over)


def code_of(act, **given):
    with pytest.raises((DomainError, NotAllowed)) as error:
        act(**given)
    return error.value.code


def test_a_question_goes_from_member_to_applicant_and_back_without_names(meeting, people):
    question = ask(meeting, people)
    assert forward(meeting, people, question) == [question]
    notice = people.applicant.notices.get()
    assert (question.text in notice.body, people.member.full_name in notice.title + notice.body) == (
        True,
        False,
    )
    assert people.proposer.notices.count() == 0
    answer_question(question=question, answer="Từ vườn mẫu.", by=people.actor("applicant"))
    question.refresh_from_db()
    assert (question.answer, question.answered_at is not None) == ("Từ vườn mẫu.", True)
    told = people.member.notices.get()
    assert people.applicant.full_name not in told.title + told.body


def test_only_the_asked_application_has_the_question_and_only_after_forwarding(meeting, people):
    question = ask(meeting, people)
    own, rival = item(meeting).dossier, meeting.items.exclude(pk=item(meeting).pk).get().dossier
    assert asked_of(own) == []
    forward(meeting, people, question)
    assert (asked_of(own), asked_of(rival)) == ([question], [])


def test_members_ask_after_declaring_and_before_the_conclusion(meeting, people):
    assert code_of(ask, meeting=meeting, people=people, by="other") == "not_allowed:st_tasks.seat"
    assert code_of(ask, meeting=meeting, people=people, text="  ") == "question.text"
    Declaration.objects.all().delete()
    assert code_of(ask, meeting=meeting, people=people) == "not_allowed:st_tasks.question"
    Declaration.objects.create(seat=meeting.council.seats.get(), item=item(meeting), conflicted=False)
    meeting.items.update(concluded_at=timezone.now(), result="x", outcome={})
    assert code_of(ask, meeting=meeting, people=people) == "item.concluded"
    assert Question.objects.count() == 0


def test_late_questions_need_a_reason(meeting, people):
    question = ask(meeting, people)
    meeting.at = timezone.make_aware(datetime(2026, 11, 20, 8))
    assert f"{forward_by(meeting):%d/%m/%Y}" == "13/11/2026"
    meeting.at = timezone.now() + timedelta(days=1)
    meeting.save()
    given = {"meeting": meeting, "people": people, "question": question}
    assert code_of(forward, **given) == "question.late"
    assert forward(**given, late_reason="Phát sinh sau khi đọc hồ sơ") == [question]
    assert forward(**given, late_reason="Lần nữa") == []
    assert people.applicant.notices.count() == 1


def test_strangers_rivals_and_members_neither_forward_nor_answer(meeting, people):
    question = ask(meeting, people)
    for name in ("member", "applicant", "leader"):
        refused = code_of(forward_questions, meeting=meeting, questions=[question], by=people.actor(name))
        assert refused == "not_allowed:st_tasks.council.manage"
    assert (
        code_of(answer_question, question=question, answer="x", by=people.actor("applicant"))
        == "question.not_forwarded"
    )
    forward(meeting, people, question)
    for name in ("proposer", "member", "other"):
        refused = code_of(answer_question, question=question, answer="x", by=people.actor(name))
        assert refused == "not_allowed:st_tasks.council.manage"
    assert (
        code_of(answer_question, question=question, answer=" ", by=people.actor("applicant"))
        == "question.answer"
    )
    answer_question(question=question, answer="Theo thư ngày 1/3", by=people.actor("officer"))
    assert Question.objects.get().answer == "Theo thư ngày 1/3"


def test_the_clerk_forwards_too_and_questions_of_another_council_do_not_go_along(meeting, people):
    question = ask(meeting, people)
    meeting.council.clerk = people.other
    meeting.council.save()
    foreign = make.council(members=(people.member,)).meetings.create(at=timezone.now())
    assert forward_questions(meeting=foreign, questions=[question], by=people.actor("officer")) == []
    assert forward_questions(meeting=meeting, questions=[question], by=actor_for(people.other)) == [question]
