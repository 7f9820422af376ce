"""Taking the demonstration data out again; real records stay as they are."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.config.demo.st_tasks.removing import remove_accounts, remove_st_tasks
from khcn.config.demo.unreporting import remove_reporting, updates_pointing
from khcn.indicators.counting import recount
from khcn.indicators.models import Observation, StoredForecast
from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Attachment, Document
from khcn.kernel.duplicates.models import Suspect
from khcn.kernel.duties.models import Duty
from khcn.kernel.errors import DomainError
from khcn.kernel.packs.models import DemoData
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.stale import mark
from khcn.plan.models import TargetMeasure
from khcn.registers.labs.models import Booking, Outage, Qualification

#: What belongs to a record and goes with it.
COMPANIONS: tuple[type[Model], ...] = (Booking, Outage, Qualification)


@transaction.atomic
def remove_demo() -> dict[str, Any]:
    """Delete all artificial records with what belongs to them; refused when a real record points at one."""
    st_tasks = remove_st_tasks()  # taken back with the transaction when the rest is refused
    if pointing := [*_pointing(), *updates_pointing()]:
        raise DomainError(
            _(
                "Chưa gỡ được dữ liệu mẫu vì có bản ghi thật đang dẫn tới bản ghi mẫu: %(names)s. "
                "Hãy sửa để các bản ghi này dẫn tới bản ghi thật, rồi chạy lại."
            )
            % {"names": "; ".join(pointing[:10])},
            code="demo.pointed_at",
        )
    removed: dict[str, int] = {}
    _remove_companions()
    for register in registers:
        _remove_around(register)
    for register in registers:
        if count := _remove_records(register):
            removed[register.code] = count
    cycles = remove_reporting()
    _remove_figures()
    mark(*removed)
    DemoData.objects.all().delete()
    remove_accounts()
    told = {"removed": sum(removed.values()), "records": removed, "cycles": cycles, "st_tasks": st_tasks}
    if removed or cycles or st_tasks:
        by = Actor(None, "khcn demo", timezone.localdate())
        record_event("demo.remove", by=by, label=_("Dữ liệu mẫu"), after=told)
    return told


def _remove_figures() -> None:
    """Artificial figures, what was published or forecast from artificial records, and counts, which are made anew."""
    artificial = Observation.objects.filter(artificial=True)
    indicators = list(artificial.values_list("indicator", flat=True).distinct())
    TargetMeasure.objects.filter(baseline__in=artificial).update(baseline=None)
    StoredForecast.objects.filter(indicator__in=indicators).delete()
    covered = [real for row in artificial.filter(current=True) if (real := _real_before(row)) is not None]
    Observation.objects.filter(replaces__in=artificial).update(replaces=None)
    artificial.delete()
    Observation.objects.filter(pk__in=covered).update(current=True)
    recount()


def _real_before(row: Observation) -> int | None:
    """The real figure that artificial revisions took the place of."""
    before = row.replaces
    while before is not None and (before.artificial or before.withdrawn):
        before = before.replaces
    return before.pk if before else None


def _artificial(register: Register) -> QuerySet[Any]:
    rows: Any = register.model._base_manager
    return rows.filter(artificial=True).order_by()


def _pointing() -> Iterator[str]:
    """Real rows of any table that name an artificial record."""
    for register in registers:
        for relation in register.model._meta.get_fields(include_hidden=True):
            model: Any = relation.related_model
            if not relation.auto_created or relation.concrete or model._meta.auto_created:
                continue
            if model in COMPANIONS or model.__name__.startswith("Historical"):
                continue
            rows = model._base_manager.filter(**{f"{relation.field.name}__artificial": True})
            if issubclass(model, Record):
                rows = rows.exclude(artificial=True)
            for row in rows.order_by("pk").distinct()[:5]:
                yield f"{_kind(model)} “{row}” (#{row.pk})"


def _kind(model: Any) -> str:
    register = registers.of(model)
    return str(register.name if register else model._meta.verbose_name)


def _remove_companions() -> None:
    for model in COMPANIONS:
        rows: Any = model._base_manager  # type: ignore[attr-defined]
        _erase(rows.filter(equipment__artificial=True))


def _remove_around(register: Register) -> None:
    kind = ContentType.objects.get_for_model(register.model)
    numbers = _artificial(register).values("pk")
    held = Attachment.objects.filter(kind=kind, object_id__in=numbers)
    documents = list(held.exclude(document=None).values_list("document_id", flat=True))
    for rows in (
        held,
        Duty.objects.filter(kind=kind, object_id__in=numbers),
        StateChange.objects.filter(kind=kind, object_id__in=numbers),
        Suspect.objects.filter(Q(first_id__in=numbers) | Q(second_id__in=numbers), kind=kind),
    ):
        _erase(rows)
    alone = Document.objects.filter(pk__in=documents, attachments=None)
    for document in alone:
        document.history.all().delete()
        _erase(Document.objects.filter(pk=document.pk))


def _remove_records(register: Register) -> int:
    numbers = _artificial(register).values("pk")
    for name in register.many:
        through: Any = getattr(register.model, name).through
        column: Any = register.field(name)
        _erase(through.objects.filter(**{f"{column.m2m_field_name()}_id__in": numbers}))
    history: Any = register.model.history.model
    _erase(history.objects.filter(artificial=True))
    return _erase(_artificial(register))


def _erase(rows: QuerySet[Any]) -> int:
    """Delete without going through each row: the order is ours, and no version of history is left behind.

    Foreign keys are checked at the end of the transaction, when everything that pointed here is gone.
    """
    return int(rows.order_by()._raw_delete(rows.db))  # type: ignore[attr-defined]
