"""Finding the request and the report of a page; who may not see gets the same answer as for nothing."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Report, ReportRequest, RequestItem
from khcn.kernel.access import visible
from khcn.kernel.errors import NotAllowed

FILL, SEND = "agency_reports.report.fill", "agency_reports.report.send"
VIEW = "agency_reports.reportrequest.view"
#: The part of the request that the page is about, carried through all addresses.
PART, VERSION = "phan", "ban"
Trail = list[tuple[str, str]]


def request_for(request: HttpRequest, code: str, agency: str) -> ReportRequest:
    """What the cycle asks of the agency, for people who may see the agency's reports."""
    rows = ReportRequest.objects.select_related("cycle__template", "cycle__plan", "agency")
    asked = visible(request.actor, VIEW, rows).filter(cycle__code=code, agency__code=agency).first()
    if asked is not None:
        return asked
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để mở báo cáo của đơn vị."), code="not_allowed:sign_in")
    raise Http404


def report_for(request: HttpRequest, asked: ReportRequest) -> Report | None:
    """The version named in the address, else the latest of the part."""
    return chosen(request, reports_of(asked))


def reports_of(asked: ReportRequest) -> list[Report]:
    """All versions of all parts, the latest first; what was sealed is read only where it is asked for."""
    rows = Report.objects.filter(request=asked).select_related("sent_by").defer("sealed")
    found = list(rows.order_by("part", "-version"))
    by_pk = {row.pk: row for row in found}
    for row in found:
        row.request = asked
        if row.replaces_id:
            row.replaces = by_pk[row.replaces_id]
    return found


def chosen(request: HttpRequest, rows: list[Report]) -> Report | None:
    told, part = request.GET.get(VERSION, ""), part_of(request)
    of_part = [row for row in rows if row.part == part and told in ("", str(row.version))]
    if told and not of_part:
        raise Http404
    return of_part[0] if of_part else None


def started(request: HttpRequest, code: str, agency: str) -> Report:
    report = report_for(request, request_for(request, code, agency))
    if report is None:
        raise Http404
    return report


def item_of(report: Report, pk: int) -> RequestItem:
    item = report.request.items.filter(pk=pk).select_related("task", "indicator").first()
    if item is None:
        raise Http404
    item.request = report.request
    return item


def part_of(request: HttpRequest) -> str:
    return request.GET.get(PART, "")[:120].replace("\x00", "")


def address(name: str, asked: ReportRequest, part: str = "", *, pk: int = 0, anchor: str = "") -> str:
    """The address of a page of this request, for the same part."""
    kwargs = {"code": asked.cycle.code, "agency": asked.agency.code} | ({"pk": pk} if pk else {})
    return reverse(name, kwargs=kwargs) + (f"?{urlencode({PART: part})}" if part else "") + anchor


def trail_of(asked: ReportRequest, title: str, *, deeper: str = "") -> Trail:
    cycle = asked.cycle
    trail = [
        (_("Kỳ báo cáo"), reverse("cycle_list")),
        (cycle.title, reverse("cycle_detail", kwargs={"code": cycle.code})),
    ]
    if deeper:
        return [*trail, (title, address("report_fill", asked)), (deeper, "")]
    return [*trail, (title, "")]
