"""Worked examples of TT 20/2023/TT-BKHCN; scores on one line of 100 points unless the criteria matter."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from khcn.operations.st_tasks.judging.selection import Bid, BidResult, Outcome, Sheet, tally
from khcn.operations.st_tasks.judging.steps import BadSheet, Step

from .old_regime import ONE_LINE, PROJECT, SELECTION, SOCIAL, TECHNOLOGY, TT20

BUDGET = 2_000_000_000
Score = int | str | None


def sheets_of(bid: str, *scores: Score) -> list[Sheet]:
    return [
        Sheet(f"m{number}", bid, {"content": None if score is None else Decimal(score)})
        for number, score in enumerate(scores, start=1)
    ]


def one_bid(*scores: Score, proposed: bool = False, present: int | None = None) -> BidResult:
    bid = Bid("A", BUDGET, proposed)
    outcome = tally(
        rule=SELECTION, grid=ONE_LINE, sheets=sheets_of("A", *scores), bids=[bid], present=present
    )
    return outcome.of("A")


def outcome_of(bids: Mapping[Bid, tuple[Score, ...]]) -> Outcome:
    sheets = [sheet for bid, scores in bids.items() for sheet in sheets_of(str(bid.key), *scores)]
    return tally(rule=SELECTION, grid=ONE_LINE, sheets=sheets, bids=list(bids))


def codes(result: BidResult | Outcome) -> list[str]:
    return [step.code for step in result.steps]


def full(grid, part: str, member: str = "m1", bid: str = "A", **changed: Score) -> Sheet:
    """A sheet with the same part of the maximum everywhere but for what is changed."""
    points = {line.code: line.maximum * Decimal(part) for line in grid.criteria}
    return Sheet(
        member,
        bid,
        points | {code: None if score is None else Decimal(score) for code, score in changed.items()},
    )


def test_the_mean_of_all_marks_invalid_ballots_and_the_mean_of_valid_ones_counts():
    found = one_bid(80, 82, 84, 78, 81, 79, 83, 50, 85)
    assert found.mean_all == 78
    assert (found.low, found.high) == (Fraction(624, 10), Fraction(936, 10))
    assert found.invalid == ("m8",)
    assert found.mean_valid == Fraction(80 + 82 + 84 + 78 + 81 + 79 + 83 + 85, 8)
    assert found.passes


def test_the_arithmetic_is_told_step_by_step_with_the_article():
    assert one_bid(80, 82, 90, 40).steps == (
        Step("selection.mean_all", {"count": 4, "sum": Decimal(292), "mean": Fraction(73)}, TT20),
        Step(
            "selection.band",
            {"share": Fraction(1, 5), "low": Fraction(292, 5), "high": Fraction(438, 5)},
            TT20,
        ),
        Step(
            "selection.deviant",
            {"member": "m3", "total": Decimal(90), "deviation": Fraction(17), "mean": Fraction(73)},
            TT20,
        ),
        Step(
            "selection.deviant",
            {"member": "m4", "total": Decimal(40), "deviation": Fraction(33), "mean": Fraction(73)},
            TT20,
        ),
        Step("selection.mean_valid", {"count": 2, "sum": Decimal(162), "mean": Fraction(81)}, TT20),
        Step("selection.reaches_pass", {"mean": Fraction(81), "pass_mark": 70}, TT20),
    )


def test_exactly_twenty_per_cent_from_the_mean_is_valid_on_both_sides():
    found = one_bid(60, 90, 75)
    assert (found.mean_all, found.low, found.high) == (75, 60, 90)
    assert found.invalid == ()


def test_a_hundredth_beyond_twenty_per_cent_is_invalid():
    found = one_bid("59.99", "90.01", "75")
    assert found.mean_all == 75
    assert found.invalid == ("m1", "m2")


def test_the_test_is_not_repeated_against_the_mean_of_valid_ballots():
    found = one_bid(90, 90, 90, 70, 30, 68)
    assert found.mean_all == 73
    assert found.invalid == ("m1", "m2", "m3", "m5")
    assert found.mean_valid == 69
    again = one_bid(100, 100, 100, 100, 80, 10)
    assert again.mean_all == Fraction(490, 6)
    assert again.invalid == ("m1", "m2", "m3", "m4", "m6")
    assert again.mean_valid == 80


def test_when_all_ballots_are_invalid_there_is_no_mean_and_it_is_told():
    found = one_bid(40, 80)
    assert (found.mean_all, found.mean_valid, found.final, found.passes) == (60, None, None, False)
    assert found.invalid == ("m1", "m2")
    assert "selection.no_valid" in codes(found)


def test_a_criterion_without_points_is_not_zero_and_its_ballot_is_named():
    sheets = [full(TECHNOLOGY, "0.8", "m1"), full(TECHNOLOGY, "0.8", "m2", products=None)]
    outcome = tally(rule=SELECTION, grid=TECHNOLOGY, sheets=sheets, bids=[Bid("A", BUDGET)])
    found = outcome.of("A")
    assert (found.mean_all, found.mean_valid, found.zeros, found.uncounted) == (80, 80, (), ("m2",))
    assert found.steps[0] == Step("selection.incomplete", {"members": ("m2",)}, TT20)


def test_a_criterion_missing_from_the_sheet_is_the_same_as_one_left_open():
    sheet = full(TECHNOLOGY, "0.8")
    short = Sheet("m1", "A", {code: points for code, points in sheet.points.items() if code != "products"})
    found = tally(rule=SELECTION, grid=TECHNOLOGY, sheets=[short], bids=[Bid("A", BUDGET)]).of("A")
    assert (found.mean_all, found.uncounted) == (None, ("m1",))
    assert codes(found) == ["selection.incomplete", "selection.no_ballots"]


def test_a_void_sheet_counts_for_nothing_not_even_its_zeros():
    sheets = [*sheets_of("A", 80, 80), Sheet("m3", "A", {"content": 0}, void=True)]
    found = tally(rule=SELECTION, grid=ONE_LINE, sheets=sheets, bids=[Bid("A", BUDGET)]).of("A")
    assert (found.mean_all, found.zeros, [ballot.state for ballot in found.ballots]) == (
        80,
        (),
        ["valid", "valid", "void"],
    )


def test_a_bid_without_sheets_has_no_mean_and_no_place():
    outcome = outcome_of({Bid("A", BUDGET): (80, 80), Bid("B", BUDGET): ()})
    assert (outcome.winner, outcome.of("B").mean_all, outcome.of("B").place) == ("A", None, None)


def test_exactly_seventy_passes_and_a_hundredth_less_does_not():
    assert one_bid(70, 70, 70).passes
    below = one_bid(70, 70, "69.99")
    assert (below.mean_valid, below.passes) == (Fraction(20999, 300), False)
    assert codes(below)[-1] == "selection.below_pass"


def test_the_pass_mark_is_held_against_the_valid_mean_not_the_mean_of_all():
    assert one_bid(76, 76, 76, 76, 40).mean_all == Fraction(344, 5)
    assert one_bid(76, 76, 76, 76, 40).passes


@pytest.mark.parametrize(
    ("zeros", "present", "passes"), [(2, 8, True), (3, 8, False), (2, 7, False), (2, 9, True)]
)
def test_a_criterion_scored_zero_by_more_than_a_quarter_of_those_present_bars_the_bid(zeros, present, passes):
    sheets = [
        full(SOCIAL, "1", f"m{number}", **({"overview": 0} if number < zeros else {}))
        for number in range(present)
    ]
    found = tally(rule=SELECTION, grid=SOCIAL, sheets=sheets, bids=[Bid("A", BUDGET)]).of("A")
    assert found.zeros == (("overview", zeros),)
    assert found.passes is passes
    assert ("selection.zeros" in codes(found)) is not passes


def test_zeros_on_invalid_and_incomplete_ballots_count_too():
    sheets = [
        *(full(PROJECT, "0.9", f"m{number}") for number in range(5)),
        full(PROJECT, "0.1", "m5", finance=0),
        full(PROJECT, "0.9", "m6", finance=0, capacity=None),
        full(PROJECT, "0.9", "m7", finance=0),
    ]
    found = tally(rule=SELECTION, grid=PROJECT, sheets=sheets, bids=[Bid("A", BUDGET)]).of("A")
    assert (found.invalid, found.uncounted, found.zeros) == (("m5",), ("m6",), (("finance", 3),))
    assert (found.mean_valid, found.passes) == (Fraction(5 * 90 + Decimal("75.6")) / 6, False)


def test_zeros_are_measured_against_members_present_not_sheets():
    zero = full(SOCIAL, "1", "m1", overview=0)
    sheets = [zero, full(SOCIAL, "1", "m2"), full(SOCIAL, "1", "m3")]
    for present, passes in ((None, False), (4, True)):
        outcome = tally(rule=SELECTION, grid=SOCIAL, sheets=sheets, bids=[Bid("A", BUDGET)], present=present)
        assert outcome.of("A").passes is passes


def test_the_bidder_who_proposed_the_task_gets_ten_per_cent_on_seventy_or_more():
    found = one_bid(70, 70, proposed=True)
    assert (found.mean_valid, found.bonus, found.final) == (70, 7, 77)
    assert found.steps[-1] == Step(
        "selection.bonus",
        {"share": Fraction(1, 10), "mean": Fraction(70), "bonus": Fraction(7), "final": Fraction(77)},
        TT20,
    )


def test_the_bonus_never_lifts_a_bid_over_the_pass_mark():
    found = one_bid("69.99", "69.99", proposed=True)
    assert (found.bonus, found.passes) == (0, False)


def test_the_bonus_has_no_cap():
    assert one_bid(100, 98, proposed=True).final == Fraction(1089, 10)


def test_the_bonus_decides_who_wins():
    assert outcome_of({Bid("A", BUDGET): (80, 80), Bid("B", BUDGET, proposed=True): (74, 74)}).winner == "B"
    assert outcome_of({Bid("A", BUDGET): (80, 80), Bid("B", BUDGET): (74, 74)}).winner == "A"


def test_equal_points_go_to_the_lower_budget_first():
    outcome = outcome_of({Bid("A", BUDGET, excellent_record=True): (80, 80), Bid("B", BUDGET - 1): (80, 80)})
    assert (outcome.winner, outcome.reason) == ("B", "won")
    assert outcome.steps == (
        Step("selection.tie", {"bids": ("B", "A"), "final": Fraction(80)}, TT20),
        Step("selection.tie_broken", {"tie": "budget", "bids": ("B",)}, TT20),
        Step("selection.winner", {"bid": "B", "final": Fraction(80)}, TT20),
    )


def test_then_to_an_excellent_record():
    outcome = outcome_of({Bid("A", BUDGET): (80, 80), Bid("B", BUDGET, excellent_record=True): (80, 80)})
    assert outcome.winner == "B"
    assert [step.values.get("tie") for step in outcome.steps] == [None, "excellent_record", None]


def test_then_to_the_higher_content_score_of_valid_ballots():
    sheets = [
        full(TECHNOLOGY, "0.8", "m1", "A"),
        full(TECHNOLOGY, "0.8", "m1", "B", content="20.2", overview="8.6"),
    ]
    outcome = tally(rule=SELECTION, grid=TECHNOLOGY, sheets=sheets, bids=[Bid("A", BUDGET), Bid("B", BUDGET)])
    assert (outcome.of("A").final, outcome.of("B").final) == (80, 80)
    assert (outcome.of("A").content, outcome.of("B").content) == (Fraction(96, 5), Fraction(101, 5))
    assert outcome.winner == "B"


def test_who_is_still_equal_shares_the_place_and_nobody_wins():
    outcome = outcome_of({Bid("A", BUDGET): (80, 80), Bid("B", BUDGET): (80, 80), Bid("C", BUDGET): (75, 75)})
    assert (outcome.winner, outcome.reason) == (None, "undecided")
    assert [(one.key, one.place) for one in outcome.ranking] == [("A", 1), ("B", 1), ("C", 3)]
    assert codes(outcome) == ["selection.tie", "selection.undecided"]


def test_a_bid_that_does_not_pass_never_wins_however_cheap():
    outcome = outcome_of({Bid("A", 1): (69, 69), Bid("B", BUDGET): (70, 70)})
    assert outcome.winner == "B"
    nobody = outcome_of({Bid("A", 1): (69, 69)})
    assert (nobody.winner, nobody.reason, codes(nobody)) == (
        None,
        "nobody_passes",
        ["selection.nobody_passes"],
    )


def test_a_direct_assignment_is_the_same_with_one_dossier():
    outcome = outcome_of({Bid("A", BUDGET): (72, 74, 76)})
    assert (outcome.winner, outcome.of("A").place) == ("A", 1)


def test_a_rule_set_without_the_outlier_rule_counts_every_complete_ballot():
    rule = replace(SELECTION, outlier_share=None, zero_share=None, bonus_share=None)
    bid = Bid("A", BUDGET, proposed=True)
    found = tally(rule=rule, grid=ONE_LINE, sheets=sheets_of("A", 100, 100, 0), bids=[bid]).of("A")
    assert (found.invalid, found.mean_valid, found.bonus) == ((), Fraction(200, 3), 0)


def test_only_zeros_have_the_mean_zero_and_are_valid():
    found = one_bid(0, 0)
    assert (found.mean_all, found.invalid, found.mean_valid, found.passes) == (0, (), 0, False)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({"content": 101}, "out_of_range"),
        ({"content": Decimal("100.01")}, "out_of_range"),
        ({"content": -1}, "out_of_range"),
        ({"content": 80.0}, "not_exact"),
        ({"content": True}, "not_exact"),
        ({"content": Decimal("NaN")}, "not_a_number"),
        ({"content": Decimal("Infinity")}, "not_a_number"),
        ({"beauty": 1}, "unknown_criterion"),
    ],
)
def test_points_that_are_none_are_refused(points, code):
    with pytest.raises(BadSheet) as refused:
        tally(rule=SELECTION, grid=ONE_LINE, sheets=[Sheet("m1", "A", points)], bids=[Bid("A", BUDGET)])
    assert (refused.value.code, refused.value.values["member"]) == (code, "m1")


@pytest.mark.parametrize(
    ("sheets", "bids", "present", "code"),
    [
        (sheets_of("A", 80) * 2, [Bid("A", 1)], None, "twice"),
        (sheets_of("B", 80), [Bid("A", 1)], None, "unknown_bid"),
        ([], [Bid("A", 1), Bid("A", 2)], None, "bid_twice"),
        (sheets_of("A", 80, 80), [Bid("A", 1)], 1, "more_sheets_than_present"),
    ],
)
def test_sheets_that_cannot_be_are_refused(sheets, bids, present, code):
    with pytest.raises(BadSheet) as refused:
        tally(rule=SELECTION, grid=ONE_LINE, sheets=sheets, bids=bids, present=present)
    assert refused.value.code == code


def test_tt_20_2023_each_grid_adds_up_to_a_hundred():
    assert [sum(line.maximum for line in grid.criteria) for grid in (TECHNOLOGY, SOCIAL, PROJECT)] == [
        100
    ] * 3
    with pytest.raises(ValueError, match="do not add up"):
        replace(SOCIAL, total=Decimal(99))
