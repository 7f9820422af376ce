"""Buttons of the page: begin, nothing happened, evidence, who is here, to the approver and back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.agency_reports.filling import add_evidence, nothing_for_empty, present, start_report, touch
from khcn.agency_reports.filling.locks import lock_of
from khcn.agency_reports.handing_in import ReportIncomplete, ask_for_check, take_back
from khcn.agency_reports.models import Report
from khcn.kernel.documents.domain import store_file
from khcn.web.ui.files import EvidenceField
from khcn.web.workspace.reports.common import address, item_of, request_for, started


@require_POST
def report_start(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    asked = request_for(request, code, agency)
    report = start_report(request=asked, by=request.actor, part=request.POST.get("phan", ""))
    return redirect(address("report_fill", asked, report.part))


@require_POST
def report_nothing(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    report = started(request, code, agency)
    count = nothing_for_empty(report=report, by=request.actor)
    messages.success(request, _("Đã ghi “không có phát sinh” cho {count} mục còn trống.").format(count=count))
    return redirect(address("report_fill", report.request, report.part))


@require_POST
def report_evidence(request: HttpRequest, code: str, agency: str, pk: int) -> HttpResponse:
    """Files are judged by their content first; what is refused is told by name and nothing is kept."""
    report = started(request, code, agency)
    item = item_of(report, pk)
    if lock := lock_of(report, request.actor):
        lock.refuse()
    field = EvidenceField(required=True)
    try:
        chosen = field.clean(request.FILES.getlist("tep"))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(_place(report, pk))
    files = [(store_file(content=one.file, name=one.name, by=request.actor), one.name) for one in chosen]
    added = add_evidence(report=report, item=item, files=files, by=request.actor)
    messages.success(request, _("Đã đính kèm {count} tệp minh chứng.").format(count=len(added)))
    return redirect(_place(report, pk))


@require_POST
def report_presence(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    """The others who are here; asked now and then by the open page, which also tells where this person is."""
    report = started(request, code, agency)
    if lock_of(report, request.actor) is None:
        told = request.POST.get("muc", "")
        item = report.request.items.filter(pk=told).first() if told.isdecimal() and len(told) < 18 else None
        touch(report, request.actor, item)
    return render(request, "reports/_present.html", {"others": present(report, request.actor)})


@require_POST
def report_check(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    report = started(request, code, agency)
    try:
        ask_for_check(report=report, by=request.actor)
        messages.success(request, _("Đã chuyển người duyệt của đơn vị. Người duyệt được thông báo."))
    except ReportIncomplete as refused:
        messages.error(request, refused.message)
    return redirect(address("report_fill", report.request, report.part))


@require_POST
def report_take_back(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    report = started(request, code, agency)
    take_back(report=report, by=request.actor)
    messages.success(request, _("Báo cáo trở lại bản nháp, sửa được tiếp."))
    return redirect(address("report_fill", report.request, report.part))


def _place(report: Report, pk: int) -> str:
    return address("report_fill", report.request, report.part, anchor=f"#muc-{pk}")
