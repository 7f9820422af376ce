"""Who may see documents and attachments: whoever sees a record they belong to."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Model, Q

from khcn.kernel.access import (
    EVERYTHING,
    NOTHING,
    Actor,
    condition,
    declare,
    model_of,
    rights,
)
from khcn.kernel.accounts.choices import Role
from khcn.kernel.documents.keeping import is_sealed
from khcn.kernel.documents.models import Attachment, Document


@declare("documents.attachment.view", model="documents.Attachment")
def may_view_attachment(actor: Actor) -> Q:
    """Ai xem được bản ghi thì xem được tài liệu đính kèm; tài liệu đã gỡ chỉ quản trị xem.

    Tài liệu của bản ghi niêm phong (hồ sơ dự tuyển chưa mở) thì quản trị cũng không xem.
    """
    if actor.has(Role.ADMIN):
        return _not_sealed(actor)
    return Q(removed_at=None) & (_of_visible_records(actor) | _of_kind(Document, may_view_document(actor)))


@declare("documents.document.view", model="documents.Document")
def may_view_document(actor: Actor) -> Q:
    """Ai xem được bản ghi có gắn văn bản thì xem được văn bản; người nhập văn bản cũng xem được."""
    if actor.has(Role.ADMIN):
        return EVERYTHING
    attached = Attachment.objects.filter(_of_visible_records(actor), removed_at=None)
    own = Q(created_by=actor.user_id) if actor.user_id else NOTHING
    return own | Q(pk__in=attached.filter(document__isnull=False).values("document"))


@declare("documents.attachment.remove", model="documents.Attachment")
def may_remove(actor: Actor) -> Q:
    """Người đính kèm gỡ được đến hết ngày hôm sau; điều phối và quản trị gỡ được bất kỳ lúc nào."""
    if actor.has(Role.ADMIN, Role.COORDINATOR):
        return EVERYTHING
    if not actor.user_id:
        return NOTHING
    return Q(added_by=actor.user_id, added_at__date__gte=actor.on - timedelta(days=1))


def _of_visible_records(actor: Actor) -> Q:
    """Attachments of all records that the person sees, whatever their kind.

    A kind with a right `app.model.files` shows its files to those alone: who reads some fields need not read scans.
    """
    found = NOTHING
    named = {right.name for right in rights()}
    for name, model in viewable_models():
        narrower = f"{model._meta.label_lower}.files"
        found |= _of_kind(model, condition(narrower if narrower in named else name, actor))
    return found


def _not_sealed(actor: Actor) -> Q:
    """All but the attachments of sealed kinds that the person may not see like anybody else."""
    found = EVERYTHING
    for name, model in viewable_models():
        if is_sealed(model):
            found &= ~Q(kind=ContentType.objects.get_for_model(model)) | _of_kind(
                model, condition(name, actor)
            )
    return found


def _of_kind(model: type[Model], seen: Q) -> Q:
    if seen == NOTHING:
        return NOTHING
    of_kind = Q(kind=ContentType.objects.get_for_model(model))
    if seen == EVERYTHING:
        return of_kind
    return of_kind & Q(object_id__in=model._base_manager.filter(seen).values("pk"))


def viewable_models() -> Iterator[tuple[str, type[Model]]]:
    """Models outside of this app with a `.view` right and whole-number keys."""
    for right in rights():
        model = model_of(right)
        if model is None or model._meta.app_label == Document._meta.app_label:
            continue
        if right.name == f"{model._meta.label_lower}.view" and isinstance(model._meta.pk, IntegerField):
            yield right.name, model
