from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khcn.agency_reports.accepting import accept_report, conflict_named, conflicts, fingerprint, rule
from khcn.agency_reports.models import AcceptedValue, Ruling, TaskUpdate
from khcn.indicators.models import Observation
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories import TaskFactory, actor_for, seat
from tests.factories.indicators import count, indicator

pytestmark = pytest.mark.django_db
MET = {"declared": "met", "text": "Xong.", "value": Decimal(3), "unit": "mô hình"}
LATE = {**MET, "declared": "late"}


@pytest.fixture
def pair(sent, a, b, task):
    return sent(a, {task: MET}), sent(b, {task: LATE})


def decided(round_, task, by, outcome="answer", reason="Có biên bản nghiệm thu", **values):
    return rule(cycle=round_, key=f"t{task.pk}", outcome=outcome, reason=reason, by=by, **values)


def grounds(cycle):
    return [one.grounds for one in conflicts(cycle)]


def test_two_agencies_that_declare_one_task_differently_contradict(pair, round_, task, a, b):
    (one,) = conflicts(round_)
    assert (one.grounds, one.key, one.decided) == (("declared",), f"t{task.pk}", False)
    assert [row.report.request.agency for row in one.answers] == [a, b]


def test_figures_in_the_same_unit_contradict_and_in_others_do_not(sent, a, b, task, round_):
    sent(a, {task: MET})
    other = sent(b, {task: {**MET, "value": Decimal(4), "unit": "Mô  hình"}})
    assert grounds(round_) == [("amount",)]
    other.answers.all().delete()
    other.answers.create(item=other.request.items.get(), **{**MET, "value": Decimal(4), "unit": "hồ sơ"})
    assert grounds(round_) == []


def test_same_words_and_an_agency_that_reports_nothing_do_not_contradict(sent, a, b, task, round_):
    sent(a, {task: MET})
    sent(b, {task: {"nothing": True}})
    assert grounds(round_) == []


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_what_is_not_with_the_department_contradicts_nobody(sent, a, b, task, round_, state):
    sent(a, {task: MET})
    sent(b, {task: LATE}, state=state)
    assert grounds(round_) == []


def test_figure_other_than_counted_contradicts_at_the_decimals_of_the_definition(sent, a, round_):
    figure = indicator("dem", owner=a, unit="tổ chức", decimals=0)
    count(figure, 2026, 12)
    made = sent(a, {figure: {"value": Decimal("12.4")}})
    assert grounds(round_) == []
    made.answers.all().delete()
    made.answers.create(item=made.request.items.get(), value=Decimal(15), explanation="Gồm cả tổ chức mới")
    (one,) = conflicts(round_)
    assert (one.grounds, one.counted.value, one.answers[0].explanation) == (
        ("counted",), 12, "Gồm cả tổ chức mới",
    )  # fmt: skip


def test_reading_takes_the_same_few_queries_for_one_and_for_many(sent, a, b, plan, round_):
    for number in range(3):
        task = TaskFactory(plan=plan, no=f"9{number}")
        for agency, said in ((a, MET), (b, LATE)):
            request = agency.report_requests.filter(cycle=round_).first()
            if request is None:
                sent(agency, {task: said})
            else:
                item = request.items.create(kind="task", task=task, title="x", order=number)
                request.reports.get().answers.create(item=item, **said)
    with CaptureQueriesContext(connection) as taken:
        assert len(conflicts(round_)) == 3
    assert len(taken) == 3


# --- deciding ---------------------------------------------------------------------------------


def test_decision_keeps_who_and_why_and_settles_the_matter(pair, round_, task, coordinator):
    decided(round_, task, coordinator, answer=pair[0].answers.get())
    (one,) = conflicts(round_)
    assert (one.decided, one.ruling.reason, one.ruling.decided_by_id) == (
        True, "Có biên bản nghiệm thu", coordinator.user_id,
    )  # fmt: skip
    after = Event.objects.get(action="report.rule").after
    assert (after["stands"], after["outcome"]) == ("Sở A", "answer")


def test_matter_is_open_again_when_an_agency_says_something_else(pair, round_, task, coordinator, sent, b):
    decided(round_, task, coordinator, answer=pair[0].answers.get())
    pair[1].answers.all().delete()
    pair[1].answers.create(item=pair[1].request.items.get(), **{**LATE, "declared": "stopped"})
    (one,) = conflicts(round_)
    assert (one.decided, one.outdated) == (False, True)
    decided(round_, task, coordinator, outcome="both", reason="Hai phần việc khác nhau")
    assert Ruling.objects.get().outcome == "both"
    assert Ruling.history.count() == 2


def test_chosen_answer_that_was_accepted_first_is_told_again_so_that_it_is_the_latest(
    pair, round_, task, a, b, coordinator
):
    for one in pair:
        accept_report(report=one, by=coordinator)
    assert TaskUpdate.objects.order_by("-as_of", "-id").first().agency == b
    decided(round_, task, coordinator, answer=pair[0].answers.get())
    latest = TaskUpdate.objects.order_by("-as_of", "-id").first()
    assert (latest.agency, latest.declared, latest.corrects.agency) == (a, "met", a)
    assert AcceptedValue.objects.get(item__request__agency=a).update == latest


def test_chosen_answer_that_is_the_latest_is_not_told_again(pair, round_, task, coordinator):
    for one in pair:
        accept_report(report=one, by=coordinator)
    decided(round_, task, coordinator, answer=pair[1].answers.get())
    assert TaskUpdate.objects.count() == 2


def test_helping_agency_that_is_right_tells_how_the_task_stands(sent, a, b, task, round_, coordinator):
    helper = sent(b, {task: LATE}, roles="coordinating")
    for one in (sent(a, {task: MET}), helper):
        accept_report(report=one, by=coordinator)
    decided(round_, task, coordinator, answer=helper.answers.get())
    assert TaskUpdate.objects.order_by("-as_of", "-id").first().agency == b


def test_figure_chosen_of_two_is_the_one_that_stands(sent, a, b, round_, coordinator):
    figure = indicator("chung", unit="tổ chức", source="report")
    first, second = sent(a, {figure: {"value": Decimal(5)}}), sent(b, {figure: {"value": Decimal(6)}})
    for one in (first, second):
        accept_report(report=one, by=coordinator)
    rule(
        cycle=round_, key=f"i{figure.pk}", outcome="answer", answer=first.answers.get(), reason="Đã đối chiếu",
        by=coordinator,
    )  # fmt: skip
    assert Observation.objects.get(current=True).value == 5


@pytest.mark.parametrize(
    ("outcome", "reason", "field"),
    [("answer", "Có lý do", "outcome"), ("counted", "Có lý do", "outcome"), ("both", " ", "reason")],
)
def test_decision_without_choice_or_reason_is_refused(
    pair, round_, task, coordinator, outcome, reason, field
):
    with pytest.raises(DomainError) as refusal:
        decided(round_, task, coordinator, outcome=outcome, reason=reason)
    assert list(refusal.value.fields) == [field]
    assert not Ruling.objects.exists()


def test_decision_on_answers_that_changed_since_they_were_seen_is_refused(pair, round_, task, coordinator):
    seen = fingerprint(conflict_named(round_, f"t{task.pk}"))
    pair[1].answers.all().delete()
    pair[1].answers.create(item=pair[1].request.items.get(), **{**LATE, "declared": "stopped"})
    with pytest.raises(DomainError) as refusal:
        decided(round_, task, coordinator, outcome="both", seen=seen)
    assert refusal.value.code == "ruling.changed"


def test_nothing_is_decided_where_nothing_contradicts(sent, a, task, round_, coordinator):
    sent(a, {task: MET})
    with pytest.raises(DomainError) as refusal:
        decided(round_, task, coordinator, outcome="both")
    assert refusal.value.code == "ruling.no_conflict"


@pytest.mark.parametrize("key", ["t", "x1", "t99999", "tba", "i²"])
def test_unknown_matters_are_none(round_, key):
    assert conflict_named(round_, key) is None


def test_leader_reads_but_does_not_decide(pair, round_, task, a):
    with pytest.raises(NotAllowed):
        decided(round_, task, actor_for(seat("leader", a)), outcome="both")


def test_decision_for_the_count_takes_back_a_figure_that_was_taken_over(sent, a, round_, coordinator):
    figure = indicator("dem", owner=a, unit="tổ chức", decimals=0)
    count(figure, 2026, 12)
    accept_report(report=sent(a, {figure: {"value": Decimal(15)}}), by=coordinator)
    (one,) = conflicts(round_)
    rule(cycle=round_, key=one.key, outcome="counted", reason="Sổ đủ hơn", by=coordinator)
    row = Observation.objects.get()
    assert (row.value, row.withdrawn, row.current, row.reason) == (15, True, False, "Sổ đủ hơn")
