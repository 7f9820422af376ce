"""All calls, and one call: its tasks, how many dossiers came, what to do now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may, require
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.calls import came_in, latest_opening, moment_words
from khcn.operations.st_tasks.calls.opening import CAME_IN
from khcn.operations.st_tasks.choices import Route
from khcn.operations.st_tasks.models import Application, Call, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.ui.lists import page_of
from khcn.web.workspace.calls.common import MANAGE, READ, Stand, call_or_404, stand_of, trail_of
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.st_tasks.common import draft_note, task_page

LOOKS = {"sent": "waiting", "valid": "met", "invalid": "missed", "chosen": "done", "not_chosen": "closed"}


@dataclass(frozen=True)
class CallRow:
    call: Call
    stand: Stand
    tasks: int
    dossiers: int


@dataclass(frozen=True)
class TaskRow:
    task: StTask
    url: str
    step: str
    dossiers: int


@dataclass(frozen=True)
class DossierRow:
    dossier: Application
    look: str
    seal: str
    url: str
    page: str


def counted(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With `task_count` and `dossier_count`: how many stand in it, how many dossiers came."""
    return calls.annotate(
        task_count=Count("tasks", distinct=True),
        dossier_count=Count("dossiers", filter=Q(dossiers__state__in=CAME_IN), distinct=True),
    )


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, READ)
    now = timezone.now()
    page = page_of(request, counted(Call.objects.order_by("-year", "-pk")))
    page.object_list = [
        CallRow(one, stand_of(one, now), one.task_count, one.dossier_count) for one in page.object_list
    ]
    context = {
        "page_title": _("Đợt thông báo"),
        "page": page,
        "may_manage": may(request.actor, MANAGE),
        "public_url": maybe_url("public_calls"),
    }
    return render(request, "calls/call_list.html", context)


@require_safe
def call_detail(request: HttpRequest, code: str) -> HttpResponse:
    call = call_or_404(request, code)
    manages, stand = may(request.actor, MANAGE), stand_of(call)
    opens = latest_opening(call)
    context = {
        "page_title": call.title, "trail": trail_of(call), "call": call, "stand": stand, "note": draft_note(call.procedure),
        "tasks": task_rows(call), "dossiers": dossier_rows(call) if call.opened_on else [], "may_manage": manages,
        "came": call.dossiers.filter(state__in=CAME_IN).count(), "drafts": call.dossiers.filter(state="draft").count(),
        "opening_due": add_working_days(timezone.localtime(opens).date(), 7) if opens and not call.opened_on else None,
        "closes": moment_words(call.closes_at) if call.closes_at else "", "today": timezone.localdate(),
        "route": dict(Route.choices).get(call.route, ""),
        "repeats": list(call.repeated_by.order_by("pk")),
    }  # fmt: skip
    return render(request, "calls/call_detail.html", context)


def task_rows(call: Call) -> list[TaskRow]:
    outline = outline_of(call.procedure)
    came = Count("applications", filter=Q(applications__call=call, applications__state__in=CAME_IN))
    rows: Any = call.tasks.annotate(came=came).order_by("pk")
    return [
        TaskRow(
            one,
            task_page(one),
            outline.state_by_code[one.step].name if one.step in outline.state_by_code else one.step,
            one.came,
        )
        for one in rows
    ]


def dossier_rows(call: Call) -> list[DossierRow]:
    """Only after the opening: the dossiers with the seals that were read out."""
    seals = {one["dossier"]: one["seal"] for one in call.opening_list}
    return [
        DossierRow(
            one, LOOKS.get(one.state, one.state), seals.get(one.pk, ""),
            maybe_url("call_validity", code=call.code, pk=one.pk), maybe_url("application_edit", pk=one.pk),
        )
        for one in came_in(call)
    ]  # fmt: skip
