"""The page on which an agency tells how a task goes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.domain import update_task
from khcn.agency_reports.models import TaskUpdate
from khcn.agency_reports.queries import last_update, reporting_agencies
from khcn.kernel.agencies.models import Agency
from khcn.kernel.documents.domain import store_file
from khcn.plan.models import Task, TaskYear
from khcn.web.ui.forms import form_page
from khcn.web.workspace.task_life.common import frame, task_for, task_url
from khcn.web.workspace.task_life.forms import UpdateForm, from_update


def task_update_new(request: HttpRequest, plan: str, no: str) -> HttpResponse:
    task = task_for(request, plan, no, "plan.task.report")
    agencies = reporting_agencies(task, request.actor)
    last = last_update(task)
    corrected = _corrected(request, task)
    if request.method == "POST" and "khong-phat-sinh" in request.POST and last and agencies:
        return _nothing_new(request, task, agencies[0], last)
    begun = TaskYear.objects.filter(task=task, year__lte=timezone.localdate().year)
    years = list(begun.order_by("-year"))
    form = UpdateForm(
        request.POST or None,
        request.FILES or None,
        agencies=agencies,
        years=years,
        initial=from_update(corrected) if corrected else {"as_of": timezone.localdate()},
    )
    title = _("Đính chính cập nhật") if corrected else _("Cập nhật kết quả")
    return form_page(
        request,
        form,
        title=title,
        save=lambda: _keep(request, task, form, corrected),
        keep=f"cap-nhat-{task.pk}",
        template="task_life/task_update_new.html",
        last=last,
        corrected=corrected,
        agency=agencies[0] if len(agencies) == 1 else None,
        **frame(task, title),
    )


def _corrected(request: HttpRequest, task: Task) -> TaskUpdate | None:
    """The update named by ?dinh-chinh=; one of another task is not there."""
    told = request.GET.get("dinh-chinh", "")
    if not told:
        return None
    found = TaskUpdate.objects.filter(task=task, pk=told).first() if told.isdecimal() else None
    if found is None:
        raise Http404
    return found


def _keep(request: HttpRequest, task: Task, form: UpdateForm, corrected: TaskUpdate | None) -> HttpResponse:
    told: dict[str, Any] = form.cleaned_data
    files = [
        (store_file(content=file.file, name=file.name, by=request.actor), file.name) for file in told["files"]
    ]
    update_task(
        task=task,
        agency=form.chosen_agency,
        as_of=told["as_of"],
        declared=told["declared"],
        result=told["result"],
        amount=told["amount"],
        unit=told["unit"],
        task_year=told.get("task_year"),
        corrects=corrected,
        files=files,
        by=request.actor,
    )
    messages.success(request, _("Đã ghi cập nhật cho nhiệm vụ {no}.").format(no=task.no))
    return redirect(task_url(task, "#cap-nhat"))


def _nothing_new(request: HttpRequest, task: Task, agency: Agency, last: TaskUpdate) -> HttpResponse:
    """One click: nothing happened since the last update, whose judgement stays."""
    update_task(
        task=task,
        agency=agency,
        as_of=timezone.localdate(),
        declared=last.declared,
        result=_("Không có phát sinh so với cập nhật tính đến ngày {day:%d/%m/%Y}.").format(day=last.as_of),
        by=request.actor,
    )
    messages.success(request, _("Đã ghi “không có phát sinh” cho nhiệm vụ {no}.").format(no=task.no))
    return redirect(task_url(task, "#cap-nhat"))
