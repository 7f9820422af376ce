"""Earlier imports, and taking in a new file."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khcn.kernel.access import visible
from khcn.plan.importing.domain import receive_document
from khcn.plan.models import PlanImport
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import page_of
from khcn.web.workspace.imports.common import importer, trail
from khcn.web.workspace.imports.upload_form import UploadForm

BADGES = {
    "reading": "running",
    "review": "waiting",
    "confirmed": "confirmed",
    "discarded": "cancelled",
    "failed": "failed",
}


@require_safe
@importer
def import_list(request: HttpRequest) -> HttpResponse:
    rows = visible(request.actor, "plan.planimport.view", PlanImport.objects.all())
    slim = rows.select_related("plan", "started_by").defer("text", "parsed", "corrected", "notes")
    page = page_of(request, slim)
    for row in page:
        row.badge = BADGES[row.state]
    return render(
        request, "imports/import_list.html", {"page_title": _("Nhập văn bản kế hoạch"), "page": page}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@importer
def import_new(request: HttpRequest) -> HttpResponse:
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))

    def save() -> HttpResponse:
        upload = form.cleaned_data["file"]
        row = receive_document(
            content=upload.file,
            name=upload.name,
            by=request.actor,
            page=lambda pk: reverse("import_review", args=[pk]),
        )
        messages.success(request, _("Đã nhận tệp “%s”.") % row.file_name)
        return redirect("import_review", pk=row.pk)

    return form_page(
        request,
        form,
        title=_("Nhập một văn bản kế hoạch"),
        save=save,
        template="imports/import_new.html",
        trail=trail(None, (_("Tệp mới"), "")),
        limit=settings.KHCN_MAX_UPLOAD_MB,
    )
