"""Pages that change rule sets: numbers by hand, a whole file, into force, out of force."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.source import read_yaml
from khcn.operations.st_tasks.procedures.definition import plain, whole
from khcn.operations.st_tasks.procedures.domain import new_version, put_in_force, retire
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.lint import faults
from khcn.web.ui.forms import form_page
from khcn.web.workspace.procedures.common import page_address, procedure_or_404, trail_of
from khcn.web.workspace.procedures.forms import FiguresForm, InForceForm, RetireForm, UploadForm
from khcn.web.workspace.procedures.showing import unconfirmed
from khcn.web.workspace.procedures.views import changes_of


def procedure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    procedure = procedure_or_404(request, pk, edit=True)
    form = FiguresForm(request.POST or None, told=whole(procedure), outline=outline_of(procedure))

    def save() -> HttpResponse:
        made = new_version(
            procedure=procedure, told=form.result(), note=form.cleaned_data["note"], by=request.actor
        )
        messages.success(request, _("Đã lập phiên bản %d, còn là bản thảo.") % made.version)
        return redirect(page_address(made))

    title = _("Sửa con số, thời hạn")
    return form_page(
        request, form, title=title, save=save, keep=f"bo-quy-tac-{procedure.pk}", submit=_("Lập phiên bản mới"),
        back=page_address(procedure), trail=trail_of(procedure, title), template="procedures/edit.html",
        parts=[(_("Con số"), form.fields_of("so-")), (_("Thời hạn của các bước"), form.fields_of("han-"))],
        lead=_("Bản đang xem không thay đổi: mọi sửa đổi thành một phiên bản mới, bản thảo."),
    )  # fmt: skip


def procedure_upload(request: HttpRequest, pk: int) -> HttpResponse:
    procedure = procedure_or_404(request, pk, edit=True)
    form = UploadForm(request.POST or None, request.FILES or None)

    def save() -> HttpResponse:
        told = _read(form.cleaned_data["file"])
        made = new_version(procedure=procedure, told=told, note=form.cleaned_data["note"], by=request.actor)
        messages.success(request, _("Đã lập phiên bản %d, còn là bản thảo.") % made.version)
        return redirect(page_address(made))

    title = _("Tải tệp lên")
    return form_page(
        request, form, title=title, save=save, submit=_("Lập phiên bản mới"), back=page_address(procedure),
        trail=trail_of(procedure, title),
    )  # fmt: skip


def _read(upload: Any) -> dict[str, Any]:
    """The file as the pack reader reads it; refused with its faults."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bo-quy-tac.yaml"
        path.write_bytes(upload.read())
        try:
            told = plain(read_yaml(path, name=upload.name))
        except PackError as error:
            raise DomainError(str(error), code="procedure.unreadable", fields={"file": str(error)}) from error
    if not isinstance(told, dict):
        sentence = _("Tệp không phải một bộ quy tắc.")
        raise DomainError(sentence, code="procedure.unreadable", fields={"file": sentence})
    return told


def procedure_put_in_force(request: HttpRequest, pk: int) -> HttpResponse:
    procedure = procedure_or_404(request, pk, edit=True)
    form = InForceForm(request.POST if request.method == "POST" else None)
    outline = outline_of(procedure)

    def save() -> HttpResponse:
        put_in_force(procedure=procedure, by=request.actor, aware=form.cleaned_data["aware"])
        messages.success(request, _("Bộ quy tắc đã được đưa vào áp dụng."))
        return redirect(page_address(procedure))

    title = _("Đưa vào áp dụng")
    return form_page(
        request, form, title=title, save=save, template="procedures/put_in_force.html", back=page_address(procedure),
        procedure=procedure, open=unconfirmed(outline), faults=faults(outline), changes=changes_of(procedure),
        trail=trail_of(procedure, title),
    )  # fmt: skip


def procedure_retire(request: HttpRequest, pk: int) -> HttpResponse:
    procedure = procedure_or_404(request, pk, edit=True)
    form = RetireForm(request.POST or None)

    def save() -> HttpResponse:
        retire(procedure=procedure, note=form.cleaned_data["note"], by=request.actor)
        messages.success(request, _("Bộ quy tắc đã thôi áp dụng; nhiệm vụ đang theo bộ này vẫn tiếp tục."))
        return redirect(page_address(procedure))

    title = _("Thôi áp dụng")
    return form_page(
        request, form, title=title, save=save, submit=title, back=page_address(procedure), trail=trail_of(procedure, title),
        lead=_("Nhiệm vụ mới sẽ không theo bộ này nữa; nhiệm vụ đang theo bộ này vẫn tiếp tục."),
    )  # fmt: skip
