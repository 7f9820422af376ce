"""What is known of many tasks up to a day, read in one query whatever their number.

Parties, yearly instances, milestones, decisions, updates and succession edges have different
tables but the same use here: dated marks on a task. They come as rows of one UNION.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear, TruncDate

from khcn.agency_reports.models import TaskUpdate
from khcn.kernel.agencies.models import Succession
from khcn.kernel.agencies.queries import Edge, SuccessionMap
from khcn.plan.models import Milestone, Party, Plan, Task, TaskDecision, TaskYear

NO_NUMBER = Cast(Value(None), IntegerField())
NO_DAY = Cast(Value(None), DateField())
NO_WORD = Value("", output_field=CharField())
COLUMNS = ("m_owner", "m_what", "m_number", "m_other", "m_day", "m_until", "m_word", "m_text")


@dataclass(frozen=True)
class Lead:
    """A party that the document makes responsible, and who took over by decision."""

    name: str
    kind: str
    agency_id: int | None
    taken_over_by: int | None
    taken_over_on: date | None


@dataclass(frozen=True)
class Mark:
    """A milestone: due on a day, done on a day or not yet."""

    title: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True)
class Decided:
    kind: str
    on: date
    id: int
    until_year: int | None


@dataclass(frozen=True)
class Told:
    """The latest declaration of the agency."""

    id: int
    as_of: date
    declared: str
    year: int


@dataclass
class Facts:
    leads: list[Lead] = field(default_factory=list)
    years: dict[int, date] = field(default_factory=dict)
    milestones: list[Mark] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    reported: set[int] = field(default_factory=set)
    told: Told | None = None
    watched_since: date | None = None


def load_facts(tasks: Collection[int], on: date) -> tuple[dict[int, Facts], SuccessionMap]:
    """Facts by task id and the succession of agencies; one query."""
    found = {task: Facts() for task in tasks}
    edges: list[Edge] = []
    first, *others = _parts(list(found), on)
    for owner, what, number, other, day, until, word, text in first.union(*others, all=True):
        if what == "edge":
            edges.append(Edge(owner, number, word, day, text))
        else:
            _TAKE[what](found[owner], number, other, day, until, word, text)
    edges.sort(key=lambda edge: edge.on)
    return found, SuccessionMap(edges)


def standing_updates(on: date) -> QuerySet[TaskUpdate]:
    """Updates that speak of a day up to `on` and are not corrected by another one."""
    corrected = TaskUpdate.objects.filter(corrects=OuterRef("pk"), as_of__lte=on)
    return TaskUpdate.objects.filter(~Exists(corrected), as_of__lte=on)


def year_of_update() -> Cast:
    """The year an update speaks of; PostgreSQL extracts years as numeric, hence the cast."""
    return Cast(
        Coalesce(F("task_year__year"), ExtractYear("as_of"), output_field=IntegerField()), IntegerField()
    )


def _plan_entered() -> QuerySet[Any]:
    """The moment a task's plan came into the platform; nobody was asked for reports here before."""
    entered = Plan.history.filter(id=OuterRef("plan_id"), history_type="+")
    return entered.order_by("history_date").values("history_date")[:1]


def _parts(ids: list[int], on: date) -> Iterable[QuerySet[Any]]:
    newest = standing_updates(on).filter(task=OuterRef("task")).order_by("-as_of", "-id").values("id")[:1]
    yield _rows(
        Party.objects.filter(task__in=ids, role="lead"),
        "lead",
        number=F("agency_id"),
        other=F("taken_over_by_id"),
        day=F("taken_over_on"),
        word=F("kind"),
        text=F("name"),
    )
    yield _rows(TaskYear.objects.filter(task__in=ids), "year", number=F("year"), day=F("due_on"))
    yield _rows(
        Milestone.objects.filter(task__in=ids),
        "milestone",
        day=F("due_on"),
        until=F("done_on"),
        text=F("title"),
    )
    yield _rows(
        TaskDecision.objects.filter(task__in=ids),
        "decision",
        number=F("id"),
        other=F("until_year"),
        day=F("decided_on"),
        word=F("kind"),
    )
    standing = standing_updates(on).filter(task__in=ids)
    yield _rows(standing, "reported", number=year_of_update()).distinct()
    yield _rows(
        standing.filter(pk=Subquery(newest)),
        "told",
        number=F("id"),
        other=year_of_update(),
        day=F("as_of"),
        word=F("declared"),
    )
    yield _rows(
        Task.objects.filter(pk__in=ids), "since", owner=F("pk"), day=TruncDate(Subquery(_plan_entered()))
    )
    yield _rows(
        Succession.objects.all(),
        "edge",
        owner=F("predecessor_id"),
        number=F("successor_id"),
        day=F("effective_on"),
        word=F("kind"),
        text=F("function"),
    )


def _rows(rows: QuerySet[Any], what: str, **given: Any) -> QuerySet[Any]:
    """One part of the union: the same eight columns for every kind of mark."""
    columns = {
        "m_owner": given.get("owner", F("task_id")),
        "m_what": Value(what, output_field=CharField()),
        "m_number": given.get("number", NO_NUMBER),
        "m_other": given.get("other", NO_NUMBER),
        "m_day": given.get("day", NO_DAY),
        "m_until": given.get("until", NO_DAY),
        "m_word": given.get("word", NO_WORD),
        "m_text": given.get("text", NO_WORD),
    }
    return rows.order_by().annotate(**columns).values_list(*COLUMNS)


def _take_lead(facts: Facts, number: Any, other: Any, day: Any, until: Any, word: str, text: str) -> None:
    facts.leads.append(Lead(text, word, number, other, day))


def _take_year(facts: Facts, number: int, other: Any, day: date, *rest: Any) -> None:
    facts.years[number] = day


def _take_milestone(
    facts: Facts, number: Any, other: Any, day: date, until: Any, word: str, text: str
) -> None:
    facts.milestones.append(Mark(text, day, until))


def _take_decision(
    facts: Facts, number: int, other: Any, day: date, until: Any, word: str, text: str
) -> None:
    facts.decisions.append(Decided(word, day, number, other))


def _take_reported(facts: Facts, number: int, *rest: Any) -> None:
    facts.reported.add(number)


def _take_told(facts: Facts, number: int, other: int, day: date, until: Any, word: str, text: str) -> None:
    facts.told = Told(number, day, word, other)


def _take_since(facts: Facts, number: Any, other: Any, day: Any, *rest: Any) -> None:
    facts.watched_since = day


_TAKE: dict[str, Callable[..., None]] = {
    "lead": _take_lead,
    "year": _take_year,
    "milestone": _take_milestone,
    "decision": _take_decision,
    "reported": _take_reported,
    "told": _take_told,
    "since": _take_since,
}
