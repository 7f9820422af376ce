"""`{% attachments record %}` and friends: what is attached to a record, with its links."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model

from khcn.kernel.access import NOBODY
from khcn.kernel.documents.kinds import MEDIA_TYPES, SHOWN_INSIDE
from khcn.kernel.documents.models import Attachment, Document, StoredFile
from khcn.kernel.documents.queries import attachments_of

register = template.Library()
_SHORT = {media_type: extension.upper() for extension, media_type in MEDIA_TYPES.items()}


@register.inclusion_tag("files/_attachments.html", takes_context=True)
def attachments(context: template.Context, record: Model) -> dict[str, Any]:
    """The attachments of a record that this page may show; one query."""
    return _shown(context, attachments_of(record, context.get("actor") or NOBODY))


@register.inclusion_tag("files/_attachments.html", takes_context=True)
def attachment_rows(
    context: template.Context, rows: Iterable[Attachment], document: Document | None = None
) -> dict[str, Any]:
    """The same for rows already read with `attachments_by_record`; no query.

    On the page of a document, that document is not named again beside each file.
    """
    return {**_shown(context, rows), "document": document}


@register.filter
def file_kind(file: StoredFile) -> str:
    """PDF, DOCX …"""
    return _SHORT.get(file.media_type, file.media_type)


@register.filter
def shown_inside(file: StoredFile | None) -> bool:
    """The browser can show it without saving it."""
    return file is not None and file.media_type in SHOWN_INSIDE


def _shown(context: template.Context, rows: Iterable[Attachment]) -> dict[str, Any]:
    return {"attachments": list(rows), "request": context.get("request")}
