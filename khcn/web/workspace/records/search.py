"""One search box over everything the person may see; marks do not matter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Obstacle
from khcn.kernel.access import Actor, visible
from khcn.kernel.agencies.models import Agency
from khcn.kernel.base import matches
from khcn.lib.vn_text import fold
from khcn.plan.models import Finding, Target, Task

MOST = 20
SHORTEST = 2


def search(request: HttpRequest) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").split())[:200]
    groups = _found(request.actor, q) if len(fold(q)) >= SHORTEST else []
    context = {"q": q, "groups": groups, "total": sum(len(one["rows"]) for one in groups), "most": MOST}
    return render(request, "records/search.html", context)


def _found(actor: Actor, q: str) -> list[dict]:
    sources = [
        (_("Nhiệm vụ"), "plan.task.view", Task.objects.filter(withdrawn=False).select_related("plan")),
        (_("Chỉ tiêu"), "plan.target.view", Target.objects.filter(withdrawn=False).select_related("plan")),
        (_("Cơ quan, đơn vị"), "agencies.agency.view", Agency.objects.all()),
        (_("Phát hiện"), "plan.finding.view", Finding.objects.filter(gone=False).select_related("plan")),
        (_("Vướng mắc"), "agency_reports.obstacle.view", Obstacle.objects.select_related("task")),
    ]
    told = (
        {"title": title, "rows": list(visible(actor, right, rows).filter(matches(q))[:MOST])}
        for title, right, rows in sources
    )
    return [group for group in told if group["rows"]]
