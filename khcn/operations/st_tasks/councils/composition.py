"""Whether a council is made as its rule asks: facts about its seats, and the faults as sentences."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from khcn.kernel.registers.life import Standing
from khcn.operations.st_tasks.choices import CouncilRole, CouncilState
from khcn.operations.st_tasks.councils.authors import Authorship, Who, who
from khcn.operations.st_tasks.councils.conflicts import Finder
from khcn.operations.st_tasks.councils.kinds import Kind, kind_of
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.judging.composition import SeatFacts, check_composition
from khcn.operations.st_tasks.judging.steps import Fault, Key
from khcn.operations.st_tasks.models import Council, CouncilItem, Seat

#: Who of a selection council may be its person in the finance group.
FROM_COUNCIL = (CouncilRole.CHAIR, CouncilRole.VICE, CouncilRole.REVIEWER)


@dataclass(frozen=True)
class Faults:
    """What stands in the way of appointing a council; empty means nothing."""

    faults: tuple[Fault, ...]
    sentences: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.faults)


def check(council: Council) -> Faults:
    """The faults of the composition, each with its article. Empty where the rule set asks for nothing."""
    kind = kind_of(council)
    if kind.composition is None:
        return Faults((), ())
    finder = Finder(council)
    facts = facts_of(council, kind, finder)
    faults = check_composition(
        rule=kind.composition,
        seats=facts,
        reviewers_of=reviewers_of(finder.work) if kind.reviewers_by_item else None,
    )
    names = names_of(finder.seats, finder.work)
    return Faults(faults, tuple(cited(fault, names) for fault in faults))


def facts_of(council: Council, kind: Kind, finder: Finder) -> list[SeatFacts]:
    """Every seat that is taken, as the rules see it."""
    earlier = sat_earlier(council, kind, finder.work)
    hosts = {one for own in finder.hosts.values() for one in own}
    return [
        SeatFacts(
            key=seat.pk,
            role=seat.role,
            side=seat.side,
            of_host=finder.kin.first_related(finder.employers[seat.pk], hosts) is not None,
            in_earlier=_in_earlier(seat, kind, earlier),
            in_register=seat.person is not None and seat.person.standing != Standing.VOID,
        )
        for seat in finder.seats
    ]


def sat_earlier(council: Council, kind: Kind, work: Authorship) -> dict[Who, set[str]]:
    """Who sat in an earlier council on the same tasks, with the roles held there."""
    if not kind.earlier:
        return {}
    rows = Seat.objects.filter(
        ~Q(council=council.pk), council__kind__in=kind.earlier, left_on=None,
        council__state__in=[CouncilState.APPOINTED, CouncilState.CLOSED],
        council__items__task__in={item.task_id for item in work.items},
    ).distinct()  # fmt: skip
    found: dict[Who, set[str]] = defaultdict(set)
    for person, user, role in rows.order_by().values_list("person_id", "user_id", "role"):
        for key in who(person, user):
            found[key].add(role)
    return found


def _in_earlier(seat: Seat, kind: Kind, earlier: dict[Who, set[str]]) -> bool:
    """Computed; typed by hand only for tasks whose earlier council the platform does not know."""
    if not earlier:
        return seat.in_earlier
    roles = {role for key in who(seat.person_id, seat.user_id) for role in earlier.get(key, ())}
    if kind.judges == "finance":
        return seat.role == CouncilRole.COUNCIL_PERSON and not roles.isdisjoint(FROM_COUNCIL)
    return bool(roles)


def reviewers_of(work: Authorship) -> dict[Key, set[Key]]:
    """The reviewers named for each item; one query for all."""
    found: dict[Key, set[Key]] = {item.pk: set() for item in work.items}
    rows = CouncilItem.reviewers.through.objects.filter(councilitem__in=[item.pk for item in work.items])
    for item, seat in rows.values_list("councilitem_id", "seat_id"):
        found[item].add(seat)
    return found


def names_of(seats: list[Seat], work: Authorship) -> Callable[[str, Key], str]:
    """Words for the keys that faults and steps speak of."""
    members = {seat.pk: seat.name for seat in seats}
    items = {item.pk: str(item) for item in work.items}

    def name(kind: str, key: Key) -> str:
        known: dict[Key, str] = members if kind == "member" else items  # type: ignore[assignment]
        return known.get(key, str(key))

    return name
