"""One search box over everything the person may see; marks do not matter."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Obstacle
from khcn.kernel.access import Actor, visible
from khcn.kernel.agencies.models import Agency
from khcn.kernel.base import matches
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.listing import Ask, counts_by_register, listed
from khcn.kernel.registers.rules import Level, list_level
from khcn.lib.vn_text import fold
from khcn.plan.models import Finding, Target, Task

MOST = 20
SHORTEST = 2


def search(request: HttpRequest) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").split())[:200]
    groups = _found(request.actor, q) if len(fold(q)) >= SHORTEST else []
    found = in_registers(request.actor, q) if len(fold(q)) >= SHORTEST else []
    total = sum(len(one["rows"]) for one in groups)
    context = {"q": q, "groups": groups, "registers": found, "total": total, "most": MOST}
    return render(request, "records/search.html", context)


def in_registers(actor: Actor, q: str) -> list[dict]:
    """Registers with records that match, how many, and the list of them; one query for all."""
    levels = [(one, list_level(actor, one)) for one in registers]
    seen = [(one, level) for one, level in levels if level > Level.NOTHING]
    ask = Ask(today=timezone.localdate(), words=q)
    counts = counts_by_register((one.code, listed(one, actor, level, ask)) for one, level in seen)
    query = urlencode({"q": q})
    return [
        {
            "name": one.name,
            "count": counts[one.code],
            "url": f"{reverse('register_list', kwargs={'code': one.code})}?{query}",
        }
        for one, _level in seen
        if counts.get(one.code)
    ]


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
