"""What every page of a cycle needs: the cycle, its trail, pages of other parts that may not be there."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Cycle, ReportRequest
from khcn.kernel.access import may, require, visible
from khcn.kernel.errors import NotAllowed

VIEW, MANAGE = "agency_reports.cycle.view", "agency_reports.cycle.manage"
Trail = list[tuple[str, str]]


def cycle_or_404(request: HttpRequest, code: str) -> Cycle:
    """The cycle if this person may see it. Someone not signed in is asked to sign in first."""
    rows = visible(
        request.actor, VIEW, Cycle.objects.select_related("plan", "template", "letter", "previous")
    )
    cycle = rows.filter(code=code).first()
    if cycle is None and not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem trang này."), code="not_allowed:sign_in")
    if cycle is None:
        raise Http404
    return cycle


def managed(request: HttpRequest, code: str) -> Cycle:
    """The cycle, for people who run it."""
    cycle = cycle_or_404(request, code)
    require(request.actor, MANAGE, cycle)
    return cycle


def may_manage(request: HttpRequest) -> bool:
    return may(request.actor, MANAGE)


def request_of(cycle: Cycle, agency: str) -> ReportRequest:
    """What this cycle asks of the agency with that code."""
    found = get_object_or_404(
        ReportRequest.objects.select_related("agency"), cycle=cycle, agency__code=agency
    )
    found.cycle = cycle
    return found


def trail_of(cycle: Cycle | None = None, title: str = "") -> Trail:
    trail = [(_("Kỳ báo cáo"), reverse("cycle_list"))]
    if cycle is not None:
        trail.append((cycle.title, reverse("cycle_detail", kwargs={"code": cycle.code}) if title else ""))
    return [*trail, (title, "")] if title else trail


def address(name: str, **kwargs: str) -> str:
    """The address of a page of another part, "" where that part is not installed."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
