"""What a file of figures would do, and what the person decides."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from khcn.indicators.importing.choices import FileState, Mode, Verdict
from khcn.indicators.importing.domain import apply_figures, discard_figures, may_confirm_all
from khcn.indicators.importing.models import FigureImport
from khcn.indicators.importing.refused import write_refused
from khcn.kernel.access import visible
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.jobs.models import JobState
from khcn.web.ui.lists import XLSX
from khcn.web.ui.previews import rows_by_verdict
from khcn.web.workspace.figure_imports.forms import DecideForm
from khcn.web.workspace.figure_imports.taking import BADGES, trail

#: What most needs a look: refused figures, else corrections, else what is new.
FIRST = (Verdict.REFUSED, Verdict.CHANGED, Verdict.NEW, Verdict.UNCHANGED)


@require_safe
def value_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for the life of a file: to be decided, being written, done."""
    batch = _batch_or_404(request, pk)
    batch.badge = BADGES[batch.state]
    broken = batch.job is not None and batch.job.state == JobState.FAILED
    working = batch.state == FileState.APPLYING and not broken
    if request.htmx and not working:
        return HttpResponseClientRedirect(reverse("value_import_detail", args=[pk]))
    context: dict[str, Any] = {
        "page_title": batch.file_name, "trail": trail((batch.file_name, "")), "batch": batch, "working": working,
        "broken": broken and batch.state == FileState.APPLYING, "modes": Mode.choices,
    }  # fmt: skip
    if not working and batch.state in (FileState.READY, FileState.DONE):
        context |= _rows(request, batch)
    if batch.state == FileState.READY:
        context["may_confirm"] = may_confirm_all(batch, request.actor)
    template = "figure_imports/_working.html" if request.htmx else "figure_imports/value_import_detail.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def value_import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_or_404(request, pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy chọn cách ghi: tất cả, hoặc chỉ các dòng đạt."))
        return redirect("value_import_detail", pk=pk)
    try:
        batch = apply_figures(
            batch, by=request.actor, page=lambda pk: reverse("value_import_detail", args=[pk]),
            **form.cleaned_data,
        )  # fmt: skip
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("value_import_detail", pk=pk)
    if batch.state == FileState.DONE:
        messages.success(request, _("Đã ghi: %(new)s số mới, %(changed)s đính chính.") % batch.counts)
    return redirect("value_import_detail", pk=pk)


@require_POST
def value_import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_or_404(request, pk)
    try:
        discard_figures(batch, by=request.actor)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("value_import_detail", pk=pk)
    messages.success(request, _("Đã bỏ lần nhập “%s”.") % batch.file_name)
    return redirect("value_import")


@require_safe
def value_import_refused(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_or_404(request, pk)
    if not batch.count(Verdict.REFUSED):
        messages.info(request, _("Lần nhập này không có số nào bị từ chối."))
        return redirect("value_import_detail", pk=pk)
    buffer = BytesIO()
    write_refused(batch, buffer)
    return HttpResponse(
        buffer.getvalue(), content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="dong-loi-{batch.pk}.xlsx"'},
    )  # fmt: skip


def _batch_or_404(request: HttpRequest, pk: int) -> FigureImport:
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem lần nhập này."), code="not_allowed:sign_in")
    rows = FigureImport.objects.select_related("by", "job", "file", "document")
    batch = visible(request.actor, "figure_imports.figureimport.view", rows).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def _rows(request: HttpRequest, batch: FigureImport) -> dict[str, Any]:
    rows = batch.rows.select_related("indicator", "observation__indicator")
    return rows_by_verdict(request, batch, rows, reverse("value_import_detail", args=[batch.pk]), FIRST)
