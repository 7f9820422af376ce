"""The signed or scanned papers of an agency's report, with what their digital signatures tell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.web.workspace.reports.common import address, part_of, reports_of, request_for, trail_of


@require_safe
def report_papers(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    asked = request_for(request, code, agency)
    context = {
        "page_title": _("Bản ký của báo cáo"), "asked": asked, "reports": reports_of(asked),
        "back": address("report_fill", asked, part_of(request)),
        "trail": trail_of(asked, asked.agency.name, deeper=_("Bản ký")),
    }  # fmt: skip
    return render(request, "report_files/report_papers.html", context)
