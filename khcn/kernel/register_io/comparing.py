"""What a row would change in a record."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models

from khcn.kernel.register_io.cleaning import shown
from khcn.kernel.register_io.packing import unpack
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.values import cell, plain_text, text_of
from khcn.lib.vn_text import nfc

CELL_LIMIT = 32_767


def differing(register: Register, record: Record, values: Mapping[str, Any]) -> list[str]:
    """The fields whose values differ from what the record holds."""
    return [name for name, value in values.items() if not _same(register, record, name, value)]


def changes_of(register: Register, record: Record, values: Mapping[str, Any]) -> list[list[str]]:
    """[field, before, after] as people read them."""
    return [
        [name, plain_text(record, name), told_text(register, name, values[name])]
        for name in differing(register, record, values)
    ]


def told_text(register: Register, name: str, value: Any) -> str:
    """A cleaned value as people read it."""
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    column = register.field(name)
    if column.choices and value not in (None, ""):
        return str(dict(column.flatchoices).get(value, value))
    return text_of(value)


def repeats(register: Register, record: Record, name: str, raw: Any) -> bool:
    """Whether a cell says in the words of an export what the record holds: then it cannot be wrong."""
    held = cell(register, record, name)
    return held not in (None, "") and " ".join(shown(held).split()) == " ".join(shown(raw).split())


def _same(register: Register, record: Record, name: str, value: Any) -> bool:
    if name in register.many:
        return {one.pk for one in getattr(record, name).all()} == {one.pk for one in value}
    column = register.field(name)
    held = getattr(record, column.attname)
    if isinstance(value, models.Model):
        return bool(held == value.pk)
    if isinstance(value, str) and isinstance(held, str):
        return value == held or _same_text(value, held)
    if isinstance(value, Decimal | int) and isinstance(held, Decimal | int) and not isinstance(value, bool):
        return value == held or f"{value:.15g}" == f"{Decimal(held):.15g}"
    return bool(held == value) or (held in (None, "") and value in (None, ""))


def _same_text(told: str, held: str) -> bool:
    plain = nfc(held.replace("\r\n", "\n").replace("\xa0", " ").replace("\r", "\n")).strip()
    cut = len(told) == CELL_LIMIT and plain.startswith(told)
    return told.replace("\r", "\n") == plain or cut


def told_packed(register: Register, name: str, value: Any) -> str:
    """A value kept as JSON as people read it; records by their number, for their names were shown when typed."""
    column = register.field(name)
    if column.is_relation:
        numbers = value if isinstance(value, list) else [value]
        return ", ".join(f"#{number}" for number in numbers if number is not None)
    [unpacked] = unpack(register, {name: value}).values()
    return told_text(register, name, unpacked)
