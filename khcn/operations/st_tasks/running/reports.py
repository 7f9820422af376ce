"""Periodic reports: sent by the host, judged by the department, excused with a reason."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import ReportJudgement
from khcn.operations.st_tasks.models import PeriodicReport
from khcn.operations.st_tasks.money.common import locked_task, refuse_field

HANDING_IN = ("running", "paused", "accepting")


@transaction.atomic
def send_report(
    *,
    report: PeriodicReport,
    text: str,
    by: Actor,
    share_done: Decimal | None = None,
    spent: int | None = None,
    difficulties: str = "",
) -> PeriodicReport:
    """Hand a report in; a judged one stays, one that is not judged may be sent anew. Server time says when."""
    report = _held(report)
    if report.task.state not in HANDING_IN:
        raise DomainError(
            _("Nhiệm vụ không còn thực hiện nên không nhận báo cáo định kỳ."), code="report.not_running"
        )
    if report.judgement:
        raise DomainError(_("Báo cáo này đã được đánh giá nên không gửi lại được."), code="report.judged")
    if by.on < report.period_from:
        raise DomainError(_("Kỳ báo cáo này chưa bắt đầu."), code="report.too_early")
    if not text.strip():
        raise refuse_field("text", _("Hãy ghi kết quả thực hiện trong kỳ."), "report.empty")
    if share_done is not None and not 0 <= share_done <= 100:
        raise refuse_field("share_done", _("Khối lượng đã hoàn thành phải từ 0 đến 100%."), "report.share")
    report.text, report.difficulties = text.strip(), difficulties.strip()
    report.share_done, report.spent = share_done, spent  # type: ignore[assignment]
    report.sent_at, report.sent_by_id = timezone.now(), by.user_id
    report.save()
    record_event(
        "st_task.report_send", report.task, by=by,
        after={"number": report.number, "share_done": str(share_done or ""), "spent": spent, "due_on": report.due_on.isoformat()},
    )  # fmt: skip
    return report


@transaction.atomic
def judge_report(*, report: PeriodicReport, judgement: str, by: Actor, note: str = "") -> PeriodicReport:
    """What the department thinks of it; anything but good progress needs words."""
    report = _held(report)
    if report.sent_at is None:
        raise DomainError(_("Báo cáo chưa nộp nên chưa đánh giá được."), code="report.not_sent")
    if judgement not in ReportJudgement.values:
        raise refuse_field("judgement", _("Hãy chọn mức đánh giá."), "report.judgement")
    if judgement != ReportJudgement.GOOD and not note.strip():
        raise refuse_field("note", _("Hãy ghi ý kiến để tổ chức chủ trì biết phải làm gì."), "report.note")
    before = report.judgement
    report.judgement, report.judgement_note = judgement, note.strip()
    report.judged_at, report.judged_by_id = timezone.now(), by.user_id
    report.save(update_fields=["judgement", "judgement_note", "judged_at", "judged_by"])
    record_event(
        "st_task.report_judge", report.task, by=by, before={"judgement": before},
        after={"number": report.number, "judgement": judgement, "note": report.judgement_note},
    )  # fmt: skip
    return report


@transaction.atomic
def excuse_report(*, report: PeriodicReport, reason: str, by: Actor) -> PeriodicReport:
    """Let a report go, so that it no longer counts as missed."""
    report = _held(report)
    if report.sent_at:
        raise DomainError(_("Báo cáo đã nộp nên không cần miễn."), code="report.sent")
    if not reason.strip():
        raise refuse_field("reason", _("Hãy ghi lý do miễn báo cáo."), "report.reason")
    report.excused = reason.strip()[:300]
    report.save(update_fields=["excused"])
    record_event(
        "st_task.report_excuse", report.task, by=by, after={"number": report.number, "reason": report.excused}
    )
    return report


def sent_late(report: PeriodicReport) -> int:
    """Days after the due day on which it came; 0 in time or not sent."""
    if report.sent_at is None:
        return 0
    return max((timezone.localtime(report.sent_at).date() - report.due_on).days, 0)


def overdue(report: PeriodicReport, day: date) -> bool:
    return report.sent_at is None and not report.excused and report.due_on < day


def _held(report: PeriodicReport) -> PeriodicReport:
    task = locked_task(report.task)
    held = PeriodicReport.objects.select_for_update().get(pk=report.pk)
    held.task = task
    return held
