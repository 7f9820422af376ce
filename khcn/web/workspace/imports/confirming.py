"""What the import would change, confirming it, giving it up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khcn.kernel.errors import DomainError
from khcn.plan.choices import ImportState
from khcn.plan.importing.domain import confirm_import, discard_import
from khcn.plan.importing.items import LISTS, Json
from khcn.plan.importing.summary import STATES, current_summary, warnings
from khcn.plan.models import PlanImport
from khcn.web.links import url_of
from khcn.web.workspace.imports.common import import_in_review, import_or_404, importer, trail

SHOWN = ("new", "changed", "gone", "attached", "waiting")
BADGES = {"new": "submitted", "changed": "returned", "gone": "late", "attached": "met", "waiting": "unknown"}


@require_safe
@importer
def import_difference(request: HttpRequest, pk: int) -> HttpResponse:
    """Item by item, field by field: what is in the plan and what would be."""
    row = import_in_review(pk)
    summary = current_summary(row)
    title = _("So với kế hoạch hiện có")
    context = _context(row, summary, title) | {"groups": _groups(summary)}
    return render(request, "imports/import_difference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@importer
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Counts, warnings and the button; pressing it twice imports once."""
    row = import_or_404(pk)
    if request.method == "POST":
        plan = confirm_import(plan_import=row, by=request.actor)
        messages.success(request, _("Đã đưa văn bản vào kế hoạch %s.") % plan)
        return redirect(url_of(plan) or "import_list")
    if row.state == ImportState.CONFIRMED:
        return redirect("import_review", pk=pk)
    row = import_in_review(pk) if row.state != ImportState.REVIEW else row
    context = _context(row, current_summary(row), _("Xác nhận đưa vào kế hoạch"))
    return render(request, "imports/import_confirm.html", context)


@require_POST
@importer
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    row = import_or_404(pk)
    try:
        discard_import(plan_import=row, by=request.actor)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("import_review", pk=pk)
    messages.success(request, _("Đã bỏ lần nhập “%s”.") % row.file_name)
    return redirect("import_list")


def _context(row: PlanImport, summary: Json, title: str) -> dict[str, Any]:
    counts = [
        (LISTS[name], [(STATES[state], counts.get(state, 0)) for state in (*SHOWN, "unchanged")])
        for name, counts in summary["counts"].items()
    ]
    return {
        "page_title": title,
        "trail": trail(row, (title, "")),
        "one": row,
        "summary": summary,
        "counts": counts,
        "states": [STATES[state] for state in (*SHOWN, "unchanged")],
        "warnings": warnings(row.corrected),
        "document": row.corrected["document"],
    }


def _groups(summary: Json) -> list[dict[str, Any]]:
    """What needs the eye first: new, changed, gone; then what only gets its wording."""
    return [
        {"state": state, "badge": BADGES[state], "label": STATES[state], "changes": told}
        for state in SHOWN
        if (told := [_named(one) for one in summary["changes"] if one["state"] == state])
    ]


def _named(change: Json) -> Json:
    return change | {"list": LISTS[change["name"]], "path": f"{change['name']}/{change['index']}"}
