"""The results library: list and entries as far as the reader may see them; writing entries."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may, require, visible
from khcn.kernel.documents.queries import attachments_of
from khcn.operations.st_tasks.models import Result, StTask
from khcn.operations.st_tasks.results.graph import edges_of
from khcn.operations.st_tasks.results.library import FIELDS, LINKS, edit_result, enter_result
from khcn.operations.st_tasks.results.queries import library
from khcn.web.links import url_of
from khcn.web.ui.files import keep_uploads
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import conditions_in_force, page_of
from khcn.web.workspace.st_tasks.common import FOLLOW
from khcn.web.workspace.task_results.common import TELL, frame, home_of, told_task
from khcn.web.workspace.task_results.forms import LibraryFilter, ResultForm

VIEW, FILES = "st_tasks.result.view", "st_tasks.result.files"
PER_PAGE = 25


@require_safe
def result_list(request: HttpRequest) -> HttpResponse:
    form = LibraryFilter(request.GET or None)
    rows = library(request.actor, words=form.told("q"), kind=form.told("loai"), access=form.told("muc"))
    page = page_of(request, rows, PER_PAGE)
    title = _("Kết quả nghiên cứu")
    context = {"page_title": title, "form": form, "page": page, "active": conditions_in_force(request, form)}
    return render(request, "task_results/library.html", context)


@require_safe
def result_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = visible(request.actor, VIEW, Result.objects.select_related("task", "task__host"))
    result = get_object_or_404(rows, pk=pk)
    reads = may(request.actor, FILES, result)
    follows = may(request.actor, FOLLOW, result.task)
    context = {
        "page_title": result.title, "result": result, "reads": reads,
        "attachments": attachments_of(result, request.actor) if reads else [],
        "grown": [(edge.target.record, url_of(edge.target.record)) for edge in edges_of(result, request.actor) if edge.source.record == result],
        "task_url": home_of(result.task) if follows else "", "uses": _uses(result.task, request),
        "edit_url": reverse("result_edit", kwargs={"pk": pk}) if may(request.actor, TELL, result.task) else "",
        "trail": [(_("Kết quả nghiên cứu"), reverse("result_list")), (result.title, "")],
    }  # fmt: skip
    return render(request, "task_results/result.html", context)


def _uses(task: StTask, request: HttpRequest) -> Any:
    """Confirmed use of the task's results; told outside as far as the register tells it."""
    uses = task.uses.filter(applied=True, confirmed_at__isnull=False).order_by("year")
    return visible(request.actor, "st_tasks.use.view", uses)


def result_new(request: HttpRequest, pk: int) -> HttpResponse:
    task = told_task(request, pk)
    form = ResultForm(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        initial={"rights_holder": str(task.host or "")},
    )
    return _page(request, form, task, None, _("Thêm kết quả"))


def result_edit(request: HttpRequest, pk: int) -> HttpResponse:
    result = get_object_or_404(visible(request.actor, VIEW, Result.objects.select_related("task")), pk=pk)
    require(request.actor, TELL, result.task)
    told: dict[str, Any] = {name: getattr(result, name) for name in FIELDS}
    told |= {name: list(getattr(result, name).all()) for name in LINKS}
    form = ResultForm(request.POST or None, request.FILES or None, actor=request.actor, initial=told)
    return _page(request, form, result.task, result, _("Sửa kết quả"))


def _page(
    request: HttpRequest, form: ResultForm, task: StTask, result: Result | None, title: str
) -> HttpResponse:
    @transaction.atomic
    def save() -> HttpResponse:
        told = {name: form.cleaned_data[name] for name in FIELDS}
        if result is None:
            made = enter_result(task=task, values=told, links=form.links(), by=request.actor)
        else:
            made = edit_result(result=result, values=told, links=form.links(), by=request.actor)
        keep_uploads(form.cleaned_data["files"], record=made, by=request.actor)
        messages.success(request, _("Đã lưu kết quả."))
        return redirect("result_detail", pk=made.pk)

    return form_page(
        request, form, title=title, save=save, template="task_results/form.html",
        keep=f"ket-qua-{task.pk}-{result.pk if result else 'moi'}", **frame(request, task, title, "ket-qua"),
    )  # fmt: skip
