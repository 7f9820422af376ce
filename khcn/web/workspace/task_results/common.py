"""What pages on outcomes share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from khcn.kernel.access import may, require
from khcn.operations.st_tasks.models import StTask
from khcn.web.workspace.st_tasks.common import draft_note, record_page, task_or_404, task_page, trail_of

TELL, MANAGE = "st_tasks.sttask.tell_outcome", "st_tasks.sttask.manage"


def told_task(request: HttpRequest, pk: int, right: str = TELL) -> StTask:
    """A task that this person follows and may write about."""
    task = task_or_404(request, pk)
    require(request.actor, right, task)
    return task


def home_of(task: StTask, part: str = "") -> str:
    """The page of the task at one of its parts; a task taken over by hand has its record in the register."""
    if task.procedure_id is None:
        return reverse("task_uses", kwargs={"pk": task.pk}) if part == "ung-dung" else record_page(task)
    return f"{task_page(task)}?phan={part}#phan" if part else task_page(task)


def frame(request: HttpRequest, task: StTask, title: str, part: str = "") -> dict[str, Any]:
    """What every page about a task shows around its own content."""
    return {
        "task": task, "note": draft_note(task.procedure), "back": home_of(task, part),
        "trail": trail_of(request, task, title), "may_tell": may(request.actor, TELL, task),
        "may_manage": may(request.actor, MANAGE, task),
    }  # fmt: skip
