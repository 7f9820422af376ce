"""Reports of agencies are checked against the status that the platform computes for their tasks."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import Declared
from khcn.agency_reports.filling import Problem, Sheet, adds_check
from khcn.status.choices import Status
from khcn.status.tasks import contradicted_by, task_statuses

#: The report itself is the update that was missing.
SAID_BY_REPORTING = {Status.LATE_REPORT.value, Status.NO_DATA.value}


@adds_check
def declared_against_computed(sheet: Sheet) -> Iterator[Problem]:
    """A warning where the agency's own word and the dates do not agree and nothing explains it."""
    lines = [line for line in sheet.lines if line.item.task and line.answer.declared]
    lines = [line for line in lines if not line.answer.explanation.strip()]
    day = min(sheet.request.cycle.last_day, timezone.localdate())
    found = task_statuses([line.item.task for line in lines if line.item.task], day, with_updates=False)
    for line in lines:
        status = found[line.item.task_id or 0]
        if status.computed in contradicted_by(line.answer.declared) - SAID_BY_REPORTING:
            sentence = _(
                "Đơn vị tự đánh giá “{declared}”, hệ thống tính “{computed}”: {reason} Hãy giải trình."
            )
            told = sentence.format(
                declared=Declared(line.answer.declared).label, computed=Status(status.computed).label,
                reason=status.reason,
            )  # fmt: skip
            yield Problem(line.item, "declared", "warning", "status", told)
