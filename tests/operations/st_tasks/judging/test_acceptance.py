"""Worked examples of TT 11/2014/TT-BKHCN."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khcn.operations.st_tasks.judging.acceptance import (
    AcceptanceSheet,
    ProductMarks,
    council_grade,
    is_late,
    member_grade,
)
from khcn.operations.st_tasks.judging.steps import BadSheet, Step

from . import reference
from .old_regime import ACCEPTANCE, TT11

BEST = ProductMarks("model", "excellent", "excellent", "excellent")
GOOD = ProductMarks("paper", "pass", "pass", "pass")


def good(number: int) -> ProductMarks:
    return replace(GOOD, product=f"paper {number}")


def short(delivered: int | None, ordered: int | None = 100) -> ProductMarks:
    return ProductMarks("seedlings", "fail", "pass", "pass", ordered, delivered)


def grade(*products: ProductMarks, report: str | None = "pass", late: bool = False) -> str | None:
    sheet = AcceptanceSheet("m1", products, report)
    return member_grade(rule=ACCEPTANCE, sheet=sheet, late=late).grade


def council(*grades: str | None, present: int = 0) -> tuple[str | None, bool]:
    """The council's grade from members who vote so; None hands in an open sheet."""
    products = {
        "excellent": BEST,
        "pass": GOOD,
        "fail": replace(GOOD, quality="fail"),
        None: replace(GOOD, kind=None),
    }
    sheets = [AcceptanceSheet(number, (products[one],), "pass") for number, one in enumerate(grades)]
    found = council_grade(rule=ACCEPTANCE, sheets=sheets, present=present or len(sheets))
    return found.grade, found.settled


def test_excellent_is_every_product_excellent_and_the_report_at_least_passed():
    assert grade(BEST, replace(BEST, product="second"), report="pass") == "excellent"
    assert grade(BEST, report="fail") == "fail"
    assert grade(BEST, good(1), report="excellent") == "pass"


@pytest.mark.parametrize("criterion", ["quality", "kind"])
def test_one_product_failing_in_quality_or_kind_fails_the_task(criterion):
    assert grade(BEST, replace(GOOD, **{criterion: "fail"})) == "fail"


def test_exactly_three_quarters_of_quantities_passed_are_enough():
    assert grade(good(1), good(2), good(3), short(75)) == "pass"
    assert grade(good(1), good(2), short(99)) == "fail"


def test_a_failing_quantity_must_reach_three_quarters_of_the_order():
    assert grade(good(1), good(2), good(3), short(75)) == "pass"
    assert grade(good(1), good(2), good(3), short(74)) == "fail"


def test_a_failing_quantity_without_numbers_is_not_taken_as_enough():
    for one in (short(None), short(80, None)):
        sheet = AcceptanceSheet("m1", (good(1), good(2), good(3), one), "pass")
        found = member_grade(rule=ACCEPTANCE, sheet=sheet)
        assert found.grade == "fail"
        assert Step("acceptance.quantity_unknown", {"product": "seedlings"}, TT11) in found.steps


def test_the_way_to_a_grade_is_told():
    sheet = AcceptanceSheet("m1", (good(1), good(2), good(3), short(70)), "pass")
    found = member_grade(rule=ACCEPTANCE, sheet=sheet)
    assert [step.code for step in found.steps] == [
        "acceptance.quantity_share",
        "acceptance.quantity_short",
        "acceptance.member_grade",
    ]


@pytest.mark.parametrize("hole", ["quantity", "quality", "kind"])
def test_an_open_mark_gives_no_grade_rather_than_a_bad_one(hole):
    assert grade(good(1), replace(GOOD, **{hole: None})) is None
    assert grade(good(1), report=None) is None


def test_a_dossier_six_months_late_to_the_day_is_in_time_and_a_day_more_is_not():
    due = date(2025, 8, 30)
    assert not is_late(rule=ACCEPTANCE, due=due, handed_in=date(2026, 2, 28))
    assert is_late(rule=ACCEPTANCE, due=due, handed_in=date(2026, 3, 1))
    assert not is_late(rule=ACCEPTANCE, due=date(2025, 3, 15), handed_in=date(2025, 9, 15))
    assert is_late(rule=ACCEPTANCE, due=date(2025, 3, 15), handed_in=date(2025, 9, 16))
    assert not is_late(rule=replace(ACCEPTANCE, late_months=None), due=due, handed_in=date(2030, 1, 1))


def test_a_late_dossier_fails_whatever_the_marks_but_an_open_sheet_stays_open():
    assert grade(BEST, late=True) == "fail"
    assert grade(replace(BEST, kind=None), late=True) is None


def test_exactly_three_quarters_of_those_present_make_it_excellent():
    assert council(*["excellent"] * 6, "pass", "pass") == ("excellent", True)
    assert council(*["excellent"] * 6, *["pass"] * 3) == ("pass", True)


def test_one_vote_against_keeps_it_from_excellent():
    assert council(*["excellent"] * 8, "fail") == ("pass", True)


def test_exactly_a_third_against_is_a_pass_and_one_more_is_not():
    assert council(*["pass"] * 6, *["fail"] * 3) == ("pass", True)
    assert council(*["pass"] * 5, *["fail"] * 4) == ("fail", True)


def test_an_open_sheet_is_counted_apart_and_never_as_a_vote_against():
    assert council(*["excellent"] * 7, "pass", None) == ("excellent", False)
    assert council(*["pass"] * 4, *["fail"] * 3, None, None) == ("pass", False)
    assert council(*["pass"] * 8, None) == ("pass", True)


def test_members_present_without_a_sheet_make_the_grade_unsettled_when_it_could_change():
    assert council(*["excellent"] * 6, present=9) == ("pass", False)
    assert council(*["fail"] * 4, *["pass"] * 4, present=9) == ("fail", True)


def test_without_a_counted_ballot_there_is_no_grade():
    assert council(None, None) == (None, False)
    assert council(present=9) == (None, False)


def test_a_late_dossier_fails_in_the_council_too():
    sheets = [AcceptanceSheet(number, (BEST,), "pass") for number in range(9)]
    found = council_grade(rule=ACCEPTANCE, sheets=sheets, present=9, late=True)
    assert (found.grade, found.counts) == ("fail", (("excellent", 0), ("pass", 0), ("fail", 9)))


@pytest.mark.parametrize(
    ("products", "code"),
    [
        ((), "no_products"),
        ((GOOD, GOOD), "product_twice"),
        ((replace(GOOD, kind="superb"),), "unknown_mark"),
        ((replace(GOOD, ordered=10, delivered=9),), "quantity_contradicts"),
        ((replace(GOOD, ordered=0, delivered=0),), "nothing_ordered"),
        ((replace(GOOD, ordered=1.5, delivered=2),), "not_exact"),
        ((replace(GOOD, ordered=-1),), "not_exact"),
    ],
)
def test_sheets_that_cannot_be_are_refused(products, code):
    with pytest.raises(BadSheet) as refused:
        grade(*products)
    assert refused.value.code == code


def test_two_sheets_of_a_member_or_more_sheets_than_members_are_refused():
    sheet = AcceptanceSheet("m1", (GOOD,), "pass")
    with pytest.raises(BadSheet, match="twice"):
        council_grade(rule=ACCEPTANCE, sheets=[sheet, sheet], present=9)
    with pytest.raises(BadSheet, match="more_sheets_than_present"):
        council_grade(rule=ACCEPTANCE, sheets=[sheet], present=0)


MARKS = st.sampled_from(["excellent", "pass", "fail"])
KIND = st.sampled_from(["excellent", "pass", "pass", "excellent", "excellent", "fail"])


@st.composite
def products(draw: st.DrawFn) -> tuple[ProductMarks, ...]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        ordered = draw(st.none() | st.integers(1, 8))
        delivered = draw(st.none() | st.integers(0, 8))
        quantity = draw(MARKS)
        if ordered is not None and delivered is not None and delivered < ordered:
            quantity = "fail"
        hole = draw(st.integers(0, 40)) == 0
        found.append(
            ProductMarks(number, quantity, None if hole else draw(KIND), draw(KIND), ordered, delivered)
        )
    return tuple(found)


SHEETS = st.lists(
    st.tuples(products(), st.sampled_from(["excellent", "pass", "pass", "fail", None])), max_size=9
)


@given(SHEETS, st.integers(0, 2), st.booleans(), st.randoms())
@settings(max_examples=200, deadline=None)
def test_grades_are_what_the_slow_reference_says_in_any_order(given_sheets, absent, late, chance):
    sheets = [AcceptanceSheet(number, marks, report) for number, (marks, report) in enumerate(given_sheets)]
    expected = [
        reference.grade_of_member(
            [(one.quantity, one.quality, one.kind, one.ordered, one.delivered) for one in sheet.products],
            sheet.report,
            late,
        )
        for sheet in sheets
    ]
    present = len(sheets) + absent
    found = council_grade(rule=ACCEPTANCE, sheets=sheets, present=present, late=late)
    assert [one.grade for one in found.members] == expected
    assert found.grade == reference.grade_of_council(expected, present)
    chance.shuffle(sheets)
    mixed = council_grade(rule=ACCEPTANCE, sheets=sheets, present=present, late=late)
    assert (mixed.grade, mixed.counts, mixed.settled) == (found.grade, found.counts, found.settled)


@given(
    st.lists(st.sampled_from(["excellent", "pass", "fail", None]), min_size=1, max_size=9), st.integers(0, 3)
)
def test_a_settled_grade_stays_whatever_the_missing_votes_say(grades, absent):
    grade_now, settled = council(*grades, present=len(grades) + absent)
    missing = grades.count(None) + absent
    counted = [one for one in grades if one is not None]
    filled = {
        reference.grade_of_council([*counted, *[vote] * missing], len(grades) + absent)
        for vote in ("excellent", "pass", "fail")
    }
    one_against = [*counted, *["excellent"] * (missing - 1), *["fail"] * min(1, missing)]
    filled.add(reference.grade_of_council(one_against, len(grades) + absent))
    if counted and settled:
        assert filled == {grade_now}
    elif counted and len(filled) > 1:
        assert not settled
