"""Yearly instances: a running task gets one item to report on for each year."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.plan.choices import Schedule, TaskState
from khcn.plan.importing.years import yearly_due
from khcn.plan.models import Plan, Task, TaskYear

#: Tasks with fixed dates or without any schedule are not asked year by year.
RECURRING = (Schedule.YEARLY, Schedule.UNTIL, Schedule.RANGE)


@transaction.atomic
def ensure_task_years(
    *, plan: Plan | None = None, task: Task | None = None, on: date | None = None, by: Actor | None = None
) -> int:
    """Make the missing instance of the year of `on` for open tasks; tells how many were made.

    Due on the day of the plan's yearly reporting duty, else on 31 December. Idempotent.
    """
    on = on or timezone.localdate()
    tasks = Task.objects.filter(state=TaskState.OPEN, withdrawn=False, schedule__in=RECURRING)
    if plan is not None:
        tasks = tasks.filter(plan=plan)
    if task is not None:
        tasks = tasks.filter(pk=task.pk)
    missing = [
        one for one in tasks.select_related("plan").exclude(years__year=on.year) if runs_in(one, on.year)
    ]
    days = {one.plan_id: yearly_due(one.plan) for one in missing}
    TaskYear.objects.bulk_create(
        [TaskYear(task=one, year=on.year, due_on=date(on.year, *days[one.plan_id])) for one in missing],
        ignore_conflicts=True,
    )
    if missing:
        record_event("task.years", task or plan, by=by, after={"year": on.year, "count": len(missing)})
    return len(missing)


def runs_in(task: Task, year: int) -> bool:
    """The year lies between the first and the last year of the task, or of its plan."""
    begins = task.from_year or task.plan.from_year
    ends = task.last_year or task.plan.to_year
    return (begins is None or begins <= year) and (ends is None or year <= ends)
