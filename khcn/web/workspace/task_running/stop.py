"""An early end of a task: notice, decision with what is paid back, payments; who may not take part for a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.judging.storing import restored
from khcn.operations.st_tasks.models import Stop, StTask
from khcn.operations.st_tasks.running.stopping import advanced_of, decide_stop, open_stop, record_refund
from khcn.web.workspace.task_money.common import act_page, frame, task_for
from khcn.web.workspace.task_money.forms import AmountForm
from khcn.web.workspace.task_running.forms import DecideStopForm, OpenStopForm

BACK = "task_stop"


@require_safe
def task_stop(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk)
    stop = Stop.objects.filter(task=task).first()
    context = frame(request, task, _("Chấm dứt thực hiện"), BACK) | {
        "stop": stop, "advanced": advanced_of(task),
        "steps": [cited(one) for one in restored(stop.arithmetic)] if stop else [],
        "left": (stop.refund or 0) - (stop.refunded or 0) if stop else 0,
        "may_open": task.state in ("running", "paused", "accepting"),
        "sanctions": task.sanctions.select_related("organisation", "person"),
    }  # fmt: skip
    return render(request, "task_running/stop.html", context)


def task_stop_open(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    form = OpenStopForm(request.POST or None, initial={"paused_on": request.actor.on})

    def act() -> None:
        told = dict(form.cleaned_data)
        open_stop(task=task, objective=told.pop("objective") == "khach-quan", by=request.actor, **told)

    return act_page(
        request, task, form, title=_("Ghi thông báo tạm dừng để chấm dứt"), back=BACK, do=act, done=_("Đã ghi thông báo."),
        lead=_("Bước “tạm dừng” của nhiệm vụ được thực hiện ở trang nhiệm vụ."),
    )  # fmt: skip


def task_stop_decide(request: HttpRequest, pk: int) -> HttpResponse:
    task, stop = _stop(request, pk)
    form = DecideStopForm(request.POST or None, initial={"on": request.actor.on})
    advanced = f"{advanced_of(task):,}".replace(",", ".")
    return act_page(
        request, task, form, title=_("Ghi quyết định chấm dứt"), back=BACK, done=_("Đã ghi quyết định."),
        do=lambda: decide_stop(stop=stop, by=request.actor, **form.cleaned_data),
        lead=_("Ngân sách đã cấp %(advanced)s đồng. Phần không chi phải hoàn trả toàn bộ.") % {"advanced": advanced},
    )  # fmt: skip


def task_stop_refund(request: HttpRequest, pk: int) -> HttpResponse:
    task, stop = _stop(request, pk)
    form = AmountForm(request.POST or None)
    return act_page(
        request, task, form, title=_("Ghi một lần hoàn trả"), back=BACK, done=_("Đã ghi hoàn trả."),
        do=lambda: record_refund(stop=stop, by=request.actor, **form.cleaned_data),
    )  # fmt: skip


def _stop(request: HttpRequest, pk: int) -> tuple[StTask, Stop]:
    task = task_for(request, pk, manage=True)
    stop = get_object_or_404(Stop, task=task)
    stop.task = task
    return task, stop
