"""TT 04/2015/TT-BKHCN."""

from datetime import date
from fractions import Fraction

import pytest

from khcn.operations.st_tasks.judging.changes import (
    AmendmentFacts,
    ExtensionFacts,
    Facts,
    ReplacementFacts,
    ShorteningFacts,
    refusals,
)
from khcn.operations.st_tasks.judging.steps import Fault

from .old_regime import CHANGES, TT04

ENDS = date(2026, 6, 30)


def codes(facts: Facts) -> list[str]:
    return [fault.code for fault in refusals(rule=CHANGES, facts=facts)]


def extension(duration: int, months: int, asked_on: date = date(2026, 1, 5), before: int = 0) -> list[str]:
    return codes(ExtensionFacts(duration, months, asked_on, ENDS, before))


@pytest.mark.parametrize(
    ("duration", "months", "expected"),
    [
        (24, 6, []),
        (24, 7, ["changes.extension_too_long"]),
        (25, 7, []),
        (25, 12, []),
        (25, 13, ["changes.extension_too_long"]),
    ],
)
def test_a_task_of_more_than_24_months_may_get_12_others_6(duration, months, expected):
    assert extension(duration, months) == expected


def test_an_extension_is_granted_once():
    assert refusals(rule=CHANGES, facts=ExtensionFacts(24, 6, date(2026, 1, 5), ENDS, 1)) == (
        Fault("changes.extended_before", {"times": 1, "most": 1}, TT04),
    )


def test_it_is_asked_for_a_month_before_the_end_to_the_day():
    assert extension(24, 6, date(2026, 5, 30)) == []
    assert extension(24, 6, date(2026, 5, 31)) == []  # a month from 31/05 ends on 30/06
    assert extension(24, 6, date(2026, 6, 1)) == ["changes.extension_asked_late"]


def test_all_that_stands_in_the_way_is_told_at_once():
    assert extension(24, 9, date(2026, 7, 1), 1) == [
        "changes.extended_before",
        "changes.extension_too_long",
        "changes.extension_asked_late",
    ]


def test_shortening_needs_two_thirds_done():
    assert codes(ShorteningFacts(Fraction(2, 3))) == []
    assert codes(ShorteningFacts(Fraction(66, 100))) == ["changes.too_little_done"]


def test_name_objective_and_product_are_fixed_under_a_lump_sum_to_the_final_product():
    assert [codes(AmendmentFacts("final", subject)) for subject in ("name", "objective", "product")] == [
        ["changes.frozen"]
    ] * 3
    assert codes(AmendmentFacts("final", "buying_plan")) == []
    assert codes(AmendmentFacts("partial", "product")) == []


def test_leader_and_host_are_replaced_on_listed_grounds_only():
    assert codes(ReplacementFacts("leader", "ill")) == []
    assert codes(ReplacementFacts("leader", "unpopular")) == ["changes.ground_not_listed"]
    assert codes(ReplacementFacts("host", "ill")) == ["changes.ground_not_listed"]
    assert codes(ReplacementFacts("member", "any")) == []
