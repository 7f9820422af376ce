"""Yearly instances of tasks: one per year in which the task runs, due when the plan asks for reports."""

from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from khcn.plan.choices import Frequency, Schedule
from khcn.plan.models import Plan, ReportingDuty, Task, TaskYear

YEAR_END = (12, 31)


def ensure_years(plan: Plan) -> int:
    """Add the missing instances, drop empty ones outside the task's years; returns how many were added.

    What exists is kept: people write into instances, and an instance with updates cannot go.
    """
    due = yearly_due(plan)
    added = 0
    for task in Task.objects.filter(plan=plan, withdrawn=False).prefetch_related("years"):
        wanted = set(years_of(task, plan))
        present = {instance.year: instance for instance in task.years.all()}
        for year in sorted(wanted - present.keys()):
            TaskYear.objects.create(task=task, year=year, due_on=date(year, *due))
            added += 1
        if wanted:
            _drop_empty([present[year] for year in present.keys() - wanted])
    return added


def yearly_due(plan: Plan) -> tuple[int, int]:
    """Month and day by which the year is reported on: the plan's yearly duty with a day, else 31 December."""
    duty = (
        ReportingDuty.objects.filter(
            plan=plan, frequency=Frequency.YEARLY, withdrawn=False, due_month__isnull=False
        )
        .order_by("order")
        .first()
    )
    return (duty.due_month or 12, duty.due_day or 31) if duty else YEAR_END


def years_of(task: Task, plan: Plan) -> range | list[int]:
    """The years in which the task has work to show; none while its schedule is unknown."""
    if task.schedule == Schedule.DATES:
        return sorted({int(text[:4]) for text in task.dates if text[:4].isdigit()})
    if task.schedule == Schedule.UNKNOWN:
        return []
    first, last = task.from_year or plan.from_year, task.last_year or plan.to_year
    return range(first, last + 1) if first and last else []


def _drop_empty(instances: list[TaskYear]) -> None:
    for instance in instances:
        if instance.expected:
            continue
        try:
            with transaction.atomic():
                instance.delete()
        except ProtectedError:
            continue
