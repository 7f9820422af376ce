"""Funds of enterprises: the balance of a year, and what counts as added since the plan."""

from datetime import date

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record
from khcn.kernel.registers.forms import broken_rules
from khcn.registers.science_funds.choices import HEADS
from khcn.registers.science_funds.models import ScienceFund
from khcn.registers.science_funds.register import ADDED
from khcn.registers.science_funds.rules import balanced, oldest_not_after_year
from tests.factories import AgencyFactory, actor_for, seat

FUNDS, YEARS, FIRMS = (registers.get(code) for code in ("quy-khcn", "quy-khcn-nam", "to-chuc"))


def test_year_balances_over_all_ways_in_and_out():
    year = {
        "opening": 100,
        "set_aside": 900,
        "received": 50,
        "transferred": 20,
        "refunded": 30,
        "spent_other": 100,
    }
    assert balanced({**year, **dict.fromkeys(HEADS, 50), "closing": 450}) == {}


def test_closing_that_does_not_follow_is_told_with_the_difference():
    told = balanced({"opening": 0, "set_aside": 5_000_000, "spent_tasks": 1_000_000, "closing": 5_500_000})
    assert told == {
        "closing": "Số dư cuối năm không khớp: theo các khoản đã ghi thì phải là 4.000.000 đồng, "
        "số đã ghi nhiều hơn 1.500.000 đồng."
    }


def test_missing_closing_is_not_taken_for_nothing():
    assert balanced({"opening": 0, "set_aside": 5_000_000, "closing": None}) == {}


def test_what_is_unspent_was_not_set_aside_later():
    assert oldest_not_after_year({"oldest_unspent": 2025, "year": 2024}) == {
        "oldest_unspent": "Năm trích lập 2025 sau năm của số liệu 2024."
    }


def test_notice_before_founding_is_refused():
    told = broken_rules(FUNDS, {"valid_from": date(2024, 2, 1), "notified_on": date(2024, 1, 31)})
    assert list(told) == ["notified_on"]


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def fund_of(coordinator):
    def make(name: str, founded: date) -> ScienceFund:
        firm = FIRMS.model.objects.filter(name=name).first()
        firm = firm or add_record(FIRMS, by=coordinator, values={"name": name, "kind": "enterprise"})
        values = {"organisation": firm, "number": f"01/QĐ-{founded:%Y}", "valid_from": founded}
        return add_record(FUNDS, by=coordinator, values=values)

    return make


def test_fund_founded_on_the_day_of_the_plan_is_not_of_the_baseline(fund_of):
    before, after = (
        fund_of("Công ty Mẫu số 1", date(2023, 3, 26)),
        fund_of("Công ty Mẫu số 2", date(2023, 3, 27)),
    )
    assert (before.baseline, after.baseline) == (True, False)


def test_correcting_the_founding_day_moves_the_fund_out_of_the_baseline(fund_of, coordinator):
    fund = fund_of("Công ty Mẫu số 1", date(2023, 3, 26))
    assert not edit_record(FUNDS, fund, by=coordinator, values={"valid_from": date(2024, 1, 5)}).baseline


def test_second_fund_of_a_firm_of_the_baseline_is_not_an_added_one(fund_of):
    fund_of("Công ty Mẫu số 1", date(2020, 1, 1))
    fund_of("Công ty Mẫu số 1", date(2025, 1, 1))
    new = fund_of("Công ty Mẫu số 2", date(2025, 1, 1))
    assert list(ScienceFund.objects.in_force(date(2025, 6, 1)).filter(ADDED)) == [new]


def test_spent_is_the_sum_of_the_heads_told_and_missing_when_none_is(fund_of, coordinator):
    fund = fund_of("Công ty Mẫu số 1", date(2020, 1, 1))
    told = add_record(
        YEARS, by=coordinator, values={"fund": fund, "year": 2024, "spent_tasks": 70, "spent_other": 5}
    )
    silent = add_record(YEARS, by=coordinator, values={"fund": fund, "year": 2025, "set_aside": 70})
    assert (told.spent, silent.spent) == (75, None)


def test_second_row_for_a_fund_and_year_is_refused(fund_of, coordinator):
    values = {"fund": fund_of("Công ty Mẫu số 1", date(2020, 1, 1)), "year": 2024}
    add_record(YEARS, by=coordinator, values=values)
    with pytest.raises(DomainError) as refusal:
        add_record(YEARS, by=coordinator, values=values)
    assert refusal.value.code == "record.constraint"
