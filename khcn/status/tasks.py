"""The status of tasks on a day: computed from facts, beside what the agency declares."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from khcn.agency_reports.choices import Declared
from khcn.agency_reports.models import TaskUpdate
from khcn.kernel.agencies.queries import SuccessionMap
from khcn.plan.models import Task
from khcn.status.choices import URGENCY, Status
from khcn.status.facts import Facts, load_facts
from khcn.status.life import life_on, owner_on
from khcn.status.rules import Case, judge

_BAD = {Status.OVERDUE.value, Status.EXPIRED.value, Status.LATE_REPORT.value}
_CONTRADICTED: dict[str, set[str]] = {
    Declared.AHEAD: _BAD,
    Declared.MET: _BAD,
    Declared.DONE: {Status.OVERDUE.value},
    Declared.NOT_DUE: {*_BAD, Status.DUE_SOON.value},
    Declared.STOPPED: set(Status.values) - {Status.DONE.value, Status.STOPPED.value, Status.EXPIRED.value},
}


def contradicted_by(declared: str | None) -> set[str]:
    """Computed statuses with which this word of an agency does not agree."""
    return _CONTRADICTED.get(declared or "", set())


@dataclass(frozen=True)
class TaskStatus:
    """`computed` follows the rules, `declared` is the agency's own word; neither hides the other."""

    computed: str
    declared: str | None
    reason: str
    latest: TaskUpdate | None
    due_on: date | None
    owners: tuple[int, ...] = ()

    @property
    def owner_id(self) -> int | None:
        """The first agency that answers for the task."""
        return self.owners[0] if self.owners else None

    @property
    def label(self) -> str:
        return str(Status(self.computed).label)

    @property
    def declared_label(self) -> str:
        return str(Declared(self.declared).label) if self.declared else ""

    @property
    def contradicts(self) -> bool:
        """The agency's word and the dates do not agree."""
        return self.computed in contradicted_by(self.declared)

    @property
    def urgency(self) -> int:
        """0 is the most urgent."""
        return URGENCY[self.computed]


def task_statuses(
    tasks: Iterable[Task], on: date, *, with_updates: bool = True, whole_plans: bool = False
) -> dict[int, TaskStatus]:
    """Statuses by task id, from what is dated up to `on`.

    At most four queries for any number of tasks: plans where the caller has not read them, tasks
    of followed plans (not with `whole_plans`, if theirs are among those given), the facts, and the
    latest updates (left out without `with_updates`).
    """
    asked = list(tasks)
    if not asked:
        return {}
    prefetch_related_objects(asked, "plan")
    others = _followed_tasks(asked, whole_plans)
    facts, succession = load_facts({task.pk for task in (*asked, *others)}, on)
    followed = _followed_plans(others, facts, succession, on)
    updates = _latest_updates(asked, facts) if with_updates else {}
    return {
        task.pk: _status(task, facts[task.pk], succession, on, followed, updates.get(task.pk))
        for task in asked
    }


def task_status(task: Task, on: date) -> TaskStatus:
    return task_statuses([task], on)[task.pk]


def _followed_tasks(tasks: list[Task], whole_plans: bool) -> list[Task]:
    """Tasks of the plans that these tasks follow. They are judged by their own data alone, so two
    plans that follow each other do not turn in a circle."""
    plans = {task.follows_id for task in tasks if task.follows_id}
    if not plans:
        return []
    if whole_plans and plans <= {task.plan_id for task in tasks}:
        return [task for task in tasks if task.plan_id in plans]
    return list(Task.objects.filter(plan__in=plans, withdrawn=False).select_related("plan"))


@dataclass
class Followed:
    """A plan that other plans' tasks take their status from."""

    name: str
    counts: Counter[str]


def _followed_plans(
    tasks: list[Task], facts: dict[int, Facts], succession: SuccessionMap, on: date
) -> dict[int, Followed]:
    plans: dict[int, Followed] = {}
    for task in tasks:
        plan = plans.setdefault(task.plan_id, Followed(str(task.plan), Counter()))
        plan.counts[_status(task, facts[task.pk], succession, on, {}).computed] += 1
    return plans


def _status(
    task: Task,
    facts: Facts,
    succession: SuccessionMap,
    on: date,
    plans: dict[int, Followed],
    latest: TaskUpdate | None = None,
) -> TaskStatus:
    owner = owner_on(facts, succession, on)
    life = life_on(task, facts.decisions, on)
    followed = plans.get(task.follows_id) if task.follows_id else None
    case = Case(
        task,
        facts,
        life,
        owner,
        on,
        followed.counts if followed else None,
        followed.name if followed else "",
    )
    found = judge(case)
    declared = facts.told.declared if facts.told else None
    return TaskStatus(found.status.value, declared, found.reason, latest, found.due_on, owner.agencies)


def _latest_updates(tasks: list[Task], facts: dict[int, Facts]) -> dict[int, TaskUpdate]:
    ids = [told.id for task in tasks if (told := facts[task.pk].told)]
    if not ids:
        return {}
    rows = TaskUpdate.objects.filter(pk__in=ids).select_related("agency", "created_by", "task_year")
    return {update.task_id: update for update in rows}
