"""How cycles and requests are told: badges, reasons, sentences about time."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.choices import CycleState, RequestState
from khcn.agency_reports.cycles.expecting import place_of
from khcn.agency_reports.cycles.standing import Completeness, Standing
from khcn.agency_reports.models import Cycle
from khcn.kernel.deadlines import time_left
from khcn.plan.models import Party

CYCLE_LOOKS = {CycleState.PREPARING: "draft", CycleState.OPEN: "in_progress", CycleState.CLOSED: "closed"}
REQUEST_LOOKS = {
    RequestState.WAITING: "waiting",
    RequestState.PART: "in_progress",
    RequestState.SENT: "submitted",
    RequestState.ACCEPTED: "accepted",
    RequestState.EXCUSED: "cancelled",
}
REASONS = {
    "class": gettext_lazy("Nhóm cơ quan: chưa chọn cơ quan nào thuộc nhóm"),
    "unmatched": gettext_lazy("Chưa khớp với cơ quan nào trong danh mục"),
    "split": gettext_lazy("Cơ quan đã được chia, tách; chưa rõ nơi tiếp nhận"),
    "dissolved": gettext_lazy("Cơ quan đã giải thể, chưa có nơi tiếp nhận"),
    "cycle": gettext_lazy("Quan hệ kế thừa ghi vòng tròn, cần sửa danh mục cơ quan"),
    "ended": gettext_lazy("Cơ quan đã kết thúc hoạt động, danh mục chưa ghi nơi tiếp nhận"),
    "no_owner": gettext_lazy("Chỉ số chưa có cơ quan chịu trách nhiệm số liệu"),
}


@dataclass(frozen=True)
class Badge:
    code: str
    label: str


def cycle_badge(cycle: Cycle) -> Badge:
    return Badge(CYCLE_LOOKS[CycleState(cycle.state)], cycle.get_state_display())


def request_badge(standing: Standing) -> Badge:
    """One word and colour: returned and overdue go before plain waiting."""
    if standing.returned:
        return Badge("returned", _("Trả lại, chờ gửi lại"))
    if standing.outstanding and standing.late:
        label = (
            _("Đã gửi một phần, quá hạn") if standing.state == RequestState.PART else _("Chưa gửi, quá hạn")
        )
        return Badge("overdue", label)
    if standing.state == RequestState.WAITING and standing.started:
        return Badge("draft", _("Đang soạn"))
    return Badge(REQUEST_LOOKS[standing.state], str(standing.state.label))


def timing(standing: Standing, today: date) -> str:
    """How the request stands in time, for a reader: late by so many working days, so many left, in time."""
    if standing.timely is False:
        return _("chậm {count} ngày làm việc").format(count=standing.late_by)
    if standing.timely:
        return _("đúng hạn")
    if standing.outstanding and not standing.request.cycle.backfill:
        return time_left(today, standing.request.last_day)
    return ""


def data_note(cycle: Cycle) -> str:
    """Said where the report is due before the window of its data closes."""
    if cycle.due_on >= cycle.last_day:
        return ""
    text = _(
        "Hạn chính thức {due:%d/%m/%Y} sớm hơn ngày khép số liệu {last:%d/%m/%Y}: đơn vị ghi số liệu tính đến ngày gửi, "
        "phần còn lại của kỳ ghi là ước thực hiện."
    )
    return text.format(due=cycle.due_on, last=cycle.last_day)


def bars(done: Completeness, cycle: Cycle) -> list[dict[str, object]]:
    """Completeness and timeliness as bars with their numbers beside them."""
    rows: list[dict[str, object]] = [
        {"id": f"da-gui-{cycle.pk}", "label": _("Đã gửi"), "value": done.arrived, "max": max(done.asked, 1)},
        {
            "id": f"da-nhan-{cycle.pk}",
            "label": _("Đã tiếp nhận"),
            "value": done.accepted,
            "max": max(done.asked, 1),
        },
    ]
    if not cycle.backfill:
        rows.append(
            {
                "id": f"dung-han-{cycle.pk}",
                "label": _("Gửi đúng hạn"),
                "value": done.in_time,
                "max": max(done.asked, 1),
            }
        )
    for row in rows:
        row["note"] = f"{row['value']}/{done.asked}"
    return rows


def place_in_text(party: Party) -> str:
    """Where the plan names the party, with the title of that place."""
    owner = party.task or party.duty or party.reporting_duty
    return f"{place_of(party)}: {owner.short_title}" if owner else place_of(party)
