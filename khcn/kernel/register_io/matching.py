"""Which known record a row means: by its number, else by the first natural key that the row fills."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.register_io.cleaning import Fault, Reading
from khcn.kernel.register_io.columns import RECORD
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.lookup import choice_text
from khcn.kernel.registers.records import Record, has_key
from khcn.lib.vn_text import fold

Key = tuple[str, ...]
EMPTY: tuple[Any, ...] = (None, "", [])


class Matcher:
    """Finds the records of many rows with one query for each key."""

    def __init__(self, register: Register, records: QuerySet[Any] | None = None) -> None:
        self.register = register
        self.records = register.model._default_manager.all() if records is None else records
        self.keys = [key for key in register.keys if not any("__" in part for part in key)]

    def match(self, readings: Sequence[Reading]) -> dict[int, Record]:
        """The record of each row by the row's number; rows that cannot be told get a fault."""
        found = self._by_number(readings)
        open_rows = [one for one in readings if one.record_id is None and not _names_badly(one)]
        for key in self.keys:
            rows = [one for one in open_rows if one.number not in found and key_value(one, key)]
            self._by_key(key, rows, found)
        keyless = [
            one for one in open_rows if one.number not in found and not self.any_key(one) and not one.faults
        ]
        self._by_content(keyless, found)
        return found

    def any_key(self, reading: Reading) -> tuple[Key, tuple[Any, ...]] | None:
        """The strongest key that the row fills, with its value."""
        for key in self.keys:
            if value := key_value(reading, key):
                return key, value
        return None

    def _by_number(self, readings: Sequence[Reading]) -> dict[int, Record]:
        numbers = {one.record_id for one in readings if one.record_id is not None}
        records = {one.pk: one for one in self.records.filter(pk__in=numbers)} if numbers else {}
        found: dict[int, Record] = {}
        for one in readings:
            if one.record_id is None:
                continue
            record = records.get(one.record_id)
            if record is None:
                sentence = _("Không có bản ghi #%s trong sổ. Hãy sửa mã, hoặc để trống nếu là bản ghi mới.")
                one.faults.append(Fault(sentence % one.record_id, RECORD, f"#{one.record_id}"))
            else:
                found[one.number] = record
        return found

    def _by_key(self, key: Key, rows: list[Reading], found: dict[int, Record]) -> None:
        if not rows:
            return
        records: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
        for record in self._candidates(key, rows):
            records[record_key(record, key)].append(record)
        for one in rows:
            value = key_value(one, key)
            assert value is not None
            fitting = [record for record in records.get(value, []) if not self._contradicts(one, record, key)]
            if len(fitting) > 1:
                one.faults.append(Fault(self._ambiguous(key, fitting), key[0], str(value[0])[:200]))
                found.pop(one.number, None)
            elif fitting:
                found[one.number] = fitting[0]

    def _candidates(self, key: Key, rows: Iterable[Reading]) -> QuerySet[Any]:
        records = self.records.exclude(standing=Standing.VOID)
        told = [value for one in rows if (value := key_value(one, key))]
        for position, name in enumerate(key):
            values = {value[position] for value in told}
            if name == self.register.model.title_field:
                records = records.filter(title_key__in={fold(str(value))[:200] for value in values})
            elif name in self.register.text_keys:
                records = records.filter(has_key(name, values))
            else:
                records = records.filter(**{f"{name}__in": values})
        return records

    def _contradicts(self, one: Reading, record: Record, key: Key) -> bool:
        """A record that shares a weaker key is another one when a stronger key says otherwise."""
        for stronger in self.keys[: self.keys.index(key)]:
            told, held = key_value(one, stronger), record_key(record, stronger)
            if told and all(value not in EMPTY for value in held) and told != held:
                return True
        return False

    def _ambiguous(self, key: Key, records: Sequence[Record]) -> str:
        labels = ", ".join(f"“{self.register.label_of(name)}”" for name in key)
        names = "; ".join(f"#{one.pk} {choice_text(one)}" for one in records[:4])
        return _(
            "Có nhiều bản ghi cùng %(labels)s: %(names)s. Hãy ghi mã bản ghi (như #%(pk)s) vào cột “Mã bản ghi”."
        ) % {"labels": labels, "names": names, "pk": records[0].pk}

    def _by_content(self, rows: list[Reading], found: dict[int, Record]) -> None:
        """A row without any key is known when a record holds already all that it says."""
        groups: dict[str, list[Reading]] = defaultdict(list)
        for one in rows:
            if anchor := self._anchor(one):
                groups[anchor].append(one)
        for anchor, group in groups.items():
            values = {plain(one.values[anchor]) for one in group}
            by_value: dict[Any, list[Record]] = defaultdict(list)
            records = self.records.exclude(standing=Standing.VOID).filter(**{f"{anchor}__in": values})
            for record in records:
                by_value[getattr(record, self.register.field(anchor).attname)].append(record)
            for one in group:
                for record in by_value.get(plain(one.values[anchor]), []):
                    if same_content(self.register, record, one):
                        found[one.number] = record
                        break

    def _anchor(self, one: Reading) -> str:
        """A field of the row that few records share: the title, else the first single record or text."""
        names = [name for name, value in one.values.items() if value not in EMPTY]
        names = [name for name in names if name not in self.register.many]
        title = self.register.model.title_field
        linked = [name for name in names if name in self.register.single]
        return title if title in names else next(iter((*linked, *names)), "")


def _names_badly(one: Reading) -> bool:
    return any(fault.name == RECORD for fault in one.faults)


def plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def key_value(reading: Reading, key: Key) -> tuple[Any, ...] | None:
    """The parts of a key as the row gives them; None unless all are filled and sound."""
    values = tuple(plain(reading.values.get(name)) for name in key)
    return None if any(value in EMPTY for value in values) else values


def record_key(record: Record, key: Key) -> tuple[Any, ...]:
    return tuple(getattr(record, record._meta.get_field(name).attname) for name in key)  # type: ignore[union-attr]


def same_content(register: Register, record: Record, reading: Reading) -> bool:
    from khcn.kernel.register_io.comparing import differing

    return not differing(register, record, reading.values)
