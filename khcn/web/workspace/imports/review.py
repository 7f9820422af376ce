"""The review: progress while the file is read, then items beside their sentences."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from khcn.kernel.jobs.models import JobState
from khcn.plan.choices import ImportState
from khcn.plan.importing.items import LISTS, Json, live, looks_doubtful, span_of
from khcn.plan.importing.summary import warnings
from khcn.plan.models import PlanImport
from khcn.web.workspace.imports.common import import_or_404, importer, trail
from khcn.web.workspace.imports.presenting import Row, rows_of
from khcn.web.workspace.imports.source import AROUND, Excerpt, Span, excerpt

#: Without a link to a sentence nothing scrolls there, so little stands above it.
ABOVE_UNASKED = 4
ADDABLE = ("targets", "tasks", "duties", "reporting", "funding", "sections")


@require_safe
@importer
def import_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for the life of an import: reading, refused, under review, taken over, given up."""
    row = import_or_404(pk)
    if row.state == ImportState.REVIEW:
        return _review(request, row)
    if row.state == ImportState.READING and not _broken(row):
        return _progress(request, row)
    if request.htmx:
        return HttpResponseClientRedirect(reverse("import_review", args=[pk]))
    return _closed(request, row)


def _broken(row: PlanImport) -> bool:
    """The job was given up (a worker killed three times) before it could say so in the import."""
    return row.job is not None and row.job.state == JobState.FAILED


def _progress(request: HttpRequest, row: PlanImport) -> HttpResponse:
    template = "imports/_progress.html" if request.htmx else "imports/import_progress.html"
    context = {"page_title": _("Đang đọc “%s”") % row.file_name, "trail": trail(row), "one": row}
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _closed(request: HttpRequest, row: PlanImport) -> HttpResponse:
    failed = row.state == ImportState.FAILED or _broken(row)
    context = {
        "page_title": row.file_name,
        "trail": trail(row),
        "one": row,
        "failed": failed,
        "why": row.message or (row.job.message if row.job else ""),
        "counts": _counts(row.corrected) if row.corrected else [],
    }
    return render(request, "imports/import_closed.html", context)


def _review(request: HttpRequest, row: PlanImport) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(reverse("import_review", args=[row.pk]))
    corrected: Json = row.corrected
    chosen = request.GET.get("muc", "")
    name = chosen.partition("/")[0] or request.GET.get("phan", "") or _first_to_see(corrected)
    name = name if name in LISTS else "targets"
    rows = rows_of(corrected, name, chosen)
    if rows and not any(one.chosen for one in rows):
        rows[0].chosen = True
    context: dict[str, Any] = {
        "page_title": _("Kiểm tra “%s”") % row.file_name,
        "trail": trail(row),
        "one": row,
        "name": name,
        "list_title": LISTS[name],
        "rows": rows,
        "tabs": _tabs(row, name),
        "warnings": warnings(corrected),
        "difference": corrected.get("difference") or {},
        "addable": name in ADDABLE,
        "add_to": [(one, LISTS[one]) for one in ADDABLE] if name == "unparsed" else [],
        "source": _source(row, rows, whole=request.GET.get("toan-van") == "1", asked=bool(chosen)),
        "document": corrected["document"],
    }
    return render(request, "imports/import_review.html", context)


def _first_to_see(corrected: Json) -> str:
    """The list that most needs a look, else the targets."""
    doubts = {name: _doubts(corrected, name) for name in LISTS}
    worst = max(doubts, key=lambda name: doubts[name])
    return worst if doubts[worst] else "targets"


def _doubts(corrected: Json, name: str) -> int:
    return sum(looks_doubtful(name, item) for _index, item in live(corrected, name))


def _tabs(row: PlanImport, active: str) -> list[dict[str, Any]]:
    here = reverse("import_review", args=[row.pk])
    return [
        {
            "label": label
            if not (doubts := _doubts(row.corrected, name))
            else f"{label} ({_('xem')} {doubts})",
            "url": f"{here}?phan={name}",
            "count": len(live(row.corrected, name)),
            "active": name == active,
        }
        for name, label in LISTS.items()
    ]


def _counts(corrected: Json) -> list[tuple[str, int]]:
    return [(str(label), len(live(corrected, name))) for name, label in LISTS.items()]


def _source(row: PlanImport, rows: list[Row], *, whole: bool, asked: bool) -> Excerpt:
    spans = [
        Span(one.anchor, *place, chosen=one.chosen)
        for one in rows
        if (place := span_of(one.item)) is not None and not one.item.get("dropped")
    ]
    if rows and rows[0].name == "sections":
        spans = [Span(one.anchor, one.start, _line_end(row.text, one), one.chosen) for one in spans]
    above = AROUND if asked else ABOVE_UNASKED
    return excerpt(row.text, spans, whole=whole, above=above, below=2 * AROUND - above)


def _line_end(text: str, span: Span) -> int:
    """A heading is marked by its line, not with all that stands under it."""
    end = text.find("\n", span.start)
    return span.end if end < 0 else min(end, span.end)
