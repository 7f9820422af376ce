"""Who wrote and who hosts what a council judges: teams, organisations and partners of its items, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from khcn.operations.st_tasks.choices import Purpose
from khcn.operations.st_tasks.models import Application, Council, CouncilItem, StTask, TeamMember

Who = tuple[str, int]


def who(person: int | None, user: int | None) -> frozenset[Who]:
    """The keys under which somebody is known."""
    keys = (("person", person), ("user", user))
    return frozenset((kind, pk) for kind, pk in keys if pk)


@dataclass(frozen=True)
class Author:
    """Somebody named in an application; `keys` are those of the directory and of the account."""

    application: int
    name: str
    keys: frozenset[Who]
    person: int | None
    email: str = ""


@dataclass
class Bid:
    """An application for a task, with its people and its organisations."""

    row: Application
    authors: list[Author] = field(default_factory=list)
    organisations: set[int] = field(default_factory=set)


def in_team() -> Q:
    """Rows of a team that make an author: whoever left before the application was sent is none."""
    return Q(removed_at=None) | Q(
        application__sent_at__isnull=False, removed_at__gt=F("application__sent_at")
    )


class Authorship:
    """The applications of all tasks that a council judges. Five queries."""

    def __init__(self, council: Council) -> None:
        self.items: list[CouncilItem] = list(
            council.items.select_related("task", "task__leader", "dossier").order_by("order", "pk")
        )
        tasks = {item.task_id for item in self.items}
        self.bids: dict[int, Bid] = {row.pk: Bid(row) for row in _applications(tasks)}
        self.of_task: dict[int, list[Bid]] = defaultdict(list)
        for bid in self.bids.values():
            self.of_task[bid.row.task_id or 0].append(bid)
        self._add_authors()
        self._add_organisations()
        self.partners = _pairs(StTask.partners.through.objects.filter(sttask__in=tasks), "sttask_id")

    def _add_authors(self) -> None:
        rows = TeamMember.objects.filter(in_team(), application__in=self.bids).order_by("pk")
        for row in rows:
            self.bids[row.application_id].authors.append(
                Author(
                    row.application_id, row.name, who(row.person_id, row.user_id), row.person_id, row.email
                )
            )
        for pk, bid in self.bids.items():
            owner = who(None, bid.row.owner_id)
            if not any(owner & author.keys for author in bid.authors):
                bid.authors.append(Author(pk, bid.row.owner.full_name, owner, None, bid.row.owner.email))

    def _add_organisations(self) -> None:
        partners = _pairs(
            Application.partners.through.objects.filter(application__in=self.bids), "application_id"
        )
        for pk, bid in self.bids.items():
            own = {bid.row.organisation_id, *partners[pk]}
            if bid.row.agency_id and (organisation := getattr(bid.row.agency, "organisation", None)):
                own.add(organisation.pk)
            bid.organisations = {one for one in own if one}

    def own_bids(self, item: CouncilItem) -> list[Bid]:
        """The dossier under judgement and the proposal of its task; without a dossier what the task came from."""
        found = self.of_task[item.task_id]
        if item.dossier_id:
            return [bid for bid in found if bid.row.pk == item.dossier_id or _proposal(bid)]
        chosen = [bid for bid in found if bid.row.state == "chosen"]
        return chosen + [bid for bid in found if _proposal(bid)]

    def rivals(self, item: CouncilItem) -> list[Bid]:
        own = {bid.row.pk for bid in self.own_bids(item)}
        return [bid for bid in self.of_task[item.task_id] if bid.row.pk not in own]

    def people_of(self, item: CouncilItem) -> list[Author]:
        """All authors of an item, the leader of the task among them."""
        people = [author for bid in self.own_bids(item) for author in bid.authors]
        if leader := item.task.leader:
            people.append(Author(0, leader.name, who(leader.pk, None), leader.pk, leader.email))
        return people

    def organisations_of(self, item: CouncilItem, judges: str) -> set[int]:
        """Who would carry the item out; at identification who proposed it."""
        task = item.task
        if judges == "identification":
            own = {one for bid in self.own_bids(item) for one in bid.organisations}
            return own | ({task.proposer_organisation_id} if task.proposer_organisation_id else set())
        bids = [bid for bid in self.own_bids(item) if not _proposal(bid)]
        found = {one for bid in bids for one in bid.organisations}
        if not item.dossier_id:
            found |= {task.host_id, *self.partners[task.pk]} - {None}  # type: ignore[arg-type]
        return found


def _proposal(bid: Bid) -> bool:
    return bid.row.purpose == Purpose.PROPOSAL


def _applications(tasks: Iterable[int]) -> QuerySet[Application]:
    rows = Application.objects.filter(task__in=tasks).order_by("pk")
    return rows.select_related("owner", "organisation", "agency__organisation")


def _pairs(rows: QuerySet, name: str) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, organisation in rows.values_list(name, "organisation_id"):
        found[one].add(organisation)
    return found


def names_in(authors: Sequence[Author]) -> Iterator[str]:
    """Each name once."""
    yield from dict.fromkeys(author.name for author in authors)
