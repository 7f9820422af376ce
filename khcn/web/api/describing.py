"""What a register is, for programs: told by its declaration, as far as the caller reads its fields."""

from typing import Any

from django.db import models

from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.entering import enterable_states
from khcn.kernel.registers.fact_rights import offered
from khcn.kernel.registers.filters import filter_class
from khcn.kernel.registers.listing import TABS, sorts_of, tabs_of
from khcn.kernel.registers.model_fields import FigureField, MoneyField
from khcn.kernel.registers.rules import Level, list_level, may_add, readable, readable_computed

#: Types of fields, and what JSON holds for each.
JSON: dict[str, dict[str, Any]] = {
    "record": {
        "type": ["object", "null"],
        "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
    },
    "records": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}},
    "choice": {"type": "string"},
    "yes_no": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "money": {"type": ["integer", "null"]},
    "decimal": {"type": ["string", "null"], "format": "decimal"},
    "integer": {"type": ["integer", "null"]},
    "text": {"type": "string"},
}


def parameter(name: str, text: Any, kind: str = "string") -> dict[str, Any]:
    """A parameter of an address for the OpenAPI description."""
    return {"in": "query", "name": name, "required": False, "description": text, "schema": {"type": kind}}


def type_of(column: Any) -> str:
    if column.is_relation:
        return "records" if column.many_to_many else "record"
    if column.choices:
        return "choice"
    kinds = (
        (models.BooleanField, "yes_no"), (models.DateField, "date"), (MoneyField, "money"),
        (models.DecimalField, "decimal"), (models.IntegerField, "integer"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(column, kind)), "text")


def description(register: Register, level: Level, actor: Actor) -> dict[str, Any]:
    names = readable(register, level)
    staff = level > Level.PUBLIC
    return {
        "code": register.code, "name": str(register.name), "group": register.group, "about": str(register.about),
        "legal_basis": list(register.legal_basis), "level": level.name.lower(),
        "restricted": register.restricted, "readonly": register.readonly, "may_add": may_add(actor, register),
        "fields": [_field(register, name) for name in names],
        "computed": [
            {"name": name, "label": register.label_of(name)} for name in readable_computed(register, level)
        ],
        "keys": [list(key) for key in register.keys if set(key) <= set(names)],
        "subject": register.subject if register.subject.partition("__")[0] in names else "",
        "title": register.model.title_field, "states": _states(register, staff), "moves": _moves(register) if staff else [],
        "states_to_enter": [one.code for one in enterable_states(register, actor)] if may_add(actor, register) else [],
        "filters": [
            {"name": name, "label": str(field.label)}
            for name, field in filter_class(register, level, actor).base_fields.items()  # type: ignore[attr-defined]
        ],
        "sorts": list(sorts_of(register, level)),
        "tabs": [{"code": tab, "label": str(TABS[tab])} for tab in tabs_of(register, level)],
        "facts": [fact.code for fact in offered(register, level)],
    }  # fmt: skip


def _field(register: Register, name: str) -> dict[str, Any]:
    column: Any = register.field(name)
    target = registers.of(column.related_model) if column.is_relation else None
    told: dict[str, Any] = {
        "name": name, "label": register.label_of(name), "help": register.help_of(name), "type": type_of(column),
        "required": register.is_required(name), "public": name in register.public,
        "internal": name in register.internal_fields, "personal": name in register.personal,
        "consent": register.consent.get(name, ""),
    }  # fmt: skip
    if column.is_relation:
        told["register"] = target.code if target else ""
        told["catalogue"] = "" if target else column.related_model._meta.label_lower
    elif column.choices:
        told["choices"] = [
            {"code": code, "label": str(label)} for code, label in column.flatchoices if code != ""
        ]
    elif isinstance(column, models.DecimalField):
        told["places"] = column.decimal_places
        told["unit"] = column.unit if isinstance(column, FigureField) else ""
    elif getattr(column, "max_length", None):
        told["max_length"] = column.max_length
    return told


def _states(register: Register, staff: bool) -> list[dict[str, str]]:
    states = [one for one in register.life.every if staff or one.name_for_public]
    return [
        {
            "code": one.code, "name": str(one.staff if staff else one.name_for_public), "standing": str(one.standing),
        }
        for one in states
    ]  # fmt: skip


def _moves(register: Register) -> list[dict[str, Any]]:
    return [
        {
            "code": move.code, "label": str(move.label), "from": list(move.sources), "to": move.target,
            "needs": list(move.needs), "reason": move.reason, "roles": [str(role) for role in move.roles],
        }
        for move in register.life.moves
    ]  # fmt: skip


def register_schemas(actor: Actor) -> dict[str, Any]:
    """One JSON schema of values for each register that the caller reads, named by the register's code."""
    seen = ((one, list_level(actor, one)) for one in registers)
    return {one.code: _schema(one, level) for one, level in seen if level > Level.NOTHING}


def _schema(register: Register, level: Level) -> dict[str, Any]:
    names = readable(register, level)
    return {
        "type": "object",
        "title": str(register.name),
        "properties": {name: _property(register, name) for name in names},
        "required": [name for name in names if register.is_required(name)],
    }


def _property(register: Register, name: str) -> dict[str, Any]:
    column: Any = register.field(name)
    told = {"title": register.label_of(name), **JSON[type_of(column)]}
    if not column.is_relation and column.choices:
        told["enum"] = ["", *(code for code, _label in column.flatchoices if code != "")]
    elif told["type"] == "string" and column.max_length:
        told["maxLength"] = column.max_length
    return told
