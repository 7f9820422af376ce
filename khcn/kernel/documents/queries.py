"""Reading attachments: of one record, of many at once, of one document."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Case, Model, Q, QuerySet, Value, When

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, condition, visible
from khcn.kernel.documents.models import Attachment, Document
from khcn.kernel.documents.rules import viewable_models

#: What the name and address of a record need besides its own row.
_COMPANIONS = ("plan", "task__plan", "agency")


def attachments_of(record: Model, actor: Actor) -> QuerySet[Attachment]:
    """What is attached to the record now, for someone who may see the record; one query."""
    kind = ContentType.objects.get_for_model(record)
    return _with_removable(Attachment.objects.filter(kind=kind, object_id=record.pk), actor)


def attachments_by_record(records: Iterable[Model], actor: Actor) -> dict[int, list[Attachment]]:
    """The same for many records of one kind, by their key; one query."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    rows = list(records)
    if rows:
        kind = ContentType.objects.get_for_model(rows[0])
        ids = [row.pk for row in rows]
        for attachment in _with_removable(Attachment.objects.filter(kind=kind, object_id__in=ids), actor):
            found[attachment.object_id].append(attachment)
    return found


def uses_of(document: Document, actor: Actor) -> QuerySet[Attachment]:
    """Where the document is attached, as far as the person may see it, with the records."""
    rows = visible(actor, "documents.attachment.view", document.attachments.filter(removed_at=None))
    return rows.select_related("file", "kind", "document", "added_by").prefetch_related(
        GenericPrefetch("record", [_with_companions(model) for _name, model in viewable_models()])
    )


def _with_removable(rows: QuerySet[Attachment], actor: Actor) -> QuerySet[Attachment]:
    q = condition("documents.attachment.remove", actor)
    removable = Value(q == EVERYTHING) if q in (EVERYTHING, NOTHING) else Case(
        When(q, then=Value(True)), default=Value(False), output_field=BooleanField()
    )  # fmt: skip
    rows = rows.filter(Q(removed_at=None)).select_related("file", "document", "added_by")
    return rows.annotate(removable=removable)


def _with_companions(model: type[Model]) -> QuerySet[Model]:
    return model._base_manager.select_related(
        *(path for path in _COMPANIONS if _leads_somewhere(model, path))
    )


def _leads_somewhere(model: type[Model], path: str) -> bool:
    try:
        model._meta.get_field(path.partition("__")[0])
    except FieldDoesNotExist:
        return False
    return True
