"""What a published number stood on: the records and a mark of what each of them said, to be kept with the number."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.values import data_of

#: What is not filled in by people but changes what a record says.
KEPT_BY_THE_HOUSE = ("state", "valid_from", "valid_to", "ended_on")
CHUNK = 500


@dataclass(frozen=True)
class Fingerprint:
    """`hashes[id]` is a SHA-256 over the values of a record; `whole` is one over all of them."""

    register: str
    hashes: dict[int, str]
    whole: str

    def changed_since(self, earlier: "Fingerprint") -> dict[str, list[int]]:
        """What happened to the records behind a number: new ones, ones gone, ones that say something else."""
        both = self.hashes.keys() & earlier.hashes.keys()
        return {
            "added": sorted(self.hashes.keys() - earlier.hashes.keys()),
            "removed": sorted(earlier.hashes.keys() - self.hashes.keys()),
            "changed": sorted(pk for pk in both if self.hashes[pk] != earlier.hashes[pk]),
        }


def fingerprint(records: QuerySet[Any]) -> Fingerprint:
    """Read the records once, in chunks. Related records count by who they are, not by what they are called."""
    register = registers.of(records.model)
    if register is None:
        raise ValueError(f"{records.model.__name__} belongs to no register")
    rows = with_companions(register, records.order_by("pk"), register.fields)
    hashes = {record.pk: _hash(_told(register, record)) for record in rows.iterator(chunk_size=CHUNK)}
    return Fingerprint(register.code, hashes, _hash(sorted(hashes.items())))


def _told(register: Register, record: Record) -> dict[str, Any]:
    values = data_of(register, record, register.fields)
    told = {name: _bare(value) for name, value in values.items()}
    return told | {name: getattr(record, name) for name in KEPT_BY_THE_HOUSE}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return value["id"]
    return sorted(one["id"] for one in value) if isinstance(value, list) else value


def _hash(told: Any) -> str:
    text = json.dumps(told, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
