"""The order of bids once their points are known: final points, then the rules for ties one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from .rules import SelectionRule
from .steps import Step, Values

if TYPE_CHECKING:
    from .selection import BidResult

TIES = ("budget", "excellent_record", "content")
Measure = int | Fraction


def measure(tie: str, result: BidResult) -> Measure:
    """What a rule for ties compares; the smaller comes first."""
    if tie == "budget":
        return result.bid.budget
    if tie == "excellent_record":
        return int(not result.bid.excellent_record)
    if tie == "content":
        return -(result.content or Fraction(0))
    raise ValueError(f"unknown rule for ties: {tie}")


def _key(rule: SelectionRule, result: BidResult) -> tuple[Measure, ...]:
    return (-(result.final or Fraction(0)), *(measure(tie, result) for tie in rule.ties))


def ranked(rule: SelectionRule, results: Sequence[BidResult]) -> list[tuple[BidResult, int | None]]:
    """Passing bids with their places (equal ones share the better place), then the others without: by points, unscored last."""
    passing = sorted((result for result in results if result.passes), key=lambda result: _key(rule, result))
    others = sorted(
        (result for result in results if not result.passes),
        key=lambda result: (result.final is None, -(result.final or Fraction(0))),
    )
    placed: list[tuple[BidResult, int | None]] = []
    for _, equal in groupby(passing, key=lambda result: _key(rule, result)):
        place = len(placed) + 1
        placed.extend((result, place) for result in equal)
    return placed + [(result, None) for result in others]


def told(rule: SelectionRule, placed: Sequence[BidResult]) -> tuple[Step, ...]:
    """Why the first is first: the points alone, a rule for ties, or nobody."""
    passing = [result for result in placed if result.place is not None]
    if not passing:
        return (Step("selection.nobody_passes", {"count": len(placed)}, rule.cite("pass")),)
    steps = []
    rivals = [result for result in passing if result.final == passing[0].final]
    if len(rivals) > 1:
        values: Values = {"bids": tuple(one.key for one in rivals), "final": rivals[0].final}
        steps.append(Step("selection.tie", values, rule.cite("ties")))
        for tie in rule.ties:
            best = min(measure(tie, one) for one in rivals)
            left = [one for one in rivals if measure(tie, one) == best]
            if len(left) < len(rivals):
                values = {"tie": tie, "bids": tuple(one.key for one in left)}
                steps.append(Step("selection.tie_broken", values, rule.cite("ties")))
            rivals = left
    if len(rivals) > 1:
        steps.append(
            Step("selection.undecided", {"bids": tuple(one.key for one in rivals)}, rule.cite("ties"))
        )
    else:
        values = {"bid": rivals[0].key, "final": rivals[0].final}
        steps.append(Step("selection.winner", values, rule.cite("pass")))
    return tuple(steps)
