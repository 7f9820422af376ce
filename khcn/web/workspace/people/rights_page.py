"""Every declared right, in words, and which roles have it: computed from the rights, not written by hand."""

from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel import access
from khcn.kernel.access import EVERYTHING, NOTHING, Actor, Right, require
from khcn.kernel.accounts.choices import Role

SOME_ID = 1
"""Person and agency of the test actors; conditions are looked at, never asked of the database."""


@dataclass(frozen=True)
class Cell:
    role: str
    extent: str


@dataclass(frozen=True)
class Line:
    right: Right
    cells: list[Cell]


def rights(request: HttpRequest) -> HttpResponse:
    require(request.actor, "accounts.user.manage")
    actors = {role: _test_actor(role) for role in Role}
    groups: dict[str, list[Line]] = {}
    for right in access.rights():
        cells = [Cell(str(role.label), extent(right, actor)) for role, actor in actors.items()]
        groups.setdefault(right.name.split(".")[0], []).append(Line(right, cells))
    named = [(_group_name(code), lines) for code, lines in groups.items()]
    context = {"page_title": _("Quyền"), "groups": named, "roles": [role.label for role in Role]}
    return render(request, "people/rights.html", context)


def _test_actor(role: str) -> Actor:
    seat = frozenset({(str(role), SOME_ID)})
    return Actor(user_id=SOME_ID, name="", on=timezone.localdate(), seats=seat, answers_for={})


def extent(right: Right, actor: Actor) -> str:
    """all: every record; some: those that fulfil a condition; none."""
    condition = right.condition(actor)
    if condition == EVERYTHING:
        return "all"
    return "none" if condition == NOTHING else "some"


def _group_name(code: str) -> str:
    return str(apps.get_app_config(code).verbose_name)
