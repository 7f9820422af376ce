"""Acts on the request to one agency: more time, an excuse, a reminder now."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleState, RequestState
from khcn.agency_reports.cycles.reminding import tell_agency
from khcn.agency_reports.cycles.standing import Standing, standings_of
from khcn.agency_reports.models import ReportRequest
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError


@transaction.atomic
def extend_request(*, request: ReportRequest, to: date, reason: str, by: Actor) -> ReportRequest:
    """Give the agency more time. Its lateness so far is forgotten; the reason stays in the history."""
    request = _held(request, by)
    wrong: dict[str, str] = {}
    if to <= request.last_day:
        text = _("Ngày gia hạn {to:%d/%m/%Y} phải sau hạn hiện tại {due:%d/%m/%Y}.")
        wrong["to"] = text.format(to=to, due=request.last_day)
    elif to < timezone.localdate():
        wrong["to"] = _("Ngày gia hạn {to:%d/%m/%Y} đã qua.").format(to=to)
    if not reason.strip():
        wrong["reason"] = _("Hãy ghi lý do gia hạn.")
    if wrong:
        raise DomainError(" ".join(wrong.values()), code="request.extension", fields=wrong)
    before = {"last_day": request.last_day}
    request.extended_to, request.extension_reason, request.escalated_on = to, reason.strip(), None
    request.save()
    after = {"last_day": to, "reason": request.extension_reason}
    record_event("request.extend", request, by=by, before=before, after=after)
    title = _("Gia hạn báo cáo đến {to:%d/%m/%Y}: {title}").format(to=to, title=request.cycle.title)
    tell_agency(request, title=title, body=request.extension_reason, kind="request.extended")
    return request


@transaction.atomic
def excuse_request(*, request: ReportRequest, reason: str, by: Actor) -> ReportRequest:
    """The agency need not report this time; completeness no longer counts it."""
    request = _held(request, by)
    if not reason.strip():
        sentence = _("Hãy ghi lý do miễn báo cáo.")
        raise DomainError(sentence, code="request.no_excuse", fields={"reason": sentence})
    if _standing(request).state not in (RequestState.WAITING, RequestState.EXCUSED):
        raise DomainError(_("Đơn vị đã gửi báo cáo nên không cần miễn."), code="request.sent")
    request.excused, request.excuse = True, reason.strip()
    request.save()
    record_event(
        "request.excuse", request, by=by, before={"excused": False}, after={"excused": True, "reason": reason}
    )
    title = _("Đơn vị được miễn báo cáo: {title}").format(title=request.cycle.title)
    tell_agency(request, title=title, body=request.excuse, kind="request.excused")
    return request


@transaction.atomic
def ask_again(*, request: ReportRequest, by: Actor) -> ReportRequest:
    """Take an excuse back: the report is expected as before."""
    request = _held(request, by)
    if not request.excused:
        raise DomainError(_("Đơn vị này không được miễn báo cáo."), code="request.not_excused")
    request.excused, request.excuse = False, ""
    request.save()
    record_event("request.ask_again", request, by=by, before={"excused": True}, after={"excused": False})
    title = _("Đề nghị báo cáo: {title}").format(title=request.cycle.title)
    tell_agency(request, title=title, kind="cycle.open")
    return request


@transaction.atomic
def remind_now(*, request: ReportRequest, by: Actor) -> int:
    """Remind the people of the agency at once, once a day at most; tells how many were reached."""
    request = _held(request, by)
    today = timezone.localdate()
    if not _standing(request).outstanding:
        raise DomainError(_("Đơn vị đã gửi hoặc được miễn nên không cần nhắc."), code="request.not_waiting")
    if request.last_reminded_on == today:
        sentence = _("Hôm nay đơn vị đã được báo. Mỗi ngày chỉ nhắc một lần.")
        raise DomainError(sentence, code="request.reminded")
    people = tell_agency(request, today=today)
    request.last_reminded_on = today
    request.save()
    record_event("request.remind", request, by=by, after={"people": people})
    return people


def _standing(request: ReportRequest) -> Standing:
    return standings_of([request])[0]


def _held(request: ReportRequest, by: Actor) -> ReportRequest:
    """The request as it stands now, held; refuses whoever may not, and cycles that take no reports."""
    rows = ReportRequest.objects.select_for_update(of=("self",)).select_related("cycle", "agency")
    held = rows.get(pk=request.pk)
    require(by, "agency_reports.cycle.manage", held.cycle)
    if held.cycle.state != CycleState.OPEN:
        sentence = _("Kỳ báo cáo đang ở trạng thái “{state}” nên không đổi được yêu cầu với đơn vị.")
        raise DomainError(sentence.format(state=held.cycle.get_state_display()), code="cycle.state")
    return held
