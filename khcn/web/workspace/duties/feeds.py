"""Feeds for calendar programs: getting and revoking secret addresses, and answering them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.kernel.access import require
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.kernel.duties.feeds import create_feed, feed_duties, feed_of, mark_read, revoke_feed
from khcn.kernel.duties.models import FeedKey
from khcn.kernel.duties.queries import duties_seen_by
from khcn.kernel.registers.rules import AGENCY_STAFF
from khcn.web.workspace.duties.forms import FeedForm
from khcn.web.workspace.duties.ics import calendar_file

TASKS = "viec"


def feed_list(request: HttpRequest) -> HttpResponse:
    """One's own addresses; a new one is shown in the answer to the request that makes it, and never again."""
    require(request.actor, "duties.dutyrule.view")
    form = FeedForm(request.POST or None, _agencies(request))
    address = ""
    if request.method == "POST" and form.is_valid():
        _key, token = create_feed(by=request.actor, agency=form.agency())
        address = request.build_absolute_uri(reverse("duty_feed", kwargs={"token": token}))
    keys = FeedKey.objects.filter(user=request.actor.user_id, revoked_at=None).select_related("agency")
    context: dict[str, Any] = {
        "page_title": _("Đăng ký lịch"),
        "form": form,
        "address": address,
        "keys": keys,
        "trail": [(_("Lịch nghĩa vụ"), reverse("duty_calendar")), (_("Đăng ký lịch"), "")],
    }
    response = render(request, "duties/feed_list.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _agencies(request: HttpRequest) -> Any:
    """Agencies with duties that the person sees, and those for which the person works."""
    seen = duties_seen_by(request.actor).order_by().values("agency")
    own = request.actor.seats_as(*AGENCY_STAFF, Role.LEADER, Role.COORDINATOR)
    return Agency.objects.filter(pk__in=seen) | Agency.objects.filter(pk__in=own)


@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.actor, "duties.dutyrule.view")
    key = get_object_or_404(FeedKey, pk=pk, user=request.actor.user_id)
    revoke_feed(key=key, by=request.actor)
    messages.success(
        request, _("Đã thu hồi địa chỉ lịch. Chương trình lịch nào còn dùng nó sẽ không đọc được nữa.")
    )
    return redirect("feed_list")


@require_safe
def duty_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of a secret address, with the rights that its owner has now; no session is needed."""
    key = feed_of(token)
    if key is None:
        raise Http404
    today = timezone.localdate()
    with translation.override(key.user.language):
        content = calendar_file(key, feed_duties(key, today), tasks=request.GET.get("dang") == TASKS)
    mark_read(key, today)
    headers = {
        "Cache-Control": "private, max-age=900",
        "Content-Disposition": 'inline; filename="lich-nghia-vu.ics"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
