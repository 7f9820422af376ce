"""Suggestions while somebody types: related records by name or key, and records that may be the same."""

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khcn.kernel.access import Actor, visible
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.fieldpaths import end_field, may_read
from khcn.kernel.registers.filters import filter_paths, seen_keys
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.listing import is_indexed
from khcn.kernel.registers.lookup import choice_text
from khcn.kernel.registers.rules import Level, list_level, may_add, view_name
from khcn.kernel.registers.search_index import narrowed
from khcn.kernel.registers.values import unnamed
from khcn.lib.vn_text import fold
from khcn.web.workspace.registers.entry import seen_alike

MOST = 12


@require_safe
def register_suggest(request: HttpRequest, code: str) -> HttpResponse:
    """`?truong=organisation&q=che`: records that this field may hold; `?giong=1&name=…`: likely duplicates."""
    register = registers.get(code)
    if register is None:
        raise Http404
    if request.GET.get("giong"):
        return _alike(request, register)
    words = request.GET.get("q", "").replace("\x00", "")[:200]
    model: Any = _model(request.actor, register, request.GET.get("truong", ""))
    return JsonResponse(
        {"rows": [_told(request.actor, one) for one in suggestions(request.actor, model, words)]}
    )


def _alike(request: HttpRequest, register: Register) -> HttpResponse:
    if not may_add(request.actor, register):
        raise Http404
    names = (register.model.title_field, *register.text_keys)
    values = {name: request.GET.get(name, "").replace("\x00", "").strip()[:300] for name in names}
    return render(request, "registers/_same.html", {"same": seen_alike(request, register, values)})


def _model(actor: Actor, register: Register, path: str) -> Any:
    """What the field holds, if this person may fill in or filter by it; without a field, the register itself."""
    level = list_level(actor, register)
    if not path:
        if level == Level.NOTHING:
            raise Http404
        return register.model
    types = path in register.fields and may_add(actor, register)
    if not types and not (path in filter_paths(register, level) and may_read(register, path, level)):
        raise Http404
    column: Any = end_field(register, path) if path != "state" else None
    if column is None or not column.is_relation:
        raise Http404
    return column.related_model


def suggestions(actor: Actor, model: Any, words: str) -> list[Any]:
    """Few records whose name has all the words, those that begin with them first, in the order of bare letters."""
    register = registers.of(model)
    if register is None:
        return _of_catalogue(model, words)
    if list_level(actor, register) == Level.NOTHING:
        return []
    rows: QuerySet[Any] = visible(
        actor, view_name(register), model._default_manager.exclude(standing=Standing.VOID)
    )
    rows = with_companions(register, rows, ())
    folded = fold(words)[:200]
    begins = list(rows.filter(_begins_with(folded)).order_by("title_key", "pk")[:MOST])
    if len(begins) == MOST or not folded:
        return begins
    inside = Q()
    for word in folded.split():
        inside &= Q(title_key__contains=word)
    for name in register.text_keys:
        if may_read(register, name, list_level(actor, register)):
            inside |= Q(**{f"{name}__startswith": words.strip()})
    if is_indexed(register, list_level(actor, register)):
        rows = rows.filter(narrowed(model, words))
    known = {one.pk for one in begins}
    return [
        *begins,
        *rows.filter(inside).exclude(pk__in=known).order_by("order_key", "pk")[: MOST - len(begins)],
    ]


def _begins_with(folded: str) -> Q:
    """Told as a range as well where letters stand in the order of their numbers, so that the index serves."""
    begins = Q(title_key__startswith=folded)
    if connection.vendor == "sqlite":
        begins &= Q(title_key__gte=folded, title_key__lt=f"{folded}\U0010ffff")
    return begins


def _of_catalogue(model: Any, words: str) -> list[Any]:
    """Small tables are read whole: their names have no folded copy."""
    wanted = fold(words).split()
    rows = model._default_manager.all()
    names = {field.name for field in model._meta.get_fields()}
    if {"valid_to", "official_code"} <= names:
        rows = rows.filter(valid_to=None)
    found = (one for one in rows if all(word in fold(f"{one.code} {one.name}") for word in wanted))
    ranked = sorted(found, key=lambda one: not fold(one.name).startswith(fold(words)))
    return ranked[:MOST]


def _told(actor: Actor, record: Any) -> dict[str, str]:
    register = registers.of(record)
    if register is not None and list_level(actor, register) <= Level.PUBLIC and unnamed(record):
        return {"value": f"#{record.pk}", "label": f"#{record.pk}"}
    text = choice_text(record, None if register is None else seen_keys(register, actor))
    return {"value": text, "label": text}
