"""One task: who holds it, until when, what may be done now and what is missing for it, how it came here, its parts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may
from khcn.operations.st_tasks.advancing.actors import capacities_on
from khcn.operations.st_tasks.advancing.advance import label_of
from khcn.operations.st_tasks.advancing.waiting import what_is_missing, who_holds
from khcn.operations.st_tasks.models import StTask, TaskEvent
from khcn.operations.st_tasks.procedures.shape import Outline, Transition
from khcn.web.links import history_url
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.st_tasks.common import (
    MANAGE,
    draft_note,
    name_of,
    outline_or_none,
    record_page,
    state_of,
    task_or_404,
    trail_of,
)
from khcn.web.workspace.st_tasks.panels import Panel, panels_for

#: More than a task passes in all its years.
SHOWN_EVENTS = 120


@dataclass(frozen=True)
class Way:
    """A step that may be taken: its button, and what it still lacks."""

    move: Transition
    url: str
    missing: list[str]
    fields: list[str]

    @property
    def ready(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Passed:
    """A step that was taken."""

    event: TaskEvent
    name: str
    late: bool


@require_safe
def st_task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_or_404(request, pk)
    outline = outline_or_none(task)
    if outline is None:
        return redirect(record_page(task))
    state = state_of(task, outline)
    today = timezone.localdate()
    ways = ways_of(request, task, outline)
    onward = [one for one in ways if not one.move.reason]
    context = {
        "page_title": name_of(task), "trail": trail_of(request, task), "task": task, "state": state,
        "note": draft_note(task.procedure), "where": who_holds(task, today),
        "onward": onward, "aside_ways": [one for one in ways if one.move.reason],
        "next_steps": [] if onward else [one.label for one in outline.transitions_from(task.step, task.route) if not one.reason],
        "passed": passed(task, outline), "may_manage": may(request.actor, MANAGE, task),
        "links": _links(request, task), **_panels(request, task),
    }  # fmt: skip
    return render(request, "st_tasks/task.html", context)


def ways_of(request: HttpRequest, task: StTask, outline: Outline) -> list[Way]:
    """What this person may do with the task now; capacities are asked for once."""
    capacities = capacities_on(request.actor, task)
    moves = [
        one for one in outline.transitions_from(task.step, task.route) if capacities.intersection(one.actors)
    ]
    return [_way(request, task, one) for one in moves]


def _way(request: HttpRequest, task: StTask, move: Transition) -> Way:
    url = reverse("st_task_advance", kwargs={"pk": task.pk, "transition": move.code})
    if move.reason:
        return Way(move, url, [], [])
    empty = [
        label_of(name) for name in move.needs if getattr(task, name) in (None, "") and name not in move.fills
    ]
    return Way(move, url, what_is_missing(task, move, request.actor, fields=False), empty)


def passed(task: StTask, outline: Outline) -> list[Passed]:
    """The newest first."""
    rows = task.events.order_by("-pk")[:SHOWN_EVENTS]
    found = []
    for event in rows:
        move, state = outline.transition(event.transition), outline.state_by_code.get(event.target)
        name = move.label if move else (state.name if state else event.transition)
        found.append(Passed(event, name, bool(event.due and event.on > event.due)))
    return found


def _panels(request: HttpRequest, task: StTask) -> dict[str, Any]:
    """The tabs, and what the chosen one shows."""
    there = panels_for(request, task)
    asked = request.GET.get("phan", "")
    chosen = next((one for one in there if one.code == asked), there[0] if there else None)
    tabs = [{"label": one.title, "url": f"?phan={one.code}#phan", "active": one is chosen} for one in there]
    return {
        "panel_tabs": tabs,
        "panel": _shown(request, task, chosen),
        "panel_title": chosen and chosen.title,
    }


def _shown(request: HttpRequest, task: StTask, chosen: Panel | None) -> str:
    told = chosen.show(request, task) if chosen else None
    return render_to_string(*told, request) if told else ""


def _links(request: HttpRequest, task: StTask) -> list[tuple[str, str, str]]:
    """Pages about the task besides this one."""
    if not may(request.actor, MANAGE, task):
        return []
    told = (
        (_("Giao chuyên viên"), "user", reverse("st_task_officer", kwargs={"pk": task.pk})),
        (_("Bản ghi trong sổ"), "books", record_page(task)),
        (_("Lịch sử thay đổi"), "history", history_url(task)),
        (_("Bộ quy tắc"), "scale", maybe_url("procedure_detail", pk=task.procedure_id)),
    )
    return [one for one in told if one[2]]
