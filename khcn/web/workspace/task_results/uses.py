"""Yearly reports on application: the list of a task, one year, what waits for the department."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.kernel.access import may, require
from khcn.kernel.documents.queries import attachments_by_record, attachments_of
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.models import StTask, Use
from khcn.operations.st_tasks.results.queries import uses_due, uses_to_confirm
from khcn.operations.st_tasks.results.using import REPORTED_IN, confirm_use, report_use, return_use, save_use
from khcn.web.ui.files import keep_uploads
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import page_of
from khcn.web.workspace.st_tasks.common import inside_or_404
from khcn.web.workspace.task_results.common import MANAGE, frame, home_of, told_task
from khcn.web.workspace.task_results.forms import UseForm


@dataclass(frozen=True)
class Year:
    """A report as the list shows it."""

    use: Use
    word: str
    tone: str
    files: list[object]


def years_of(request: HttpRequest, task: StTask) -> list[Year]:
    """All reports of a task, each with a word for where it stands; three queries."""
    uses = list(task.uses.select_related("territory").prefetch_related("users").order_by("year"))
    files = attachments_by_record(uses, request.actor)
    return [Year(use, *standing_of(use, timezone.localdate()), list(files[use.pk])) for use in uses]


def standing_of(use: Use, today: date) -> tuple[str, str]:
    """Where a report stands, as a word and a tone."""
    if use.confirmed_at:
        return (_("Đã xác nhận"), "good")
    if use.sent_at:
        return (_("Chờ Sở xác nhận"), "info")
    if use.due_on and use.due_on < today:
        return (_("Quá hạn"), "late")
    return (_("Đang soạn"), "warn") if use.applied is not None else (_("Chưa báo cáo"), "quiet")


@require_safe
def task_uses(request: HttpRequest, pk: int) -> HttpResponse:
    task = inside_or_404(request, pk)
    title = _("Báo cáo ứng dụng kết quả")
    context = {
        **frame(request, task, title), "page_title": title, "years": years_of(request, task),
        "open_years": open_years(task),
    }  # fmt: skip
    return render(request, "task_results/uses.html", context)


def open_years(task: StTask) -> list[int]:
    """Years that a new report may still be written for, the newest first."""
    first = task.accepted_on or task.starts_on or task.valid_from
    if task.state not in REPORTED_IN or first is None:
        return []
    known = set(task.uses.values_list("year", flat=True))
    return [year for year in range(timezone.localdate().year, first.year - 1, -1) if year not in known][:10]


def task_use(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    task = told_task(request, pk)
    use = Use.objects.filter(task=task, year=year).first() or Use(task=task, year=year)
    title = _("Báo cáo ứng dụng năm %s") % year
    if use.sent_at is not None:
        messages.info(request, _("Báo cáo năm %s đã gửi nên không sửa được.") % year)
        return redirect("task_uses", pk=task.pk)
    form = UseForm(request.POST or None, request.FILES or None, use=use, actor=request.actor)

    def save() -> HttpResponse:
        _keep(request, task, year, form)
        said = _("Đã gửi báo cáo năm %s.") if "gui" in request.POST else _("Đã lưu nháp báo cáo năm %s.")
        messages.success(request, said % year)
        return redirect("task_uses", pk=task.pk)

    files = attachments_of(use, request.actor) if use.pk else []
    return form_page(
        request, form, title=title, save=save, template="task_results/use.html", use=use, attachments=files,
        **frame(request, task, title, "ung-dung"),
    )  # fmt: skip


@transaction.atomic
def _keep(request: HttpRequest, task: StTask, year: int, form: UseForm) -> Use:
    """Report, proof and sending in one go: what is refused leaves nothing half done."""
    use = save_use(
        task=task, year=year, values=form.told(), users=form.cleaned_data["users"] or [], by=request.actor
    )
    keep_uploads(form.cleaned_data["files"], record=use, by=request.actor)
    return report_use(use=use, by=request.actor) if "gui" in request.POST else use


@require_POST
def use_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a report, or give it back with a reason."""
    use = get_object_or_404(Use.objects.select_related("task", "task__host"), pk=pk)
    require(request.actor, "st_tasks.use.confirm", use)
    try:
        if "xac-nhan" in request.POST:
            confirm_use(use=use, by=request.actor)
            messages.success(
                request, _("Đã xác nhận báo cáo năm %s; chỉ tiêu ứng dụng được tính lại.") % use.year
            )
        else:
            return_use(use=use, reason=request.POST.get("reason", "").replace("\x00", ""), by=request.actor)
            messages.success(request, _("Đã trả lại báo cáo năm %s.") % use.year)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(
        reverse("uses_to_confirm") if "ve-danh-sach" in request.POST else home_of(use.task, "ung-dung")
    )


@require_safe
def uses_waiting(request: HttpRequest) -> HttpResponse:
    """What hosts sent and nobody confirmed, and what should have come."""
    require(request.actor, MANAGE)
    overdue = request.GET.get("phan") == "qua-han"
    rows = uses_due(on=timezone.localdate()).order_by("due_on", "pk") if overdue else uses_to_confirm()
    page = page_of(request, rows.select_related("task", "task__host"))
    files = {} if overdue else attachments_by_record(list(page), request.actor)
    tabs = [
        {"label": _("Chờ xác nhận"), "url": "?", "active": not overdue},
        {"label": _("Đến hạn, quá hạn chưa gửi"), "url": "?phan=qua-han", "active": overdue},
    ]
    shown = [(use, list(files.get(use.pk, [])), may(request.actor, MANAGE)) for use in page]
    context = {
        "page_title": _("Báo cáo ứng dụng kết quả"),
        "tabs": tabs,
        "page": page,
        "rows": shown,
        "overdue": overdue,
    }
    return render(request, "task_results/waiting.html", context)
