"""Keeping the ledger in step with the records that prove activities.

A proof is any record that is not withdrawn and tells the activity's date (or year) and its subject. Entries are
written in bulk with their history; an entry whose proof is gone is withdrawn, and comes back when the proof does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from khcn.kernel.audit.domain import record_event
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Activity, Register, registers
from khcn.kernel.registers.domain import first_change
from khcn.kernel.registers.life import WITHDRAWN, Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record, Source, Visibility, follow
from khcn.kernel.registers.stale import mark_model
from khcn.lib.chunks import in_chunks
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.registers.directory.models import Organisation, Person

CHUNK = 500
#: One entry of a proof: kind, year, key of the subject.
Key = tuple[str, int, str]
WRITTEN = (
    "organisation", "person", "evidence", "territory", "responsible", "visibility", "artificial", "valid_from",
    "subject_key", "state", "standing", "ended_on", "folded", "title_key", "order_key",
)  # fmt: skip


@dataclass
class Changes:
    """How many entries were written."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    def add(self, other: "Changes") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def rebuild_ledger(tell: Callable[[int, int], object] | None = None) -> Changes:
    """Go through all proofs of all registers; where the ledger is in step nothing is written."""
    told = Changes()
    proving = [register for register in registers if register.activities]
    for number, register in enumerate(proving, start=1):
        keys = register.model._default_manager.order_by("pk").values_list("pk", flat=True)
        for pks in in_chunks(list(keys), CHUNK):
            told.add(sync_proofs(register, pks))
        if tell:
            tell(number, len(proving))
    told.add(_withdraw_strays())
    if told:
        record_event("ledger.rebuild", label=_("Sổ cái hoạt động"), after=asdict(told))
    return told


def _withdraw_strays() -> Changes:
    """Entries of registers that no longer prove anything, or whose proof no longer exists."""
    told = Changes()
    automatic = ActivityEntry.objects.kept().exclude(proof_register="")
    for code in automatic.order_by().values_list("proof_register", flat=True).distinct():
        entries = automatic.filter(proof_register=code)
        register = registers.get(code)
        if register is not None and register.activities:
            entries = entries.exclude(proof_id__in=register.model._default_manager.values("pk"))
        for pks in in_chunks(list(entries.order_by("pk").values_list("pk", flat=True)), CHUNK):
            told.add(_write([], [], list(ActivityEntry.objects.filter(pk__in=pks))))
    return told


def sync_proofs(register: Register, pks: Iterable[int]) -> Changes:
    """Bring the entries of these records into step; running it again writes nothing."""
    told = Changes()
    for chunk in in_chunks(dict.fromkeys(pks), CHUNK):
        told.add(_sync_chunk(register, chunk))
    return told


@transaction.atomic
def _sync_chunk(register: Register, pks: list[int]) -> Changes:
    rows = register.model._default_manager.filter(pk__in=pks)
    list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    paths = [_subject_path(register, activity) for activity in register.activities]
    names = {path for path in paths if path != "pk"} | {
        one.date for one in register.activities if "__" in one.date
    }
    wanted: dict[int, dict[Key, ActivityEntry]] = {pk: {} for pk in pks}
    for proof in with_companions(register, rows.kept(), sorted(names)):
        for entry in _entries(register, proof):
            wanted[proof.pk].setdefault(_key(entry), entry)
    return _bring_into_step(register.code, wanted)


def _subject_path(register: Register, activity: Activity) -> str:
    return activity.subject or register.subject or "pk"


def _entries(register: Register, proof: Record) -> Iterator[ActivityEntry]:
    for activity in register.activities:
        day = follow(proof, activity.date)
        if day is None:
            continue
        for subject in _subjects(proof, _subject_path(register, activity)):
            entry = ActivityEntry(kind=activity.kind, year=day if isinstance(day, int) else day.year)
            entry.valid_from = day if isinstance(day, date) else None
            _name_subject(entry, subject)
            _describe(entry, register, proof)
            entry.settle()
            yield entry


def _subjects(proof: Record, path: str) -> Iterator[Organisation | Person]:
    found: Any = proof if path == "pk" else follow(proof, path)
    several: Any = found.all() if hasattr(found, "all") else [found]
    for one in several:
        heir: Any = one
        while heir is not None and heir.merged_into_id:
            heir = heir.merged_into
        if isinstance(heir, Organisation | Person) and heir.standing != Standing.VOID:
            yield heir


def _name_subject(entry: ActivityEntry, subject: Organisation | Person) -> None:
    if isinstance(subject, Organisation):
        entry.organisation = subject
    else:
        entry.person = subject
    entry.territory_id = subject.territory_id


def _describe(entry: ActivityEntry, register: Register, proof: Record) -> None:
    """What the entry says about its proof; of a restricted register it says no more than that."""
    entry.proof_register, entry.proof_id, entry.source = register.code, proof.pk, Source.REGISTER
    entry.responsible_id, entry.artificial = proof.responsible_id, proof.artificial
    entry.territory_id = proof.territory_id or entry.territory_id
    entry.visibility = Visibility.INTERNAL if register.restricted else proof.visibility
    name = _("bản ghi hạn chế") if register.restricted else f"{proof} (#{proof.pk})"
    entry.evidence = f"{register.name}: {name}"[:400]


def _key(entry: ActivityEntry) -> Key:
    return entry.kind, entry.year, entry.key_of_subject()


def _bring_into_step(code: str, wanted: dict[int, dict[Key, ActivityEntry]]) -> Changes:
    rows = ActivityEntry.objects.filter(proof_register=code, proof_id__in=list(wanted)).select_for_update()
    known = sorted(rows.order_by("pk"), key=_nearest_first)
    changed, gone = [], []
    for entry in known:
        target = wanted[entry.proof_id or 0].pop(_key(entry), None)
        if target is None:
            gone.append(entry)
        elif _take_over(entry, target):
            changed.append(entry)
    added = [entry for entries in wanted.values() for entry in entries.values()]
    return _write(added, changed, [entry for entry in gone if entry.standing != Standing.VOID])


def _nearest_first(entry: ActivityEntry) -> tuple[bool, bool]:
    """An entry that already has its right key is kept before one that would have to take it."""
    return entry.subject_key != entry.key_of_subject(), entry.standing == Standing.VOID


def _take_over(entry: ActivityEntry, target: ActivityEntry) -> bool:
    """Make a known entry say what it should; whether anything differed."""
    columns = [ActivityEntry._meta.get_field(name).attname for name in WRITTEN]  # type: ignore[union-attr]
    differing = [name for name in columns if getattr(entry, name) != getattr(target, name)]
    for name in differing:
        setattr(entry, name, getattr(target, name))
    return bool(differing)


@transaction.atomic
def _write(added: list[ActivityEntry], changed: list[ActivityEntry], gone: list[ActivityEntry]) -> Changes:
    """All of it in a few statements, each entry with its version and its place in the chain of states."""
    if added or changed or gone:
        mark_model(ActivityEntry)
    if added:
        bulk_create_with_history(added, ActivityEntry, batch_size=CHUNK)
        StateChange.objects.bulk_create(StateChange(**first_change(entry, None)) for entry in added)
    for entry in gone:
        entry.state = WITHDRAWN.code
        entry.settle()
    if both := [*changed, *gone]:
        for entry in both:
            entry.updated_at = timezone.now()
        bulk_update_with_history(both, ActivityEntry, [*WRITTEN, "updated_at"], batch_size=CHUNK)
        _turn_states(both)
    return Changes(len(added), len(changed), len(gone))


def _turn_states(entries: list[ActivityEntry]) -> None:
    """Close the open row of the chain where the state changed, and open the next."""
    today = timezone.localdate()
    kind = first_change(entries[0], None)["kind"]
    open_rows = StateChange.objects.filter(kind=kind, object_id__in=[one.pk for one in entries], until=None)
    latest = {row.object_id: row for row in open_rows}
    turned = [one for one in entries if one.pk in latest and latest[one.pk].state != one.state]
    days = {one.pk: max(today, latest[one.pk].on) for one in turned}
    for row in latest.values():
        row.until = days.get(row.object_id)
    StateChange.objects.bulk_update([latest[one.pk] for one in turned], ["until"], batch_size=CHUNK)
    StateChange.objects.bulk_create(
        StateChange(kind=kind, object_id=one.pk, state=one.state, standing=one.standing, on=days[one.pk])
        for one in turned
    )
