"""Which pairs wait for whom, and what stands behind a record."""

from collections import Counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from khcn.kernel.access import Actor, visible
from khcn.kernel.documents.models import Attachment
from khcn.kernel.duplicates.domain import relations_of
from khcn.kernel.duplicates.models import Suspect, Verdict
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.listing import counts_by_register
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import Level, edit_name, list_level

#: What is counted without being named: records of registers that the person may not read.
UNNAMED = ""


def open_pairs(register: Register, actor: Actor) -> QuerySet[Suspect]:
    """Pairs that nobody has decided on, of which the person may change both records."""
    rows: Any = register.model._default_manager
    own = visible(actor, edit_name(register), rows.kept()).values("pk")
    kind = ContentType.objects.get_for_model(register.model)
    return Suspect.objects.filter(kind=kind, verdict=Verdict.OPEN, first_id__in=own, second_id__in=own)


def pointing_at(record: Record, actor: Actor) -> dict[str, int]:
    """How many rows of each kind would follow this record into another, counted in one query."""
    kind = ContentType.objects.get_for_model(record)
    sources: list[tuple[str, QuerySet[Any]]] = [
        ("0", Attachment.objects.filter(kind=kind, object_id=record.pk))
    ]
    names = {"0": str(Attachment._meta.verbose_name)}
    for number, relation in enumerate(relations_of(record), start=1):
        model: Any = relation.related_model
        sources.append((str(number), model._base_manager.filter(**{relation.field.name: record.pk})))
        names[str(number)] = _told_name(model, actor)
    found: Counter[str] = Counter()
    for key, count in counts_by_register(sources).items():
        if count:
            found[names[key]] += count
    return dict(found)


def _told_name(model: Any, actor: Actor) -> str:
    register = registers.of(model)
    hidden = register is not None and list_level(actor, register) == Level.NOTHING
    return UNNAMED if hidden else str(model._meta.verbose_name)
