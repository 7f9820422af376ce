"""Acts on files, official documents and what they are attached to. Views ask for the right first."""

from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.checks import check_content
from khcn.kernel.documents.keeping import refuse_if_kept
from khcn.kernel.documents.models import Attachment, Document, Purpose, StoredFile
from khcn.kernel.documents.names import clean_name
from khcn.kernel.documents.storage import put_in_place, spooled
from khcn.kernel.errors import DomainError


def store_file(*, content: BinaryIO, name: str, by: Actor) -> StoredFile:
    """Check the content and keep it once; the same content gives back the same row.

    The disk is written before the row, so a row never names a half-written file.
    """
    name = clean_name(name)
    with spooled(content, name) as upload:
        with upload.path.open("rb") as written:
            media_type = check_content(written, name)
        put_in_place(upload)
    with transaction.atomic():
        file, new = StoredFile.objects.get_or_create(
            sha256=upload.sha256, defaults={"size": upload.size, "media_type": media_type}
        )
        if new:
            record_event("file.store", file, by=by, after={"name": name, "size": upload.size})
    return file


@transaction.atomic
def register_document(
    *,
    kind: str,
    symbol: str = "",
    issued_on: date | None = None,
    issuer: str = "",
    signer: str = "",
    summary: str = "",
    by: Actor,
) -> Document:
    """Enter an official document; it needs at least a symbol or a summary."""
    told = {
        "kind": kind,
        "symbol": symbol.strip(),
        "issued_on": issued_on,
        "issuer": issuer.strip(),
        "signer": signer.strip(),
        "summary": summary.strip(),
    }
    if not told["symbol"] and not told["summary"]:
        sentence = _("Văn bản chưa có số, ký hiệu và trích yếu. Hãy ghi ít nhất một trong hai.")
        raise DomainError(sentence, code="document.untold", fields={"symbol": sentence})
    document = Document.objects.create(created_by_id=by.user_id, **told)
    record_event("document.register", document, by=by, after=told)
    return document


@transaction.atomic
def attach(
    *,
    record: Model,
    by: Actor,
    file: StoredFile | None = None,
    document: Document | None = None,
    name: str = "",
    purpose: str = Purpose.EVIDENCE,
    note: str = "",
) -> Attachment:
    """Tie a file, a document or both to a record; who sees the record sees them."""
    if file is None and document is None:
        raise DomainError(_("Chưa chọn tệp hoặc văn bản để đính kèm."), code="attachment.empty")
    attachment = Attachment.objects.create(
        record=record,
        file=file,
        document=document,
        file_name=clean_name(name) if file else "",
        purpose=purpose,
        note=note.strip(),
        added_by_id=by.user_id,
    )
    record_event("document.attach", record, by=by, after=_told(attachment))
    return attachment


def attach_upload(
    *,
    record: Model,
    content: BinaryIO,
    name: str,
    by: Actor,
    purpose: str = Purpose.EVIDENCE,
    note: str = "",
) -> Attachment:
    """Store an upload and attach it in one go."""
    file = store_file(content=content, name=name, by=by)
    return attach(record=record, by=by, file=file, name=name, purpose=purpose, note=note)


@transaction.atomic
def detach(*, attachment: Attachment, by: Actor, reason: str) -> Attachment:
    """Take an attachment away with a reason; the row and the content stay for the record."""
    if attachment.removed_at is not None:
        raise DomainError(_("Tài liệu này đã được gỡ từ trước."), code="attachment.removed")
    if not reason.strip():
        sentence = _("Hãy ghi lý do gỡ tài liệu.")
        raise DomainError(sentence, code="attachment.reason", fields={"reason": sentence})
    refuse_if_kept(attachment.record)
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])
    record_event(
        "document.detach",
        attachment.record or attachment,
        by=by,
        before=_told(attachment),
        after={"reason": reason.strip()},
    )
    return attachment


def _told(attachment: Attachment) -> dict[str, Any]:
    return {
        "attachment": attachment.pk,
        "name": str(attachment),
        "purpose": attachment.purpose,
        "document": attachment.document_id,
        "sha256": attachment.file.sha256 if attachment.file else "",
    }
