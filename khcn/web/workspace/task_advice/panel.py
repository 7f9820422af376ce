"""The panel of independent experts on the page of a task, for those who manage it."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.opinions import asked_on
from khcn.web.workspace.st_tasks.common import MANAGE
from khcn.web.workspace.st_tasks.panels import Shown, panel

SHOWN = ("proposed", "ordered", "selecting", "accepting")


@panel(
    "chuyen-gia",
    _("Chuyên gia độc lập"),
    order=35,
    when=lambda request, task: task.state in SHOWN,
    right=MANAGE,
)
def experts(request: HttpRequest, task: StTask) -> Shown:
    return "task_advice/_panel.html", {"task": task, "matters": asked_on(task), "today": request.actor.on}
