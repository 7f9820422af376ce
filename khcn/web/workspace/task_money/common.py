"""What the pages of a task under contract share: the task, its frame with tabs, the page of one act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require
from khcn.operations.st_tasks.models import Contract, StTask
from khcn.web.ui.forms import form_page
from khcn.web.workspace.st_tasks.common import (
    MANAGE,
    draft_note,
    inside_or_404,
    name_of,
    task_or_404,
    trail_of,
)

HOST = "st_tasks.sttask.as_host"
#: Phases in which these pages have something to show.
UNDER_CONTRACT = ("approved", "running", "paused", "accepting", "accepted", "closed", "terminated")


def task_for(request: HttpRequest, pk: int, *, manage: bool = False) -> StTask:
    """A task that the person sees from inside, or also manages."""
    task = inside_or_404(request, pk)
    if manage:
        require(request.actor, MANAGE, task)
    return task


def task_of_host(request: HttpRequest, pk: int) -> StTask:
    """A task for which the person acts as the host, or for the host as an officer who enters a letter."""
    task = task_or_404(request, pk)
    if not may(request.actor, MANAGE, task):
        require(request.actor, HOST, task)
    return task


def frame(request: HttpRequest, task: StTask, title: str, active: str) -> dict[str, Any]:
    manages = may(request.actor, MANAGE, task)
    return {
        "task": task, "task_name": name_of(task), "page_title": title, "trail": trail_of(request, task, title),
        "note": draft_note(task.procedure), "tabs": _tabs(task, active), "may_manage": manages,
        "may_act": manages or may(request.actor, HOST, task), "today": request.actor.on,
    }  # fmt: skip


def _tabs(task: StTask, active: str) -> list[dict[str, Any]]:
    told = (
        ("task_contract", _("Hợp đồng")), ("task_money", _("Kinh phí")), ("task_reports", _("Báo cáo")),
        ("task_inspections", _("Kiểm tra")), ("task_changes", _("Điều chỉnh")), ("task_stop", _("Chấm dứt")),
    )  # fmt: skip
    return [
        {"label": label, "url": reverse(name, kwargs={"pk": task.pk}), "active": name == active}
        for name, label in told
    ]


def act_page(
    request: HttpRequest,
    task: StTask,
    form: forms.Form,
    *,
    title: str,
    do: Callable[[], object],
    done: str,
    back: str,
    lead: str = "",
    submit: str = "",
    template: str = "ui/form_page.html",
) -> HttpResponse:
    """The page of one act on a task; afterwards the page of its topic."""
    address = reverse(back, kwargs={"pk": task.pk})

    def save() -> HttpResponse:
        do()
        messages.success(request, done)
        return redirect(address)

    return form_page(
        request, form, title=title, save=save, template=template, back=address, lead=lead, submit=submit or _("Lưu"),
        trail=trail_of(request, task, title), keep=f"nv-{task.pk}-{request.resolver_match.url_name}",
    )  # fmt: skip


def contract_of(task: StTask) -> Contract | None:
    contract = Contract.objects.filter(task=task).first()
    if contract:
        contract.task = task
    return contract
