"""One cycle: how complete, who is late, the reader's own part; closing and reopening."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.agency_reports.choices import CycleState, RequestState
from khcn.agency_reports.cycles import Completeness, Standing, close_cycle, completeness, reopen_cycle
from khcn.agency_reports.models import Cycle
from khcn.kernel.accounts.choices import Role
from khcn.kernel.deadlines import time_left
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import page_of, wants_workbook, workbook_response
from khcn.web.workspace.cycles.common import address, cycle_or_404, managed, may_manage, trail_of
from khcn.web.workspace.cycles.words import Badge, bars, cycle_badge, data_note, request_badge, timing

PER_PAGE = 50


@dataclass(frozen=True)
class RequestRow:
    standing: Standing
    badge: Badge
    timing: str
    url: str

    @property
    def request(self) -> Any:
        return self.standing.request


def cycle_detail(request: HttpRequest, code: str) -> HttpResponse:
    cycle = cycle_or_404(request, code)
    manager = may_manage(request)
    if cycle.state == CycleState.PREPARING and manager:
        return redirect("cycle_prepare", code=code)
    today = timezone.localdate()
    done = completeness(cycle, today)
    tab = request.GET.get("trang-thai", "")
    chosen = _chosen(done, tab)
    if wants_workbook(request):
        return _workbook(cycle, chosen, today)
    own = request.actor.agencies_as(Role.REPORTER, Role.APPROVER)
    page = page_of(request, chosen, PER_PAGE)
    page.object_list = [_row(one, cycle, today) for one in page.object_list]
    context = {
        "page_title": cycle.title,
        "trail": trail_of(cycle),
        "cycle": cycle,
        "badge": cycle_badge(cycle),
        "note": data_note(cycle),
        "left": time_left(today, cycle.internal_due_on),
        "done": done,
        "bars": bars(done, cycle),
        "tabs": _tabs(done, tab),
        "page": page,
        "mine": [_row(one, cycle, today) for one in done.standings if one.request.agency_id in own],
        "may_manage": manager,
        "links": _links(cycle) if manager else [],
    }
    return render(request, "cycles/cycle_detail.html", context)


def _row(standing: Standing, cycle: Cycle, today: date) -> RequestRow:
    url = address("report_fill", code=cycle.code, agency=standing.request.agency.code)
    return RequestRow(standing, request_badge(standing), timing(standing, today), url)


def _links(cycle: Cycle) -> list[tuple[str, str, str]]:
    """Pages of the other parts of a cycle, where they are installed."""
    named = (
        (_("Tiếp nhận báo cáo"), "clipboard-check", address("board", code=cycle.code)),
        (_("Báo cáo tổng hợp"), "report", address("official_report", code=cycle.code)),
    )
    return [one for one in named if one[2]]


TABS = {
    "": lambda one: True,
    "chua-gui": lambda one: one.outstanding,
    "qua-han": lambda one: one.outstanding and one.late,
    "da-gui": lambda one: one.state == RequestState.SENT,
    "da-nhan": lambda one: one.state == RequestState.ACCEPTED,
    "mien": lambda one: one.state == RequestState.EXCUSED,
}


def _chosen(done: Completeness, tab: str) -> list[Standing]:
    return [one for one in done.standings if TABS.get(tab, TABS[""])(one)]


def _tabs(done: Completeness, chosen: str) -> list[dict[str, Any]]:
    labels = {
        "": _("Tất cả"),
        "chua-gui": _("Chưa gửi đủ"),
        "qua-han": _("Quá hạn"),
        "da-gui": _("Đã gửi"),
        "da-nhan": _("Đã tiếp nhận"),
        "mien": _("Được miễn"),
    }
    rows = [
        {
            "label": label,
            "url": f"?trang-thai={key}" if key else "?",
            "active": key == chosen,
            "count": len(_chosen(done, key)),
        }
        for key, label in labels.items()
    ]
    return [row for row in rows if row["count"] or row["active"] or row["url"] == "?"]


def _workbook(cycle: Cycle, standings: list[Standing], today: date) -> HttpResponse:
    columns = [
        Column(_("Đơn vị"), 45),
        Column(_("Trạng thái"), 24),
        Column(_("Hạn gửi"), 12, "date"),
        Column(_("Gửi lần đầu"), 12, "date"),
        Column(_("Đúng hạn hay chậm"), 26),
        Column(_("Lý do gia hạn hoặc miễn"), 45),
    ]
    rows = (
        [
            one.request.agency.name,
            request_badge(one).label,
            one.request.last_day,
            one.first_sent_on,
            timing(one, today),
            one.request.excuse or one.request.extension_reason,
        ]
        for one in standings
    )
    return workbook_response(cycle.title, columns, rows)


@require_POST
def cycle_close(request: HttpRequest, code: str) -> HttpResponse:
    close_cycle(cycle=managed(request, code), by=request.actor)
    messages.success(request, _("Đã khóa nhận báo cáo. Đơn vị vẫn xem được những gì đã gửi."))
    return redirect("cycle_detail", code=code)


@require_POST
def cycle_reopen(request: HttpRequest, code: str) -> HttpResponse:
    reopen_cycle(cycle=managed(request, code), by=request.actor)
    messages.success(request, _("Đã mở lại kỳ báo cáo."))
    return redirect("cycle_detail", code=code)
