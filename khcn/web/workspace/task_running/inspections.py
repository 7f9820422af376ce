"""Inspections of a task: planned, held, concluded."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.advancing.papers import filed_as
from khcn.operations.st_tasks.models import Inspection
from khcn.operations.st_tasks.running.inspections import (
    add_inspection,
    conclude_inspection,
    next_inspection_due,
)
from khcn.web.ui.files import keep_uploads
from khcn.web.workspace.task_money.common import act_page, frame, task_for
from khcn.web.workspace.task_running.forms import ConcludeForm, InspectionForm

BACK = "task_inspections"
FILED = "BBKT"


@require_safe
def task_inspections(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk)
    rows = list(Inspection.objects.filter(task=task).order_by("-on"))
    context = frame(request, task, _("Kiểm tra"), BACK) | {
        "rows": rows, "next_due": next_inspection_due(task, [one.on for one in rows]),
    }  # fmt: skip
    return render(request, "task_running/inspections.html", context)


def task_inspection_new(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    form = InspectionForm(request.POST or None)
    return act_page(
        request, task, form, title=_("Thêm đợt kiểm tra"), back=BACK, done=_("Đã ghi đợt kiểm tra."),
        do=lambda: add_inspection(task=task, by=request.actor, **form.cleaned_data),
    )  # fmt: skip


def task_inspection_conclude(request: HttpRequest, pk: int, inspection: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    found = get_object_or_404(Inspection, task=task, pk=inspection)
    found.task = task
    names = ("findings", "conclusion", "minutes_symbol")
    initial = {name: getattr(found, name) for name in names}
    form = ConcludeForm(request.POST or None, request.FILES or None, initial=initial)

    @transaction.atomic
    def conclude() -> None:
        told = dict(form.cleaned_data)
        files = told.pop("files")
        conclude_inspection(inspection=found, by=request.actor, **told)
        note = filed_as(FILED, _("Biên bản kiểm tra ngày %(day)s") % {"day": f"{found.on:%d/%m/%Y}"})
        keep_uploads(files, record=task, by=request.actor, note=note)

    title = _("Kết quả kiểm tra ngày %(day)s") % {"day": f"{found.on:%d/%m/%Y}"}
    return act_page(
        request, task, form, title=title, back=BACK, do=conclude, done=_("Đã ghi kết quả kiểm tra.")
    )
