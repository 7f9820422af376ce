"""Who has sent, who is late, what waits for the department; the whole cycle as a workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.accepting.conflicts import found_in
from khcn.agency_reports.cycles import completeness
from khcn.kernel.deadlines import time_left
from khcn.web.ui.lists import page_of, wants_workbook
from khcn.web.workspace.cycles.words import bars, cycle_badge
from khcn.web.workspace.report_board.common import board_cycle, may_decide, pages, trail
from khcn.web.workspace.report_board.rows import TABS, BoardRow, board_rows, chosen
from khcn.web.workspace.report_board.workbooks import whole_workbook

PER_PAGE = 100


def board(request: HttpRequest, code: str) -> HttpResponse:
    cycle = board_cycle(request, code)
    today = timezone.localdate()
    done = completeness(cycle, today)
    conflicts = found_in(cycle)
    rows = board_rows(cycle, done, conflicts, today)
    if wants_workbook(request):
        return whole_workbook(cycle, rows)
    tab, search = request.GET.get("trang-thai", ""), request.GET.get("tim", "")[:100]
    context = {
        "page_title": _("Tiếp nhận báo cáo"),
        "trail": trail(cycle),
        "cycle": cycle,
        "badge": cycle_badge(cycle),
        "left": time_left(today, cycle.internal_due_on),
        "pages": pages(cycle, "board", sum(not one.decided for one in conflicts)),
        "bars": bars(done, cycle),
        "done": done,
        "tabs": _tabs(rows, tab, search),
        "search": search,
        "tab": tab,
        "page": page_of(request, chosen(rows, tab, search), PER_PAGE),
        "may_decide": may_decide(request),
    }
    return render(request, "report_board/board.html", context)


def _tabs(rows: list[BoardRow], tab: str, search: str) -> list[dict[str, Any]]:
    labels = {
        "": _("Tất cả"),
        "cho": _("Chờ tiếp nhận"),
        "chua-gui": _("Chưa gửi đủ"),
        "qua-han": _("Quá hạn"),
        "chua-bat-dau": _("Chưa bắt đầu"),
        "tra-lai": _("Đã trả lại"),
        "da-nhan": _("Đã tiếp nhận"),
        "mien": _("Được miễn"),
    }
    found = [
        {
            "label": labels[key],
            "url": f"?trang-thai={key}" if key else "?",
            "active": key == tab,
            "count": len(chosen(rows, key, "")),
        }
        for key in TABS
    ]
    return [one for one in found if one["count"] or one["active"] or one["url"] == "?"]
