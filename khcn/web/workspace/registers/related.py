"""Records of other registers that point at a record: counted in one query.

What belongs to the record (its yearly rows, its scope) is shown with it; records of other registers open on demand.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.access import visible
from khcn.kernel.documents.queries import attachments_of
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.fieldpaths import label_of_path, may_read, readable_of
from khcn.kernel.registers.listing import counts_by_register
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import Level, list_level, may_add, view_name
from khcn.web.workspace.registers.common import record_url
from khcn.web.workspace.registers.showing import shown, state_badge, time_badge

FIRST = 5
MOST_TABLES = 3
FILES = "tai-lieu"


@dataclass
class Related:
    """The records of one register that point at a record by one field."""

    register: Register
    field: str
    level: Level
    own: bool
    count: int = 0
    list_url: str = ""
    brief_url: str = ""
    add_url: str = ""
    heads: list[str] | None = None
    rows: list[dict[str, Any]] | None = None

    @property
    def key(self) -> str:
        return f"{self.register.code}:{self.field}"

    @property
    def title(self) -> str:
        name = str(self.register.name)
        return (
            name
            if self.own or self.field == self.register.subject
            else f"{name} ({self.register.label_of(self.field).lower()})"
        )


def related_of(request: HttpRequest, register: Register, record: Record) -> dict[str, Any]:
    """`tables` for what belongs to the record, `links` for other registers, `files`: how many are attached."""
    asked = ((request, other, name, record) for other, name in registers.children_of(register))
    found = [one for told in asked if (one := _related(*told))]
    ContentType.objects.get_for_models(*{one.register.model for one in found}, type(record))
    sources = [(one.key, _rows(request, one, record)) for one in found]
    counts = counts_by_register([*sources, (FILES, attachments_of(record, request.actor))])
    for one in found:
        one.count = counts.get(one.key, 0)
    own = [one for one in found if one.own and (one.count or one.add_url)]
    for one in own[:MOST_TABLES]:
        _fill(request, one, record)
    links = [*own[MOST_TABLES:], *(one for one in found if one.count and not one.own)]
    return {"tables": own[:MOST_TABLES], "links": links, "files": counts.get(FILES, 0)}


def _related(request: HttpRequest, other: Register, name: str, record: Record) -> Related | None:
    level = list_level(request.actor, other)
    if level == Level.NOTHING or not may_read(other, name, level):
        return None
    one = Related(other, name, level, own=other.parent == name)
    query = urlencode({name: f"#{record.pk}"})
    one.list_url = f"{reverse('register_list', kwargs={'code': other.code})}?{query}"
    one.brief_url = f"{one.list_url}&dang=gon"
    if may_add(request.actor, other):
        new = reverse("record_new", kwargs={"code": other.code})
        one.add_url = f"{new}?{urlencode({name: record.pk})}"
    return one


def _rows(request: HttpRequest, one: Related, record: Record) -> QuerySet[Any]:
    rows = visible(request.actor, view_name(one.register), one.register.model._default_manager.kept())
    return rows.filter(**{one.field: record.pk})


def _fill(request: HttpRequest, one: Related, record: Record) -> None:
    """The first rows, in the columns of the register without the one that leads back here."""
    columns = [
        name
        for name in readable_of(one.register, one.register.columns, one.level)
        if name not in (one.field, "state")
    ]
    columns = columns[:4]
    rows = with_companions(one.register, _rows(request, one, record), columns).order_by("order_key", "pk")
    today = timezone.localdate()
    one.heads = [label_of_path(one.register, name) for name in columns]
    one.rows = [
        {
            "url": record_url(one.register, row),
            "first": shown(one.register, row, columns[0], one.level, links=False).text if columns else str(row),
            "cells": [shown(one.register, row, name, one.level) for name in columns[1:]],
            "state": state_badge(one.register, row, one.level),
            "time": time_badge(one.register, row, one.level, today),
        }
        for row in rows[:FIRST]
    ] if one.count else []  # fmt: skip
