"""Tasks of a plan as a table: filter, search without marks, order, pages, Excel."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.base import matches
from khcn.lib.vn_text import sort_key
from khcn.plan.models import Plan
from khcn.plan.queries import tasks_of
from khcn.plan.rules import is_staff
from khcn.web.ui.lists import wants_workbook
from khcn.web.workspace.plans import listing
from khcn.web.workspace.plans.common import frame, plan_or_404
from khcn.web.workspace.plans.forms import TaskFilters
from khcn.web.workspace.plans.task_rows import TaskRow, rows_for

COLUMNS = (
    (gettext_lazy("STT"), 7, "text"),
    (gettext_lazy("Nhiệm vụ"), 46, "text"),
    (gettext_lazy("Nguyên văn"), 60, "text"),
    (gettext_lazy("Cơ quan chủ trì theo văn bản"), 32, "text"),
    (gettext_lazy("Nay thuộc trách nhiệm"), 32, "text"),
    (gettext_lazy("Cơ quan phối hợp"), 40, "text"),
    (gettext_lazy("Thời gian"), 18, "text"),
    (gettext_lazy("Trạng thái"), 20, "text"),
)
STAFF_COLUMNS = (
    (gettext_lazy("Đơn vị tự đánh giá"), 16, "text"),
    (gettext_lazy("Lý do của trạng thái"), 46, "text"),
    (gettext_lazy("Vướng mắc đang mở"), 12, "number"),
)
KEYS = {
    "stt": lambda row: row.task.order,
    "ten": lambda row: sort_key(row.task.short_title),
    "chu-tri": lambda row: sort_key(row.lead_names),
    "thoi-gian": lambda row: row.task.last_year,
    "trang-thai": lambda row: row.status.urgency if row.status else sort_key(row.status_label),
}


def task_list(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    staff = is_staff(request.actor)
    query = request.GET.get("q", "").strip()
    tasks = tasks_of(found).filter(matches(query)) if query else tasks_of(found)
    every = rows_for(tasks, found, request.actor, timezone.localdate())
    form = TaskFilters(request.GET, every, staff=staff)
    rows = listing.arranged(filter_rows(every, form), request.GET.get("sap-xep", ""), KEYS)
    if wants_workbook(request):
        return _workbook(found, rows, staff)
    context = frame(found, _("Nhiệm vụ"))
    context |= {
        "page": listing.page_of(request, rows),
        "sizes": listing.sizes(request),
        "form": form,
        "active": listing.in_force(request, form),
        "query": query,
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("q", "page", "dang")],
        "staff": staff,
        "today": timezone.localdate(),
    }
    return render(request, "plans/task_list.html", context)


def filter_rows(rows: Iterable[TaskRow], form: TaskFilters) -> list[TaskRow]:
    """The rows that meet every condition given; a condition that makes no sense is none."""
    return [row for row in rows if _fits(row, form)]


def _fits(row: TaskRow, form: TaskFilters) -> bool:
    agency, kind, year = form.told("co-quan"), form.told("kieu"), form.told("nam")
    state = form.told("trang-thai")
    return (
        (not agency or agency in {one.code for one in row.lead_agencies})
        and (not kind or row.task.schedule == kind)
        and (not year or row.runs_in(int(year)))
        and (not state or row.computed == state)
        and (not form.told("vuong-mac") or row.obstacles > 0)
        and (not form.told("het-han") or row.expired)
    )


def _workbook(plan: Plan, rows: list[TaskRow], staff: bool) -> HttpResponse:
    columns = (*COLUMNS, *STAFF_COLUMNS) if staff else COLUMNS
    return listing.workbook(_("Nhiệm vụ của kế hoạch"), plan, columns, (_cells(row, staff) for row in rows))


def _cells(row: TaskRow, staff: bool) -> list[Any]:
    cells: list[Any] = [
        row.task.no,
        row.task.short_title,
        row.task.official_text,
        row.lead_names,
        "; ".join(lead.name_today for lead in row.changed_leads),
        "; ".join(one.party.name for one in row.parties.coordinating),
        row.schedule,
        row.status_label,
    ]
    return [*cells, row.declared_label, row.reason, row.obstacles] if staff else cells
