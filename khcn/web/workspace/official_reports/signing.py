"""The head of the document, freezing for signature, number and date, the summary for the public."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.outputs.official_reports.freezing import freeze, issue, publish_summary, thaw, withdraw_summary
from khcn.outputs.official_reports.heading import change_head
from khcn.outputs.official_reports.rules import EDIT, FREEZE, ISSUE, PUBLISH
from khcn.web.ui.forms import form_page
from khcn.web.workspace.official_reports.common import allowed, frame, page_url
from khcn.web.workspace.official_reports.forms import HeadForm, IssueForm, ReasonForm, SignForm, SummaryForm

SIGNING = ("authority", "collective", "head_title", "signer_title", "signer_name")


def official_head(request: HttpRequest, code: str) -> HttpResponse:
    report = allowed(request, code, EDIT)
    form = HeadForm(request.POST or None, instance=report)

    def save() -> HttpResponse:
        change_head(report=report, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu phần đầu và nơi nhận."))
        return redirect(page_url(report))

    title = _("Trích yếu, nơi nhận")
    return form_page(
        request, form, title=title, save=save, keep=f"dau-bao-cao-{report.pk}", back=page_url(report),
        trail=frame(report.cycle, title)["trail"],
    )  # fmt: skip


def official_freeze(request: HttpRequest, code: str) -> HttpResponse:
    report = allowed(request, code, FREEZE)
    form = SignForm(request.POST or None, initial={name: getattr(report, name) for name in SIGNING})

    def save() -> HttpResponse:
        freeze(report=report, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã chốt báo cáo. Văn bản từ đây lấy từ bản chốt."))
        return redirect(page_url(report))

    title = _("Chốt để trình ký")
    lead = _("Khi chốt, hệ thống giữ nguyên câu chữ, số liệu, tên cơ quan và thẩm quyền ký của hôm nay. Nguồn đổi sau này không làm đổi bản chốt.")  # fmt: skip
    return form_page(
        request, form, title=title, save=save, lead=lead, submit=_("Chốt báo cáo"), back=page_url(report),
        trail=frame(report.cycle, title)["trail"],
    )  # fmt: skip


def official_thaw(request: HttpRequest, code: str) -> HttpResponse:
    report = allowed(request, code, FREEZE)
    form = ReasonForm(request.POST or None)

    def save() -> HttpResponse:
        thaw(report=report, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã mở lại để sửa."))
        return redirect(page_url(report))

    title = _("Mở lại bản đã chốt")
    return form_page(
        request, form, title=title, save=save, submit=_("Mở lại"), back=page_url(report),
        trail=frame(report.cycle, title)["trail"],
    )  # fmt: skip


def official_issue(request: HttpRequest, code: str) -> HttpResponse:
    report = allowed(request, code, ISSUE)
    form = IssueForm(request.POST or None, initial={"issued_on": timezone.localdate()})

    def save() -> HttpResponse:
        issue(report=report, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi số, ngày. Văn bản và tệp Word được lưu cùng báo cáo."))
        return redirect(page_url(report))

    title = _("Ghi số, ngày phát hành")
    lead = _("Ghi đúng số và ngày văn thư đã cấp. Sau bước này báo cáo không đổi được nữa.")
    return form_page(
        request, form, title=title, save=save, lead=lead, submit=_("Ghi số, ngày"), back=page_url(report),
        trail=frame(report.cycle, title)["trail"],
    )  # fmt: skip


def official_publish(request: HttpRequest, code: str) -> HttpResponse:
    report = allowed(request, code, PUBLISH)
    form = SummaryForm(request.POST or None, initial={"summary": report.public_summary})

    def save() -> HttpResponse:
        publish_summary(report=report, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã công khai tóm tắt."))
        return redirect("public_report", code=code)

    title = _("Công khai tóm tắt")
    return form_page(
        request, form, title=title, save=save, submit=_("Công khai"), keep=f"tom-tat-{report.pk}",
        back=page_url(report), trail=frame(report.cycle, title)["trail"],
    )  # fmt: skip


@require_POST
def official_unpublish(request: HttpRequest, code: str) -> HttpResponse:
    report = allowed(request, code, PUBLISH)
    withdraw_summary(report=report, by=request.actor)
    messages.success(request, _("Đã rút tóm tắt khỏi trang công khai."))
    return redirect(page_url(report))
