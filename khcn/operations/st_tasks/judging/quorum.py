"""Whether a meeting is valid: enough seats present and the roles that may not be missing (NĐ 08/2014/NĐ-CP, arts 32–33)."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from .composition import CHAIR, REVIEWER, VICE, SeatFacts, voting_seats
from .rules import QuorumRule
from .steps import Code, Fault, Key, Step


@dataclass(frozen=True, slots=True)
class Quorum:
    """The answer, the least number of seats, those present, and the codes of what is missing."""

    valid: bool
    needed: int
    present: int
    missing: tuple[Code, ...]
    steps: tuple[Step, ...]


def quorum(
    *,
    rule: QuorumRule,
    seats: Sequence[SeatFacts],
    present: Set[Key],
    authorised_vice: bool = False,
    item_reviewers: Set[Key] | None = None,
) -> Quorum:
    """Count those present who hold a seat with a vote.

    The vice-chair stands for an absent chair only when authorised. `item_reviewers` are the reviewers of the proposal under
    judgement where they differ by proposal. A role that nobody holds is missing, not excused.
    """
    seated = voting_seats(seats, rule.nonvoting)
    size = len({seat.key for seat in seated})
    here = [seat for seat in seated if seat.key in present]
    found = len({seat.key for seat in here})
    needed = ceil(rule.share * size)
    faults: list[Fault] = []
    if not size or found < Fraction(size) * rule.share:
        faults.append(Fault("quorum.share_missing", {"present": found, "needed": needed}, rule.cite("share")))
    for role in rule.roles:
        faults.extend(_missing(rule, role, seated, here, authorised_vice, item_reviewers))
    first = Step(
        "quorum.share",
        {"present": found, "size": size, "share": rule.share, "needed": needed},
        rule.cite("share"),
    )
    last = Step("quorum.not_valid" if faults else "quorum.valid", {}, rule.cite("share"))
    return Quorum(not faults, needed, found, tuple(fault.code for fault in faults), (first, *faults, last))


def _missing(
    rule: QuorumRule,
    role: str,
    seated: Sequence[SeatFacts],
    here: Sequence[SeatFacts],
    authorised_vice: bool,
    item_reviewers: Set[Key] | None,
) -> Iterator[Fault]:
    roles_here = {seat.role for seat in here}
    if role == "chair_or_vice":
        if CHAIR in roles_here or (VICE in roles_here and authorised_vice):
            return
        code: Code = "quorum.vice_not_authorised" if VICE in roles_here else "quorum.chair_missing"
        yield Fault(code, {}, rule.cite("roles"))
    elif role == "all_reviewers":
        yield from _reviewers(rule, seated, here, item_reviewers)
    elif role not in roles_here:
        yield Fault("quorum.role_missing", {"role": role}, rule.cite("roles"))


def _reviewers(
    rule: QuorumRule, seated: Sequence[SeatFacts], here: Sequence[SeatFacts], item_reviewers: Set[Key] | None
) -> Iterator[Fault]:
    reviewers = item_reviewers
    if reviewers is None:
        reviewers = {seat.key for seat in seated if seat.role == REVIEWER}
    if not reviewers:
        yield Fault("quorum.role_missing", {"role": REVIEWER}, rule.cite("roles"))
    here_keys = {seat.key for seat in here}
    absent = [seat.key for seat in seated if seat.key in reviewers - here_keys]
    absent += sorted(reviewers - {seat.key for seat in seated}, key=str)
    for key in dict.fromkeys(absent):
        yield Fault("quorum.reviewer_missing", {"member": key}, rule.cite("roles"))
