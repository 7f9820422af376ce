"""A record as JSON, as far as this caller reads it; the levels are those of the pages."""

from datetime import UTC
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone

from khcn.kernel.access import may, visible
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.domain import allowed_moves
from khcn.kernel.registers.export import state_text
from khcn.kernel.registers.fieldpaths import may_read
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.listing import counts_by_register
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import (
    Level,
    edit_name,
    level_on,
    list_level,
    readable,
    readable_computed,
    view_name,
)
from khcn.kernel.registers.values import data_of
from khcn.web.api.door import PLACE
from khcn.web.api.faults import not_there
from khcn.web.workspace.registers.common import record_url


def register_of(request: HttpRequest, code: str) -> tuple[Register, Level]:
    """The register and how much of its rows the caller reads; what one may not read is not there."""
    register = registers.get(code)
    level = list_level(request.actor, register) if register is not None else Level.NOTHING
    if register is None or level == Level.NOTHING:
        raise not_there()
    return register, level


def record_of(request: HttpRequest, code: str, pk: int) -> tuple[Register, Record, Level]:
    register = registers.get(code)
    if register is None:
        raise not_there()
    rows = visible(request.actor, view_name(register), register.model._default_manager.all())
    record = with_companions(register, rows, (*register.fields, *register.computed)).filter(pk=pk).first()
    level = level_on(request.actor, register, record) if record is not None else Level.NOTHING
    if record is None or level == Level.NOTHING:
        raise not_there()
    return register, record, level


def told(register: Register, record: Record, level: Level) -> dict[str, Any]:
    """A record in a list; `values` may be sent back as they are, `computed` is worked out by the house."""
    masked = level == Level.PUBLIC
    return {
        "id": record.pk, "name": str(record), "state": getattr(record, "state_that_day", None) or record.state,
        "state_name": state_text(record, level),
        "version": version_of(record) if level > Level.PUBLIC else None, "url": record_url(register, record),
        "values": data_of(register, record, readable(register, level), masked=masked),
        "computed": data_of(register, record, readable_computed(register, level), masked=masked),
    }  # fmt: skip


def told_whole(request: HttpRequest, register: Register, record: Record, level: Level) -> dict[str, Any]:
    """A record with its validity, its life, what may be done with it and what points at it."""
    names = readable(register, level)
    inside = level > Level.PUBLIC
    changes = may(request.actor, edit_name(register), record) and record.standing != Standing.VOID
    moves = allowed_moves(register, record, request.actor) if changes else []
    return {
        "register": register.code, **told(register, record, level),
        "validity": _validity(record, names, inside), "may_edit": changes, "moves": [move.code for move in moves],
        "merged_into": record.merged_into_id if inside else None,  # type: ignore[attr-defined]
        "history": _history(register, record, level) if inside else [],
        "related": _related(request, register, record),
    }  # fmt: skip


def version_of(record: Record) -> str:
    """Changes with every change of the record."""
    return f"{record.updated_at.astimezone(UTC):%Y%m%dT%H%M%S%f}"


def address(register: Register, *rest: Any, **query: str) -> str:
    path = "/".join(str(part) for part in ("so-dang-ky", register.code, *rest))
    return f"{PLACE}{path}" + (f"?{urlencode(query)}" if query else "")


def _validity(record: Record, names: tuple[str, ...], inside: bool) -> dict[str, Any]:
    rows: Any = type(record)._default_manager
    return {
        "from": record.valid_from if "valid_from" in names else None,
        "to": record.valid_to if "valid_to" in names else None,
        "ended_on": record.ended_on if inside else None,
        "in_force": rows.in_force(timezone.localdate()).filter(pk=record.pk).exists(),
    }


def _history(register: Register, record: Record, level: Level) -> list[dict[str, Any]]:
    """The states one after another; reasons are for those who read the record whole."""
    kind = ContentType.objects.get_for_model(record)
    return [
        {
            "state": one.state, "state_name": str(register.life[one.state].staff), "on": one.on, "until": one.until,
            **({"reason": one.reason} if level == Level.INTERNAL else {}),
        }
        for one in StateChange.objects.filter(kind=kind, object_id=record.pk)
    ]  # fmt: skip


def _related(request: HttpRequest, register: Register, record: Record) -> list[dict[str, Any]]:
    """How many records of other registers point at this one, counted in one query."""
    found = [
        (other, name)
        for other, name in registers.children_of(register)
        if may_read(other, name, list_level(request.actor, other))
    ]
    sources = []
    for other, name in found:
        rows: Any = other.model._default_manager
        rows = visible(request.actor, view_name(other), rows.kept())
        sources.append((f"{other.code}:{name}", rows.filter(**{name: record.pk})))
    counts = counts_by_register(sources)
    return [
        {
            "register": other.code, "field": name, "count": counts[f"{other.code}:{name}"],
            "href": address(other, **{name: f"#{record.pk}"}),
        }
        for other, name in found
        if counts.get(f"{other.code}:{name}")
    ]  # fmt: skip
