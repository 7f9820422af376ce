"""The money of a plan on one page, and as a workbook."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.kernel.registers.rules import Level, may_add
from khcn.plan.funding import purposes_of
from khcn.web.ui.lists import wants_workbook
from khcn.web.workspace.funding.forms import YearsForm
from khcn.web.workspace.funding.picture import picture_of
from khcn.web.workspace.funding.readings import readings_of
from khcn.web.workspace.funding.rows import Lines, Row, behind
from khcn.web.workspace.funding.sums import REGISTER, groups_of
from khcn.web.workspace.plans import listing
from khcn.web.workspace.plans.common import frame, plan_or_404
from khcn.web.workspace.register_facts.showing import audience
from khcn.web.workspace.registers.common import register_of

COLUMNS = (
    (gettext_lazy("Bảng"), 16, "text"),
    (gettext_lazy("Nội dung"), 60, "text"),
    (gettext_lazy("Dự toán (đồng)"), 20, "number"),
    (gettext_lazy("Đã giao (đồng)"), 20, "number"),
    (gettext_lazy("Đã giải ngân (đồng)"), 20, "number"),
    (gettext_lazy("Đã quyết toán (đồng)"), 20, "number"),
    (gettext_lazy("Giải ngân so với giao (%)"), 14, "number"),
    (gettext_lazy("Số khoản"), 10, "number"),
    (gettext_lazy("Chưa ghi văn bản"), 12, "number"),
    (gettext_lazy("Nguồn"), 44, "text"),
)


@require_safe
def funding_overview(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    register, level = register_of(request, REGISTER)
    form = YearsForm(request.GET, found, timezone.localdate())
    lines = Lines(groups_of(request.actor, form.years), form.years)
    tasks = lines.by_task(purposes_of(found))
    if wants_workbook(request):
        title = _("Kinh phí %(first)s–%(last)s") % {"first": form.years[0], "last": form.years[-1]}
        return listing.workbook(title, found, COLUMNS, _sheet(lines, tasks))
    context = frame(found, _("Kinh phí")) | _context(lines, tasks)
    context |= {
        "form": form, "active": form.active(), "register": register, "audience": audience(level), "today": timezone.localdate(),
        "readings": readings_of(request, found, form.years), "whole": level == Level.INTERNAL, "may_add": may_add(request.actor, register),
    }  # fmt: skip
    return render(request, "funding/overview.html", context)


def _context(lines: Lines, tasks: list[Row]) -> dict[str, Any]:
    total, origins = lines.total(), lines.by_origin()
    years = lines.years
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    return {
        "years": years,
        "span": span,
        "picture": picture_of(origins, total.sums, span),
        "any": bool(lines.groups),
        "total": total,
        "origins": origins,
        "by_year": lines.by_year(),
        "tasks": tasks,
        "bare": [row for row in tasks if row.without_origin],
        "without_document": total.sums.undocumented,
        "without_document_url": behind("funding.without_document", years),
        "compared": lines.compared(),
    }


def _sheet(lines: Lines, tasks: list[Row]) -> Iterator[tuple[Any, ...]]:
    parts = (
        (_("Theo nguồn"), lines.by_origin()),
        (_("Theo năm"), lines.by_year()),
        (_("Theo nhiệm vụ"), tasks),
    )
    for part, rows in parts:
        for row in rows:
            told = (figure.value for figure in row.figures)
            origins = row.origins or (_("Chưa có nguồn") if row.without_origin else "")
            yield part, row.label, *told, row.sums.share, row.sums.lines, row.sums.undocumented, origins
