"""TTLT 27/2015/TTLT-BKHCN-BTC."""

from dataclasses import replace
from fractions import Fraction

import pytest

from khcn.operations.st_tasks.judging.lump_sum import (
    Advance,
    advance_refusals,
    final_product_refusals,
    refund,
)

from .old_regime import LUMP_SUM

BUDGET = 2_000_000_000


def final(budget: int, non_lump: int, *, measurable: bool = True, proposed: bool = True) -> list[str]:
    faults = final_product_refusals(
        rule=LUMP_SUM, budget=budget, non_lump=non_lump, measurable=measurable, proposed_by_council=proposed
    )
    return [fault.code for fault in faults]


def advance(asked: int, *advances: Advance) -> list[str]:
    return [
        fault.code for fault in advance_refusals(rule=LUMP_SUM, budget=BUDGET, advances=advances, asked=asked)
    ]


def test_exactly_fifteen_per_cent_outside_the_lump_sum_are_allowed_and_a_dong_more_is_not():
    assert final(BUDGET, 300_000_000) == []
    assert final(BUDGET, 300_000_001) == ["lump_sum.non_lump_share"]


def test_a_billion_outside_is_the_most_even_of_a_large_budget():
    assert final(10_000_000_000, 1_000_000_000) == []
    assert final(10_000_000_000, 1_000_000_001) == ["lump_sum.non_lump_amount"]


def test_the_product_must_be_measurable_and_the_council_must_propose_it():
    assert final(BUDGET, 0, measurable=False, proposed=False) == [
        "lump_sum.not_measurable",
        "lump_sum.not_proposed",
    ]


def test_the_first_advance_is_half_at_the_most():
    assert advance(BUDGET // 2) == []
    assert advance(BUDGET // 2 + 1) == ["lump_sum.first_advance"]


def test_the_next_advance_needs_half_of_the_one_before_settled():
    paid = Advance(800_000_000, 400_000_000)
    assert advance(1_000_000_000, paid) == []
    assert advance(1_000_000_000, replace(paid, settled=399_999_999)) == ["lump_sum.previous_not_settled"]
    assert advance(100, Advance(800, 0), Advance(400, 200)) == []


def test_advances_never_pass_the_budget():
    paid = Advance(1_000_000_000, 1_000_000_000)
    assert advance(1_000_000_000, paid) == []
    assert advance(1_000_000_001, paid) == ["lump_sum.above_budget"]


@pytest.mark.parametrize(
    ("mode", "cause", "proper", "unproven", "expected"),
    [
        ("final", "subjective", 1_000_000_000, 50_000_000, (400_000_000, 50_000_000)),
        ("partial", "subjective", 1_000_000_000, 50_000_000, (300_000_000, 50_000_000)),
        ("final", "objective", 1_000_000_000, 50_000_000, (0, 0)),
        ("partial", "objective", 1_000_000_000, 0, (0, 0)),
        ("final", "subjective", 1, 0, (1, 0)),
    ],
)
def test_what_goes_back_after_a_failure_is_rounded_up_to_the_dong(mode, cause, proper, unproven, expected):
    found = refund(rule=LUMP_SUM, mode=mode, cause=cause, proper=proper, unproven=unproven)
    assert (found.of_proper, found.of_unproven) == expected
    assert found.total == sum(expected)


def test_a_rule_set_may_ask_for_unproven_money_after_an_objective_failure_too():
    rule = replace(LUMP_SUM, objective_unproven=Fraction(1))
    found = refund(rule=rule, mode="final", cause="objective", proper=10, unproven=7)
    assert (found.of_proper, found.of_unproven) == (0, 7)


def test_an_unknown_mode_or_cause_is_refused_instead_of_guessed():
    for mode, cause in (("whole", "subjective"), ("final", "bad luck")):
        with pytest.raises(ValueError, match="unknown mode"):
            refund(rule=LUMP_SUM, mode=mode, cause=cause, proper=1, unproven=1)
