"""Periodic reports of a task: those due, those sent, what the department thinks of them."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.advancing.papers import filed_as
from khcn.operations.st_tasks.models import PeriodicReport, StTask
from khcn.operations.st_tasks.running.reports import (
    excuse_report,
    judge_report,
    overdue,
    send_report,
    sent_late,
)
from khcn.web.ui.files import keep_uploads
from khcn.web.workspace.task_money.common import act_page, frame, task_for, task_of_host
from khcn.web.workspace.task_running.forms import JudgeForm, ReasonForm, ReportForm

BACK = "task_reports"
FILED = "BCDK"


@require_safe
def task_reports(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk)
    context = frame(request, task, _("Báo cáo định kỳ"), BACK) | {"rows": report_rows(task, request)}
    return render(request, "task_running/reports.html", context)


def report_rows(task: StTask, request: HttpRequest) -> list[dict[str, object]]:
    rows = PeriodicReport.objects.filter(task=task).order_by("number")
    return [
        {"report": one, "overdue": overdue(one, request.actor.on), "late": sent_late(one), "begun": one.period_from <= request.actor.on}
        for one in rows
    ]  # fmt: skip


def task_report_send(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    task = task_of_host(request, pk)
    report = _report(task, number)
    form = ReportForm(request.POST or None, request.FILES or None, initial=ReportForm.values_of(report))

    @transaction.atomic
    def send() -> None:
        told = dict(form.cleaned_data)
        files = told.pop("files")
        send_report(report=report, by=request.actor, **told)
        note = filed_as(FILED, _("Báo cáo định kỳ kỳ %(number)s") % {"number": number})
        keep_uploads(files, record=task, by=request.actor, note=note)

    return act_page(
        request, task, form, title=_("Báo cáo định kỳ kỳ %(number)s") % {"number": number}, back=BACK, do=send,
        done=_("Đã gửi báo cáo."), submit=_("Gửi báo cáo"), lead=_("Kỳ %(first)s–%(last)s, hạn nộp %(due)s.") % {
            "first": f"{report.period_from:%d/%m/%Y}", "last": f"{report.period_to:%d/%m/%Y}", "due": f"{report.due_on:%d/%m/%Y}",
        },
    )  # fmt: skip


def task_report_judge(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    report = _report(task, number)
    form = JudgeForm(
        request.POST or None, initial={"judgement": report.judgement, "note": report.judgement_note}
    )
    return act_page(
        request, task, form, title=_("Đánh giá báo cáo kỳ %(number)s") % {"number": number}, back=BACK,
        do=lambda: judge_report(report=report, by=request.actor, **form.cleaned_data), done=_("Đã ghi đánh giá."),
        lead=report.text,
    )  # fmt: skip


def task_report_excuse(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    report = _report(task, number)
    form = ReasonForm(request.POST or None, initial={"reason": report.excused})
    return act_page(
        request, task, form, title=_("Miễn báo cáo kỳ %(number)s") % {"number": number}, back=BACK,
        do=lambda: excuse_report(report=report, by=request.actor, **form.cleaned_data), done=_("Đã ghi miễn báo cáo."),
    )  # fmt: skip


def _report(task: StTask, number: int) -> PeriodicReport:
    report = get_object_or_404(PeriodicReport, task=task, number=number)
    report.task = task
    return report
