"""Open obstacles, open findings and reporting duties: three tables, one query."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from khcn.agency_reports.choices import Level
from khcn.agency_reports.models import Obstacle
from khcn.kernel.access import Actor, visible
from khcn.kernel.deadlines import time_left
from khcn.lib.working_days import add_working_days
from khcn.plan.choices import Frequency
from khcn.plan.models import Finding, ReportingDuty
from khcn.plan.queries import visible_plans

FAR = 180
"""Days beyond which counting working days says nothing to anyone."""

NO_NUMBER = Cast(Value(None), IntegerField())
NO_DAY = Cast(Value(None), DateField())
NO_WORD = Value("", output_field=CharField())
COLUMNS = (
    "a_what",
    "a_id",
    "a_plan",
    "a_title",
    "a_word",
    "a_who",
    "a_due",
    "a_month",
    "a_day",
    "a_year",
    "a_lead",
)


@dataclass(frozen=True)
class OpenObstacle:
    id: int
    plan_id: int
    title: str
    level: str
    agency: str
    due_on: date | None

    @property
    def level_label(self) -> str:
        return str(Level(self.level).label)

    def late(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


@dataclass(frozen=True)
class OpenFinding:
    id: int
    plan_id: int
    title: str


@dataclass(frozen=True)
class Deadline:
    """A reporting day to come; `internal_on` is the earlier day for the units, `left` in words, "" when far."""

    id: int
    plan_id: int
    title: str
    due_on: date
    internal_on: date
    left: str


@dataclass
class Attention:
    obstacles: list[OpenObstacle] = field(default_factory=list)
    findings: list[OpenFinding] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)

    def of_plan(self, plan: int | None) -> "Attention":
        rows = (self.obstacles, self.findings, self.deadlines)
        return Attention(*([one for one in part if one.plan_id == plan] for part in rows))  # type: ignore[arg-type]

    @property
    def by_level(self) -> list[tuple[str, str, int]]:
        """(code, label, number) of open obstacles from the lowest level to the highest."""
        counted = Counter(one.level for one in self.obstacles)
        return [(level.value, str(level.label), counted[level]) for level in Level if counted[level]]


def attention(actor: Actor, on: date) -> Attention:
    """What this person may see of the three, obstacles with the earliest answer day first."""
    found = Attention()
    first, *others = _parts(actor)
    for what, pk, plan, title, word, who, due, month, day, year, lead in first.union(*others, all=True):
        if what == "obstacle":
            found.obstacles.append(OpenObstacle(pk, plan, title, word, who, due))
        elif what == "finding":
            found.findings.append(OpenFinding(pk, plan, title))
        elif next_due := next_deadline(word, month, day, year, on):
            internal = add_working_days(next_due, -lead)
            left = time_left(on, next_due) if (next_due - on).days <= FAR else ""
            found.deadlines.append(Deadline(pk, plan, title, next_due, internal, left))
    found.obstacles.sort(key=lambda one: (one.due_on or date.max, one.id))
    found.deadlines.sort(key=lambda one: (one.due_on, one.id))
    return found


def next_deadline(
    frequency: str, month: int | None, day: int | None, year: int | None, on: date
) -> date | None:
    """The next day of a reporting duty; None when it has no day or has passed for good."""
    if frequency == Frequency.ONCE:
        due = _day(year, month or 12, day or 31) if year else None
        return due if due and due >= on else None
    if month is None or day is None:
        return None
    this_year = _day(on.year, month, day)
    return this_year if this_year >= on else _day(on.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date:
    """The day itself, or the last of its month (29/02 in a common year)."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def _parts(actor: Actor) -> list[QuerySet[Any]]:
    obstacles = visible(actor, "agency_reports.obstacle.view", Obstacle.objects.filter(state="open"))
    findings = visible(actor, "plan.finding.view", Finding.objects.filter(state="open", gone=False))
    duties = ReportingDuty.objects.filter(withdrawn=False, plan__in=visible_plans(actor))
    return [
        _rows(obstacles, "obstacle", F("title"), word=F("level"), who=F("agency__name"), due=F("due_on")),
        _rows(findings, "finding", F("title")),
        _rows(
            duties,
            "duty",
            F("short_title"),
            word=F("frequency"),
            month=F("due_month"),
            day=F("due_day"),
            year=F("year"),
            lead=F("internal_lead_days"),
        ),
    ]


def _rows(rows: QuerySet[Any], what: str, title: F, **given: Any) -> QuerySet[Any]:
    columns = {
        "a_what": Value(what, output_field=CharField()),
        "a_id": F("id"),
        "a_plan": F("plan_id"),
        "a_title": title,
        "a_word": given.get("word", NO_WORD),
        "a_who": given.get("who", NO_WORD),
        "a_due": given.get("due", NO_DAY),
        **{f"a_{name}": given.get(name, NO_NUMBER) for name in ("month", "day", "year", "lead")},
    }
    return rows.order_by().annotate(**columns).values_list(*COLUMNS)
