"""The constraints of a model, judged for many rows without asking the database for each.

CHECK conditions are worked out here as SQL would (an unknown result passes); uniqueness takes one query a chunk.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from khcn.kernel.access import EVERYTHING, Actor
from khcn.kernel.access import condition as right_condition
from khcn.kernel.register_io.cleaning import Fault
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.lookup import choice_text
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import view_name


class NotKnown(Exception):
    """This condition must be put to the database."""


def holds(condition: Q, record: models.Model) -> bool | None:
    """Three-valued: None is unknown, as in SQL. Raises NotKnown for what only the database can tell."""
    results = [_child(child, record) for child in condition.children]
    whole: bool | None
    if condition.connector == Q.AND:
        whole = False if False in results else (None if None in results else True)
    elif condition.connector == Q.OR:
        whole = True if True in results else (None if None in results else not results)
    else:
        raise NotKnown
    return whole if not condition.negated or whole is None else not whole


def _child(child: Any, record: models.Model) -> bool | None:
    if isinstance(child, Q):
        return holds(child, record)
    if not isinstance(child, tuple):
        raise NotKnown
    path, wanted = child
    name, _separator, lookup = path.partition("__")
    compare = _LOOKUPS.get(lookup or "exact")
    if compare is None:
        raise NotKnown
    value = _value(record, name)
    if lookup == "isnull" or (lookup in ("", "exact") and wanted is None):
        return (value is None) == (wanted is None or bool(wanted))
    if isinstance(wanted, F):
        wanted = _value(record, str(wanted.deconstruct()[1][0]))
    if value is None or wanted is None:
        return None
    try:
        return bool(compare(value, wanted))
    except TypeError:
        raise NotKnown from None


def _value(record: models.Model, name: str) -> Any:
    try:
        column = record._meta.get_field("id" if name == "pk" else name)
    except Exception:
        raise NotKnown from None
    return getattr(record, column.attname)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


_LOOKUPS: dict[str, Callable[[Any, Any], Any]] = {
    "exact": lambda value, wanted: value == _plain(wanted),
    "isnull": lambda value, wanted: True,
    "gt": lambda value, wanted: value > wanted,
    "gte": lambda value, wanted: value >= wanted,
    "lt": lambda value, wanted: value < wanted,
    "lte": lambda value, wanted: value <= wanted,
    "in": lambda value, wanted: value in [_plain(one) for one in wanted],
    "range": lambda value, wanted: wanted[0] <= value <= wanted[1],
    "startswith": lambda value, wanted: str(value).startswith(str(wanted)),
}


class Constraints:
    """All constraints of a register's model; uniqueness within the file is remembered from row to row."""

    def __init__(self, register: Register, by: Actor) -> None:
        self.register = register
        self.seen = right_condition(view_name(register), by)
        model = register.model
        every = model._meta.constraints
        self.checks = [one for one in every if isinstance(one, models.CheckConstraint)]
        self.uniques = [*_uniques(model)]
        plain = {id(one) for one in self.checks} | {id(one[2]) for one in self.uniques if one[2] is not None}
        self.others = [one for one in every if id(one) not in plain]
        self._seen: dict[tuple[int, tuple[Any, ...]], tuple[int, int | None]] = {}

    def faults(self, rows: Sequence[tuple[int, Record]]) -> dict[int, list[Fault]]:
        """What each (number of row, record as it would be) breaks; a record keeps its own values."""
        found: dict[int, list[Fault]] = defaultdict(list)
        for number, record in rows:
            for check in (*self.checks, *self.others):
                if sentence := self._broken(check, record):
                    found[number].append(Fault(sentence))
        for position, (fields, condition, _one) in enumerate(self.uniques):
            told = [
                (number, record, key)
                for number, record in rows
                if (key := _filled_key(record, fields)) and _applies(condition, record)
            ]
            if told:
                self._unique(position, fields, condition, told, found)
        return found

    def _broken(self, check: Any, record: Record) -> str:
        try:
            if (
                isinstance(check, models.CheckConstraint)
                and isinstance(check.condition, Q)
                and holds(check.condition, record) is not False
            ):
                return ""
            if isinstance(check, models.CheckConstraint) and isinstance(check.condition, Q):
                return str(check.get_violation_error_message())
        except NotKnown:
            pass
        try:
            check.validate(type(record), record)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    def _unique(
        self,
        position: int,
        fields: tuple[str, ...],
        condition: Q | None,
        told: list[tuple[int, Record, tuple[Any, ...]]],
        found: dict[int, list[Fault]],
    ) -> None:
        held = self._held(fields, condition, {key for _number, _record, key in told})
        for number, record, key in told:
            name = fields[0] if fields[0] in self.register.fields else ""
            owner = held.get(key)
            if owner is not None and owner.pk != record.pk:
                sentence = self._taken(fields, key, owner)
                found[number].append(Fault(sentence, name, _text(key)))
            first, pk = self._seen.setdefault((position, key), (number, record.pk))
            if first != number and (record.pk is None or pk != record.pk):
                sentence = _("%(labels)s “%(value)s” trùng với dòng %(first)s của tệp. Hãy giữ lại một dòng.")
                told_key = {"labels": self._labels(fields), "value": _text(key), "first": first}
                found[number].append(Fault(sentence % told_key, name, _text(key)))

    def _taken(self, fields: tuple[str, ...], key: tuple[Any, ...], owner: Record) -> str:
        """The sentence about a value that another record holds, which is named only to those who see it."""
        told = {"labels": self._labels(fields), "value": _text(key), "pk": owner.pk}
        if self.seen == EVERYTHING or type(owner)._base_manager.filter(self.seen, pk=owner.pk).exists():
            sentence = _(
                "%(labels)s “%(value)s” đã có ở bản ghi #%(pk)s %(record)s. Hãy sửa hoặc xoá dòng này."
            )
            return sentence % {**told, "record": choice_text(owner)}
        sentence = _(
            "%(labels)s “%(value)s” đã có ở một bản ghi không chia sẻ với bạn. Hãy xoá dòng này và báo Sở KH&CN."
        )
        return sentence % told

    def _held(
        self, fields: tuple[str, ...], condition: Q | None, keys: set[tuple[Any, ...]]
    ) -> dict[Any, Record]:
        rows = self.register.model._default_manager.all()
        for position, name in enumerate(fields):
            rows = rows.filter(**{f"{name}__in": {key[position] for key in keys}})
        if condition is not None:
            rows = rows.filter(condition)
        return {_filled_key(one, fields): one for one in rows}

    def _labels(self, fields: tuple[str, ...]) -> str:
        return ", ".join(self.register.label_of(name) for name in fields)


def _uniques(model: type[Record]) -> Iterable[tuple[tuple[str, ...], Q | None, Any]]:
    for one in model._meta.constraints:
        if isinstance(one, models.UniqueConstraint) and one.fields:
            yield tuple(one.fields), one.condition, one
    for column in model._meta.concrete_fields:
        if column.unique and not column.primary_key:
            yield (column.name,), None, None


def _filled_key(record: models.Model, fields: tuple[str, ...]) -> tuple[Any, ...]:
    """Values of the fields; empty when one is missing, for missing values are never equal."""
    values = tuple(_value(record, name) for name in fields)
    return () if None in values else values


def _applies(condition: Q | None, record: models.Model) -> bool:
    try:
        return condition is None or holds(condition, record) is True
    except NotKnown:
        return True


def _text(key: tuple[Any, ...]) -> str:
    return ", ".join(str(value) for value in key)[:200]
