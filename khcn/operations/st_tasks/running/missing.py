"""Which reports a host owes on a day."""

from collections.abc import Iterable
from datetime import date

from khcn.operations.st_tasks.models import PeriodicReport, StTask


def missed_reports(task: StTask, day: date) -> list[PeriodicReport]:
    """Reports past their due day that were neither sent nor excused."""
    rows = PeriodicReport.objects.filter(task=task, due_on__lt=day, sent_at=None, excused="")
    return list(rows.order_by("number"))


def missed_of(reports: Iterable[PeriodicReport], day: date) -> list[PeriodicReport]:
    """The same among reports already read."""
    return [one for one in reports if one.due_on < day and one.sent_at is None and not one.excused]
