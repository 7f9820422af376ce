"""Before a report goes out: what is still wrong, what was not explained, the signed paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.filling import Sheet, problems_of
from khcn.agency_reports.filling.locks import SEND, person_lock
from khcn.agency_reports.handing_in import send_report
from khcn.agency_reports.models import Report
from khcn.kernel.documents.domain import store_file
from khcn.kernel.errors import DomainError
from khcn.web.ui.files import EvidenceField
from khcn.web.ui.forms import form_page
from khcn.web.workspace.reports.common import address, started, trail_of
from khcn.web.workspace.reports.words import anchored


class SendForm(forms.Form):
    signed = EvidenceField(
        label=gettext_lazy("Bản ký (PDF ký số hoặc bản chụp)"), required=False, most=1,
    )  # fmt: skip


def report_send(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    report = started(request, code, agency)
    if lock := person_lock(report.request, request.actor, SEND):
        lock.refuse()
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = SendForm(request.POST, request.FILES)
    found = problems_of(Sheet.load(report))
    back = address("report_fill", report.request, report.part)
    return form_page(
        request,
        form,
        title=_("Gửi báo cáo về Sở KH&CN"),
        save=lambda: _send(request, report, form.cleaned_data["signed"]),
        template="reports/report_send.html",
        report=report,
        sees=request.POST.get("ban", report.version),
        asked=report.request,
        errors=_with_place(report, [one for one in found if one.is_error]),
        warnings=_with_place(report, [one for one in found if not one.is_error]),
        trail=trail_of(report.request, report.request.agency.name, deeper=_("Gửi báo cáo")),
        back=back,
    )


def _send(request: HttpRequest, report: Report, signed: list[Any]) -> HttpResponse:
    _refuse_other_version(request, report)
    by = request.actor
    paper = (
        (store_file(content=signed[0].file, name=signed[0].name, by=by), signed[0].name) if signed else None
    )
    send_report(report=report, by=by, signed_pdf=paper)
    messages.success(request, _("Đã gửi báo cáo. Nội dung được niêm lại và không sửa được nữa."))
    return redirect(address("report_fill", report.request, report.part))


def _refuse_other_version(request: HttpRequest, report: Report) -> None:
    """A page left open, or gone back to, since the report was returned sends nothing of the new version."""
    if request.POST.get("ban", str(report.version)) != str(report.version):
        raise DomainError(
            _("Báo cáo nay là bản {version}, không phải bản bạn đã xem. Hãy xem lại nội dung và nhận xét rồi gửi.").format(
                version=report.version
            ),
            code="report.other_version",
        )  # fmt: skip


def _with_place(report: Report, found: list[Any]) -> list[Any]:
    page = address("report_fill", report.request, report.part)
    return [(one, page + anchor) for one, anchor in anchored(found)]
