"""All cycles with how complete they are, and what the plan asks for that nobody has prepared."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleState
from khcn.agency_reports.cycles.proposing import Suggestion, suggestions
from khcn.agency_reports.cycles.standing import Completeness, completeness_of
from khcn.agency_reports.models import Cycle
from khcn.kernel.access import require, visible
from khcn.kernel.deadlines import time_left
from khcn.plan.models import Plan
from khcn.plan.queries import visible_plans
from khcn.web.workspace.cycles.common import VIEW, may_manage
from khcn.web.workspace.cycles.words import Badge, bars, cycle_badge

ORDER = (CycleState.OPEN, CycleState.PREPARING, CycleState.CLOSED)
#: Suggestions are worked out for so many plans, the newest first.
PLANS = 3


@dataclass(frozen=True)
class CycleRow:
    cycle: Cycle
    badge: Badge
    done: Completeness
    bars: list[dict[str, Any]]
    left: str


def cycle_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, VIEW)
    today = timezone.localdate()
    cycles = list(visible(request.actor, VIEW, Cycle.objects.select_related("plan")))
    cycles.sort(key=lambda one: ORDER.index(CycleState(one.state)))
    done = completeness_of(cycles, today)
    rows = [
        CycleRow(
            cycle,
            cycle_badge(cycle),
            done[cycle.pk],
            bars(done[cycle.pk], cycle),
            time_left(today, cycle.internal_due_on)
            if cycle.state == CycleState.OPEN and not cycle.backfill
            else "",
        )
        for cycle in cycles
    ]
    manager = may_manage(request)
    return render(
        request,
        "cycles/cycle_list.html",
        {
            "page_title": _("Kỳ báo cáo"),
            "rows": rows,
            "suggestions": _suggested(request) if manager else [],
            "may_manage": manager,
        },
    )


def _suggested(request: HttpRequest) -> list[tuple[Plan, Suggestion]]:
    today = timezone.localdate()
    plans = list(visible_plans(request.actor).order_by("artificial", "-issued_on", "code")[:PLANS])
    return suggestions(plans, today)
