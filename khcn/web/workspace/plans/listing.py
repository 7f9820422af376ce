"""Lists of a plan: order, pages, the conditions in force as chips, the Excel file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse

from khcn.outputs.workbook import Column
from khcn.plan.models import Plan
from khcn.web.ui import lists

SIZES = (25, 50, 100, 500)
USUAL_SIZE = 50
Row = TypeVar("Row")
Told = tuple[Any, int, str]
Keys = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True)
class Condition:
    """One filter in force; `url` is the same list without it."""

    label: str
    url: str


def arranged(rows: Iterable[Row], wanted: str, keys: Keys) -> list[Row]:
    """In the wanted order; rows without a value stand last whichever way one sorts."""
    every = list(rows)
    key = keys.get(wanted.removeprefix("-"))
    if key is None:
        return every
    told = [row for row in every if key(row) not in (None, "")]
    untold = [row for row in every if key(row) in (None, "")]
    return sorted(told, key=key, reverse=wanted.startswith("-")) + untold


def size_of(request: HttpRequest) -> int:
    told = request.GET.get("so-dong", "")
    return int(told) if told.isdecimal() and int(told) in SIZES else USUAL_SIZE


def page_of(request: HttpRequest, rows: Sequence[Any]) -> Page:
    """The page asked for, in the size asked for."""
    return lists.page_of(request, rows, size_of(request))


def sizes(request: HttpRequest) -> list[dict[str, Any]]:
    now = size_of(request)
    return [
        {"size": size, "url": _without(request, "page", **{"so-dong": size}), "now": size == now}
        for size in SIZES
    ]


def workbook(title: str, plan: Plan, columns: Iterable[Told], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The file as a download; `columns` are (title, width, kind) with titles still to be translated."""
    told = [Column(str(head), width, kind) for head, width, kind in columns]
    return lists.workbook_response(title, told, rows, str(plan))


def in_force(request: HttpRequest, form: forms.Form) -> list[Condition]:
    """The conditions that narrow the list, each with the address that lifts it."""
    found = []
    form.is_valid()
    for name, value in form.cleaned_data.items():
        if value in (None, "", False) or form.fields[name].widget.is_hidden:
            continue
        field = form.fields[name]
        shown = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
        label = str(field.label) if value is True else f"{field.label}: {shown}"
        found.append(Condition(label, _without(request, "page", name)))
    return found


def _without(request: HttpRequest, *names: str, **changes: Any) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"
