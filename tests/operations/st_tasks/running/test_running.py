"""Running tasks: reports that are due, changes by rule, early ends with refunds, what a host owes, reminders."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.kernel.errors import DomainError
from khcn.kernel.notices.models import Notice
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.models import (
    BudgetLine,
    Change,
    Contract,
    Instalment,
    PeriodicReport,
    Sanction,
    Stop,
    StTask,
    Use,
)
from khcn.operations.st_tasks.running.changes import ask_change, decide_change, report_own_change, told_late
from khcn.operations.st_tasks.running.daily import remind
from khcn.operations.st_tasks.running.due import due_until
from khcn.operations.st_tasks.running.inspections import add_inspection, conclude_inspection
from khcn.operations.st_tasks.running.judging_changes import faults_of, warnings_of
from khcn.operations.st_tasks.running.obligations import obligations_of
from khcn.operations.st_tasks.running.planning import plan_reports
from khcn.operations.st_tasks.running.reports import excuse_report, judge_report, send_report, sent_late
from khcn.operations.st_tasks.running.sanctions import add_sanction, lift_sanction
from khcn.operations.st_tasks.running.schedule import months_added, months_between, periods
from khcn.operations.st_tasks.running.stopping import decide_stop, open_stop, record_refund
from tests.factories import st_tasks as make
from tests.factories.people import actor_for
from tests.operations.st_tasks.money.regime import rules

pytestmark = pytest.mark.django_db
M = 1_000_000
DAY = date(2025, 3, 3)


@pytest.fixture
def by():
    return actor_for(make.players().officer, DAY)


def running(**over) -> StTask:
    """01/07/2024–30/06/2026, 24 months."""
    return make.task("running", rules=rules(), **over)


def refused(code: str, call, **told) -> DomainError:
    with pytest.raises(DomainError) as caught:
        call(**told)
    assert caught.value.code == code
    return caught.value


# --- periods ----------------------------------------------------------------------------------------------------------


def test_two_years_ask_for_four_half_yearly_reports():
    found = [
        (one.first, one.last, one.due_on)
        for one in periods(date(2024, 7, 1), date(2026, 6, 30), months=6, due_days=15)
    ]
    assert found[0] == (date(2024, 7, 1), date(2024, 12, 31), date(2025, 1, 15))
    assert (len(found), found[-1][1]) == (4, date(2026, 6, 30))


def test_a_rest_shorter_than_a_period_has_no_report():
    assert [one.number for one in periods(date(2024, 7, 1), date(2025, 3, 31), months=6)] == [1]
    assert list(periods(date(2024, 7, 1), date(2024, 10, 1), months=6)) == []


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 2000), st.integers(1, 12))
def test_periods_follow_each_other_without_a_gap(start, days, months):
    found = list(periods(start, start + timedelta(days=days), months=months))
    assert all(one.last + timedelta(days=1) == next_one.first for one, next_one in pairwise(found))
    assert not found or (found[0].first == start and found[-1].last <= start + timedelta(days=days))


@pytest.mark.parametrize(
    ("end", "months"),
    [(date(2026, 6, 30), 24), (date(2026, 7, 1), 25), (date(2026, 6, 29), 24), (date(2024, 7, 1), 1)],
)
def test_months_of_a_task_are_counted_by_days(end, months):
    assert months_between(date(2024, 7, 1), end) == months


@pytest.mark.parametrize(
    ("end", "months"),
    [
        (date(2026, 12, 30), 6),
        (date(2026, 12, 31), 6),
        (date(2027, 1, 1), 7),
        (date(2026, 7, 1), 1),
        (date(2026, 6, 30), 0),
    ],
)
def test_a_begun_month_of_an_extension_counts_whole(end, months):
    assert months_added(date(2026, 6, 30), end) == months


# --- the step into running, reports -----------------------------------------------------------------------------------


def test_signing_starts_the_reports_and_the_day_of_the_acceptance_dossier(by):
    task = make.task("approved", rules=rules(effects=("start_running",)))
    Contract.objects.create(
        task=task,
        number="1",
        signed_on=date(2024, 6, 20),
        starts_on=date(2024, 7, 15),
        ends_on=date(2026, 6, 30),
        total=1,
    )
    task = advance(task=task, transition="sign", by=by)
    assert (task.starts_on, task.acceptance_due_on) == (date(2024, 7, 15), date(2026, 7, 30))
    assert list(task.reports.values_list("number", "due_on")) == [
        (1, date(2025, 1, 29)), (2, date(2025, 7, 29)), (3, date(2026, 1, 29)),
    ]  # fmt: skip


def test_planning_twice_changes_nothing(by):
    task = running()
    first = [(one.pk, one.due_on) for one in plan_reports(task)]
    assert [(one.pk, one.due_on) for one in plan_reports(task)] == first


def test_a_rule_set_without_that_number_asks_for_no_reports():
    assert plan_reports(make.task("running", rules=rules(without=("report.months",)))) == []


def test_a_judged_report_is_not_sent_again(by):
    report = plan_reports(running())[0]
    report = send_report(report=report, text="Xong nội dung 1", by=by, share_done=Decimal("30"), spent=5)
    assert sent_late(report) > 0
    refused("report.note", judge_report, report=report, judgement="slow", by=by)
    judge_report(report=report, judgement="good", by=by)
    refused("report.judged", send_report, report=report, text="Sửa", by=by)
    refused("report.sent", excuse_report, report=report, reason="Bão", by=by)


def test_a_report_is_not_sent_before_its_period_nor_empty(by):
    reports = plan_reports(running())
    refused("report.too_early", send_report, report=reports[3], text="Sớm", by=by)
    refused("report.empty", send_report, report=reports[0], text="  ", by=by)


# --- changes ----------------------------------------------------------------------------------------------------------


def asked(task, kind, wish, by, **over) -> Change:
    return ask_change(task=task, kind=kind, reason="Cần thêm thời gian", wish=wish, by=by, **over)


def agree(change, by, **over):
    return decide_change(change=change, agreed=True, symbol="5/QĐ", on=DAY, by=by, **over)


def test_an_agreed_extension_moves_the_end_the_reports_and_the_contract(by):
    task = running(acceptance_due_on=date(2026, 7, 30))
    Contract.objects.create(task=task, starts_on=task.starts_on, ends_on=task.ends_on)
    plan_reports(task)
    change = agree(asked(task, "extension", {"ends_on": "2026-12-30"}, by), by)
    task.refresh_from_db()
    assert (task.ends_on, task.extended_from, task.acceptance_due_on) == (
        date(2026, 12, 30),
        date(2026, 6, 30),
        date(2027, 1, 29),
    )
    assert change.before == {
        "ends_on": "2026-06-30",
        "acceptance_due_on": "2026-07-30",
        "extended_from": None,
    }
    assert change.due_on == DAY + timedelta(days=30)
    assert task.contract.ends_on == date(2026, 12, 30)
    assert task.reports.count() == 4


@pytest.mark.parametrize(
    ("ends_on", "wish", "asked_on", "said"),
    [
        (date(2026, 6, 30), "2027-01-01", DAY, "nhiều nhất chỉ được 6 tháng"),
        (date(2026, 7, 1), "2027-07-02", DAY, "nhiều nhất chỉ được 12 tháng"),
        (date(2025, 4, 2), "2025-06-01", DAY, "là muộn"),
    ],
)
def test_an_extension_outside_its_limits_cannot_be_agreed(by, ends_on, wish, asked_on, said):
    change = asked(running(ends_on=ends_on), "extension", {"ends_on": wish}, by, on=asked_on)
    assert said in refused("change.against_rule", agree, change=change, by=by).message
    assert StTask.objects.get().ends_on == ends_on


def test_a_second_extension_cannot_be_agreed(by):
    task = running()
    agree(asked(task, "extension", {"ends_on": "2026-07-30"}, by), by)
    change = asked(task, "extension", {"ends_on": "2026-08-30"}, by)
    assert "đã được gia hạn 1 lần" in refused("change.against_rule", agree, change=change, by=by).message


def test_a_rule_that_nobody_confirmed_is_lifted_by_a_note(by):
    task = make.task("running", rules=rules(confirmation="to_confirm"))
    change = asked(task, "extension", {"ends_on": "2027-12-31"}, by)
    refused("change.against_rule", agree, change=change, by=by)
    assert agree(change, by, note="Theo ý kiến của Sở").state == "agreed"


def test_a_decided_change_is_not_decided_again(by):
    change = asked(running(), "extension", {"ends_on": "2026-07-30"}, by)
    decide_change(change=change, agreed=False, symbol="6/SKHCN", on=DAY, by=by, note="Chưa đủ căn cứ")
    refused("change.decided", agree, change=change, by=by)


def test_shortening_needs_two_thirds_done_and_takes_open_reports_away(by):
    task = running()
    plan_reports(task)
    little = asked(task, "shortening", {"ends_on": "2025-12-31", "done": "0,66"}, by)
    assert "2/3" in refused("change.against_rule", agree, change=little, by=by).message
    decide_change(change=little, agreed=False, symbol="1", on=DAY, by=by, note="Chưa đủ")
    agree(asked(task, "shortening", {"ends_on": "2025-12-31", "done": "2/3"}, by), by)
    assert list(task.reports.values_list("number", flat=True)) == [1, 2, 3]


def test_final_product_spending_freezes_name_objective_and_product(by):
    task = running(lump_sum="final", objective="Cũ")
    change = asked(task, "content", {"objective": "Mới", "content": "Nội dung mới"}, by)
    assert "Không được điều chỉnh mục tiêu" in faults_of(change)[0]
    assert len(faults_of(change)) == 1
    StTask.objects.update(lump_sum="partial")
    partial = Change.objects.select_related("task").get(pk=change.pk)
    assert [one for one in warnings_of(partial) if "Khoán từng phần" in one] != []
    agree(change, by)
    task.refresh_from_db()
    assert (task.objective, task.summary) == ("Mới", "Nội dung mới")


def test_a_leader_is_replaced_on_a_listed_ground_by_somebody_free(by):
    busy, free = make.person("Người Bận"), make.person("Người Rảnh")
    make.task("running", rules=rules(), leader=busy, name="Nhiệm vụ khác")
    task = running()
    change = asked(task, "leader", {"leader": busy.pk}, by, ground="other")
    assert [one.split(" (")[0].rstrip(".") for one in faults_of(change)] == [
        "Lý do thay đổi không thuộc các trường hợp được phép thay đổi chủ nhiệm",
        "Người Bận đang làm chủ nhiệm nhiệm vụ “Nhiệm vụ khác”",
    ]
    decide_change(change=change, agreed=False, symbol="1", on=DAY, by=by, note="Không đủ điều kiện")
    agree(asked(task, "leader", {"leader": free.pk}, by, ground="ill"), by)
    task.refresh_from_db()
    assert (task.leader, task.leader_name) == (free, "Người Rảnh")


def test_money_is_moved_between_lines_of_one_source_only(by):
    task = running()
    make_line = lambda **told: BudgetLine.objects.create(task=task, year=2025, item="cong", **told)  # noqa: E731
    one, two = make_line(source="ngan-sach", planned=100), make_line(source="ngan-sach", planned=50)
    own = make_line(source="don-vi", planned=10)
    wrong = {"lines": {str(one.pk): 90, str(own.pk): 20}}
    refused("change.wish", ask_change, task=task, kind="budget", reason="x", wish=wrong, by=by)
    change = agree(asked(task, "budget", {"lines": {str(one.pk): 90, str(two.pk): 60}}, by), by)
    assert list(task.budget_lines.order_by("pk").values_list("planned", flat=True)) == [90, 60, 10]
    assert change.before == {"lines": {str(one.pk): 100, str(two.pk): 50}}


def test_the_host_tells_of_its_own_changes_within_five_working_days(by):
    task = running()
    change = report_own_change(
        task=task, kind="other", what="Đổi người tham gia", decided_on=date(2025, 2, 24), by=by
    )
    assert told_late(change) is False
    late = report_own_change(
        task=task, kind="other", what="Đổi người tham gia", decided_on=date(2025, 2, 21), by=by
    )
    assert told_late(late) is True
    refused("change.not_own", report_own_change, task=task, kind="leader", what="x", decided_on=DAY, by=by)


# --- inspections, early ends -------------------------------------------------------------------------------------------


def test_a_planned_inspection_is_told_five_working_days_before(by):
    task = running()
    error = refused(
        "inspection.notice",
        add_inspection,
        task=task,
        on=date(2025, 3, 10),
        notice_on=DAY + timedelta(days=1),
        by=by,
    )
    assert "5 ngày làm việc" in error.message
    assert add_inspection(task=task, on=date(2025, 3, 10), notice_on=DAY, by=by).pk
    assert add_inspection(task=task, on=DAY, planned=False, by=by).pk


def stopped(by, *, objective: bool, mode: str = "partial", **over) -> Stop:
    task = make.task("paused", rules=rules(), lump_sum=mode, **over)
    contract = Contract.objects.create(task=task)
    Instalment.objects.create(
        contract=contract, number=1, amount=400 * M, advanced=400 * M, advanced_on=date(2024, 8, 1)
    )
    stop = open_stop(
        task=task, objective=objective, reason="Không thể tiếp tục", paused_on=date(2025, 2, 3), by=by
    )
    seen = add_inspection(task=task, on=date(2025, 2, 10), planned=False, by=by)
    conclude_inspection(inspection=seen, findings="Dừng", conclusion="poor", minutes_symbol="1/BB", by=by)
    return stop


@pytest.mark.parametrize(
    ("objective", "mode", "owed"),
    [
        (True, "partial", 100 * M),  # only what was never spent
        (False, "partial", 60 * M + 100 * M + 100 * M),  # 30 % of 200, all of 100 unproven, 100 unspent
        (False, "final", 80 * M + 100 * M + 100 * M),
        (False, "none", 100 * M + 100 * M),
    ],
)
def test_what_goes_back_follows_cause_and_mode(by, objective, mode, owed):
    stop = stopped(by, objective=objective, mode=mode)
    stop = decide_stop(stop=stop, spent=200 * M, unproven=100 * M, symbol="9/QĐ", on=DAY, by=by)
    assert (stop.refund, stop.refund_due_on) == (owed, DAY + timedelta(days=60))
    refused("stop.refund", record_refund, stop=stop, amount=owed + 1, by=by)
    assert record_refund(stop=stop, amount=owed, by=by).refunded == owed


def test_less_than_the_rules_ask_is_refused_and_more_is_allowed(by):
    stop = stopped(by, objective=False)
    told = {"stop": stop, "spent": 400 * M, "unproven": 0, "symbol": "9/QĐ", "on": DAY, "by": by}
    refused("stop.refund", decide_stop, refund_asked=120 * M - 1, **told)
    assert decide_stop(refund_asked=200 * M, **told).refund == 200 * M


def test_a_task_is_not_ended_without_inspection_and_decision(by):
    task = make.task("paused", rules=rules(guards=("stop_decided",)))
    refused(
        "task.guard",
        advance,
        task=task,
        transition="terminate",
        by=by,
        note="x",
        values={"termination_symbol": "1"},
    )
    stop = open_stop(task=task, objective=True, reason="Bão", paused_on=DAY, by=by)
    refused("stop.not_inspected", decide_stop, stop=stop, spent=0, unproven=0, symbol="1", on=DAY, by=by)


# --- what somebody owes --------------------------------------------------------------------------------------------------


def codes(host, person=None, day=DAY, **told):
    return [one.code for one in obligations_of(host, person, day, **told)]


def test_a_host_without_debts_is_free():
    host = make.organisation()
    make.task("running", rules=rules(), host=host)
    assert codes(host, make.person()) == []


def test_each_debt_bars_on_the_day_after_its_term():
    host = make.organisation()
    one = {"rules": rules(), "host": host}
    make.task("registration", accepted_on=date(2025, 2, 1), **one)
    assert codes(host, day=date(2025, 3, 3)) == []
    assert codes(host, day=date(2025, 3, 4)) == ["results_not_registered"]
    in_time = make.organisation("Công ty Mẫu số 2")
    make.task(
        "finishing", rules=rules(), host=in_time, accepted_on=date(2025, 2, 1), step_due=date(2025, 3, 14)
    )
    assert codes(in_time, day=date(2025, 3, 14)) == []
    assert codes(in_time, day=date(2025, 3, 15)) == ["results_not_registered"]
    make.task("running", acceptance_due_on=date(2025, 2, 2), **one)
    assert codes(host, day=date(2025, 3, 4)) == ["results_not_registered"]
    assert codes(host, day=date(2025, 3, 5)) == ["results_not_registered", "acceptance_late"]


def test_money_use_reports_and_sanctions_bar_with_their_article():
    host, person = make.organisation(), make.person()
    task = make.task("terminated", rules=rules(), host=host, ended_on=DAY)
    Stop.objects.create(
        task=task, objective=False, reason="x", refund=10, refunded=9, decided_on=DAY, decision_symbol="1"
    )
    Use.objects.create(task=task, year=2024, due_on=date(2025, 1, 31))
    Sanction.objects.create(person=person, reason="Vi phạm", valid_from=DAY, valid_to=DAY)
    found = obligations_of(host, person, DAY)
    assert [one.code for one in found] == ["money_not_returned", "use_not_reported", "sanction"]
    assert "còn 1 đồng" in str(found[0]) and str(found[0]).endswith("(TTLT 27/2015/TTLT-BKHCN-BTC)")
    assert codes(host, person, DAY + timedelta(days=1)) == ["money_not_returned", "use_not_reported"]


def test_debts_of_tasks_from_before_the_platform_are_told_but_bar_nobody():
    host = make.organisation()
    StTask.objects.create(
        name="Cũ", kind="de-tai", host=host, state="accepted", valid_from=date(2015, 1, 1), approval_symbol="1", accepted_on=date(2018, 1, 1),
        grade="pass", acceptance_minutes="1",
    )  # fmt: skip
    assert [one.bars for one in obligations_of(host, None, DAY)] == [False]


def test_a_leader_of_a_running_task_is_not_approved_for_another(by):
    person, host = make.person(), make.organisation()
    make.task("running", rules=rules(guards=("no_open_obligations",)), leader=person)
    task = make.task("deciding", rules=make.procedure(code="tien"), leader=person, host=host)
    values = {
        "approval_symbol": "1",
        "valid_from": DAY,
        "budget": 2,
        "state_budget": 1,
        "starts_on": DAY,
        "ends_on": date(2026, 1, 1),
    }
    error = refused("task.guard", advance, task=task, transition="approve", by=by, values=values)
    assert "đang làm chủ nhiệm" in error.message


def test_obligations_cost_the_same_for_one_task_and_for_ten(django_assert_num_queries):
    host, person = make.organisation(), make.person()
    for _number in range(10):
        make.task("registration", rules=rules(), host=host, accepted_on=date(2024, 1, 1))
    obligations_of(host, person, DAY)
    with django_assert_num_queries(5):
        assert len(obligations_of(host, person, DAY)) == 10


def test_a_sanction_lasts_as_long_as_the_rule_set_says_and_can_be_lifted(by):
    person = make.person()
    made = add_sanction(reason="Vi phạm", by=by, valid_from=DAY, person=person, task=running())
    assert made.valid_to == date(2028, 3, 2)
    assert lift_sanction(sanction=made, reason="Đã khắc phục", by=by).valid_to == DAY
    refused("sanction.whom", add_sanction, reason="x", by=by, valid_from=DAY)


# --- what is due ----------------------------------------------------------------------------------------------------------


def test_everything_due_is_listed_whether_or_not_it_was_sent(by):
    task = running(acceptance_due_on=date(2026, 7, 30))
    plan_reports(task)
    asked(task, "extension", {"ends_on": "2026-07-30"}, by)
    found = [(one.kind, one.day) for one in due_until(StTask.objects.all(), date(2025, 12, 31))]
    assert found == [
        ("report", date(2025, 1, 15)), ("change", date(2025, 4, 2)), ("inspection", date(2025, 7, 1)), ("report", date(2025, 7, 15)),
    ]  # fmt: skip


def test_the_list_costs_the_same_for_one_task_and_for_twenty(django_assert_max_num_queries):
    for _number in range(20):
        plan_reports(running())
    with django_assert_max_num_queries(12):
        assert len(due_until(StTask.objects.all(), date(2025, 1, 31))) == 20


def test_nobody_is_reminded_twice_of_the_same_thing(by):
    task = running()
    plan_reports(task)
    host = make.application(purpose="dossier", state="chosen", of=task).owner
    for day in (date(2025, 1, 5), date(2025, 1, 6)):
        remind(day)
    assert list(Notice.objects.values_list("user", "title")) == [
        (host.pk, "Đến hạn 15/01/2025: báo cáo định kỳ, “Nghiên cứu mô hình mẫu”")
    ]
    remind(date(2025, 1, 16))
    remind(date(2025, 1, 17))
    assert Notice.objects.filter(title__startswith="Quá hạn 15/01/2025").count() == 1
    report = PeriodicReport.objects.get(number=1)
    send_report(report=report, text="Xong", by=by)
    remind(date(2025, 1, 20))
    assert Notice.objects.filter(user=host).count() == 2
