"""The empty workbook, the upload, and earlier imports."""

from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khcn.kernel.register_io.columns import CLEAR
from khcn.kernel.register_io.domain import receive_file
from khcn.kernel.register_io.queries import batches_of
from khcn.kernel.register_io.template import write_template
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import XLSX, page_of
from khcn.web.workspace.register_io.common import BADGES, register_or_404, trail
from khcn.web.workspace.register_io.forms import UploadForm

LATEST = 5


@require_safe
def register_template(request: HttpRequest, code: str) -> HttpResponse:
    register = register_or_404(request, code)
    buffer = BytesIO()
    write_template(register, buffer)
    return workbook(buffer, f"mau-{register.code}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def register_import(request: HttpRequest, code: str) -> HttpResponse:
    """Upload; small files are checked at once, larger ones in the background."""
    register = register_or_404(request, code)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))

    def save() -> HttpResponse:
        upload = form.cleaned_data["file"]
        batch = receive_file(
            register, content=upload.file, name=upload.name, by=request.actor,
            page=lambda pk: reverse("batch_detail", args=[pk]),
        )  # fmt: skip
        return redirect("batch_detail", pk=batch.pk)

    latest = [*batches_of(register, request.actor)[:LATEST]]
    for batch in latest:
        batch.badge = BADGES[batch.state]
    return form_page(
        request, form, title=_("Nhập từ Excel: %s") % register.name, save=save,
        template="register_io/register_import.html", trail=trail(register, (_("Nhập từ Excel"), "")),
        register=register, limit=settings.KHCN_MAX_UPLOAD_MB, clear=CLEAR, latest=latest,
        keys=[[register.label_of(name) for name in key] for key in register.keys],
    )  # fmt: skip


@require_safe
def batch_list(request: HttpRequest, code: str) -> HttpResponse:
    register = register_or_404(request, code)
    page = page_of(request, batches_of(register, request.actor))
    for batch in page:
        batch.badge = BADGES[batch.state]
    here = (_("Các lần nhập"), "")
    context = {
        "page_title": _("Các lần nhập: %s") % register.name,
        "trail": trail(register, here),
        "page": page,
    }
    return render(request, "register_io/batch_list.html", {**context, "register": register})


def workbook(buffer: BytesIO, name: str) -> HttpResponse:
    return HttpResponse(
        buffer.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
