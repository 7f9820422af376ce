"""The panel of a task under way on its page."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.running.due import due_until
from khcn.web.workspace.st_tasks.common import INSIDE
from khcn.web.workspace.st_tasks.panels import Shown, panel
from khcn.web.workspace.task_running.reports import report_rows

SHOWN = ("running", "paused", "accepting", "accepted", "closed", "terminated")


@panel("thuc-hien", _("Thực hiện"), order=45, when=lambda request, task: task.state in SHOWN, right=INSIDE)
def running(request: HttpRequest, task: StTask) -> Shown:
    today = request.actor.on
    found = due_until(StTask.objects.filter(pk=task.pk), today + timedelta(days=90))
    rows = [(one, one.late(today)) for one in found]
    return "task_running/_panel.html", {
        "task": task,
        "due": rows,
        "rows": report_rows(task, request),
        "today": today,
    }
