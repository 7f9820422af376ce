"""When records are saved, the ledger follows in the same transaction."""

from typing import Any

from django.dispatch import receiver

from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.signals import records_saved
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.registers.activity_ledger.sync import sync_proofs
from khcn.registers.directory.models import Organisation, Person

SUBJECTS = {Organisation: "organisation", Person: "person"}


@receiver(records_saved, dispatch_uid="activity_ledger.follow")
def follow_records(register: Register, records: list[Record], **_more: Any) -> None:
    pks = [record.pk for record in records]
    if register.activities:
        sync_proofs(register, pks)
    if register.model is ActivityEntry:
        _after_entries_changed(pks)
    elif register.model in SUBJECTS:
        _after_subjects_changed(SUBJECTS[register.model], pks)


def _after_entries_changed(pks: list[int]) -> None:
    """A merge points entries at another subject: the key by which they are counted goes with it."""
    entries = ActivityEntry.objects.filter(pk__in=pks)
    _sync_proofs_of(entries)
    for entry in entries.filter(proof_register=""):
        if entry.subject_key != entry.key_of_subject():
            ActivityEntry.objects.filter(pk=entry.pk).update(subject_key=entry.key_of_subject())


def _after_subjects_changed(name: str, pks: list[int]) -> None:
    _sync_proofs_of(ActivityEntry.objects.filter(**{f"{name}__in": pks}))


def _sync_proofs_of(entries: Any) -> None:
    proofs: dict[str, set[int]] = {}
    told = entries.exclude(proof_register="").order_by().values_list("proof_register", "proof_id").distinct()
    for code, pk in told:
        proofs.setdefault(code, set()).add(pk)
    for code, found in proofs.items():
        if (register := registers.get(code)) is not None:
            sync_proofs(register, sorted(found))
