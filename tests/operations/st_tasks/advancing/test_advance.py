"""advance(): what it writes, what it refuses, and two officers at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.advancing.waiting import next_steps, time_left, what_is_missing, who_holds
from khcn.operations.st_tasks.models import StTask, TaskEvent
from khcn.operations.st_tasks.procedures.keeping import outline_of
from tests.factories import st_tasks as make
from tests.operations.st_tasks.packs import bare, shipped
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def players(db):
    return make.players()


def take(task, transition, by, **told):
    return advance(task=task, transition=transition, by=by, **told)


def refused(task, transition, by, **told):
    with pytest.raises(DomainError) as caught:
        take(task, transition, by, **told)
    return caught.value


def test_a_step_moves_task_holder_deadline_phase_and_leaves_an_event(players):
    task = make.task("ordering", rules=bare())
    officer = players.actor("officer")
    values = {"order_symbol": "12/QĐ-ĐH", "ordered_on": date(2024, 1, 2)}
    done = take(task, "order", officer, on=date(2024, 1, 2), values=values, seen_step="ordering")
    assert (done.step, done.state, done.holder, done.step_due) == (
        "ordered",
        "ordered",
        "officer",
        date(2024, 1, 17),
    )
    event = TaskEvent.objects.get(task=task)
    assert (event.source, event.target, event.transition, event.acted_as) == (
        "ordering",
        "ordered",
        "order",
        "officer",
    )
    assert event.values == {"order_symbol": "12/QĐ-ĐH", "ordered_on": "2024-01-02"}
    assert Event.objects.filter(action="st_task.advance").count() == 1


def test_who_saw_another_step_is_told_who_was_first(players):
    task = make.task("received", rules=bare())
    officer = players.actor("officer")
    take(task, "screen", officer, seen_step="received")
    refusal = refused(task, "reject", officer, note="Không đủ", seen_step="received")
    assert refusal.code == "task.moved_on"
    assert officer.name in refusal.message


@pytest.mark.parametrize(
    ("step", "transition", "told", "code"),
    [
        ("received", "order", {}, "task.no_such_step"),
        ("received", "khong-co", {}, "task.no_such_step"),
        ("received", "reject", {"note": "  "}, "task.reason_missing"),
        ("received", "screen", {"values": {"grade": "pass"}}, "task.field_foreign"),
        ("received", "screen", {"on": TODAY + timedelta(days=1)}, "task.future"),
        ("ordering", "order", {"values": {"order_symbol": "1/QĐ"}}, "task.field_missing"),
        ("acceptance", "conclude", {"values": {"grade": "excellent"}}, "task.field_foreign"),
        ("deciding", "approve", {"values": {"budget": 5}}, "task.field_foreign"),
        ("recognition", "recognise", {"values": {"recognition_symbol": "1", "recognised_on": date(2026, 8, 1)}}, "record.rule"),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_the_task_where_it_was(players, step, transition, told, code):
    task = make.task(step, rules=bare())
    refusal = refused(task, transition, players.actor("officer"), **told)
    assert refusal.code.split(".")[0] in ("task", "record")
    if code.startswith("task."):
        assert refusal.code == code
    task.refresh_from_db()
    assert (task.step, TaskEvent.objects.count()) == (step, 0)


def test_grade_is_never_typed_but_what_stands_there_by_computation_counts(players):
    task = make.task(
        "acceptance", rules=bare(), accepted_on=date(2026, 6, 1), grade="pass", acceptance_minutes="1/BB"
    )
    done = take(task, "conclude", players.actor("officer"), on=date(2026, 6, 1))
    assert (done.step, done.state, done.grade) == ("finishing", "accepted", "pass")


def test_step_of_another_route_is_refused(players):
    task = make.task("ordered", rules=bare(), route="giao-truc-tiep")
    assert refused(task, "call", players.actor("officer")).code == "task.no_such_step"


def test_missing_papers_are_named(players):
    task = make.task("dossier", rules=shipped())
    refusal = refused(task, "hand_in", players.actor("officer"))
    assert (refusal.code, "Báo cáo tổng hợp kết quả nghiên cứu (NT-BCTH)" in refusal.message) == (
        "task.paper_missing",
        True,
    )


def test_approval_takes_the_rule_set_of_its_day_and_the_next_code_of_the_year(players):
    moves = ("procedure_valid",)
    rules = bare(definition=_with(shipped().definition, guards=moves, effects=("give_code",)))
    make.task("approved", rules=rules, code="ĐTCN.07/25", valid_from=date(2025, 2, 3))
    make.task("approved", rules=rules, code="ĐTXH.30/25", valid_from=date(2025, 2, 3))
    task = make.task("deciding", rules=rules, budget=10, state_budget=5, kind="de-tai")
    values = {
        "approval_symbol": "1/QĐ", "valid_from": date(2025, 10, 1), "starts_on": date(2025, 10, 1), "ends_on": date(2026, 9, 30),
    }  # fmt: skip
    late = refused(task, "approve", players.actor("leader"), values=values)
    assert (late.code, "01/10/2025" in late.message) == ("task.guard", True)
    done = take(task, "approve", players.actor("leader"), values=values | {"valid_from": date(2025, 9, 30)})
    assert (done.code, done.state) == ("ĐTCN.08/25", "approved")


def test_code_that_was_typed_is_kept_as_given(players):
    rules = bare(definition=_with(shipped().definition, effects=("give_code",)))
    task = make.task("deciding", rules=rules, budget=10, state_budget=5)
    values = {
        "approval_symbol": "1/QĐ", "valid_from": date(2025, 9, 1), "starts_on": date(2025, 9, 1), "ends_on": date(2026, 9, 30),
        "code": "ĐT-TQ 12-2025",
    }  # fmt: skip
    assert take(task, "approve", players.actor("leader"), values=values).code == "ĐT-TQ 12-2025"


def _with(definition, guards=(), effects=()):
    def kept(one, key, names):
        return [name for name in one.get(key, []) if name in names]

    moves = [
        {**one, "guards": kept(one, "guards", guards), "effects": kept(one, "effects", effects), "papers": []}
        for one in definition["transitions"]
    ]
    return {**definition, "transitions": moves}


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("approved", {"valid_from": None}),
        ("approved", {"approval_symbol": ""}),
        ("received", {"valid_from": date(2024, 1, 1)}),
        ("running", {"ends_on": None}),
        ("finishing", {"grade": ""}),
        ("finishing", {"acceptance_minutes": ""}),
        ("settlement", {"recognised_on": date(2026, 8, 1)}),
        ("ordered", {"ordered_on": None}),
        ("received", {"step": ""}),
    ],
)
def test_database_refuses_states_that_their_data_do_not_bear(step, values):
    task = make.task(step, rules=bare())
    with pytest.raises(IntegrityError), transaction.atomic():
        StTask.objects.filter(pk=task.pk).update(**values)


def test_database_refuses_to_change_or_delete_a_step_that_was_taken():
    event = make.event(make.task("received", rules=bare()), "received")
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskEvent.objects.filter(pk=event.pk).update(note="khác")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM st_tasks_taskevent WHERE id = %s", [event.pk])
    TaskEvent.objects.filter(pk=event.pk).update(by=None)
    event.refresh_from_db()
    assert event.note == ""


def test_page_is_told_who_holds_the_task_until_when_and_what_is_missing(players):
    rules = shipped()
    task = make.task("ordering", rules=rules, step_due=date(2024, 2, 1), officer=players.officer)
    where = who_holds(task, date(2024, 1, 30))
    assert (where.step, where.who, where.late, where.left) == (
        "Rà soát, trình phê duyệt đặt hàng", "Lãnh đạo phê duyệt", False, "còn 2 ngày làm việc",
    )  # fmt: skip
    assert who_holds(task, date(2024, 2, 5)).late
    steps = {one.transition.code: one for one in next_steps(task, players.actor("leader"))}
    assert steps["order"].missing == (
        "Cần điền “Quyết định phê duyệt đặt hàng”.", "Cần điền “Ngày phê duyệt đặt hàng”.",
    )  # fmt: skip
    assert steps["decline_order"].ready
    assert set(steps) == {"order", "decline_order", "back_to_identified"}


def test_what_an_effect_fills_is_not_asked_for(players):
    task = make.task("acceptance", rules=bare())
    move = outline_of(task.procedure).transition("conclude")
    assert (move.asked, what_is_missing(task, move, players.actor("officer"))) == ((), [])


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, ""),
        (date(2026, 2, 13), "hôm nay là hạn"),
        (date(2026, 2, 23), "còn 1 ngày làm việc"),
        (date(2026, 2, 12), "quá hạn 1 ngày làm việc"),
    ],
)
def test_time_left_passes_over_tet(due, said):
    assert time_left(due, date(2026, 2, 13)) == said


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_decide_at_once_one_wins_and_the_other_is_told(tmp_path):
    players = make.players()
    task = make.task("received", rules=bare())
    one, other = players.actor("officer"), players.actor("officer")

    def decide(by, transition):
        return lambda: take(task, transition, by, note="vì", seen_step="received").step

    results, rows = at_once(
        tmp_path,
        decide(one, "screen"),
        decide(other, "reject"),
        then=lambda: list(TaskEvent.objects.values_list("target")),
    )
    told = [result.code for result in results if isinstance(result, DomainError)]
    assert told == ["task.moved_on"]
    assert [result for result in results if isinstance(result, str)] == [rows[0][0]]
    assert len(rows) == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_take_two_codes(tmp_path):
    players = make.players()
    rules = bare(definition=_with(shipped().definition, effects=("give_code",)))
    values = {
        "approval_symbol": "1/QĐ", "valid_from": date(2025, 9, 1), "starts_on": date(2025, 9, 1), "ends_on": date(2026, 9, 30),
    }  # fmt: skip
    tasks = [make.task("deciding", rules=rules, budget=10, state_budget=5) for _ in range(2)]
    by = players.actor("leader")

    def approve(task):
        return lambda: take(task, "approve", by, values=values).code

    results, codes = at_once(
        tmp_path, *map(approve, tasks), then=lambda: sorted(StTask.objects.values_list("code", flat=True))
    )
    assert sorted(map(str, results)) == codes == ["ĐTCN.01/25", "ĐTCN.02/25"]


def test_proposal_that_the_council_does_not_recommend_is_closed_without_a_reason_typed(players):
    rules = bare(definition=_with(shipped().definition, effects=("close_application",)))
    task = make.task("identification", rules=rules)
    proposal = make.application(of=task, state="sent")
    take(task, "not_recommend", players.actor("officer"))
    proposal.refresh_from_db()
    assert proposal.state == "not_chosen"
