"""What agencies say otherwise than in the cycle before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from khcn.agency_reports.accepting import Change, changes
from khcn.agency_reports.models import Cycle
from khcn.lib.vn_text import fold
from khcn.lib.word_diff import word_diff
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import page_of, wants_workbook, workbook_response
from khcn.web.workspace.report_board.common import board_cycle, pages, trail
from khcn.web.workspace.report_board.words import KINDS, declared, figure, percent, who

PER_PAGE = 50
SLUGS = {"tu-danh-gia": "declared", "so-lieu": "jump", "loi-van": "text", "moi": "new"}


def board_changes(request: HttpRequest, code: str) -> HttpResponse:
    cycle = board_cycle(request, code)
    kind, search = SLUGS.get(request.GET.get("loai", ""), ""), request.GET.get("tim", "")[:100]
    rows = changes(cycle)
    shown = _chosen(rows, kind, search)
    if wants_workbook(request):
        return _workbook(cycle, shown)
    page = page_of(request, shown, PER_PAGE)
    page.object_list = [_shown(row) for row in page.object_list]
    context = {
        "page_title": _("Thay đổi so với kỳ trước"),
        "trail": trail(cycle, _("Thay đổi so với kỳ trước")),
        "cycle": cycle,
        "pages": pages(cycle, "board_changes"),
        "tabs": _tabs(rows, kind),
        "kind": request.GET.get("loai", ""),
        "search": search,
        "page": page,
    }
    return render(request, "report_board/changes.html", context)


def _chosen(rows: list[Change], kind: str, search: str) -> list[Change]:
    words = fold(search).split()
    return [
        row
        for row in rows
        if (not kind or kind in row.kinds)
        and all(word in fold(f"{who(row.answer)} {row.answer.item.title}") for word in words)
    ]


def _shown(row: Change) -> dict[str, Any]:
    """A change in words; texts are compared for the rows of the page only."""
    before = row.before
    return {
        "answer": row.answer,
        "who": who(row.answer),
        "kinds": [KINDS[kind] for kind in row.kinds],
        "declared": (declared(before), declared(row.answer)) if "declared" in row.kinds else None,
        "figures": (figure(before), figure(row.answer), percent(row.percent)) if row.percent is not None else None,
        "diff": word_diff(before.text, row.answer.text) if before is not None and "text" in row.kinds else None,
        "text": row.answer.text if before is None else "",
    }  # fmt: skip


def _tabs(rows: list[Change], kind: str) -> list[dict[str, Any]]:
    found = [{"label": _("Tất cả"), "url": "?", "active": not kind, "count": len(rows)}]
    for slug, one in SLUGS.items():
        count = sum(one in row.kinds for row in rows)
        found.append({"label": KINDS[one], "url": f"?loai={slug}", "active": one == kind, "count": count})
    return found


def change_columns() -> list[Column]:
    return [
        Column(_("Đơn vị"), 32),
        Column(_("Mục"), 40),
        Column(_("Thay đổi"), 24),
        Column(_("Tự đánh giá kỳ trước"), 18),
        Column(_("Tự đánh giá kỳ này"), 18),
        Column(_("Giá trị kỳ trước"), 16, "number"),
        Column(_("Giá trị kỳ này"), 16, "number"),
        Column(_("Chênh lệch (%)"), 12, "number"),
        Column(_("Nội dung kỳ trước"), 60),
        Column(_("Nội dung kỳ này"), 60),
    ]


def change_cells(row: Change) -> list[Any]:
    before, now = row.before, row.answer
    return [
        who(now), now.item.title, "; ".join(str(KINDS[kind]) for kind in row.kinds),
        declared(before) if before else "", declared(now), before.value if before else None, now.value,
        None if row.percent is None else round(row.percent, 1), before.text if before else "", now.text,
    ]  # fmt: skip


def _workbook(cycle: Cycle, rows: list[Change]) -> HttpResponse:
    title = _("{cycle}: thay đổi so với kỳ trước").format(cycle=cycle.title)
    return workbook_response(title, change_columns(), (change_cells(row) for row in rows))
