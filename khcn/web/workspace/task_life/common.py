"""Finding the task of a page, and the trail that leads back to it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import require, visible
from khcn.plan.models import Task


def task_for(request: HttpRequest, plan: str, no: str, right: str) -> Task:
    """The task if this person may see it and holds the right; the same 404 for hidden and missing."""
    rows = visible(request.actor, "plan.task.view", Task.objects.select_related("plan"))
    task = rows.filter(plan__code=plan, no=no).first()
    if task is None:
        require(request.actor, "agencies.agency.view")
        raise Http404
    require(request.actor, right, task)
    return task


def task_url(task: Task, part: str = "") -> str:
    return reverse("task_detail", kwargs={"plan": task.plan.code, "no": task.no}) + part


def frame(task: Task, title: str) -> dict[str, Any]:
    code = {"plan": task.plan.code}
    return {
        "task": task,
        "plan": task.plan,
        "trail": [
            (task.plan.symbol or task.plan.short_title, reverse("plan_detail", kwargs=code)),
            (_("Nhiệm vụ"), reverse("task_list", kwargs=code)),
            (f"{task.no}. {task.short_title}", task_url(task)),
            (title, ""),
        ],
        "back": task_url(task),
    }
