"""One obstacle: raising it, reading it, changing, answering and closing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.agency_reports.domain import answer_obstacle, close_obstacle, edit_obstacle, raise_obstacle
from khcn.agency_reports.models import Obstacle
from khcn.agency_reports.queries import obstacles_seen_by, raising_agencies
from khcn.kernel.access import may, require, visible
from khcn.kernel.errors import DomainError
from khcn.plan.models import Task
from khcn.plan.queries import visible_plans
from khcn.web.ui.forms import form_page
from khcn.web.workspace.obstacles.forms import AnswerForm, NewObstacleForm, ObstacleForm


def obstacle_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, "agency_reports.obstacle.raise")
    task = _task(request)
    agencies = raising_agencies(request.actor)
    plans = [task.plan] if task else list(visible_plans(request.actor))
    if not agencies or not plans:
        raise DomainError(
            _("Chưa nêu được vướng mắc: tài khoản chưa thuộc cơ quan nào hoặc chưa có kế hoạch nào."),
            code="obstacle.no_place",
        )
    form = NewObstacleForm(request.POST or None, agencies=agencies, plans=plans, task=task)

    def save() -> HttpResponse:
        obstacle = raise_obstacle(by=request.actor, **form.place(), **form.words())
        messages.success(request, _("Đã nêu vướng mắc. Sở KH&CN được thông báo ngay."))
        return redirect("obstacle_detail", pk=obstacle.pk)

    title = _("Nêu vướng mắc")
    return form_page(
        request,
        form,
        title=title,
        save=save,
        keep="vuong-mac",
        submit=_("Gửi vướng mắc"),
        lead=str(task) if task else "",
        trail=[(_("Vướng mắc"), reverse("obstacle_list")), (title, "")],
        back=reverse("obstacle_list"),
    )


def _task(request: HttpRequest) -> Task | None:
    """The task named by ?nhiem-vu=, if this person may see it."""
    told = request.GET.get("nhiem-vu", "")
    if not told.isdecimal():
        return None
    rows = visible(request.actor, "plan.task.view", Task.objects.select_related("plan"))
    return get_object_or_404(rows, pk=told)


def obstacle_detail(request: HttpRequest, pk: int) -> HttpResponse:
    obstacle = _found(request, pk)
    actor = request.actor
    may_answer = obstacle.state == "open" and may(actor, "agency_reports.obstacle.answer")
    form = AnswerForm(request.POST or None)

    def save() -> HttpResponse:
        answer_obstacle(obstacle=obstacle, answer=form.cleaned_data["answer"], by=actor)
        messages.success(request, _("Đã ghi trả lời. Cơ quan nêu vướng mắc được thông báo."))
        return redirect("obstacle_detail", pk=pk)

    if request.method == "POST":
        require(actor, "agency_reports.obstacle.answer", obstacle)
    return form_page(
        request,
        form,
        title=obstacle.title,
        save=save,
        template="obstacles/obstacle_detail.html",
        obstacle=obstacle,
        may_answer=may_answer,
        may_edit=obstacle.state == "open" and may(actor, "agency_reports.obstacle.edit", obstacle),
        may_close=may_close(request, obstacle),
        today=timezone.localdate(),
        trail=[(_("Vướng mắc"), reverse("obstacle_list")), (obstacle.title, "")],
    )


def may_close(request: HttpRequest, obstacle: Obstacle) -> bool:
    """The agency that raised it, or a coordinator, says that it is gone."""
    return obstacle.state != "closed" and may(request.actor, "agency_reports.obstacle.close", obstacle)


def obstacle_edit(request: HttpRequest, pk: int) -> HttpResponse:
    obstacle = _found(request, pk)
    require(request.actor, "agency_reports.obstacle.edit", obstacle)
    names = tuple(ObstacleForm.base_fields)
    form = ObstacleForm(request.POST or None, initial={name: getattr(obstacle, name) for name in names})

    def save() -> HttpResponse:
        edit_obstacle(obstacle=obstacle, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu vướng mắc."))
        return redirect("obstacle_detail", pk=pk)

    title = _("Sửa vướng mắc")
    back = reverse("obstacle_detail", kwargs={"pk": pk})
    trail = [(_("Vướng mắc"), reverse("obstacle_list")), (obstacle.title, back), (title, "")]
    return form_page(request, form, title=title, save=save, keep=f"vuong-mac-{pk}", back=back, trail=trail)


@require_POST
def obstacle_close(request: HttpRequest, pk: int) -> HttpResponse:
    obstacle = _found(request, pk)
    require(request.actor, "agency_reports.obstacle.close", obstacle)
    close_obstacle(obstacle=obstacle, by=request.actor)
    messages.success(request, _("Đã ghi vướng mắc là giải quyết xong."))
    return redirect("obstacle_detail", pk=pk)


def _found(request: HttpRequest, pk: int) -> Obstacle:
    require(request.actor, "agency_reports.obstacle.list")
    return get_object_or_404(
        obstacles_seen_by(request.actor).select_related("answered_by", "created_by"), pk=pk
    )
