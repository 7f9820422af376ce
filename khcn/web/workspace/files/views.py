"""Downloading, removing and describing documents; who may not see gets the same answer as for nothing."""

from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import require, visible
from khcn.kernel.documents.domain import detach
from khcn.kernel.documents.models import Attachment, Document
from khcn.kernel.documents.queries import attachments_of, uses_of
from khcn.kernel.errors import NotAllowed
from khcn.web.links import url_of
from khcn.web.ui.forms import form_page
from khcn.web.workspace.files.forms import RemovalForm
from khcn.web.workspace.files.sending import send

Record = TypeVar("Record", bound=Model)


@require_safe
def attachment_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    attachment = _seen(request, Attachment, pk, "file")
    if attachment.file is None:
        raise Http404
    return send(request, attachment, attachment.file)


def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then take the attachment away."""
    attachment = _seen(request, Attachment, pk, "file", "document")
    require(request.actor, "documents.attachment.remove", attachment)
    back = url_of(attachment.record) or reverse("my_work")
    form = RemovalForm(request.POST or None)

    def save() -> HttpResponse:
        detach(attachment=attachment, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã gỡ “%s”.") % attachment)
        return redirect(back)

    return form_page(
        request,
        form,
        title=_("Gỡ tài liệu"),
        save=save,
        trail=[(str(attachment.record or ""), back), (_("Gỡ tài liệu"), "")],
        lead=_("Gỡ “%s”. Tệp vẫn được giữ trong kho và lý do được ghi vào nhật ký.") % attachment,
        submit=_("Gỡ tài liệu"),
        back=back,
    )


@require_safe
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    document = _seen(request, Document, pk, "created_by")
    uses = list(uses_of(document, request.actor))
    context: dict[str, Any] = {
        "page_title": str(document),
        "document": document,
        "facts": _facts(document),
        "uses": [use for use in uses if use.record is not None],
        "files": [use for use in uses if use.file] + list(attachments_of(document, request.actor)),
    }
    return render(request, "files/document_detail.html", context)


def _seen(request: HttpRequest, model: type[Record], pk: int, *companions: str) -> Record:
    """The record if the person may see it; someone not signed in is always asked to sign in."""
    right = f"{model._meta.label_lower}.view"
    record = (
        visible(request.actor, right, model._base_manager.select_related(*companions)).filter(pk=pk).first()
    )
    if record is not None:
        return record
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem tài liệu này."), code="not_allowed:sign_in")
    raise Http404


def _facts(document: Document) -> list[tuple[str, Any]]:
    day = document.issued_on
    return [
        (_("Loại văn bản"), document.get_kind_display()),
        (_("Số, ký hiệu"), document.symbol or None),
        (_("Ngày ban hành"), f"{day:%d/%m/%Y}" if day else None),
        (_("Cơ quan ban hành"), document.issuer or None),
        (_("Người ký"), document.signer or None),
        (_("Trích yếu"), document.summary or None),
        (_("Người nhập"), document.created_by),
    ]
