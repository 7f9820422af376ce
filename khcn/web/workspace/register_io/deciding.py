"""The preview of an import, and what the person decides."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from khcn.kernel.errors import DomainError
from khcn.kernel.jobs.models import JobState
from khcn.kernel.register_io.choices import BatchState, Mode, Verdict
from khcn.kernel.register_io.comparing import told_packed
from khcn.kernel.register_io.domain import apply_batch, discard_batch
from khcn.kernel.register_io.models import ImportBatch, ImportRow
from khcn.kernel.register_io.refused import write_refused
from khcn.kernel.registers.declaration import Register
from khcn.web.ui.previews import rows_by_verdict
from khcn.web.workspace.register_io.common import BADGES, batch_or_404, trail
from khcn.web.workspace.register_io.taking import workbook

#: What most needs a look: refused rows, else what would be written.
FIRST = (Verdict.REFUSED, Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)

WORKING = (BatchState.CHECKING, BatchState.APPLYING)


@require_safe
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for the life of an import: being checked, to be decided, being written, done."""
    register, batch = batch_or_404(request, pk)
    batch.badge = BADGES[batch.state]
    working = batch.state in WORKING and not _broken(batch)
    if request.htmx and not working:
        return HttpResponseClientRedirect(reverse("batch_detail", args=[pk]))
    here = (_("Nhập từ Excel"), reverse("register_import", args=[register.code]))
    context = {
        "page_title": batch.file_name,
        "trail": trail(register, here, (batch.file_name, "")),
        "register": register,
        "batch": batch,
        "working": working,
        "broken": batch.state in WORKING and _broken(batch),
        "modes": Mode.choices,
    }
    if not working and batch.state in (BatchState.READY, BatchState.DONE):
        context |= _rows(request, register, batch)
    template = "register_io/_working.html" if request.htmx else "register_io/batch_detail.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def batch_apply(request: HttpRequest, pk: int) -> HttpResponse:
    _register, batch = batch_or_404(request, pk)
    mode = request.POST.get("mode", "")
    if mode not in Mode.values:
        messages.error(request, _("Hãy chọn cách ghi: tất cả, hoặc chỉ các dòng đạt."))
        return redirect("batch_detail", pk=pk)
    try:
        batch = apply_batch(
            batch, mode=mode, by=request.actor, page=lambda pk: reverse("batch_detail", args=[pk])
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("batch_detail", pk=pk)
    if batch.state == BatchState.DONE:
        messages.success(request, _("Đã ghi vào sổ: %(new)s mới, %(changed)s sửa.") % batch.counts)
    return redirect("batch_detail", pk=pk)


@require_POST
def batch_discard(request: HttpRequest, pk: int) -> HttpResponse:
    register, batch = batch_or_404(request, pk)
    try:
        discard_batch(batch, by=request.actor)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("batch_detail", pk=pk)
    messages.success(request, _("Đã bỏ lần nhập “%s”.") % batch.file_name)
    return redirect("register_import", code=register.code)


@require_safe
def batch_refused(request: HttpRequest, pk: int) -> HttpResponse:
    _register, batch = batch_or_404(request, pk)
    if not batch.count(Verdict.REFUSED):
        messages.info(request, _("Lần nhập này không có dòng nào bị từ chối."))
        return redirect("batch_detail", pk=pk)
    buffer = BytesIO()
    write_refused(batch, buffer)
    return workbook(buffer, f"dong-loi-{batch.pk}.xlsx")


def _broken(batch: ImportBatch) -> bool:
    """The job was given up before it could say so in the import."""
    return batch.job is not None and batch.job.state == JobState.FAILED


def _rows(request: HttpRequest, register: Register, batch: ImportBatch) -> dict[str, Any]:
    told = rows_by_verdict(request, batch, batch.rows.all(), reverse("batch_detail", args=[batch.pk]), FIRST)
    shown = {name: register.label_of(name) for name in register.fields}
    for row in told["page"]:
        row.told = _told(register, row, shown)
    return told


def _told(register: Register, row: ImportRow, labels: dict[str, str]) -> list[tuple[str, str, str]]:
    """(label, before, after) of what the row says; a new record has nothing before."""
    if row.changes:
        return [(labels.get(name, name), before, after) for name, before, after in row.changes]
    return [
        (labels[name], "", told_packed(register, name, value))
        for name, value in row.values.items()
        if name in labels
    ]
