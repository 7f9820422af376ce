"""The list of obstacles: filters, order, Excel."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ObstacleState
from khcn.agency_reports.models import Obstacle
from khcn.agency_reports.queries import LEVEL_ORDER, obstacles_seen_by, overdue_answers
from khcn.kernel.access import may, require
from khcn.kernel.base import matches
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import conditions_in_force, page_of, wants_workbook, workbook_response
from khcn.web.workspace.obstacles.forms import ObstacleFilters

ORDERS: dict[str, Any] = {
    "han": F("due_on").asc(nulls_last=True),
    "-han": F("due_on").desc(nulls_last=True),
    "ngay-neu": F("raised_on").asc(),
    "-ngay-neu": F("raised_on").desc(),
    "cap": LEVEL_ORDER.asc(),
    "-cap": LEVEL_ORDER.desc(),
    "co-quan": F("agency__name").asc(),
    "-co-quan": F("agency__name").desc(),
}


def obstacle_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, "agency_reports.obstacle.list")
    today = timezone.localdate()
    seen = obstacles_seen_by(request.actor)
    form = ObstacleFilters(request.GET, _agencies(seen))
    rows = _filtered(seen, form, today)
    if wants_workbook(request):
        return _workbook(rows)
    return render(
        request,
        "obstacles/obstacle_list.html",
        {
            "page_title": _("Vướng mắc"),
            "page": page_of(request, rows),
            "form": form,
            "active": conditions_in_force(request, form),
            "today": today,
            "may_raise": may(request.actor, "agency_reports.obstacle.raise"),
        },
    )


def _agencies(seen: QuerySet[Obstacle]) -> list[tuple[str, str]]:
    return list(
        seen.order_by("agency__order", "agency__name").values_list("agency__code", "agency__name").distinct()
    )


def _filtered(seen: QuerySet[Obstacle], form: ObstacleFilters, today: date) -> QuerySet[Obstacle]:
    rows = seen
    if state := form.told("trang-thai"):
        rows = rows.filter(overdue_answers(today)) if state == "overdue" else rows.filter(state=state)
    if level := form.told("cap"):
        rows = rows.filter(level=level)
    if agency := form.told("co-quan"):
        rows = rows.filter(agency__code=agency)
    if words := form.told("q"):
        rows = rows.filter(matches(words))
    order = ORDERS.get(form.told("sap-xep"))
    usual = [F("state").desc(), F("due_on").asc(nulls_last=True), F("raised_on").desc()]
    return rows.order_by(*([order] if order is not None else usual), "id")


def _workbook(rows: QuerySet[Obstacle]) -> HttpResponse:
    columns = [
        Column(_("Vướng mắc"), 45),
        Column(_("Cơ quan nêu"), 28),
        Column(_("Nhiệm vụ"), 32),
        Column(_("Đề xuất, kiến nghị"), 45),
        Column(_("Cấp trả lời"), 24),
        Column(_("Nêu ngày"), 12, "date"),
        Column(_("Cần trả lời trước"), 12, "date"),
        Column(_("Trạng thái"), 18),
        Column(_("Trả lời"), 45),
        Column(_("Trả lời ngày"), 12, "date"),
    ]
    return workbook_response(_("Vướng mắc"), columns, (_row(one) for one in rows))


def _row(one: Obstacle) -> list[Any]:
    return [
        one.title,
        one.agency.name,
        str(one.task) if one.task else "",
        one.proposal,
        one.get_level_display(),
        one.raised_on,
        one.due_on,
        ObstacleState(one.state).label,
        one.answer,
        one.answered_on,
    ]
