"""Tasks as rows of a list: parties, who answers today, status, obstacles."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ObstacleState
from khcn.agency_reports.models import Obstacle
from khcn.kernel.access import Actor, visible
from khcn.kernel.agencies.models import Agency
from khcn.plan.choices import TaskState
from khcn.plan.models import Plan, Task
from khcn.plan.queries import Answerer, Parties, Successions, parties_of, tasks_of
from khcn.plan.rules import is_staff
from khcn.status.tasks import TaskStatus, task_statuses
from khcn.web.ui.statuses import look_of
from khcn.web.workspace.plans import words


@dataclass(frozen=True)
class TaskRow:
    """One task as a reader sees it; `status` is None for those who may not see reports."""

    task: Task
    parties: Parties
    by_schedule: str
    status: TaskStatus | None = None
    obstacles: int = 0

    @property
    def computed(self) -> str:
        return self.status.computed if self.status else self.by_schedule

    @property
    def status_label(self) -> str:
        if self.status:
            return self.status.label
        return (
            _("Trong thời hạn") if self.by_schedule == "in_progress" else str(look_of(self.by_schedule).label)
        )

    @property
    def declared_label(self) -> str:
        return self.status.declared_label if self.status else ""

    @property
    def reason(self) -> str:
        return self.status.reason if self.status else ""

    @property
    def schedule(self) -> str:
        return words.schedule(self.task)

    @property
    def lead_names(self) -> str:
        return "; ".join(lead.party.name for lead in self.parties.leads)

    @property
    def changed_leads(self) -> list[Answerer]:
        return [lead for lead in self.parties.leads if lead.changed]

    @property
    def undecided_leads(self) -> list[Answerer]:
        return [lead for lead in self.parties.leads if lead.undecided]

    @property
    def lead_agencies(self) -> list[Agency]:
        """The agencies of the document and those that answer today, each once."""
        named = [one for lead in self.parties.leads for one in (lead.party.agency, lead.agency) if one]
        return list({agency.pk: agency for agency in named}.values())

    @property
    def expired(self) -> bool:
        return self.computed == "expired"

    def runs_in(self, year: int) -> bool:
        starts = self.task.from_year
        ends = self.task.last_year
        return (starts is None or starts <= year) and (ends is None or year <= ends)


def by_schedule(task: Task, day: date) -> str:
    """The state that the plan's own dates and decisions tell, without any report of an agency."""
    if task.state in (TaskState.CLOSED, TaskState.SUCCEEDED):
        return str(task.state)
    if task.from_year and task.from_year > day.year:
        return "not_started"
    if task.last_year and task.last_year < day.year:
        return "expired"
    return "in_progress"


def rows_of(plan: Plan, actor: Actor, day: date) -> list[TaskRow]:
    """All tasks of the plan with what this person may know of them."""
    return rows_for(tasks_of(plan), plan, actor, day)


def rows_for(tasks: QuerySet[Task], plan: Plan, actor: Actor, day: date) -> list[TaskRow]:
    """Four queries whatever the number: tasks with open obstacles, parties, successions, facts."""
    every = list(with_open_obstacles(tasks, actor))
    for task in every:
        task.plan = plan
    successions = Successions.load(day)
    statuses = task_statuses(every, day, with_updates=False) if is_staff(actor) else {}
    return [
        TaskRow(
            task,
            parties_of(task, successions),
            by_schedule(task, day),
            statuses.get(task.pk),
            task.open_obstacles,
        )
        for task in every
    ]


def with_open_obstacles(tasks: QuerySet[Task], actor: Actor) -> QuerySet[Task]:
    """Each task with the number of open obstacles this person may see as `open_obstacles`."""
    seen = visible(actor, "agency_reports.obstacle.view", Obstacle.objects.all())
    counted = seen.filter(task=OuterRef("pk"), state=ObstacleState.OPEN).order_by()
    number = counted.values("task").annotate(number=Count("pk")).values("number")
    return tasks.annotate(open_obstacles=Coalesce(Subquery(number), 0))
