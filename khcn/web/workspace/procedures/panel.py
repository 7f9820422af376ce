"""On the page of a task: the rule set it goes by, and for officers the way to another one before approval."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import may
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.models.tasks import BEFORE_APPROVAL
from khcn.web.workspace.st_tasks.panels import Shown, panel


@panel("bo-quy-tac", _("Bộ quy tắc"), order=95, when=lambda request, task: task.procedure_id is not None)
def rule_set(request: HttpRequest, task: StTask) -> Shown:
    movable = task.state in BEFORE_APPROVAL and task.state != "declined"
    context = {
        "task": task, "procedure": task.procedure, "may_repin": movable and may(request.actor, "st_tasks.sttask.manage", task),
    }  # fmt: skip
    return "procedures/_panel.html", context
