"""What follows from the period of a contract: reports that are due, the day for the acceptance dossier."""

from datetime import date, timedelta

from khcn.operations.st_tasks.models import PeriodicReport, StTask
from khcn.operations.st_tasks.money.regime import outline_for, whole_figure
from khcn.operations.st_tasks.running.schedule import Period, periods


def planned_periods(task: StTask) -> list[Period]:
    """The reports that the rule set asks for; none where it does not say how often."""
    outline = outline_for(task)
    months = whole_figure(outline, "report.months")
    if not months or task.starts_on is None or task.ends_on is None:
        return []
    due_days = whole_figure(outline, "report.due_days") or 0
    return list(periods(task.starts_on, task.ends_on, months=months, due_days=due_days))


def plan_reports(task: StTask) -> list[PeriodicReport]:
    """Bring the rows in line with the period: new ones are added, open ones moved or taken away; sent and excused ones
    stay as they were. Safe to run twice."""
    wanted = {one.number: one for one in planned_periods(task)}
    there = {one.number: one for one in PeriodicReport.objects.select_for_update().filter(task=task)}
    for number, row in there.items():
        if row.sent_at is None and not row.excused:
            _move(row, wanted.get(number))
    PeriodicReport.objects.bulk_create(
        PeriodicReport(task=task, number=one.number, period_from=one.first, period_to=one.last, due_on=one.due_on)
        for number, one in wanted.items()
        if number not in there
    )  # fmt: skip
    return list(PeriodicReport.objects.filter(task=task).order_by("number"))


def _move(row: PeriodicReport, period: Period | None) -> None:
    if period is None:
        row.delete()
    elif (row.period_from, row.period_to, row.due_on) != (period.first, period.last, period.due_on):
        row.period_from, row.period_to, row.due_on = period.first, period.last, period.due_on
        row.save(update_fields=["period_from", "period_to", "due_on"])


def acceptance_due(task: StTask) -> date | None:
    """By when the acceptance dossier is to be handed in: so many days after the end of the contract."""
    days = whole_figure(outline_for(task), "acceptance.dossier_days")
    return None if days is None or task.ends_on is None else task.ends_on + timedelta(days=days)
