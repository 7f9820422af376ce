"""What everybody may read of an issued report."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khcn.outputs.official_reports.public import public_figures, published_report


@require_safe
def public_report(request: HttpRequest, code: str) -> HttpResponse:
    report = published_report(code)
    if report is None:
        raise Http404
    context = {
        "page_title": report.title, "report": report, "figures": public_figures(report),
        "issuer": (report.snapshot or {})["issuer"]["name"],
    }  # fmt: skip
    return render(request, "official_reports/public.html", context)
