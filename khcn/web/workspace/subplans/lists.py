"""Who has a plan of their own under this plan, who has none, and what nobody covers."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.accounts.choices import Role
from khcn.lib.vn_text import fold, sort_key
from khcn.outputs.workbook import Column
from khcn.plan.models import Plan
from khcn.plan.rules import COORDINATING
from khcn.plan.subplans import AgencyCoverage, Coverage, coverage
from khcn.web.ui.lists import conditions_in_force, page_of, wants_workbook, workbook_response
from khcn.web.workspace.subplans.common import frame, plan_for
from khcn.web.workspace.subplans.forms import CoverageFilters

COMMUNES = "xa"
ORDERS = {
    "co-quan": lambda row: sort_key(row.agency.name),
    "so-ke-hoach": lambda row: len(row.subplans),
    "chu-tri": lambda row: row.leads,
}


def subplan_list(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    told = coverage(found, timezone.localdate())
    form = CoverageFilters(request.GET)
    part = form.told("phan")
    rows = _arranged(told.communes if part == COMMUNES else told.agencies, form)
    if wants_workbook(request):
        return _workbook(found, rows)
    title = _("Kế hoạch của đơn vị")
    context = frame(found, title) | {
        "page_title": title,
        "page": page_of(request, rows),
        "form": form,
        "part": part,
        "coverage": told,
        "tabs": _tabs(told, part),
        "active": conditions_in_force(request, form),
        "may_add": may_add(request),
        "may_add_for_all": request.actor.has(*COORDINATING),
        "own": request.actor.seats_as(Role.REPORTER, Role.APPROVER),
    }
    return render(request, "subplans/subplan_list.html", context)


def may_add(request: HttpRequest) -> bool:
    return request.actor.has(Role.REPORTER, Role.APPROVER, *COORDINATING)


def _arranged(rows: Iterable[AgencyCoverage], form: CoverageFilters) -> list[AgencyCoverage]:
    words = fold(form.told("q")).split()
    state = form.told("tinh-trang")
    kept = [
        row
        for row in rows
        if all(word in row.agency.folded for word in words)
        and (not state or bool(row.subplans) == (state == "co"))
    ]
    wanted = form.told("sap-xep")
    if key := ORDERS.get(wanted.removeprefix("-")):
        return sorted(kept, key=key, reverse=wanted.startswith("-"))
    return sorted(kept, key=lambda row: (bool(row.subplans), row.agency.order, sort_key(row.agency.name)))


def _tabs(told: Coverage, part: str) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Cơ quan cấp tỉnh"),
            "url": "?",
            "active": part != COMMUNES,
            "count": len(told.agencies),
        },
        {
            "label": _("Xã, phường"),
            "url": f"?phan={COMMUNES}",
            "active": part == COMMUNES,
            "count": len(told.communes),
        },
    ]


def _workbook(plan: Plan, rows: list[AgencyCoverage]) -> HttpResponse:
    columns = [
        Column(_("Cơ quan"), 45),
        Column(_("Nhiệm vụ chủ trì"), 12, "number"),
        Column(_("Số kế hoạch đã ban hành"), 14, "number"),
        Column(_("Văn bản"), 50),
        Column(_("Nhiệm vụ được cụ thể hoá"), 30),
    ]
    return workbook_response(_("Kế hoạch của đơn vị"), columns, (_row(row) for row in rows), str(plan))


def _row(row: AgencyCoverage) -> list[Any]:
    documents = "; ".join(f"{one.subplan.symbol} ({one.subplan.issued_on:%d/%m/%Y})" for one in row.subplans)
    covered = ", ".join(task.no for task in row.tasks)
    return [row.agency.name, row.leads, len(row.subplans), documents, covered]
