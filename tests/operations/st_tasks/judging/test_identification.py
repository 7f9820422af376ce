from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.operations.st_tasks.judging.identification import ContentSheet, Recommendation, carried, identify
from khcn.operations.st_tasks.judging.rules import IdentificationRule
from khcn.operations.st_tasks.judging.steps import BadSheet, Step

from .old_regime import IDENTIFICATION, TT06
from .reference import recommended

CONTENTS = ("need", "name", "objective", "results")
ALL_PASS = dict.fromkeys(CONTENTS, "pass")
ONE_FAILS = ALL_PASS | {"objective": "fail"}
ONE_OPEN = ALL_PASS | {"results": None}


def votes(
    *marks: dict[str, str | None], rule: IdentificationRule = IDENTIFICATION, present: int = 0
) -> Recommendation:
    sheets = [ContentSheet(number, "P", one) for number, one in enumerate(marks)]
    (found,) = identify(
        rule=rule, contents=CONTENTS, items=["P"], sheets=sheets, present=present or len(sheets)
    )
    return found


def test_tt_06_2023_seven_of_nine_votes_recommend_a_proposal():
    found = votes(*[ALL_PASS] * 7, *[ONE_FAILS] * 2)
    assert (found.votes, found.cast, found.share, found.recommended) == (7, 9, Fraction(7, 9), True)
    assert found.steps == (
        Step(
            "identification.votes", {"votes": 7, "cast": 9, "present": 9, "of": 9, "counted": "ballots"}, TT06
        ),
        Step(
            "identification.recommended",
            {"share": Fraction(7, 9), "needed_share": Fraction(3, 4), "strictly": True},
            TT06,
        ),
    )


def test_one_failed_content_makes_the_vote_not_to_do():
    assert votes(*[ONE_FAILS] * 9).votes == 0


def test_exactly_three_quarters_are_not_more_than_three_quarters():
    exactly = votes(*[ALL_PASS] * 6, *[ONE_FAILS] * 2)
    assert (exactly.share, exactly.recommended) == (Fraction(3, 4), False)
    at_least = replace(IDENTIFICATION, strictly=False)
    assert votes(*[ALL_PASS] * 6, *[ONE_FAILS] * 2, rule=at_least).recommended


def test_a_sheet_with_an_open_content_is_told_apart_and_is_no_vote_against():
    found = votes(*[ALL_PASS] * 7, ONE_FAILS, ONE_OPEN, {})
    assert (found.votes, found.cast, found.uncounted, found.recommended) == (7, 8, (8, 9), True)
    assert found.steps[0] == Step("identification.uncounted", {"members": (8, 9)}, TT06)


def test_with_members_present_as_denominator_a_sheet_not_counted_weighs():
    of_present = replace(IDENTIFICATION, denominator="present")
    found = votes(*[ALL_PASS] * 7, ONE_FAILS, ONE_OPEN, {}, rule=of_present)
    assert (found.share, found.recommended) == (Fraction(7, 10), False)


def test_members_present_who_hand_in_nothing_do_not_weigh_on_ballots():
    assert votes(*[ALL_PASS] * 7, ONE_FAILS, present=11).share == Fraction(7, 8)


def test_a_void_sheet_is_not_counted():
    sheets = [ContentSheet(0, "P", ALL_PASS), ContentSheet(1, "P", ALL_PASS, void=True)]
    (found,) = identify(rule=IDENTIFICATION, contents=CONTENTS, items=["P"], sheets=sheets, present=2)
    assert (found.cast, found.uncounted) == (1, (1,))


def test_without_a_ballot_there_is_no_share_and_nothing_is_recommended():
    for rule in (IDENTIFICATION, replace(IDENTIFICATION, denominator="present")):
        found = votes(ONE_OPEN, rule=rule)
        assert (found.share, found.recommended) == (None, False)
        assert found.steps[-1] == Step("identification.no_ballots", {}, TT06)


def test_each_proposal_has_its_own_count():
    sheets = [ContentSheet("A", "P", ALL_PASS), ContentSheet("A", "Q", ONE_FAILS)]
    found = identify(rule=IDENTIFICATION, contents=CONTENTS, items=["P", "Q", "R"], sheets=sheets, present=1)
    assert [(one.item, one.votes, one.cast) for one in found] == [("P", 1, 1), ("Q", 0, 1), ("R", 0, 0)]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ([ContentSheet("A", "P", ALL_PASS), ContentSheet("A", "P", ONE_FAILS)], "twice"),
        ([ContentSheet("A", "elsewhere", ALL_PASS)], "unknown_item"),
        ([ContentSheet("A", "P", {"colour": "pass"})], "unknown_content"),
        ([ContentSheet("A", "P", ALL_PASS | {"need": "perhaps"})], "unknown_mark"),
        ([ContentSheet(name, "P", ALL_PASS) for name in "ABC"], "more_sheets_than_present"),
    ],
)
def test_sheets_that_cannot_be_are_refused(sheets, code):
    with pytest.raises(BadSheet) as refused:
        identify(rule=IDENTIFICATION, contents=CONTENTS, items=["P"], sheets=sheets, present=2)
    assert refused.value.code == code


def test_a_sheet_without_contents_would_pass_everything_and_is_refused():
    with pytest.raises(BadSheet, match="no_contents"):
        identify(rule=IDENTIFICATION, contents=(), items=["P"], sheets=[], present=1)


def test_tt_06_2023_a_conclusion_needs_more_than_three_quarters():
    assert carried(rule=IDENTIFICATION, in_favour=7, cast=9, present=9).carried
    assert not carried(rule=IDENTIFICATION, in_favour=6, cast=8, present=9).carried
    assert carried(rule=IDENTIFICATION, in_favour=0, cast=0, present=9).share is None
    with pytest.raises(BadSheet, match="impossible_count"):
        carried(rule=IDENTIFICATION, in_favour=9, cast=8, present=9)


MARKS = st.lists(
    st.lists(st.sampled_from(["pass", "pass", "pass", "fail", None]), min_size=4, max_size=4), max_size=11
)


@given(MARKS, st.randoms())
def test_votes_are_what_the_slow_reference_counts_in_any_order(marks, chance):
    sheets = [dict(zip(CONTENTS, one, strict=True)) for one in marks]
    expected = recommended(marks)
    found = votes(*sheets, present=11)
    assert (None if found.share is None else found.recommended) == expected
    chance.shuffle(sheets)
    mixed = votes(*sheets, present=11)
    assert (mixed.votes, mixed.cast, mixed.recommended) == (found.votes, found.cast, found.recommended)


@given(MARKS)
def test_an_open_sheet_more_never_changes_what_is_recommended(marks):
    sheets = [dict(zip(CONTENTS, one, strict=True)) for one in marks]
    assert votes(*sheets, ONE_OPEN, present=12).recommended == votes(*sheets, present=12).recommended
