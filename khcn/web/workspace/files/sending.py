"""Sending a stored file to a browser so that it can do no harm there."""

import logging

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from khcn.kernel.access import NOBODY, visible
from khcn.kernel.documents.kinds import SHOWN_INSIDE
from khcn.kernel.documents.models import Attachment, StoredFile
from khcn.kernel.documents.storage import open_stored
from khcn.kernel.errors import DomainError

logger = logging.getLogger(__name__)
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
FOR_ALL = "public, max-age=300"
FOR_ONE = "private, no-store"


def send(request: HttpRequest, attachment: Attachment, file: StoredFile) -> HttpResponseBase:
    """The content under its own name; saved by the browser unless `?xem=1` and harmless to show."""
    etag = quote_etag(file.sha256)
    response = get_conditional_response(request, etag=etag) or _whole(request, attachment, file)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOR_ALL if _public(attachment) else FOR_ONE
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _whole(request: HttpRequest, attachment: Attachment, file: StoredFile) -> FileResponse:
    inside = request.GET.get("xem") == "1" and file.media_type in SHOWN_INSIDE
    try:
        content = open_stored(file)
    except FileNotFoundError:
        logger.error("Stored file %s of attachment %s is not on disk", file.pk, attachment.pk)
        raise DomainError(
            _("Tệp này không còn trên máy chủ. Hãy báo quản trị để khôi phục từ bản sao lưu."),
            code="file.missing",
        ) from None
    return FileResponse(
        content, as_attachment=not inside, filename=attachment.file_name, content_type=file.media_type
    )


def _public(attachment: Attachment) -> bool:
    public = visible(NOBODY, "documents.attachment.view", Attachment.objects.all())
    return public.filter(pk=attachment.pk).exists()
