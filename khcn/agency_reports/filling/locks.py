"""Why somebody cannot write in a report now: one sentence for each reason, never just "locked"."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleState, ReportState
from khcn.agency_reports.models import Report, ReportRequest
from khcn.kernel.access import Actor, may
from khcn.kernel.accounts.models import Membership
from khcn.kernel.errors import DomainError, NotAllowed

FILL, SEND = "agency_reports.report.fill", "agency_reports.report.send"


@dataclass(frozen=True)
class Lock:
    """`code` is stable; a code that begins with not_allowed means that the person is the reason."""

    code: str
    sentence: str

    def refuse(self) -> None:
        kind = NotAllowed if self.code.startswith("not_allowed") else DomainError
        raise kind(self.sentence, code=self.code)


def why_locked(report: Report, actor: Actor) -> str:
    """ "" when this person may write in the report now, else the reason in one or two sentences."""
    lock = lock_of(report, actor)
    return lock.sentence if lock else ""


def why_not_start(request: ReportRequest, actor: Actor) -> str:
    """The same before anybody has begun."""
    lock = lock_on(request, actor)
    return lock.sentence if lock else ""


def lock_of(report: Report, actor: Actor) -> Lock | None:
    return (
        person_lock(report.request, actor)
        or state_lock(report)
        or time_lock(report.request, actor.on, report)
    )


def lock_on(request: ReportRequest, actor: Actor) -> Lock | None:
    return person_lock(request, actor) or time_lock(request, actor.on)


def person_lock(request: ReportRequest, actor: Actor, right: str = FILL) -> Lock | None:
    """The report is not this person's, or no longer."""
    if may(actor, right, request):
        return None
    code = f"not_allowed:{right}"
    if ended := _ended_on(request, actor):
        sentence = _(
            "Vai trò của bạn tại {agency} đã kết thúc ngày {day:%d/%m/%Y} nên bạn không sửa, gửi được báo cáo này."
        )
        return Lock(code, sentence.format(agency=request.agency.name, day=ended))
    if right == SEND and may(actor, FILL, request):
        sentence = _("Báo cáo của {agency} do người duyệt của đơn vị gửi. Hãy chuyển cho người duyệt.")
        return Lock(code, sentence.format(agency=request.agency.name))
    sentence = _("Báo cáo này của {agency}; bạn xem được nhưng không soạn thay được.")
    return Lock(code, sentence.format(agency=request.agency.name))


def state_lock(report: Report) -> Lock | None:
    """What happened to the report already; only a draft is written in."""
    state = ReportState(report.state)
    if state == ReportState.DRAFT:
        return None
    return Lock(f"report.{state.value}", _told(report, state))


def time_lock(request: ReportRequest, today: date, report: Report | None = None) -> Lock | None:
    """Closed cycles and days gone by. After the day of the agency a report is late but welcome, until the official
    deadline of the cycle; what was returned may be put right as long as the cycle is open."""
    cycle = request.cycle
    if cycle.state == CycleState.PREPARING:
        return Lock("report.not_open", _("Kỳ báo cáo này chưa mở. Sở KH&CN sẽ thông báo khi nhận báo cáo."))
    if cycle.state == CycleState.CLOSED:
        day = cycle.closed_at
        sentence = _(
            "Kỳ báo cáo đã khóa nhận ngày {day:%d/%m/%Y}. Cần bổ sung thì đề nghị Sở KH&CN mở lại kỳ."
        )
        return Lock("report.closed", sentence.format(day=day) if day else _("Kỳ báo cáo đã khóa nhận."))
    last = last_day_to_send(request)
    put_right = report is not None and report.replaces_id is not None
    if cycle.backfill or put_right or today <= last:
        return None
    sentence = _("Đã quá hạn ngày {day:%d/%m/%Y} và đơn vị chưa được gia hạn. Hãy đề nghị Sở KH&CN gia hạn.")
    return Lock("report.past_due", sentence.format(day=last))


def last_day_to_send(request: ReportRequest) -> date:
    """The later of the agency's own day and the official deadline of the cycle."""
    return max(request.last_day, request.cycle.due_on)


def _told(report: Report, state: ReportState) -> str:
    told = {
        ReportState.CHECKING: _("Báo cáo đang chờ người duyệt của đơn vị. Muốn sửa thì lấy lại bản nháp trước."),
        ReportState.SENT: _("Báo cáo đã gửi lúc {day:%H:%M ngày %d/%m/%Y} và không sửa được nữa. Cần sửa thì đề nghị "
                            "Sở KH&CN trả lại."),
        ReportState.RETURNED: _("Bản này đã được trả lại; hãy sửa ở bản mới."),
        ReportState.ACCEPTED: _("Báo cáo đã được Sở KH&CN tiếp nhận nên không sửa được nữa."),
    }  # fmt: skip
    return told[state].format(day=timezone.localtime(report.sent_at or report.created_at))


def _ended_on(request: ReportRequest, actor: Actor) -> date | None:
    """The last day of the seat that this person held in the agency."""
    if actor.user_id is None:
        return None
    seats = Membership.objects.filter(user=actor.user_id, agency=request.agency_id, valid_to__lt=actor.on)
    return seats.order_by("-valid_to").values_list("valid_to", flat=True).first()
