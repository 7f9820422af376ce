"""Reminders by working days, escalation to the head of the agency, and the text to paste into a messaging app."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleState
from khcn.agency_reports.cycles.standing import Standing, standings_of
from khcn.agency_reports.models import Cycle, ReportRequest
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.queries import SuccessionMap
from khcn.kernel.audit.domain import record_event
from khcn.kernel.deadlines import time_left
from khcn.kernel.jobs.daily import daily
from khcn.kernel.notices.domain import notify
from khcn.lib.working_days import add_working_days
from khcn.plan.people import seated

#: Working days before (+) and after (−) the deadline on which an agency is reminded.
STEPS = (10, 5, 2, 0, -1, -3)
#: So many working days late, the head of the agency is told, once.
ESCALATE_AFTER = 3
WRITERS = (Role.REPORTER, Role.APPROVER)
HEADS = (Role.APPROVER, Role.LEADER)


@daily("reports.remind")
def remind(day: date) -> None:
    """Remind the agencies whose step has come; after days without a worker each is reminded once, not for each day.

    Run again it tells nothing twice. Cycles made up for afterwards remind nobody.
    """
    for cycle in Cycle.objects.filter(state=CycleState.OPEN, backfill=False):
        _remind_cycle(cycle, day)


@transaction.atomic
def _remind_cycle(cycle: Cycle, day: date) -> None:
    rows = ReportRequest.objects.select_for_update(of=("self",)).filter(cycle=cycle, excused=False)
    requests = list(rows.select_related("agency").order_by("pk"))
    for request in requests:
        request.cycle = cycle
    waiting = [one for one in standings_of(requests, day) if one.outstanding]
    succession = SuccessionMap.load() if waiting else None
    reminded, escalated = [], []
    for standing in waiting:
        request = standing.request
        if must_escalate(request, day):
            _escalate(request, day, succession)
            escalated.append(request)
        if is_due(request, day):
            tell_agency(request, today=day, succession=succession, returned=standing.returned)
            request.last_reminded_on = day
            reminded.append(request)
    changed = {one.pk: one for one in [*reminded, *escalated]}
    ReportRequest.objects.bulk_update(changed.values(), ["last_reminded_on", "escalated_on"], batch_size=200)
    if changed:
        after = {"day": day, "reminded": len(reminded), "escalated": [str(one.agency) for one in escalated]}
        record_event("cycle.remind", cycle, after=after)


def step_days(last_day: date) -> Iterable[date]:
    """The days on which an agency with this deadline is reminded, in order."""
    return (add_working_days(last_day, -step) if step else last_day for step in STEPS)


def is_due(request: ReportRequest, day: date) -> bool:
    """Whether a step has come since the agency was last reminded."""
    come = [one for one in step_days(request.last_day) if one <= day]
    return bool(come) and (request.last_reminded_on is None or request.last_reminded_on < come[-1])


def must_escalate(request: ReportRequest, day: date) -> bool:
    return request.escalated_on is None and day >= add_working_days(request.last_day, ESCALATE_AFTER)


def tell_agency(
    request: ReportRequest,
    *,
    today: date | None = None,
    title: str = "",
    body: str = "",
    kind: str = "request.reminder",
    succession: SuccessionMap | None = None,
    returned: bool = False,
) -> int:
    """Tell the reporters and approvers of the agency, or of the one that has taken over from it; how many there are."""
    today = today or timezone.localdate()
    people = seated(*WRITERS, on=today, agencies=answering(request, today, succession))
    left = left_words(request, today)
    usual = (
        _("Báo cáo bị trả lại, cần gửi lại ({left}): {title}")
        if returned
        else _("Nhắc báo cáo ({left}): {title}")
    )
    if request.cycle.backfill:
        body = body or _("Kỳ làm bù cho báo cáo đã qua: đơn vị gửi sớm, không tính chậm.")
    body = body or _(
        "Hạn gửi {day:%d/%m/%Y}. Nếu đơn vị gặp khó khăn, hãy liên hệ Sở KH&CN để được hỗ trợ."
    ).format(day=request.last_day)
    told = notify(
        users=people,
        kind=kind,
        title=title or usual.format(left=left, title=request.cycle.title),
        body=body,
        url=short_path(request),
    )
    return len(told)


def _escalate(request: ReportRequest, day: date, succession: SuccessionMap | None) -> None:
    text = _("Đơn vị chưa gửi báo cáo, {left}. Đề nghị lãnh đạo đơn vị chỉ đạo hoàn thành.")
    notify(
        users=seated(*HEADS, on=day, agencies=answering(request, day, succession)),
        kind="request.escalated",
        title=_("{agency} chậm báo cáo: {title}").format(agency=request.agency, title=request.cycle.title),
        body=text.format(left=time_left(day, request.last_day)),
        url=short_path(request),
    )
    request.escalated_on = day


def answering(request: ReportRequest, day: date, succession: SuccessionMap | None = None) -> list[int]:
    """The agency asked and, when it was succeeded since, its heir (both: seats move later than decisions)."""
    heir = (succession or SuccessionMap.load()).responsible_on(request.agency_id, day).agency_id
    return [request.agency_id, *([heir] if heir and heir != request.agency_id else [])]


def short_path(request: ReportRequest) -> str:
    """The short address of the agency's own report."""
    return reverse("report_short", kwargs={"token": request.token})


def left_words(request: ReportRequest, today: date) -> str:
    """The time left; a cycle made up for afterwards has no time that could run out."""
    return _("kỳ làm bù") if request.cycle.backfill else time_left(today, request.last_day)


def message_for(standing: Standing, address: str, today: date) -> str:
    """The reminder to paste into a messaging app: who, what, by when, where; no names of people."""
    request = standing.request
    told = _request_words(standing).format(
        agency=request.agency.name,
        title=request.cycle.title,
        day=request.last_day,
        left=left_words(request, today),
    )
    link = _("Điền trực tiếp hoặc tải tệp Excel tại: {address}").format(address=address)
    return "\n".join((told, link, _("Trân trọng cảm ơn.")))


def _request_words(standing: Standing) -> str:
    if standing.returned:
        return _("Kính gửi {agency}: “{title}” đã được trả lại để bổ sung; hạn gửi {day:%d/%m/%Y} ({left}).")
    if standing.request.cycle.backfill:
        return _("Kính gửi {agency}: đề nghị đơn vị gửi sớm “{title}” ({left}).")
    return _("Kính gửi {agency}: đề nghị đơn vị gửi “{title}” chậm nhất ngày {day:%d/%m/%Y} ({left}).")
