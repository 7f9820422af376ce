"""All facts that registers offer this person; the values of one register are read when they are asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.registers.declaration import GROUPS, Register, registers
from khcn.kernel.registers.fact_rights import offered, seen_by_actor
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import take, this_year
from khcn.kernel.registers.rules import Level, list_level
from khcn.web.workspace.register_facts.showing import Shown, audience, shown
from khcn.web.workspace.register_facts.stats import stats_url


@require_safe
def fact_index(request: HttpRequest) -> HttpResponse:
    seen = {one.code: (one, list_level(request.actor, one)) for one in registers}
    chosen = seen.get(request.GET.get("so", ""), (None, Level.NOTHING))
    open_one = _register(request, *chosen) if chosen[0] else None
    if request.htmx and open_one:
        return render(request, "register_facts/_facts.html", open_one)
    rows = [_row(register, level, open_one) for register, level in seen.values() if offered(register, level)]
    groups = [
        (title, [row for row in rows if row["register"].group == code]) for code, title in GROUPS.items()
    ]
    levels = {row["level"] for row in rows}
    context = {
        "groups": [(title, found) for title, found in groups if found],
        "count": sum(len(row["names"]) for row in rows),
        "audience": audience(min(levels)) if levels else "",
        "page_title": _("Số liệu từ các sổ"),
    }
    return render(request, "register_facts/fact_index.html", context)


def _row(register: Register, level: Level, open_one: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "register": register, "level": level, "names": offered(register, level), "stats_url": stats_url(register),
        "facts": open_one["facts"] if open_one and open_one["register"] is register else None,
    }  # fmt: skip


def _register(request: HttpRequest, register: Register, level: Level) -> dict[str, Any] | None:
    facts = offered(register, level)
    return {"register": register, "facts": _values(request, register, facts)} if facts else None


def _values(request: HttpRequest, register: Register, facts: list[Fact]) -> list[Shown]:
    scope = this_year(timezone.localdate())
    told = take(register, [(fact, scope) for fact in facts], seen=seen_by_actor(request.actor))
    return [shown(one) for one in told]
