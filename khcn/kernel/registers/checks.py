"""System checks of declarations: a slip is found by `khcn check`, not by a user."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, DateField, Field, TextField

from khcn.kernel.registers.declaration import GROUPS, HIDDEN, Register, registers
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.records import Record


@register("registers")
def check_registers(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    """Every fault of every declaration, named by the register's class."""
    facts: dict[str, str] = {}
    found: list[CheckMessage] = []
    for one in registers:
        sentences = [*faults(one)]
        for fact in one.facts:
            if fact.code in facts:
                sentences.append(f"fact {fact.code!r} is declared by {facts[fact.code]!r} too")
            facts[fact.code] = one.code
        found += [Error(sentence, obj=type(one), id="registers.E001") for sentence in sentences]
    return found


def faults(one: Register) -> Iterator[str]:
    """What is wrong with a declaration, in sentences for a programmer."""
    if not issubclass(one.model, Record):
        yield "the model is not a Record"
        return
    if one.group not in GROUPS:
        yield f"group {one.group!r} is none of {', '.join(GROUPS)}"
    yield from (f"life: {fault}" for fault in one.life.faults())
    yield from _unknown(one)
    yield from _doubles(one)
    yield from _unfit(one)
    if not one.keys and not one.readonly:
        yield "identity: without a natural key an import cannot tell a known record from a new one"
    for fact in one.facts:
        yield from _fact_faults(one, fact)


def _unknown(one: Register) -> Iterator[str]:
    """Names that lead nowhere, place by place."""
    places: dict[str, tuple[str, ...]] = {
        "sections": tuple(name for part in one.sections for name in part.fields),
        "columns": one.columns,
        "filters": one.filters,
        "sorts": one.sorts,
        "labels": tuple(one.labels),
        "helps": tuple(one.helps),
        "required": one.required,
        "examples": tuple(one.examples),
        "imports": tuple(one.imports.values()),
        "identity": tuple(name for key in one.keys for name in key),
        "subject": (one.subject,) if one.subject else (),
        "parent": (one.parent,) if one.parent else (),
        "similar": one.similar,
        "computed": one.computed,
        "public": one.public,
        "internal": one.internal,
        "personal": tuple(one.personal),
        "consent": (*one.consent, *one.consent.values()),
        "search_fields": one.model.search_fields,
        "title_field": (one.model.title_field,),
    }
    for place, names in places.items():
        for name in names:
            known = name in one.computed and place in ("labels", "public", "internal", "computed")
            if known and hasattr(one.model, name):
                continue
            if end_of(one, name) is None and not (name == "state" and place in ("columns", "filters")):
                yield f"{place}: the model has no field {name!r}"


def end_of(one: Register, path: str) -> Field | None:
    """The model field at the end of a path; None when the path leads nowhere."""
    model: Any = one.model
    found: Any = None
    for name in path.split("__"):
        if model is None:
            return None
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = found.related_model
    return found if isinstance(found, Field) else None


def _doubles(one: Register) -> Iterator[str]:
    names = [name for part in one.sections for name in part.fields]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"sections: {name!r} stands twice"
    for name in sorted(HIDDEN & {*names}):
        yield f"sections: {name!r} is kept by the engine and may not be filled in"


def _unfit(one: Register) -> Iterator[str]:
    """Names that exist but cannot serve where they stand."""
    told = set(one.fields)
    for place, names in {"required": one.required, "public": one.public, "internal": one.internal}.items():
        for name in names:
            if end_of(one, name) is not None and name not in told and name not in one.computed:
                yield f"{place}: {name!r} is in no section, so nobody can fill it in"
    for name in one.computed:
        if name in told:
            yield f"computed: {name!r} is in a section, so people fill it in"
        elif end_of(one, name) is None and name not in one.labels:
            yield f"computed: {name!r} is a property and has no label"
    for name in sorted({*one.public} & one.internal_fields):
        if name not in one.consent:
            yield f"public: {name!r} is internal or personal too"
    for name in one.sorts:
        column = end_of(one, name)
        if column is not None and not _indexed(one, name):
            yield f"sorts: {name!r} has no index that begins with it"
    for name in one.columns:
        column = end_of(one, name)
        if column is not None and column.many_to_many and "__" in name:
            yield f"columns: {name!r} would ask the database for each row"
    for header in one.imports:
        if header in {one.label_of(name) for name in one.fields}:
            yield f"imports: {header!r} is the label of a field already"
    missing = [
        column.name for column in one.model._meta.fields
        if column.name not in told and column.name not in HIDDEN and column.editable
        and not (column.blank or column.null or column.has_default())
    ]  # fmt: skip
    for name in missing:
        yield f"sections: {name!r} must be filled but is in no section"


def _indexed(one: Register, name: str) -> bool:
    column = end_of(one, name)
    if "__" in name:
        return False
    firsts = {index.fields[0] for index in one.model._meta.indexes if index.fields}
    return name in firsts or bool(getattr(column, "db_index", False) or getattr(column, "unique", False))


def _fact_faults(one: Register, fact: Fact) -> Iterator[str]:
    if fact.measure not in ("count", "distinct", "sum", "share"):
        yield f"fact {fact.code!r}: unknown measure {fact.measure!r}"
    if "." not in fact.code:
        yield f"fact {fact.code!r}: the code must read like `labs.accredited`"
    paths = {"field": fact.field, "over": fact.over, "territory": fact.territory}
    for place, path in paths.items():
        if path and end_of(one, path) is None:
            yield f"fact {fact.code!r}, {place}: the model has no field {path!r}"
    if fact.measure == "distinct" and not (fact.field or one.subject):
        yield f"fact {fact.code!r} counts distinct subjects but the register names none"
    if fact.measure == "sum" and isinstance(end_of(one, fact.field), CharField | TextField | DateField):
        yield f"fact {fact.code!r} cannot sum {fact.field!r}"
    if fact.measure == "share" and fact.part is None:
        yield f"fact {fact.code!r} is a share without `part`"
    try:
        one.model._default_manager.filter(fact.where, fact.part or fact.where).query.sql_with_params()
    except Exception as error:
        yield f"fact {fact.code!r}: its condition fails: {error}"
