"""The page “Làm bằng Excel”: take the workbook, give it back."""

from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from khcn.agency_reports.filling import Sheet, start_report
from khcn.agency_reports.filling.locks import lock_of, lock_on
from khcn.agency_reports.models import Report, ReportRequest
from khcn.agency_reports.workbook.domain import receive_workbook
from khcn.agency_reports.workbook.models import WorkbookUpload
from khcn.agency_reports.workbook.writing import write_workbook
from khcn.lib.vn_text import slug
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import XLSX
from khcn.web.workspace.reports.common import address, part_of, report_for, request_for, trail_of

LATEST = 10


class WorkbookForm(forms.Form):
    """Content is judged by the act, not by the name."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel đã điền"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp. Hãy chọn tệp .xlsx đã điền rồi bấm Nạp và xem trước."),
            "empty": gettext_lazy("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi chọn lần nữa."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _("Nhiều nhất {limit} MB. Chưa ghi gì cho đến khi bạn xem trước và đồng ý.").format(
            limit=settings.KHCN_MAX_UPLOAD_MB
        )  # fmt: skip


@require_safe
def report_workbook(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    asked = request_for(request, code, agency)
    return _page(request, asked, WorkbookForm())


@require_http_methods(["GET", "HEAD", "POST"])
def report_upload(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    """Keep the file and show what it would change. Who comes back to the address finds the form again."""
    asked = request_for(request, code, agency)
    if request.method != "POST":
        return redirect(address("report_workbook", asked, part_of(request)))
    return _page(request, asked, WorkbookForm(request.POST, request.FILES))


@require_http_methods(["GET", "HEAD", "POST"])
def report_workbook_file(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    """The workbook of the report as it stands; asked for by a button, it begins the report first."""
    asked = request_for(request, code, agency)
    if request.method == "POST":
        report: Report | None = start_report(request=asked, by=request.actor, part=part_of(request))
    else:
        report = report_for(request, asked)
    if report is None:
        return redirect(address("report_workbook", asked, part_of(request)))
    report.request = asked
    buffer = BytesIO()
    write_workbook(Sheet.load(report), buffer)
    name = (
        f"bao-cao-{asked.cycle.code}-{asked.agency.code}{'-' if report.part else ''}{slug(report.part)}.xlsx"
    )
    return workbook_response(buffer, name)


def workbook_response(buffer: BytesIO, name: str) -> HttpResponse:
    return HttpResponse(
        buffer.getvalue(), content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store",
        },
    )  # fmt: skip


def _page(request: HttpRequest, asked: ReportRequest, form: forms.Form) -> HttpResponse:
    part = part_of(request)
    report = report_for(request, asked)
    lock = lock_of(report, request.actor) if report else lock_on(asked, request.actor)
    uploads = WorkbookUpload.objects.filter(report=report).select_related("by") if report else []

    def save() -> HttpResponse:
        upload = receive_workbook(
            request=asked, content=form.cleaned_data["file"].file, name=form.cleaned_data["file"].name,
            by=request.actor, part=part,
        )  # fmt: skip
        return redirect(address("report_upload_detail", asked, part, pk=upload.pk))

    return form_page(
        request, form, title=_("Làm báo cáo bằng Excel"), save=save, template="report_files/report_workbook.html",
        asked=asked, report=report, lock=lock.sentence if lock else "", part=part,
        uploads=[(one, address("report_upload_detail", asked, part, pk=one.pk)) for one in uploads[:LATEST]],
        file_url=address("report_workbook_file", asked, part), upload_url=address("report_upload", asked, part),
        back=address("report_fill", asked, part),
        trail=trail_of(asked, asked.agency.name, deeper=_("Làm bằng Excel")),
    )  # fmt: skip
