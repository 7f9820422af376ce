"""The empty workbook, the upload, and the latest files."""

from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khcn.indicators.importing.domain import may_bring_in, receive_figures
from khcn.indicators.importing.models import FigureImport
from khcn.indicators.importing.template import write_template
from khcn.kernel.access import visible
from khcn.kernel.errors import NotAllowed
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import XLSX
from khcn.web.workspace.figure_imports.forms import FileForm

LATEST = 10
BADGES = {
    "ready": "waiting",
    "applying": "running",
    "done": "done",
    "discarded": "cancelled",
    "failed": "failed",
}


@require_http_methods(["GET", "HEAD", "POST"])
def value_import(request: HttpRequest) -> HttpResponse:
    """Upload; each figure is compared with what stands and shown before anything is written."""
    require_entering(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*posted, actor=request.actor)

    def save() -> HttpResponse:
        upload = form.cleaned_data["file"]
        batch = receive_figures(content=upload.file, name=upload.name, said=form.said(), by=request.actor)
        return redirect("value_import_detail", pk=batch.pk)

    latest = visible(request.actor, "figure_imports.figureimport.view", FigureImport.objects.all())
    shown = list(latest.select_related("by")[:LATEST])
    for batch in shown:
        batch.badge = BADGES[batch.state]
    return form_page(
        request, form, title=_("Nhập số liệu chỉ số"), save=save, template="figure_imports/value_import.html",
        trail=trail(), latest=shown, limit=settings.KHCN_MAX_UPLOAD_MB,
    )  # fmt: skip


@require_safe
def value_import_template(request: HttpRequest) -> HttpResponse:
    """Rows for the indicators whose figures the person brings in."""
    require_entering(request)
    buffer = BytesIO()
    write_template(buffer, by=request.actor, year=timezone.localdate().year - 1)
    return HttpResponse(
        buffer.getvalue(), content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="mau-so-lieu-chi-so.xlsx"'},
    )  # fmt: skip


def require_entering(request: HttpRequest) -> None:
    if not may_bring_in(request.actor):
        raise NotAllowed(
            _("Tài khoản của bạn không được ghi số liệu của chỉ số nào. Hãy liên hệ Sở KH&CN."),
            code="not_allowed:indicators.observation.enter"
            if request.user.is_authenticated
            else "not_allowed:sign_in",
        )


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    here = (_("Nhập số liệu"), reverse("value_import") if more else "")
    return [(_("Chỉ số"), reverse("indicator_list")), here, *more]
