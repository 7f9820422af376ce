"""The report as Word, PDF and workbook; the comparison with the report before it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may
from khcn.outputs.official_reports.comparing import before, compare
from khcn.outputs.official_reports.freezing import sealed_content
from khcn.outputs.official_reports.rules import VIEW
from khcn.outputs.official_reports.writing import FORMATS, file_name, written
from khcn.web.workspace.official_reports.common import frame, is_draft, report_or_404

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def official_download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    report = report_or_404(request, code)
    if form not in FORMATS:
        raise Http404
    if not is_draft(report):
        sealed_content(report)
    name = ("du-thao-" if is_draft(report) else "") + file_name(report, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written(report, form), content_type=TYPES[form], headers=headers)


@require_safe
def official_compare(request: HttpRequest, code: str) -> HttpResponse:
    report = report_or_404(request, code)
    old = before(report)
    if old is not None and not may(request.actor, VIEW, old):
        old = None
    parts = compare(old, report) if old else []
    whole = request.GET.get("xem") == "het"
    return render(
        request,
        "official_reports/compare.html",
        {
            **frame(report.cycle, _("So với báo cáo kỳ trước")), "report": report, "old": old, "whole": whole,
            "parts": [one for one in parts if one.changed or whole],
        },
    )  # fmt: skip
