"""Contracts and instalments: the state budget to the đồng, limits of advances, settling, liquidation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.models import BudgetLine, Contract, PeriodicReport
from khcn.operations.st_tasks.money.contracts import (
    Part,
    lines_agree,
    liquidate,
    plan_instalments,
    set_contract,
    sign_contract,
)
from khcn.operations.st_tasks.money.lines import LineTold, book_line, set_task_lines
from khcn.operations.st_tasks.money.paying import (
    pay_instalment,
    return_money,
    settle_instalment,
    stop_instalment,
    unsettled,
)
from khcn.operations.st_tasks.money.sums import budget_of, planned_sum, state_lines
from khcn.operations.st_tasks.money.volumes import ask_volume, confirm_money, confirm_volume, volume_due
from tests.factories import st_tasks as make
from tests.factories.people import actor_for
from tests.operations.st_tasks.money.regime import rules

pytestmark = pytest.mark.django_db
M = 1_000_000
DAY = date(2025, 3, 3)


def signed(*parts: int, state: str = "approved", confirmation: str = "confirmed", **over):
    """A task under a contract of 800 million, divided like this."""
    task = make.task(state, rules=rules(confirmation=confirmation), **over)
    by = actor_for(make.players().officer, DAY)
    contract = set_contract(task=task, by=by, orderer="Sở Mẫu")
    plan_instalments(contract=contract, parts=[Part(one) for one in parts], by=by)
    return sign_contract(contract=contract, number="1/HĐ", signed_on=date(2024, 6, 20), by=by), by


def refused(code: str, call, **told) -> DomainError:
    with pytest.raises(DomainError) as caught:
        call(**told)
    assert caught.value.code == code
    return caught.value


def rows(contract: Contract):
    return list(contract.instalments.order_by("number"))


def run(contract: Contract) -> None:
    type(contract.task).objects.filter(pk=contract.task_id).update(state="running", step="running")


def test_a_contract_begins_with_what_was_approved():
    task = make.task("approved", rules=rules())
    contract = set_contract(task=task, by=make.players().actor("officer"))
    assert (contract.total, contract.state_budget) == (1_000 * M, 800 * M)
    assert (contract.starts_on, contract.ends_on) == (task.starts_on, task.ends_on)


def test_no_contract_is_drafted_before_approval():
    task = make.task("deciding", rules=rules())
    refused("contract.not_approved", set_contract, task=task, by=make.players().actor("officer"))


@pytest.mark.parametrize(
    ("parts", "said"), [((400 * M, 399_999_999), "còn thiếu 1 đồng"), ((1,), "còn thiếu 799.999.999 đồng")]
)
def test_instalments_must_cover_the_state_budget_to_the_dong(parts, said):
    with pytest.raises(DomainError) as caught:
        signed(*parts)
    assert caught.value.code == "contract.instalments"
    assert said in caught.value.message


def test_instalments_above_the_state_budget_are_not_even_planned():
    with pytest.raises(DomainError, match="nhiều hơn ngân sách nhà nước"):
        signed(400 * M, 400 * M + 1)


def test_a_contract_with_other_money_than_approved_is_not_signed():
    task = make.task("approved", rules=rules())
    by = make.players().actor("officer")
    contract = set_contract(task=task, by=by, total=1_000 * M + 1)
    plan_instalments(contract=contract, parts=[Part(800 * M)], by=by)
    error = refused(
        "contract.money_differs",
        sign_contract,
        contract=contract,
        number="1",
        signed_on=date(2024, 7, 1),
        by=by,
    )
    assert "1.000.000.001 đồng" in error.message


def test_a_signed_contract_stays_as_it_is():
    contract, by = signed(800 * M)
    refused("contract.signed", set_contract, task=contract.task, by=by, total=5)
    assert Event.objects.filter(action="st_task.contract_sign").count() == 1


def test_money_is_not_paid_before_the_task_runs_nor_out_of_turn():
    contract, by = signed(400 * M, 400 * M)
    first, second = rows(contract)
    refused("money.not_running", pay_instalment, instalment=first, amount=M, on=DAY, by=by)
    run(contract)
    refused("money.out_of_turn", pay_instalment, instalment=second, amount=M, on=DAY, by=by)
    refused("money.above_instalment", pay_instalment, instalment=first, amount=400 * M + 1, on=DAY, by=by)
    paid = pay_instalment(instalment=first, amount=400 * M, on=DAY, by=by)
    assert (paid.advanced, paid.advanced_on) == (400 * M, DAY)
    refused("money.paid_before", pay_instalment, instalment=first, amount=M, on=DAY, by=by)


def test_the_first_advance_is_half_of_the_state_budget_at_the_most():
    contract, by = signed(400 * M + 1, 399_999_999)
    run(contract)
    error = refused(
        "money.limit", pay_instalment, instalment=rows(contract)[0], amount=400 * M + 1, on=DAY, by=by
    )
    assert "TTLT 27/2015" in error.message


def test_limits_that_nobody_confirmed_are_lifted_by_a_reason():
    contract, by = signed(400 * M + 1, 399_999_999, confirmation="to_confirm")
    run(contract)
    told = {"instalment": rows(contract)[0], "amount": 400 * M + 1, "on": DAY, "by": by}
    refused("money.stopped", pay_instalment, **told)
    assert pay_instalment(override="Số liệu chưa được xác nhận", **told).advanced == 400 * M + 1


def test_spending_to_the_final_product_names_the_product_and_pays_little_by_proof():
    task = make.task("approved", rules=rules())
    by = make.players().actor("officer")
    make_line = BudgetLine.objects.create
    make_line(task=task, year=2025, source="ngan-sach", item="cong", planned=849 * M, lump_sum=True)
    proof = make_line(task=task, year=2025, source="ngan-sach", item="thiet-bi", planned=151 * M)
    contract = set_contract(task=task, by=by, lump_sum="final")
    plan_instalments(contract=contract, parts=[Part(800 * M)], by=by)
    told = {"number": "1", "signed_on": date(2024, 7, 1), "by": by}
    error = refused("contract.lump_sum", sign_contract, contract=contract, **told)
    assert "không đề xuất" in error.message and "quá 15%" in error.message
    contract = set_contract(task=task, by=by, lump_sum_note="Máy mẫu số 1; biên bản 2/BB")
    refused("contract.lump_sum", sign_contract, contract=contract, **told)
    BudgetLine.objects.filter(pk=proof.pk).update(planned=149 * M)
    assert sign_contract(contract=contract, **told).signed_on == date(2024, 7, 1)


def test_the_next_advance_waits_until_half_of_the_last_is_settled():
    contract, by = signed(400 * M, 400 * M)
    run(contract)
    first, second = rows(contract)
    pay_instalment(instalment=first, amount=400 * M, on=DAY, by=by)
    settle_instalment(instalment=first, amount=200 * M - 1, by=by)
    refused(
        "money.limit", pay_instalment, instalment=second, amount=400 * M, on=DAY, by=by, override="vẫn cấp"
    )
    settle_instalment(instalment=first, amount=200 * M, by=by)
    assert pay_instalment(instalment=second, amount=400 * M, on=DAY, by=by).advanced == 400 * M


def missed(task, *numbers: int) -> None:
    for number in numbers:
        PeriodicReport.objects.create(
            task=task, number=number, period_from=date(2024, 7, 1), period_to=date(2024, 12, 31), due_on=date(2025, 1, 15)
        )  # fmt: skip


def test_two_missed_reports_stop_the_money_unless_a_reason_is_given():
    contract, by = signed(400 * M, 400 * M)
    run(contract)
    missed(contract.task, 1)
    first = rows(contract)[0]
    missed(contract.task, 2)
    error = refused("money.stopped", pay_instalment, instalment=first, amount=M, on=DAY, by=by)
    assert "kỳ 1, 2" in error.message
    pay_instalment(instalment=first, amount=M, on=DAY, by=by, override="Đã làm việc với tổ chức")
    assert Event.objects.get(action="st_task.instalment_pay").after["override"] == "Đã làm việc với tổ chức"


def test_one_missed_report_or_an_excused_one_stops_nothing():
    contract, by = signed(400 * M, 400 * M)
    run(contract)
    missed(contract.task, 1, 2)
    PeriodicReport.objects.filter(number=2).update(excused="Bão")
    assert pay_instalment(instalment=rows(contract)[0], amount=M, on=DAY, by=by).advanced == M


def test_a_stopped_instalment_is_not_paid_without_a_reason():
    contract, by = signed(400 * M, 400 * M)
    run(contract)
    first = stop_instalment(instalment=rows(contract)[0], reason="Chờ kiểm tra", by=by)
    refused("money.stopped", pay_instalment, instalment=first, amount=M, on=DAY, by=by)
    stop_instalment(instalment=first, reason="", by=by)
    assert pay_instalment(instalment=first, amount=M, on=DAY, by=by).advanced == M


def test_liquidation_waits_until_every_dong_is_settled_or_returned():
    contract, by = signed(400 * M, 400 * M)
    run(contract)
    first = pay_instalment(instalment=rows(contract)[0], amount=400 * M, on=DAY, by=by)
    settle_instalment(instalment=first, amount=399_999_999, by=by)
    refused("money.above_advance", settle_instalment, instalment=first, amount=400 * M + 1, by=by)
    type(contract.task).objects.filter(pk=contract.task_id).update(
        state="accepted", step="settlement", accepted_on=DAY, grade="pass", acceptance_minutes="1"
    )
    told = {"contract": contract, "number": "1/TL", "on": DAY, "by": by}
    error = refused("money.unsettled", liquidate, **told)
    assert "1 đồng" in error.message
    refused("money.above_advance", return_money, contract=contract, amount=2, by=by)
    return_money(contract=contract, amount=1, by=by)
    assert liquidate(**told).liquidated_on == DAY
    refused("contract.liquidated", return_money, contract=contract, amount=0, by=by)


def test_a_sum_of_fifteen_digits_goes_all_the_way():
    large = 999_999_999_999_999
    task = make.task("approved", rules=rules(), budget=large, state_budget=large)
    by = actor_for(make.players().officer, DAY)
    contract = set_contract(task=task, by=by)
    half = large // 2
    plan_instalments(contract=contract, parts=[Part(half), Part(large - half)], by=by)
    sign_contract(contract=contract, number="1", signed_on=date(2024, 7, 1), by=by)
    run(contract)
    first, second = rows(contract)
    pay_instalment(instalment=first, amount=half, on=DAY, by=by)
    settle_instalment(instalment=first, amount=half, by=by)
    pay_instalment(instalment=second, amount=large - half, on=DAY, by=by)
    contract.refresh_from_db()
    assert unsettled(contract) == large - half


def test_a_paid_instalment_survives_a_new_plan():
    contract, by = signed(400 * M, 400 * M)
    run(contract)
    pay_instalment(instalment=rows(contract)[0], amount=400 * M, on=DAY, by=by)
    plan_instalments(contract=contract, parts=[Part(300 * M), Part(100 * M)], by=by)
    assert [(one.number, one.amount) for one in rows(contract)] == [(1, 400 * M), (2, 300 * M), (3, 100 * M)]
    refused("contract.instalments", plan_instalments, contract=contract, parts=[Part(300 * M)], by=by)


def test_lines_replace_the_budget_until_the_contract_is_signed():
    contract, by = signed(800 * M)
    refused("budget.signed", set_task_lines, task=contract.task, lines=[], by=by)


def test_lines_that_do_not_add_up_are_told_with_the_difference():
    task = make.task("revising", rules=rules(), budget=100, state_budget=60)
    set_task_lines(
        task=task,
        lines=[LineTold(2025, "ngan-sach", "cong", planned=59), LineTold(2025, "don-vi", "cong", planned=41)],
        by=make.players().actor("officer"),
    )
    assert lines_agree(task) == [
        "Các dòng được duyệt cộng lại 59 đồng, ngân sách nhà nước đã thống nhất là 60 đồng, lệch 1 đồng."
    ]


def test_a_line_is_not_settled_above_what_was_appraised():
    task = make.task("running", rules=rules())
    by = make.players().actor("officer")
    line = BudgetLine.objects.create(task=task, year=2025, source="ngan-sach", item="cong", planned=100)
    refused("budget.above_planned", book_line, line=line, advanced=100, settled=101, by=by)
    assert book_line(line=line, advanced=100, settled=90, by=by).settled == 90


def test_volume_is_due_within_ten_working_days_and_money_within_twenty():
    task = make.task("running", rules=rules())
    by = actor_for(make.players().officer, DAY)
    asked = ask_volume(task=task, period="Đợt 1", done="Xong", amount=50, on=date(2025, 1, 20), by=by)
    assert volume_due(asked) == date(2025, 2, 10)  # Tết Ất Tỵ: 25/01–02/02/2025
    refused("volume.not_confirmed", confirm_money, confirmation=asked, amount=50, on=DAY, by=by)
    asked = confirm_volume(confirmation=asked, on=date(2025, 2, 5), by=by)
    assert volume_due(asked) == date(2025, 2, 24)
    refused("volume.above_asked", confirm_money, confirmation=asked, amount=51, on=DAY, by=by)
    assert volume_due(confirm_money(confirmation=asked, amount=50, on=DAY, by=by)) is None


amounts = st.none() | st.integers(0, 10**15)
lines = st.lists(
    st.builds(
        BudgetLine, year=st.integers(2024, 2027), source=st.sampled_from(["ngan-sach", "don-vi", "khac"]),
        item=st.sampled_from(["cong", "vat-tu", "khac"]), asked=amounts, planned=amounts,
    ),
    max_size=30,
)  # fmt: skip


@given(lines)
def test_sums_never_lose_a_dong(lines):
    budget = budget_of(lines)
    for parts in (budget.by_year, budget.by_source, budget.by_item):
        assert sum(one.planned or 0 for one in parts) == planned_sum(lines) == (budget.total.planned or 0)
        assert sum(one.asked or 0 for one in parts) == (budget.total.asked or 0)
        assert sum(one.lines for one in parts) == len(lines)
    assert planned_sum(state_lines(lines)) <= planned_sum(lines)
    assert (budget.total.planned is None) == all(line.planned is None for line in lines)
