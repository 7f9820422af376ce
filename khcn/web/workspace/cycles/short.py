"""Short links of reminders: they lead to the agency's own report and open nothing by themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from khcn.agency_reports.models import ReportRequest
from khcn.kernel.access import may
from khcn.kernel.errors import NotAllowed
from khcn.web.workspace.cycles.common import VIEW, address


def report_short(request: HttpRequest, token: str) -> HttpResponse:
    """Someone not signed in signs in first; whether the link exists is told to staff only."""
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để mở báo cáo của đơn vị."), code="not_allowed:sign_in")
    if not may(request.actor, VIEW):
        raise Http404
    asked = get_object_or_404(ReportRequest.objects.select_related("cycle", "agency"), token=token)
    page = address("report_fill", code=asked.cycle.code, agency=asked.agency.code)
    return redirect(page or address("cycle_detail", code=asked.cycle.code))
