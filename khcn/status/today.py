"""What people see first: late, due, ownerless, changed; for one plan and for an agency's own tasks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Model

from khcn.kernel.access import Actor, visible
from khcn.kernel.accounts.choices import Role
from khcn.kernel.deadlines import time_left
from khcn.plan.models import Plan, Task
from khcn.status.attention import Attention, attention
from khcn.status.changes import Change, recent_changes
from khcn.status.choices import BY_URGENCY, LATE, Status
from khcn.status.counts import Count, counted
from khcn.status.targets.latest import TargetsToday, latest_of
from khcn.status.tasks import TaskStatus, task_statuses

SOON_DAYS = 30
WORST = 5


@dataclass(frozen=True)
class StandingTask:
    """A task with where it stands."""

    task: Task
    status: TaskStatus

    @property
    def rank(self) -> tuple[int, date, int]:
        return (self.status.urgency, self.status.due_on or date.max, self.task.order)


@dataclass(frozen=True)
class DueDay:
    """Tasks that fall due on the same day."""

    on: date
    left: str
    tasks: list[StandingTask]


@dataclass
class Today:
    """Everything the first page shows to people of the administration."""

    on: date
    plans: list[Plan]
    plan: Plan | None
    own: list[StandingTask]
    tasks: list[StandingTask]
    attention: Attention
    changes: list[Change] = field(default_factory=list)
    targets: TargetsToday = field(default_factory=lambda: TargetsToday([]))

    @property
    def counts(self) -> list[Count]:
        """Statuses that occur, the most urgent first, with their place in the bar."""
        order = [status.value for status in BY_URGENCY]
        return counted((one.status.computed for one in self.tasks), order, dict(Status.choices))

    @property
    def total(self) -> int:
        return len(self.tasks)

    @property
    def late(self) -> list[StandingTask]:
        return _in(self.tasks, LATE)

    @property
    def worst(self) -> list[StandingTask]:
        """The most urgent five that need somebody."""
        return (self.late + self.no_owner)[:WORST]

    @property
    def no_owner(self) -> list[StandingTask]:
        return _in(self.tasks, (Status.NO_OWNER,))

    @property
    def due(self) -> list[DueDay]:
        """What falls due within a month, day by day."""
        return due_within(self.tasks, self.on)

    @property
    def late_answers(self) -> int:
        return sum(one.late(self.on) for one in self.attention.obstacles)


def today(actor: Actor, on: date, plan_code: str = "") -> Today:
    """The first page of a person of the administration; the same number of queries whatever the number of tasks."""
    rows = visible(actor, "plan.task.view", Task.objects.filter(withdrawn=False))
    tasks = list(
        rows.select_related("plan").defer("official_text", "plan__official_title").order_by("order", "id")
    )
    statuses = task_statuses(tasks, on, with_updates=False, whole_plans=True)
    standing = [StandingTask(task, statuses[task.pk]) for task in tasks]
    plans = _plans(tasks)
    plan = next((one for one in plans if one.code == plan_code), plans[0] if plans else None)
    told = attention(actor, on)
    targets = latest_of(plan)
    return Today(
        on=on,
        plans=plans,
        plan=plan,
        own=own_tasks(standing, actor),
        tasks=sorted((one for one in standing if one.task.plan == plan), key=lambda one: one.rank),
        attention=told.of_plan(plan.pk if plan else None),
        changes=recent_changes(
            on, _known(tasks, plans), sensitive=_sees_all(actor), judged=targets.judgements
        ),
        targets=targets,
    )


def own_tasks(standing: Iterable[StandingTask], actor: Actor) -> list[StandingTask]:
    """Running tasks that the person's agencies answer for, the most urgent first."""
    seats = actor.seats_as(Role.REPORTER, Role.APPROVER)
    ended = (Status.DONE, Status.STOPPED)
    mine = [one for one in standing if seats.intersection(one.status.owners)]
    return sorted((one for one in mine if one.status.computed not in ended), key=lambda one: one.rank)


def due_within(standing: Iterable[StandingTask], on: date, days: int = SOON_DAYS) -> list[DueDay]:
    """Tasks whose next date is at most `days` calendar days away, by that date."""
    found: dict[date, list[StandingTask]] = {}
    for one in sorted(standing, key=lambda one: one.task.order):
        due = one.status.due_on
        if due and on <= due <= on + timedelta(days=days):
            found.setdefault(due, []).append(one)
    return [DueDay(due, time_left(on, due), found[due]) for due in sorted(found)]


def _in(standing: Iterable[StandingTask], statuses: Iterable[Status]) -> list[StandingTask]:
    wanted = {status.value for status in statuses}
    return [one for one in standing if one.status.computed in wanted]


def _plans(tasks: list[Task]) -> list[Plan]:
    """The plans of the tasks, real ones first, the newest first."""
    plans = {task.plan_id: task.plan for task in tasks}.values()
    newest = sorted(plans, key=lambda plan: plan.issued_on or date.min, reverse=True)
    return sorted(newest, key=lambda plan: plan.artificial)


def _known(tasks: list[Task], plans: list[Plan]) -> dict[tuple[str, str], Model]:
    found: dict[tuple[str, str], Model] = {("plan.task", str(task.pk)): task for task in tasks}
    return {**found, **{("plan.plan", str(plan.pk)): plan for plan in plans}}


def _sees_all(actor: Actor) -> bool:
    return actor.has(Role.ADMIN, Role.COORDINATOR, Role.LEADER)
