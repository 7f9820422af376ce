"""Who wins a selection, and why. The order of computation is fixed:

1. each sheet is added up; a void or incomplete one (a criterion without points) is named and not counted: missing is not 0;
2. the mean of ALL complete ballots of the bid;
3. a ballot is invalid if it differs from that mean by MORE than the rule's share of that mean;
4. the mean of the valid ballots, once: the test is not repeated against the new mean;
5. no criterion may have a 0 from MORE than the rule's share of the members present, over all ballots handed in
   (invalid and incomplete ones too, void ones not);
6. the mean of the valid ballots reaches the pass mark;
7. a bidder who proposed the task and whose mean reaches `bonus_from` gets the bonus on that mean; there is no cap;
8. passing bids are ranked by the final points; equal ones by the rule's `ties` in turn; who is still equal shares a place,
   and two on the first place are no winner: that is for people to decide.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .ranking import ranked, told
from .rules import Grid, SelectionRule
from .scoring import Scored, Scorer, Sheet, added
from .steps import BadSheet, Key, Keys, Step, Values

__all__ = ["BallotResult", "Bid", "BidResult", "Outcome", "Sheet", "tally"]

BallotState = Literal["valid", "deviant", "incomplete", "void"]
Reason = Literal["won", "undecided", "nobody_passes"]


@dataclass(frozen=True, slots=True)
class Bid:
    """A dossier under judgement: the state budget asked for in đồng, and what its bidder brings."""

    key: Key
    budget: int
    proposed: bool = False
    excellent_record: bool = False


@dataclass(frozen=True, slots=True)
class BallotResult:
    """What became of a sheet; `deviation` is its distance from the mean of all."""

    member: Key
    state: BallotState
    total: Decimal | None
    deviation: Fraction | None


@dataclass(frozen=True, slots=True)
class BidResult:
    """The arithmetic of one bid. Means are None when no ballot is left to divide by; `place` only for bids that pass."""

    bid: Bid
    ballots: tuple[BallotResult, ...]
    mean_all: Fraction | None
    low: Fraction | None
    high: Fraction | None
    invalid: Keys
    uncounted: Keys
    mean_valid: Fraction | None
    zeros: tuple[tuple[str, int], ...]
    bonus: Fraction
    final: Fraction | None
    content: Fraction | None
    passes: bool
    steps: tuple[Step, ...]
    place: int | None = None

    @property
    def key(self) -> Key:
        return self.bid.key


@dataclass(frozen=True, slots=True)
class Outcome:
    """All bids in order, passing ones first; the winner's key or None, and why."""

    ranking: tuple[BidResult, ...]
    winner: Key | None
    reason: Reason
    present: int
    steps: tuple[Step, ...]

    def of(self, key: Key) -> BidResult:
        return next(result for result in self.ranking if result.key == key)


def tally(
    *,
    rule: SelectionRule,
    grid: Grid,
    sheets: Sequence[Sheet],
    bids: Sequence[Bid],
    present: int | None = None,
) -> Outcome:
    """Compute a selection, or a direct assignment with its one bid.

    `present` is the number of members at the meeting; without it, those who handed in any sheet. Refuses (BadSheet) an
    unknown bid, two sheets of one member for a bid, more sheets than members present, and points outside the grid.
    """
    by_bid = _sorted_out(sheets, bids)
    members = len({sheet.member for sheet in sheets})
    if present is not None and members > present:
        raise BadSheet("more_sheets_than_present", sheets=members, present=present)
    here = members if present is None else present
    scorer = Scorer(grid)
    results = [_result(rule, bid, [scorer.scored(sheet) for sheet in by_bid[bid.key]], here) for bid in bids]
    placed = tuple(replace(result, place=place) for result, place in ranked(rule, results))
    first = [result for result in placed if result.place == 1]
    winner = first[0].key if len(first) == 1 else None
    reason: Reason = "won" if len(first) == 1 else "undecided" if first else "nobody_passes"
    return Outcome(placed, winner, reason, here, told(rule, placed))


def _sorted_out(sheets: Sequence[Sheet], bids: Sequence[Bid]) -> dict[Key, list[Sheet]]:
    by_bid: dict[Key, list[Sheet]] = {bid.key: [] for bid in bids}
    if len(by_bid) != len(bids):
        raise BadSheet("bid_twice", bid=Counter(bid.key for bid in bids).most_common(1)[0][0])
    seen = set()
    for sheet in sheets:
        if sheet.bid not in by_bid:
            raise BadSheet("unknown_bid", member=sheet.member, bid=sheet.bid)
        if (sheet.member, sheet.bid) in seen:
            raise BadSheet("twice", member=sheet.member, bid=sheet.bid)
        seen.add((sheet.member, sheet.bid))
        by_bid[sheet.bid].append(sheet)
    return by_bid


def _result(rule: SelectionRule, bid: Bid, scored: Sequence[Scored], present: int) -> BidResult:
    steps = list(_set_apart(rule, scored))
    complete = [(one, one.total) for one in scored if one.total is not None]
    mean_all = _mean([total for _, total in complete])
    low = high = None
    if mean_all is None:
        steps.append(Step("selection.no_ballots", {}, rule.cite("pass")))
    else:
        values: Values = {
            "count": len(complete),
            "sum": added([total for _, total in complete]),
            "mean": mean_all,
        }
        steps.append(Step("selection.mean_all", values, rule.cite("outlier")))
        if rule.outlier_share is not None:
            low, high = mean_all * (1 - rule.outlier_share), mean_all * (1 + rule.outlier_share)
            values = {"share": rule.outlier_share, "low": low, "high": high}
            steps.append(Step("selection.band", values, rule.cite("outlier")))
    ballots = tuple(_ballot(one, mean_all, low, high) for one in scored)
    invalid = tuple(ballot.member for ballot in ballots if ballot.state == "deviant")
    steps += [
        Step(
            "selection.deviant",
            {"member": ballot.member, "total": ballot.total, "deviation": ballot.deviation, "mean": mean_all},
            rule.cite("outlier"),
        )
        for ballot in ballots
        if ballot.state == "deviant"
    ]
    valid = [one for one, ballot in zip(scored, ballots, strict=True) if ballot.state == "valid"]
    return _judged(rule, bid, scored, valid, present, ballots, (mean_all, low, high), invalid, steps)


def _set_apart(rule: SelectionRule, scored: Sequence[Scored]) -> list[Step]:
    void = tuple(one.member for one in scored if one.state == "void")
    incomplete = tuple(one.member for one in scored if one.state == "incomplete")
    steps = []
    if void:
        steps.append(Step("selection.void", {"members": void}, rule.cite("pass")))
    if incomplete:
        steps.append(Step("selection.incomplete", {"members": incomplete}, rule.cite("pass")))
    return steps


def _mean(totals: Sequence[Decimal | None]) -> Fraction | None:
    counted = [total for total in totals if total is not None]
    return Fraction(added(counted)) / len(counted) if counted else None


def _ballot(one: Scored, mean: Fraction | None, low: Fraction | None, high: Fraction | None) -> BallotResult:
    if one.state != "complete" or one.total is None or mean is None:
        return BallotResult(one.member, "void" if one.state == "void" else "incomplete", None, None)
    total = Fraction(one.total)
    deviant = low is not None and high is not None and not low <= total <= high
    return BallotResult(one.member, "deviant" if deviant else "valid", one.total, abs(total - mean))


def _judged(
    rule: SelectionRule,
    bid: Bid,
    scored: Sequence[Scored],
    valid: Sequence[Scored],
    present: int,
    ballots: tuple[BallotResult, ...],
    band: tuple[Fraction | None, Fraction | None, Fraction | None],
    invalid: Keys,
    steps: list[Step],
) -> BidResult:
    mean = _mean([one.total for one in valid])
    if mean is not None:
        values: Values = {
            "count": len(valid),
            "sum": added([one.total for one in valid if one.total is not None]),
        }
        steps.append(Step("selection.mean_valid", {**values, "mean": mean}, rule.cite("pass")))
    elif invalid:
        steps.append(Step("selection.no_valid", {}, rule.cite("outlier")))
    zeros = Counter(code for one in scored for code in one.zeros)
    barred = _barred(rule, zeros, present)
    steps += barred
    passes = mean is not None and not barred and mean >= Fraction(rule.pass_mark)
    bonus = _bonus(rule, bid, mean)
    if mean is not None:
        code: Literal["selection.reaches_pass", "selection.below_pass"]
        code = "selection.reaches_pass" if mean >= Fraction(rule.pass_mark) else "selection.below_pass"
        steps.append(Step(code, {"mean": mean, "pass_mark": rule.pass_mark}, rule.cite("pass")))
    final = None if mean is None else mean + bonus
    if bonus:
        values = {"share": rule.bonus_share, "mean": mean, "bonus": bonus, "final": final}
        steps.append(Step("selection.bonus", values, rule.cite("bonus")))
    return BidResult(
        bid=bid,
        ballots=ballots,
        mean_all=band[0],
        low=band[1],
        high=band[2],
        invalid=invalid,
        uncounted=tuple(one.member for one in scored if one.state != "complete"),
        mean_valid=mean,
        zeros=tuple(sorted(zeros.items())),
        bonus=bonus,
        final=final,
        content=_mean([one.content for one in valid]),
        passes=passes,
        steps=tuple(steps),
    )


def _barred(rule: SelectionRule, zeros: Counter[str], present: int) -> list[Step]:
    if rule.zero_share is None:
        return []
    return [
        Step(
            "selection.zeros",
            {"criterion": code, "zeros": count, "present": present, "share": rule.zero_share},
            rule.cite("zero"),
        )
        for code, count in sorted(zeros.items())
        if count > rule.zero_share * present
    ]


def _bonus(rule: SelectionRule, bid: Bid, mean: Fraction | None) -> Fraction:
    if mean is None or rule.bonus_share is None or not bid.proposed:
        return Fraction(0)
    reached = rule.bonus_from is None or mean >= Fraction(rule.bonus_from)
    return mean * rule.bonus_share if reached else Fraction(0)
