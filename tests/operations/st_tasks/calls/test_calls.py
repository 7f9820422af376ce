"""Calls: long enough, closed by the second, extended for one, opened once with minutes, repeated in time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks import calls
from khcn.operations.st_tasks.calls import guards
from khcn.operations.st_tasks.calls.validity import owed_by, remarks
from khcn.operations.st_tasks.models import (
    Application,
    BudgetLine,
    Call,
    CouncilItem,
    Meeting,
    Sanction,
    SentVersion,
    StTask,
)
from tests.factories import st_tasks as make

pytestmark = pytest.mark.django_db
CLOSES = datetime(2026, 3, 31, 10, 0, 0, tzinfo=UTC)  # 17:00:00 in Việt Nam


@pytest.fixture
def people():
    return make.players()


@pytest.fixture
def officer(people):
    return lambda: people.actor("officer")


def refused(code):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def ordered(**over):
    return make.task("ordered", route="tuyen-chon", **over)


def prepared(officer, *tasks):
    call = calls.prepare_call(procedure=make.procedure(), title="Đợt một", year=2026, by=officer())
    if tasks:
        calls.put_tasks(call=call, tasks=tasks, by=officer())
    return call


def dossier(call, task, **over):
    made = make.application(purpose="dossier", state="sent", of=task, call=call, **over)
    SentVersion.objects.create(
        application=made, number=1, content={}, seal="a" * 64, sent_at=timezone.now(), sent_by=made.owner
    )
    return made


# --- preparing and publishing ---


def test_only_tasks_ordered_and_sought_by_a_call_may_stand_in_it(officer):
    call = prepared(officer)
    fitting = ordered()
    for other in (make.task("screening", route="tuyen-chon"), make.task("ordered", route="giao-truc-tiep")):
        with refused("call.task_not_fitting"):
            calls.put_tasks(call=call, tasks=[fitting, other], by=officer())
    assert calls.put_tasks(call=call, tasks=[fitting], by=officer()) == [fitting]


def test_a_task_stands_in_one_call_and_is_free_again_when_left_out(officer):
    task = ordered()
    first, second = prepared(officer, task), prepared(officer)
    with refused("call.task_not_fitting"):
        calls.put_tasks(call=second, tasks=[task], by=officer())
    calls.put_tasks(call=first, tasks=[], by=officer())
    assert calls.put_tasks(call=second, tasks=[task], by=officer()) == [task]


def test_calls_of_the_same_name_have_codes_of_their_own(officer):
    assert [prepared(officer).code, prepared(officer).code] == ["2026-dot-mot", "2026-dot-mot-2"]


def test_publishing_sends_all_tasks_calling_and_keeps_the_day_of_publication(officer):
    task = ordered()
    call = prepared(officer, task)
    with time_machine.travel(CLOSES - timedelta(days=40), tick=False):
        calls.publish_call(call=call, by=officer(), closes_at=CLOSES, notice_symbol="5/TB")
        task.refresh_from_db()
        assert (task.step, task.order_published_on) == ("calling", timezone.localdate())


def test_a_call_shorter_than_the_rule_set_says_needs_a_reason(officer):
    call = prepared(officer, ordered())
    with time_machine.travel(CLOSES - timedelta(days=29), tick=False):
        with refused("call.too_short"):
            calls.publish_call(call=call, by=officer(), closes_at=CLOSES)
        done = calls.publish_call(call=call, by=officer(), closes_at=CLOSES, reason="Nhiệm vụ đột xuất")
    assert done.short_reason == "Nhiệm vụ đột xuất"


def test_thirty_days_are_enough(officer):
    call = prepared(officer, ordered())
    with time_machine.travel(CLOSES - timedelta(days=30), tick=False):
        assert calls.publish_call(call=call, by=officer(), closes_at=CLOSES).short_reason == ""


def test_a_call_without_tasks_or_that_closes_in_the_past_is_not_published(officer):
    with time_machine.travel(CLOSES - timedelta(days=40), tick=False):
        with refused("call.no_tasks"):
            calls.publish_call(call=prepared(officer), by=officer(), closes_at=CLOSES)
        with refused("call.closes_too_early"):
            calls.publish_call(
                call=prepared(officer, ordered()), by=officer(), closes_at=timezone.now(), reason="x"
            )


def test_what_was_published_stays_as_it_was(officer):
    task = ordered()
    call = prepared(officer, task)
    with time_machine.travel(CLOSES - timedelta(days=40), tick=False):
        calls.publish_call(call=call, by=officer(), closes_at=CLOSES)
        for act in (
            lambda: calls.edit_call(call=call, by=officer(), values={"title": "Khác"}),
            lambda: calls.put_tasks(call=call, tasks=[], by=officer()),
            lambda: calls.publish_call(call=call, by=officer(), closes_at=CLOSES),
        ):
            with refused("call.published"):
                act()


@pytest.mark.parametrize("who", ["leader", "proposer", "other"])
def test_only_officers_run_calls(who, people):
    with pytest.raises(NotAllowed):
        calls.prepare_call(procedure=make.procedure(), title="Đợt", year=2026, by=people.actor(who))


# --- the second of closing ---


def open_call(**over):
    return make.call(
        opens_at=CLOSES - timedelta(days=40),
        published_at=CLOSES - timedelta(days=40),
        closes_at=CLOSES,
        **over,
    )


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        (CLOSES - timedelta(seconds=1), True),
        (CLOSES, True),
        (CLOSES + timedelta(milliseconds=999), True),
        (CLOSES + timedelta(seconds=1), False),
    ],
)
def test_the_second_of_closing_is_still_in_time(moment, taken):
    call = open_call()
    assert calls.takes_dossiers(call, moment) is taken
    assert calls.is_over(call, moment) is not taken


def test_an_extension_holds_for_one_dossier_alone_and_keeps_the_opening_waiting(officer):
    call, task = open_call(), make.task("calling")
    late, other = (
        make.application(purpose="dossier", of=task, call=call),
        make.application(purpose="dossier", of=task, call=call),
    )
    with time_machine.travel(CLOSES - timedelta(hours=1), tick=False):
        calls.extend_for(application=late, until=CLOSES + timedelta(hours=2), reason="Lũ quét", by=officer())
    late.refresh_from_db()
    after = CLOSES + timedelta(hours=1)
    assert calls.takes_dossiers(call, after, late) is True
    assert calls.takes_dossiers(call, after, other) is False
    assert calls.is_over(call, after) is False
    assert calls.is_over(call, CLOSES + timedelta(hours=2, seconds=1)) is True
    assert [notice.kind for notice in late.owner.notices.all()] == ["st_tasks.call"]


def test_an_extension_needs_a_reason_and_a_later_moment(officer):
    call = open_call()
    one = make.application(purpose="dossier", of=make.task("calling"), call=call)
    with time_machine.travel(CLOSES - timedelta(hours=1), tick=False):
        with refused("call.reason_missing"):
            calls.extend_for(application=one, until=CLOSES + timedelta(hours=2), reason=" ", by=officer())
        with refused("call.not_later"):
            calls.extend_for(application=one, until=CLOSES, reason="Lũ quét", by=officer())


def test_moments_are_told_with_their_zone():
    assert calls.moment_words(CLOSES) == "17:00:00 ngày 31/03/2026 (giờ máy chủ, UTC+7)"


# --- opening ---


def opening(call, officer, **over):
    told = {"people": "Tổ mở hồ sơ", "place": "Phòng họp A", "minutes": "7/BB", "at": timezone.now()} | over
    return calls.open_dossiers(call=call, by=officer(), **told)


def test_nothing_is_opened_while_somebody_may_still_send(officer):
    call = open_call()
    with time_machine.travel(CLOSES, tick=False), refused("call.not_over"):
        opening(call, officer)


def test_the_opening_keeps_the_list_with_the_seals_and_moves_the_tasks_once(officer):
    call = open_call()
    task = make.task("calling", call=call)
    sent = dossier(call, task, organisation=make.organisation())
    make.application(purpose="dossier", of=task, call=call)  # a draft that nobody sent
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        done = opening(call, officer)
        with refused("call.opened"):
            opening(call, officer)
    assert [(one["dossier"], one["seal"], one["organisation"]) for one in done.opening_list] == [
        (sent.pk, "a" * 64, "Công ty Mẫu số 1")
    ]
    task.refresh_from_db()
    assert task.step == "opening"
    assert (done.opened_on.isoformat(), done.opening_minutes) == ("2026-04-01", "7/BB")


@pytest.mark.parametrize("name", ["people", "place", "minutes"])
def test_an_opening_has_minutes_place_and_people(name, officer):
    call = open_call()
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False), refused("call.minutes_missing"):
        opening(call, officer, **{name: "  "})


def test_an_opening_did_not_happen_before_closing_nor_in_the_future(officer):
    call = open_call()
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        with refused("call.not_over"):
            opening(call, officer, at=CLOSES - timedelta(minutes=1))
        with refused("call.future"):
            opening(call, officer, at=CLOSES + timedelta(days=2))


# --- validity ---


@pytest.fixture
def opened():
    call = make.call(opened_on=timezone.localdate(), opening_minutes="7/BB")
    return call, make.task("opening", call=call)


def test_an_invalid_dossier_has_a_reason_that_its_team_reads(opened, officer):
    one = dossier(*opened)
    with refused("call.note_missing"):
        calls.judge_validity(application=one, valid=False, note=" ", by=officer())
    calls.judge_validity(application=one, valid=False, note="Thiếu lý lịch khoa học", by=officer())
    one.refresh_from_db()
    assert (one.state, one.validity_note) == ("invalid", "Thiếu lý lịch khoa học")
    assert "Thiếu lý lịch" in one.owner.notices.get().body


def test_validity_may_be_said_anew_until_the_task_moves_on(opened, officer):
    call, task = opened
    one = dossier(call, task)
    calls.judge_validity(application=one, valid=False, note="Thiếu", by=officer())
    calls.judge_validity(application=one, valid=True, note="", by=officer())
    StTask.objects.filter(pk=task.pk).update(step="selection")
    with refused("call.task_moved_on"):
        calls.judge_validity(application=one, valid=False, note="Thiếu", by=officer())


def test_nothing_is_judged_before_the_opening(officer):
    call = open_call()
    one = dossier(call, make.task("opening", call=call))
    with refused("call.not_opened"):
        calls.judge_validity(application=one, valid=True, note="", by=officer())


def test_the_platform_says_what_speaks_against_a_dossier(opened):
    call, task = opened
    host = make.organisation()
    one = dossier(call, task, organisation=host)
    leader = make.team_member(one, role="leader", name="Người Mẫu Một")
    today = timezone.localdate()
    Sanction.objects.create(organisation=host, reason="Nộp muộn", valid_from=today, valid_to=today)
    Sanction.objects.create(
        organisation=host, reason="Đã hết", valid_from=today - timedelta(9), valid_to=today - timedelta(1)
    )
    against = [remark.text for remark in remarks(one, leader, owed_by(one, leader, today)) if remark.against]
    assert len(against) == 1
    assert "Nộp muộn" in against[0]


# --- guards ---


class Asked:
    def __init__(self, task, note=""):
        self.task, self.note = task, note


def test_guards_of_opening_and_selection(opened):
    call, task = opened
    assert guards.dossiers_opened(Asked(task)) == ""
    assert "thông báo lại" in guards.valid_dossier(Asked(task))
    assert guards.no_valid_dossier_or_no_winner(Asked(task)) == ""
    one = dossier(call, task)
    assert guards.valid_dossier(Asked(task)) == "Còn hồ sơ chưa kết luận tính hợp lệ."
    assert guards.no_valid_dossier_or_no_winner(Asked(task)) != ""
    Application.objects.filter(pk=one.pk).update(state="valid")
    assert guards.valid_dossier(Asked(task)) == ""


def test_dossiers_of_an_earlier_call_do_not_count(opened):
    _call, task = opened
    dossier(make.call(), task)
    assert "Không có hồ sơ hợp lệ" in guards.valid_dossier(Asked(task))


def test_a_dossier_is_completed_by_a_new_version_or_by_saying_that_nothing_had_to_change(opened):
    call, task = opened
    one = dossier(call, task)
    assert guards.dossier_completed(Asked(task)) == "Nhiệm vụ chưa có hồ sơ được chọn."
    Application.objects.filter(pk=one.pk).update(state="chosen")
    task.step_since = timezone.now() + timedelta(seconds=1)
    assert guards.dossier_completed(Asked(task)) != ""
    assert guards.dossier_completed(Asked(task, "Hội đồng không yêu cầu sửa")) == ""
    task.step_since = timezone.now() - timedelta(days=1)
    assert guards.dossier_completed(Asked(task)) == ""


# --- the winner ---


def test_the_winner_becomes_host_leader_and_budget_and_the_others_were_not_chosen(people, officer):
    from khcn.operations.st_tasks.advancing.advance import advance

    rules = make.procedure(effects=("take_winner",), code="chon")
    call = make.call(rules=rules, opened_on=timezone.localdate(), opening_minutes="7/BB")
    task = make.task("selection", rules=rules, call=call)
    host, partner, leader = make.organisation("Viện Mẫu"), make.organisation("Trường Mẫu"), make.person()
    best = dossier(call, task, organisation=host, answers={"products": "- Quy trình\n- Mô hình"})
    best.partners.set([partner])
    make.team_member(best, role="leader", name="Người Mẫu Một", person=leader)
    for source, sum_ in (("ngan-sach", 700), ("don-vi", 300)):
        BudgetLine.objects.create(application=best, year=2026, source=source, item="cong", asked=sum_)
    other = dossier(call, task)
    Application.objects.filter(pk__in=[best.pk, other.pk]).update(state="valid")
    with refused("task.no_winner"):
        advance(task=task, transition="choose", by=officer())
    council = make.council(dossiers=(best, other))
    meeting = Meeting.objects.create(
        council=council,
        at=timezone.now(),
        state="closed",
        closed_at=timezone.now(),
        minutes_symbol="8/BB",
        quorum={},
    )
    for result, one in (("winner", best), ("failed", other)):
        items = CouncilItem.objects.filter(council=council, dossier=one)
        items.update(result=result, outcome={"meeting": meeting.pk}, concluded_at=timezone.now())
    done = advance(task=task, transition="choose", by=officer())
    done.refresh_from_db()
    assert (done.step, done.host, done.leader, done.leader_name) == (
        "completing",
        host,
        leader,
        "Người Mẫu Một",
    )
    assert (done.budget, done.state_budget, list(done.partners.all())) == (1000, 700, [partner])
    assert [line.asked for line in done.budget_lines.order_by("asked")] == [300, 700]
    assert [product.name for product in done.products.order_by("number")] == ["Quy trình", "Mô hình"]
    assert [Application.objects.get(pk=one.pk).state for one in (best, other)] == ["chosen", "not_chosen"]


# --- cancelled, repeated ---


def test_a_call_is_cancelled_with_a_reason_before_its_opening(officer):
    call = open_call()
    with refused("call.reason_missing"):
        calls.cancel_call(call=call, reason="", by=officer())
    calls.cancel_call(call=call, reason="Sai nội dung", by=officer())
    with refused("call.cancelled"):
        calls.cancel_call(call=call, reason="Sai nội dung", by=officer())
    assert calls.takes_dossiers(Call.objects.get(pk=call.pk), CLOSES - timedelta(days=1)) is False


def repeatable():
    call = open_call(opened_on=CLOSES.date(), opening_minutes="7/BB")
    return call, ordered(call=call)


def test_a_call_is_repeated_within_six_months_for_the_tasks_that_found_nobody(officer, monkeypatch):
    monkeypatch.setitem(make.FIGURES, "call.repeat_months", 6)
    call, task = repeatable()
    with time_machine.travel(datetime(2026, 9, 30, 5, tzinfo=UTC), tick=False):
        again = calls.repeat_call(call=call, by=officer())
    task.refresh_from_db()
    assert (again.repeats, task.call, again.published_at) == (call, again, None)


def test_after_six_months_the_task_must_be_ordered_again(officer, monkeypatch):
    monkeypatch.setitem(make.FIGURES, "call.repeat_months", 6)
    call, _task = repeatable()
    with time_machine.travel(datetime(2026, 10, 1, 5, tzinfo=UTC), tick=False), refused("call.repeat_late"):
        calls.repeat_call(call=call, by=officer())


def test_a_call_in_which_every_task_found_somebody_is_not_repeated(officer):
    call = open_call(opened_on=CLOSES.date(), opening_minutes="7/BB")
    make.task("running", call=call)
    with time_machine.travel(CLOSES + timedelta(days=20), tick=False), refused("call.no_tasks"):
        calls.repeat_call(call=call, by=officer())
