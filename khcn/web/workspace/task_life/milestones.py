"""Adding, changing and completing milestones."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from khcn.plan.models import Milestone
from khcn.plan.task_life import add_milestone, complete_milestone, edit_milestone
from khcn.web.ui.forms import form_page
from khcn.web.workspace.task_life.common import frame, task_for, task_url
from khcn.web.workspace.task_life.forms import MilestoneEditForm, MilestoneForm


def milestone_new(request: HttpRequest, plan: str, no: str) -> HttpResponse:
    task = task_for(request, plan, no, "plan.task.milestone")
    form = MilestoneForm(request.POST or None)

    def save() -> HttpResponse:
        add_milestone(task=task, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã thêm mốc “{title}”.").format(title=form.cleaned_data["title"]))
        return redirect(task_url(task, "#moc"))

    title = _("Thêm mốc, sản phẩm")
    lead = _("Mốc quá hạn mà chưa hoàn thành làm nhiệm vụ thành “Chậm, quá hạn”.")
    return form_page(
        request, form, title=title, save=save, keep=f"moc-{task.pk}", lead=lead, **frame(task, title)
    )


def milestone_edit(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    milestone = get_object_or_404(Milestone.objects.select_related("task"), pk=pk, task__plan__code=plan)
    task = task_for(request, plan, milestone.task.no, "plan.task.milestone")
    names = ("title", "due_on", "note", "done_on")
    form = MilestoneEditForm(request.POST or None, initial={name: getattr(milestone, name) for name in names})

    def save() -> HttpResponse:
        told = dict(form.cleaned_data)
        done_on = told.pop("done_on")
        with transaction.atomic():
            edit_milestone(milestone=milestone, by=request.actor, **told)
            complete_milestone(milestone=milestone, done_on=done_on, by=request.actor)
        messages.success(request, _("Đã lưu mốc “{title}”.").format(title=told["title"]))
        return redirect(task_url(task, "#moc"))

    title = _("Sửa mốc, sản phẩm")
    return form_page(request, form, title=title, save=save, keep=f"moc-{pk}", **frame(task, title))
