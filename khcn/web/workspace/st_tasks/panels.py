"""Panels that topics hang on the page of a task; one is open at a time, so each may cost a few queries of its own.

    @panel("money", _("Hợp đồng, kinh phí"), order=40)
    def money(request, task): ...

A panel answers with a template and its context, or with None when it has nothing to show for this person and task. `when`
says without a query whether the tab is there at all. Import the module that holds it in the `urls.py` of its topic.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from khcn.kernel.access import may
from khcn.operations.st_tasks.models import StTask

Shown = tuple[str, dict[str, Any]]
Show = Callable[[HttpRequest, StTask], Shown | None]
When = Callable[[HttpRequest, StTask], bool]


@dataclass(frozen=True)
class Panel:
    code: str
    title: str | Promise
    order: int
    show: Show
    when: When
    right: str = ""


_panels: dict[str, Panel] = {}


def _always(request: HttpRequest, task: StTask) -> bool:
    return True


def panel(
    code: str, title: str | Promise, *, order: int, when: When = _always, right: str = ""
) -> Callable[[Show], Show]:
    """Hang a panel on the page of a task, under `?phan=<code>`; the panel stays an ordinary function.

    `right`: who follows the task but does not have this right on it has no such tab."""

    def hang(show: Show) -> Show:
        _panels[code] = Panel(code, title, order, show, when, right)
        return show

    return hang


def panels_for(request: HttpRequest, task: StTask) -> list[Panel]:
    """The panels that this task has, in order."""
    there = [one for one in _panels.values() if one.when(request, task)]
    asked = {one.right for one in there if one.right}
    held = {one for one in asked if may(request.actor, one, task)} | {""}
    return sorted((one for one in there if one.right in held), key=lambda one: (one.order, one.code))
