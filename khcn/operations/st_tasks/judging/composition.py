"""Whether a council is made as its rule asks, before it is set up by decision."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from .rules import CompositionRule
from .steps import Fault, Key, Values

CHAIR, VICE, REVIEWER, SECRETARY = "chair", "vice", "reviewer", "secretary"


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat: who (an opaque key), in which role, for which side ("expert", "manager" or ""), and what is known of the person."""

    key: Key
    role: str
    side: str = ""
    of_host: bool = False
    in_earlier: bool = False
    in_register: bool = False


def voting_seats(seats: Sequence[SeatFacts], nonvoting: Sequence[str]) -> list[SeatFacts]:
    """The seats that make the council: an administrative secretary serves it without a vote."""
    return [seat for seat in seats if seat.role not in nonvoting]


def check_composition(
    *,
    rule: CompositionRule,
    seats: Sequence[SeatFacts],
    reviewers_of: Mapping[Key, Set[Key]] | None = None,
) -> tuple[Fault, ...]:
    """The faults of a council, none if it may be set up.

    With `reviewers_of` (identification: reviewers for each proposal) the reviewers are counted by item instead of by role.
    """
    seated = voting_seats(seats, rule.nonvoting)
    return tuple(
        chain(
            _size(rule, seated),
            _roles(rule, seated, by_item=bool(reviewers_of)),
            _twice(rule, seats),
            _items(rule, seated, reviewers_of or {}),
            _sides(rule, seated),
            _people(rule, seated),
        )
    )


def _size(rule: CompositionRule, seated: Sequence[SeatFacts]) -> Iterator[Fault]:
    found = len(seated)
    if found < rule.minimum:
        yield Fault("composition.too_few", {"found": found, "needed": rule.minimum}, rule.cite("size"))
    elif found > rule.maximum:
        yield Fault("composition.too_many", {"found": found, "most": rule.maximum}, rule.cite("size"))
    elif rule.allowed_sizes and found not in rule.allowed_sizes:
        yield Fault(
            "composition.size_not_allowed", {"found": found, "sizes": rule.allowed_sizes}, rule.cite("size")
        )


def _roles(rule: CompositionRule, seated: Sequence[SeatFacts], *, by_item: bool) -> Iterator[Fault]:
    counts = Counter(seat.role for seat in seated)
    wanted = [(CHAIR, rule.chair), (VICE, rule.vice), (SECRETARY, rule.secretary), *rule.others]
    if not by_item:
        wanted.append((REVIEWER, rule.reviewers))
    for role, needed in wanted:
        if counts[role] != needed:
            values: Values = {"role": role, "found": counts[role], "needed": needed}
            yield Fault("composition.role_count", values, rule.cite("roles"))


def _twice(rule: CompositionRule, seats: Sequence[SeatFacts]) -> Iterator[Fault]:
    for key, count in Counter(seat.key for seat in seats).items():
        if count > 1:
            yield Fault("composition.twice", {"member": key}, rule.cite("roles"))


def _items(
    rule: CompositionRule, seated: Sequence[SeatFacts], reviewers_of: Mapping[Key, Set[Key]]
) -> Iterator[Fault]:
    keys = {seat.key for seat in seated}
    for item, reviewers in reviewers_of.items():
        sitting = len(reviewers & keys)
        if sitting != rule.reviewers:
            values: Values = {"item": item, "found": sitting, "needed": rule.reviewers}
            yield Fault("composition.reviewer_count", values, rule.cite("roles"))
        for key in sorted(reviewers - keys, key=str):
            yield Fault("composition.reviewer_not_seated", {"item": item, "member": key}, rule.cite("roles"))


def _sides(rule: CompositionRule, seated: Sequence[SeatFacts]) -> Iterator[Fault]:
    counts = Counter(seat.side for seat in seated)
    for side, needed in (("expert", rule.experts), ("manager", rule.managers)):
        if needed is not None and counts[side] != needed:
            values: Values = {"side": side, "found": counts[side], "needed": needed}
            yield Fault("composition.side_count", values, rule.cite("sides"))


def _people(rule: CompositionRule, seated: Sequence[SeatFacts]) -> Iterator[Fault]:
    earlier = sum(seat.in_earlier for seat in seated)
    if earlier < rule.from_earlier:
        values: Values = {"found": earlier, "needed": rule.from_earlier}
        yield Fault("composition.nobody_from_earlier", values, rule.cite("earlier"))
    for seat in seated:
        if seat.of_host and seat.role in rule.host_barred_roles:
            yield Fault("composition.host_barred", {"member": seat.key, "role": seat.role}, rule.cite("host"))
        if rule.experts_from_register and seat.side == "expert" and not seat.in_register:
            yield Fault("composition.outside_register", {"member": seat.key}, rule.cite("register"))
