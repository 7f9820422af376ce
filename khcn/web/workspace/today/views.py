"""The first page: one screen for leaders, own tasks first for agencies, a calm door for the rest."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.accounts.choices import Role
from khcn.kernel.duties.queries import own_duties
from khcn.plan.queries import visible_plans
from khcn.plan.rules import is_staff
from khcn.status.today import today as first_page
from khcn.web.workspace.duties.words import line_of
from khcn.web.workspace.st_tasks.waiting import waiting_lines

MOST = 8
SHOWN_DUTIES = 5


def today(request: HttpRequest) -> HttpResponse:
    if not is_staff(request.actor):
        return render(request, "today/public.html", _public(request))
    return render(request, "today/today.html", _inside(request))


def _public(request: HttpRequest) -> dict[str, Any]:
    return {
        "page_title": _("Theo dõi kế hoạch khoa học và công nghệ"),
        "plans": list(visible_plans(request.actor)[:MOST]),
        "st_lines": waiting_lines(request.actor, timezone.localdate())[:SHOWN_DUTIES],
    }


def _inside(request: HttpRequest) -> dict[str, Any]:
    actor, day = request.actor, timezone.localdate()
    told = first_page(actor, day, request.GET.get("ke-hoach", ""))
    return {
        "page_title": _("Hôm nay"),
        "told": told,
        "steers": actor.has(Role.ADMIN, Role.COORDINATOR, Role.LEADER),
        "in_agency": bool(actor.seats_as(Role.REPORTER, Role.APPROVER)),
        "most": MOST,
        "duties": [line_of(duty, actor, day) for duty in own_duties(actor, day)[:SHOWN_DUTIES]],
        "today": day,
        "st_lines": waiting_lines(actor, day)[:SHOWN_DUTIES],
    }
