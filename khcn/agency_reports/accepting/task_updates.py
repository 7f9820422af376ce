"""From an accepted answer to an update of the task, which is what the status of the task stands on."""

from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from khcn.agency_reports.domain import update_task
from khcn.agency_reports.models import AcceptedValue, Answer, Report, TaskUpdate
from khcn.kernel.access import Actor
from khcn.kernel.documents.models import StoredFile

PLACES = Decimal("0.0001")


def as_of(report: Report) -> date:
    """The day an answer speaks of: the close of the data window, or the day of sending when that was earlier."""
    return min(report.request.cycle.last_day, sent_on(report))


def sent_on(report: Report) -> date:
    return timezone.localdate(report.sent_at) if report.sent_at else timezone.localdate()


def tell_update(
    *,
    answer: Answer,
    past: AcceptedValue | None,
    agencies: Collection[int],
    by: Actor,
    day: date | None = None,
) -> TaskUpdate | None:
    """The update that says what the answer says: the one that stands already, or a new one.

    None where there is nothing to say (no status declared, nothing happened) or nobody to say it to (withdrawn).
    """
    task = answer.item.task
    if task is None or task.withdrawn or answer.nothing or not answer.declared:
        return None
    standing = _standing(answer, agencies)
    if day is None and standing is not None and _says_the_same(standing, answer):
        return standing
    day = day or as_of(answer.report)
    return update_task(
        task=task, agency=answer.report.request.agency, as_of=min(day, task.closed_on or day),
        declared=answer.declared, result=answer.text, amount=_amount(answer), unit=answer.unit,
        corrects=_corrected(past), files=_files(answer), by=by,
    )  # fmt: skip


def _standing(answer: Answer, agencies: Collection[int]) -> TaskUpdate | None:
    """The agency's latest update of the time the cycle asks about."""
    cycle = answer.report.request.cycle
    rows = TaskUpdate.objects.filter(
        task=answer.item.task_id,
        agency__in=agencies,
        corrections=None,
        as_of__range=(cycle.first_day, cycle.last_day),
    )
    return rows.order_by("-as_of", "-id").first()


def _says_the_same(update: TaskUpdate, answer: Answer) -> bool:
    told = (update.declared, update.result, update.amount)
    wished = (answer.declared, answer.text.strip(), _amount(answer))
    return told == wished and (update.amount is None or update.unit == answer.unit)


def _corrected(past: AcceptedValue | None) -> TaskUpdate | None:
    """What was made of this item before, where nobody has corrected it since."""
    if past is None or past.update is None or past.update.corrections.exists():
        return None
    return past.update


def _amount(answer: Answer) -> Decimal | None:
    return None if answer.value is None else answer.value.quantize(PLACES, ROUND_HALF_UP)


def _files(answer: Answer) -> list[tuple[StoredFile, str]]:
    rows = answer.attachments.filter(removed_at=None, file__isnull=False).select_related("file")
    return [(row.file, row.file_name) for row in rows if row.file is not None]
