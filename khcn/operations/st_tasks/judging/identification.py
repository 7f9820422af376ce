"""Which proposals a council recommends: one member, one sheet, one vote.

A member votes “do” only if every content of the proposal is passed. A sheet with a content left open is not a vote
against: it is told apart and not counted. The denominator is a parameter of the rule: complete ballots, or members present.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .rules import IdentificationRule
from .steps import BadSheet, Key, Keys, Step, Values

Vote = Literal["do", "do_not"]


@dataclass(frozen=True, slots=True)
class ContentSheet:
    """A member's sheet on one proposal: "pass" or "fail" by content; None or no entry is left open."""

    member: Key
    item: Key
    marks: Mapping[str, str | None]
    void: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The result for one proposal; `share` is None when there is nothing to divide by."""

    item: Key
    votes: int
    cast: int
    denominator: int
    share: Fraction | None
    recommended: bool
    uncounted: Keys
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """Whether a conclusion is carried by a show of hands or ballots."""

    carried: bool
    share: Fraction | None
    steps: tuple[Step, ...]


def vote_of(sheet: ContentSheet, contents: Sequence[str]) -> Vote | None:
    """The vote that follows from a sheet; None if it is void or incomplete."""
    unknown = [content for content in sheet.marks if content not in contents]
    if unknown:
        raise BadSheet("unknown_content", member=sheet.member, content=unknown[0])
    marks = [sheet.marks.get(content) for content in contents]
    for content, mark in zip(contents, marks, strict=True):
        if mark not in ("pass", "fail", None):
            raise BadSheet("unknown_mark", member=sheet.member, content=content, mark=mark)
    if sheet.void or None in marks:
        return None
    return "do" if all(mark == "pass" for mark in marks) else "do_not"


def identify(
    *,
    rule: IdentificationRule,
    contents: Sequence[str],
    items: Sequence[Key],
    sheets: Sequence[ContentSheet],
    present: int,
) -> tuple[Recommendation, ...]:
    """The result for each proposal, in the order given. Refuses two sheets of one member, and more sheets than members present."""
    if not contents:
        raise BadSheet("no_contents")
    by_item: dict[Key, list[ContentSheet]] = {item: [] for item in items}
    for sheet in sheets:
        if sheet.item not in by_item:
            raise BadSheet("unknown_item", member=sheet.member, item=sheet.item)
        by_item[sheet.item].append(sheet)
    return tuple(
        _identify_one(rule, contents, item, handed_in, present) for item, handed_in in by_item.items()
    )


def _identify_one(
    rule: IdentificationRule, contents: Sequence[str], item: Key, sheets: Sequence[ContentSheet], present: int
) -> Recommendation:
    for member, count in Counter(sheet.member for sheet in sheets).items():
        if count > 1:
            raise BadSheet("twice", member=member, item=item)
    if len(sheets) > present:
        raise BadSheet("more_sheets_than_present", item=item, sheets=len(sheets), present=present)
    votes = {sheet.member: vote_of(sheet, contents) for sheet in sheets}
    uncounted = tuple(member for member, vote in votes.items() if vote is None)
    do = sum(vote == "do" for vote in votes.values())
    cast = len(votes) - len(uncounted)
    steps = []
    if uncounted:
        steps.append(Step("identification.uncounted", {"members": uncounted}, rule.cite("votes")))
    denominator = cast if rule.denominator == "ballots" else present
    share = Fraction(do, denominator) if denominator and cast else None
    steps.append(_counted(rule, do, cast, present, denominator))
    recommended = share is not None and _reaches(rule, share)
    steps.append(_verdict(rule, share, recommended))
    return Recommendation(item, do, cast, denominator, share, recommended, uncounted, tuple(steps))


def _counted(rule: IdentificationRule, do: int, cast: int, present: int, denominator: int) -> Step:
    values: Values = {
        "votes": do,
        "cast": cast,
        "present": present,
        "of": denominator,
        "counted": rule.denominator,
    }
    return Step("identification.votes", values, rule.cite("votes"))


def _verdict(rule: IdentificationRule, share: Fraction | None, recommended: bool) -> Step:
    if share is None:
        return Step("identification.no_ballots", {}, rule.cite("votes"))
    values: Values = {"share": share, "needed_share": rule.vote_share, "strictly": rule.strictly}
    return Step(
        "identification.recommended" if recommended else "identification.not_recommended",
        values,
        rule.cite("votes"),
    )


def _reaches(rule: IdentificationRule, share: Fraction) -> bool:
    return share > rule.vote_share if rule.strictly else share >= rule.vote_share


def carried(*, rule: IdentificationRule, in_favour: int, cast: int, present: int) -> Carried:
    """Whether a conclusion of the council is carried by the same share."""
    if not 0 <= in_favour <= cast <= present:
        raise BadSheet("impossible_count", in_favour=in_favour, cast=cast, present=present)
    of = cast if rule.denominator == "ballots" else present
    share = Fraction(in_favour, of) if of and cast else None
    answer = share is not None and _reaches(rule, share)
    values: Values = {
        "votes": in_favour,
        "of": of,
        "share": share,
        "needed_share": rule.vote_share,
        "strictly": rule.strictly,
    }
    code: Literal["identification.carried", "identification.not_carried"]
    code = "identification.carried" if answer else "identification.not_carried"
    return Carried(answer, share, (Step(code, values, rule.cite("conclusions")),))
