"""Independent experts: asked, due by the rule set, enough or not; an answer stays."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.models import ExpertOpinion, StTask
from khcn.operations.st_tasks.opinions import ask_opinion, asked_on, record_opinion
from khcn.operations.st_tasks.running.due import due_until
from tests.factories import st_tasks as make
from tests.factories.people import actor_for
from tests.operations.st_tasks.packs import bare

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DAY = date(2026, 6, 15)


@pytest.fixture
def noon():
    with time_machine.travel("2026-06-15T05:00:00Z", tick=False):
        yield


@pytest.fixture
def by(noon):
    return actor_for(make.players().officer)


def ask(task, by, about="selection", **over):
    return ask_opinion(task=task, about=about, name="Chuyên Gia Mẫu", on=DAY, by=by, **over)


def answer(one, by):
    return record_opinion(opinion=one, text="Nên thực hiện.", on=DAY, by=by)


def test_an_expert_has_fifteen_days_and_is_on_the_list_of_what_is_due(by):
    task = make.task("selection", rules=bare())
    one = ask(task, by)
    assert one.due_on == date(2026, 6, 30)
    told = due_until(StTask.objects.filter(pk=task.pk), date(2026, 7, 1))
    assert [(row.kind, row.day, row.what) for row in told] == [("opinion", one.due_on, "Chuyên Gia Mẫu")]
    answer(one, by)
    assert due_until(StTask.objects.filter(pk=task.pk), date(2026, 7, 1)) == []


@pytest.mark.parametrize(
    ("about", "experts", "organisations", "enough"),
    [("selection", 2, 0, False), ("selection", 3, 0, True), ("selection", 0, 3, False),
     ("dispute", 1, 0, False), ("dispute", 2, 0, True), ("dispute", 0, 1, True)],
)  # fmt: skip
def test_three_experts_are_enough_and_at_a_dispute_two_or_one_organisation(
    by, about, experts, organisations, enough
):
    task = make.task("selection", rules=bare())
    for is_organisation in (*(False,) * experts, *(True,) * organisations):
        answer(ask(task, by, about, is_organisation=is_organisation), by)
    ask(task, by, about)
    (matter,) = asked_on(task)
    assert matter.enough is enough


def test_an_answer_stays_and_comes_between_the_question_and_today(by):
    one = ask(make.task("selection", rules=bare()), by)
    for day in (date(2026, 6, 14), date(2026, 6, 16)):
        with pytest.raises(DomainError) as refused:
            record_opinion(opinion=one, text="Nên.", on=day, by=by)
        assert refused.value.code == "opinion.on"
    answer(one, by)
    with pytest.raises(DomainError) as refused:
        answer(one, by)
    assert refused.value.code == "opinion.answered"


def test_database_keeps_no_answer_without_words(by):
    one = ask(make.task("selection", rules=bare()), by)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertOpinion.objects.filter(pk=one.pk).update(answered_on=DAY)


def test_only_officers_ask(by):
    with pytest.raises(NotAllowed):
        ask(make.task("selection", rules=bare()), actor_for(make.players().leader))
