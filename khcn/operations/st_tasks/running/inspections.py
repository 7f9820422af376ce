"""Inspections: at least one a year, told to the host in good time, with minutes and a conclusion."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.months import add_months
from khcn.lib.working_days import working_days_between
from khcn.operations.st_tasks.choices import ReportJudgement
from khcn.operations.st_tasks.models import Inspection, StTask
from khcn.operations.st_tasks.money.common import locked_task, refuse_field, refuse_future
from khcn.operations.st_tasks.money.regime import outline_for, whole_figure
from khcn.operations.st_tasks.money.words import day_said

UNDER_WAY = ("running", "paused", "accepting")


@transaction.atomic
def add_inspection(
    *,
    task: StTask,
    on: date,
    by: Actor,
    planned: bool = True,
    notice_on: date | None = None,
    people: str = "",
) -> Inspection:
    """Enter an inspection. A planned one is told so many working days before; refused with `inspection.notice` otherwise."""
    task = locked_task(task)
    if task.state not in UNDER_WAY:
        raise DomainError(_("Chỉ kiểm tra nhiệm vụ đang thực hiện."), code="inspection.not_running")
    _check_notice(task, on, planned, notice_on)
    made = Inspection.objects.create(
        task=task, on=on, planned=planned, notice_on=notice_on, people=people.strip()
    )
    record_event(
        "st_task.inspection_add", task, by=by,
        after={"id": made.pk, "on": on.isoformat(), "planned": planned, "notice_on": notice_on and notice_on.isoformat()},
    )  # fmt: skip
    return made


def _check_notice(task: StTask, on: date, planned: bool, notice_on: date | None) -> None:
    if notice_on and notice_on > on:
        raise refuse_field(
            "notice_on", _("Ngày báo trước không được sau ngày kiểm tra."), "inspection.notice"
        )
    days = whole_figure(outline_for(task), "inspection.notice_days")
    if not planned or days is None:
        return
    if notice_on is None or working_days_between(notice_on, on) < days:
        raise refuse_field(
            "notice_on", _("Kiểm tra theo kế hoạch ngày %(day)s phải báo trước ít nhất %(days)s ngày làm việc."),
            "inspection.notice", day=day_said(on), days=days,
        )  # fmt: skip


@transaction.atomic
def conclude_inspection(
    *, inspection: Inspection, findings: str, conclusion: str, minutes_symbol: str, by: Actor
) -> Inspection:
    """Record what was found, with the number of the minutes."""
    task = locked_task(inspection.task)
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    inspection.task = task
    refuse_future(inspection.on, by, "findings")
    if conclusion not in ReportJudgement.values:
        raise refuse_field("conclusion", _("Hãy chọn kết luận."), "inspection.conclusion")
    if not minutes_symbol.strip():
        raise refuse_field("minutes_symbol", _("Hãy ghi số biên bản kiểm tra."), "inspection.minutes")
    before = inspection.conclusion
    inspection.findings, inspection.conclusion = findings.strip(), conclusion
    inspection.minutes_symbol = minutes_symbol.strip()
    inspection.save(update_fields=["findings", "conclusion", "minutes_symbol"])
    record_event(
        "st_task.inspection_conclude", task, by=by, before={"conclusion": before},
        after={"id": inspection.pk, "conclusion": conclusion, "minutes": inspection.minutes_symbol},
    )  # fmt: skip
    return inspection


def next_inspection_due(task: StTask, held: list[date]) -> date | None:
    """By when the next inspection is due: a year after the last one, or after the start; None where no rule says or the
    work ends before that."""
    per_year = whole_figure(outline_for(task), "inspection.per_year")
    if not per_year or task.starts_on is None or task.ends_on is None:
        return None
    due = add_months(max([*held, task.starts_on]), 12 // per_year)
    return due if due <= task.ends_on else None
