"""The list of findings: filter, search without marks, Excel."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may, require, visible
from khcn.kernel.base import matches
from khcn.plan.choices import FindingOrigin, FindingState
from khcn.plan.models import Finding, Plan
from khcn.plan.queries import findings_of
from khcn.web.ui.lists import wants_workbook
from khcn.web.workspace.plans import listing, words
from khcn.web.workspace.plans.common import frame, plan_or_404
from khcn.web.workspace.plans.forms import FindingFilters

COLUMNS = (
    (gettext_lazy("Vấn đề"), 50, "text"),
    (gettext_lazy("Loại"), 18, "text"),
    (gettext_lazy("Nguồn"), 20, "text"),
    (gettext_lazy("Trạng thái"), 14, "text"),
    (gettext_lazy("Giải thích"), 60, "text"),
    (gettext_lazy("Các cách hiểu"), 50, "text"),
    (gettext_lazy("Cách hiểu được chọn"), 36, "text"),
    (gettext_lazy("Lý do"), 40, "text"),
    (gettext_lazy("Văn bản"), 20, "text"),
    (gettext_lazy("Xử lý ngày"), 14, "date"),
)


def seen_findings(request: HttpRequest, plan: str) -> tuple[Plan, QuerySet[Finding]]:
    """The plan and the findings this person may see; the public is asked to sign in."""
    found = plan_or_404(request, plan)
    require(request.actor, "plan.finding.view")
    return found, visible(request.actor, "plan.finding.view", findings_of(found))


def finding_list(request: HttpRequest, plan: str) -> HttpResponse:
    found, seen = seen_findings(request, plan)
    rows = list(seen.select_related("document").prefetch_related("targets", "tasks"))
    form = _filters(request, rows)
    query = request.GET.get("q", "").strip()
    if query:
        hits = set(seen.filter(matches(query)).values_list("pk", flat=True))
        rows = [row for row in rows if row.pk in hits]
    rows = [row for row in rows if _fits(row, form)]
    if wants_workbook(request):
        return listing.workbook(_("Phát hiện về kế hoạch"), found, COLUMNS, map(_cells, rows))
    context = frame(found, _("Phát hiện"))
    context |= {
        "page": listing.page_of(request, rows),
        "sizes": listing.sizes(request),
        "form": form,
        "active": listing.in_force(request, form),
        "query": query,
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("q", "page", "dang")],
        "open_count": sum(row.state == FindingState.OPEN for row in rows),
        "addable": may(request.actor, "plan.finding.settle"),
    }
    for row in context["page"].object_list:
        row.plan, row.kind_label = found, words.finding_kind(row.kind)
    return render(request, "findings/finding_list.html", context)


def _filters(request: HttpRequest, rows: list[Finding]) -> FindingFilters:
    kinds = [(kind, words.finding_kind(kind)) for kind in dict.fromkeys(row.kind for row in rows)]
    return FindingFilters(
        request.GET, kinds=kinds, states=list(FindingState.choices), origins=list(FindingOrigin.choices)
    )


def _fits(row: Finding, form: FindingFilters) -> bool:
    told = {"loai": row.kind, "trang-thai": row.state, "nguon": row.origin}
    return all(not form.told(name) or form.told(name) == value for name, value in told.items())


def _cells(row: Finding) -> tuple[Any, ...]:
    readings = {one.get("code", ""): _reading(one) for one in row.readings}
    return (
        row.title,
        words.finding_kind(row.kind),
        row.get_origin_display(),
        row.get_state_display(),
        row.explanation,
        "; ".join(readings.values()),
        readings.get(row.chosen, "") if row.chosen else "",
        row.reason,
        str(row.document) if row.document else "",
        row.settled_at.date() if row.settled_at else None,
    )


def _reading(reading: dict[str, str]) -> str:
    return f"{reading['label']}: {reading['value']}" if reading.get("value") else reading["label"]
