"""Upload, measure, show; the file is gone when the answer is sent."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khcn.lib.intake import Limits
from khcn.outputs.official_documents.checking import Report, check_document
from khcn.outputs.official_documents.checking.telling import verdict_words
from khcn.outputs.official_documents.layout import layout
from khcn.web.ui.forms import form_page
from khcn.web.workspace.layout_check import words
from khcn.web.workspace.layout_check.forms import CheckForm

TEMPLATE = "layout_check/layout_check.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def layout_check(request: HttpRequest) -> HttpResponse:
    """The form; after an upload, the report on the same page."""
    form = CheckForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    shared = {"layout": layout(), "limit": settings.KHCN_MAX_UPLOAD_MB}

    def answer() -> HttpResponse:
        upload = form.cleaned_data["file"]
        report = measure(upload)
        code, label = words.verdict(report)
        context = {
            "page_title": title(), "form": CheckForm(), "file_name": upload.name, "report": report,
            "rows": words.rows(report), "open_lines": list(words.open_lines(report)),
            "recognised": words.recognised(report), "verdict_code": code, "verdict_label": label,
            "summary": verdict_words(report), **shared,
        }  # fmt: skip
        return render(request, TEMPLATE, context)

    return form_page(request, form, title=title(), save=answer, template=TEMPLATE, **shared)


def title() -> str:
    return _("Kiểm tra thể thức văn bản")


def measure(upload: UploadedFile) -> Report:
    """The report on an uploaded file, which lies on the disk only while it is read."""
    limits = Limits(file_size=settings.KHCN_MAX_UPLOAD_MB * 1024 * 1024)
    with TemporaryDirectory(prefix="khcn-the-thuc-") as folder:
        path = Path(folder) / "van-ban.docx"
        with path.open("wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
        return check_document(path, limits=limits)
