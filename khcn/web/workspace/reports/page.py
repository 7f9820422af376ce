"""The page of an agency's report."""

from django.http import Http404, HttpRequest, HttpResponse


def report_fill(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    raise Http404
