"""Acts on likely duplicates: say that they differ, or merge one record into the other."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Attachment
from khcn.kernel.duplicates.models import Suspect, Verdict
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.domain import edit_record, set_reason
from khcn.kernel.registers.life import WITHDRAWN, Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import edit_name
from khcn.kernel.registers.signals import records_saved
from khcn.kernel.registers.stale import mark_model

CHUNK = 500


@transaction.atomic
def tell_apart(register: Register, first: Record, second: Record, *, by: Actor) -> Suspect:
    """A person has looked: the two are different; the pair is not asked again."""
    for record in (first, second):
        require(by, edit_name(register), record)
    suspect = _decide(first, second, Verdict.DIFFERENT, by)
    record_event("record.tell_apart", first, by=by, after={"other": second.pk, "name": str(second)})
    return suspect


@transaction.atomic
def merge_records(
    register: Register, *, keep: Record, drop: Record, by: Actor, values: Mapping[str, Any] | None = None
) -> Record:
    """Make two records one: everything that pointed at `drop` points at `keep`, which takes over `values`.

    `drop` is withdrawn, keeps its history and leads to `keep` from now on. Refused when both have a record
    that may stand only once for each, such as figures of the same year.
    """
    if keep.pk == drop.pk:
        raise DomainError(_("Hãy chọn hai bản ghi khác nhau để gộp."), code="merge.same")
    rows = register.model._default_manager.select_for_update().filter(pk__in=sorted((keep.pk, drop.pk)))
    found = {one.pk: one for one in rows.order_by("pk")}
    keep, drop = found[keep.pk], found[drop.pk]
    for record in (keep, drop):
        require(by, edit_name(register), record)
        if record.standing == Standing.VOID:
            raise DomainError(
                _("“%(name)s” đã được gộp hoặc rút khỏi sổ từ trước.") % {"name": record}, code="merge.void"
            )
    _withdraw(drop, keep, by)
    moved = {str(model._meta.verbose_name): count for model, count in _repoint(drop, keep, by)}
    if values:
        _let_go(drop, values)
        keep = edit_record(
            register, keep, by=by, values=values, reason=_("Gộp với #%(pk)s") % {"pk": drop.pk}
        )
    _decide(keep, drop, Verdict.MERGED, by)
    record_event(
        "record.merge", keep, by=by, before={"merged": drop.pk, "name": str(drop)}, after={"moved": moved}
    )
    record_event("record.merged", drop, by=by, after={"into": keep.pk, "name": str(keep)})
    records_saved.send(sender=type(register), register=register, records=[keep, drop], by=by)
    return keep


def _withdraw(drop: Record, keep: Record, by: Actor) -> None:
    reason = _("Gộp vào #%(pk)s") % {"pk": keep.pk}
    drop.state, drop.merged_into = WITHDRAWN.code, keep
    set_reason(drop, reason)
    drop.save()
    kind = ContentType.objects.get_for_model(drop)
    chain = StateChange.objects.filter(kind=kind, object_id=drop.pk, until=None)
    latest = chain.first()
    on = max(by.on, latest.on) if latest else by.on
    chain.update(until=on)
    StateChange.objects.create(
        kind=kind,
        object_id=drop.pk,
        state=drop.state,
        standing=Standing.VOID,
        on=on,
        reason=reason,
        by_id=by.user_id,
    )
    rows: Any = type(drop)._default_manager
    rows.filter(merged_into=drop).update(merged_into=keep)


def _let_go(drop: Record, values: Mapping[str, Any]) -> None:
    """What only one record of the table may hold, the withdrawn one or not, is taken from it first."""
    fields = (drop._meta.get_field(name) for name in values)
    names = [one.name for one in fields if getattr(one, "unique", False) and one.null]
    for name in names:
        setattr(drop, name, None)
    if names:
        drop.save()


def _repoint(drop: Record, keep: Record, by: Actor) -> Iterator[tuple[type[Model], int]]:
    """Let every other record that points at `drop` point at `keep`; gives how many of each kind."""
    for relation in relations_of(drop):
        model: Any = relation.related_model
        count = _many(relation, drop, keep) if relation.many_to_many else _single(relation, drop, keep, by)
        if count:
            yield model, count
    for attachments in [
        Attachment.objects.filter(kind=ContentType.objects.get_for_model(drop), object_id=drop.pk)
    ]:
        if count := attachments.update(object_id=keep.pk):
            yield Attachment, count


def relations_of(record: Record) -> Iterator[Any]:
    """All that points at records of this kind, also relations without a name for the way back."""
    meta: Any = record._meta
    for relation in meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.name == "merged_from":
            continue
        model = relation.related_model
        if not model._meta.auto_created and not model.__name__.startswith("Historical"):
            yield relation


def _single(relation: Any, drop: Record, keep: Record, by: Actor) -> int:
    model, name = relation.related_model, relation.field.name
    records = list(model._base_manager.select_for_update().filter(**{name: drop}).order_by("pk"))
    for record in records:
        itself = type(record) is type(keep) and record.pk == keep.pk
        setattr(record, name, None if itself and relation.field.null else keep)
        if isinstance(record, Record):
            record.settle()
    try:
        with transaction.atomic():
            _write(model, records, name, by)
    except IntegrityError as error:
        raise DomainError(
            _(
                "Cả hai bản ghi đều có “%(kind)s” chỉ được ghi một lần (ví dụ cùng một năm). Hãy gộp hoặc rút bớt các dòng đó trước."
            )
            % {"kind": model._meta.verbose_name},
            code="merge.conflict",
        ) from error
    if (register := registers.of(model)) is not None and records:
        records_saved.send(sender=type(register), register=register, records=records, by=by)
    return len(records)


def _write(model: Any, records: list[Any], name: str, by: Actor) -> None:
    if not hasattr(model, "history"):
        for record in records:
            record.save(update_fields=[name])
        return
    fields = [name, "folded", "title_key", "order_key"] if issubclass(model, Record) else [name]
    for start in range(0, len(records), CHUNK):
        bulk_update_with_history(
            records[start : start + CHUNK], model, fields, manager=model._base_manager,
            default_change_reason=str(_("Gộp bản ghi trùng")),
        )  # fmt: skip


def _many(relation: Any, drop: Record, keep: Record) -> int:
    through, source = relation.through, relation.field.m2m_reverse_field_name()
    rows = through._base_manager.filter(**{source: drop.pk})
    owner = relation.field.m2m_field_name()
    already = through._base_manager.filter(**{source: keep.pk}).values(f"{owner}_id")
    gone, _kinds = rows.filter(
        **{f"{owner}_id__in": list(already.values_list(f"{owner}_id", flat=True))}
    ).delete()
    moved = rows.update(**{source: keep.pk})
    if gone or moved:
        mark_model(relation.related_model)
    return moved


def _decide(one: Record, other: Record, verdict: str, by: Actor) -> Suspect:
    first, second = sorted((one.pk, other.pk))
    kind = ContentType.objects.get_for_model(one)
    told = {"verdict": verdict, "decided_by_id": by.user_id, "decided_at": timezone.now()}
    suspect, _new = Suspect.objects.update_or_create(
        kind=kind, first_id=first, second_id=second, defaults=told, create_defaults={**told, "score": 100}
    )
    if verdict == Verdict.MERGED:
        gone = other.pk
        pairs = Suspect.objects.filter(Q(first_id=gone) | Q(second_id=gone), kind=kind, verdict=Verdict.OPEN)
        pairs.update(verdict=Verdict.GONE)
    return suspect
