"""Changes of a task under way: asked for by the host, decided by the department."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.choices import ChangeKind, ChangeState
from khcn.operations.st_tasks.models import Change, StTask
from khcn.operations.st_tasks.money.words import day_said, dong
from khcn.operations.st_tasks.running.changes import (
    ask_change,
    decide_change,
    report_own_change,
    told_late,
)
from khcn.operations.st_tasks.running.due import extension_last_day
from khcn.operations.st_tasks.running.judging_changes import faults_of, warnings_of
from khcn.operations.st_tasks.running.wishes import GROUNDS
from khcn.web.workspace.task_money.common import act_page, frame, task_for, task_of_host
from khcn.web.workspace.task_running.forms import ChangeForm, DecideForm, OwnChangeForm

BACK = "task_changes"
WORDS = {
    "ends_on": gettext_lazy("thực hiện đến"), "acceptance_due_on": gettext_lazy("hạn hồ sơ nghiệm thu"), "extended_from": gettext_lazy("hạn trước gia hạn"),
    "done": gettext_lazy("đã hoàn thành"), "name": gettext_lazy("tên"), "objective": gettext_lazy("mục tiêu"), "content": gettext_lazy("nội dung"), "product": gettext_lazy("sản phẩm"),
    "leader_name": gettext_lazy("chủ nhiệm"), "host_name": gettext_lazy("tổ chức chủ trì"), "text": gettext_lazy("nội dung"),
}  # fmt: skip


@require_safe
def task_changes(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk)
    changes = list(Change.objects.filter(task=task).order_by("-pk"))
    rows = [_row(one, task) for one in changes]
    context = frame(request, task, _("Điều chỉnh"), BACK) | {
        "rows": rows, "kinds": ChangeKind.choices, "may_ask": task.state in ("running", "paused"),
        "last_day": extension_last_day(task),
    }  # fmt: skip
    return render(request, "task_running/changes.html", context)


def _row(change: Change, task: StTask) -> dict[str, Any]:
    change.task = task
    return {
        "change": change, "wish": said(task, change.wish), "before": said(task, change.before),
        "ground": GROUNDS.get(change.ground, ""), "late": told_late(change),
        "faults": faults_of(change) if change.state == ChangeState.ASKED else [],
        "warnings": warnings_of(change) if change.state == ChangeState.ASKED else [],
    }  # fmt: skip


def said(task: StTask, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A wish, or what stood before, in words."""
    found = [(str(WORDS[name]), _value(value)) for name, value in told.items() if name in WORDS and value]
    if lines := told.get("lines"):
        names = {str(line.pk): f"{line.year} · {line.what or line.item}" for line in task.budget_lines.all()}
        found += [(names.get(key, key), dong(amount)) for key, amount in lines.items()]
    return found


def _value(value: Any) -> str:
    try:
        return day_said(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def task_change_ask(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    task = task_of_host(request, pk)
    if kind not in ChangeKind.values:
        raise Http404
    form = ChangeForm(request.POST or None, kind=kind, task=task, initial={"on": request.actor.on})
    return act_page(
        request, task, form, title=str(ChangeKind(kind).label), back=BACK, done=_("Đã gửi đề nghị điều chỉnh."),
        do=lambda: ask_change(
            task=task, kind=kind, reason=form.cleaned_data["reason"], wish=form.wish(), by=request.actor,
            ground=form.cleaned_data.get("ground", ""), on=form.cleaned_data["on"],
        ),
        submit=_("Gửi đề nghị"), lead=_lead(task, kind),
    )  # fmt: skip


def _lead(task: StTask, kind: str) -> str:
    day = extension_last_day(task)
    if kind != ChangeKind.EXTENSION or day is None:
        return ""
    return _("Hiện thực hiện đến hết ngày %(end)s; đề nghị gia hạn chậm nhất ngày %(last)s.") % {
        "end": day_said(task.ends_on), "last": day_said(day)
    }  # fmt: skip


def task_change_own(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_of_host(request, pk)
    form = OwnChangeForm(request.POST or None, initial={"decided_on": request.actor.on})
    return act_page(
        request, task, form, title=_("Báo điều chỉnh do tổ chức chủ trì tự quyết định"), back=BACK, done=_("Đã ghi."),
        do=lambda: report_own_change(
            task=task, kind=form.cleaned_data["kind"], what=form.cleaned_data["reason"],
            decided_on=form.cleaned_data["decided_on"], by=request.actor,
        ),
    )  # fmt: skip


def task_change_decide(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    found = get_object_or_404(Change, task=task, pk=change)
    found.task = task
    form = DecideForm(request.POST or None, initial={"on": request.actor.on})
    faults = faults_of(found) if found.state == ChangeState.ASKED else []

    def decide() -> None:
        told = dict(form.cleaned_data)
        decide_change(change=found, agreed=told.pop("agreed") == "co", by=request.actor, **told)

    return act_page(
        request, task, form, title=_("Quyết định: %(kind)s") % {"kind": found.get_kind_display()}, back=BACK, do=decide,
        done=_("Đã ghi quyết định."), lead=" ".join([found.reason, *faults]),
    )  # fmt: skip
