"""The proposal and the dossiers of a task, on its page: for the department and for the teams, each what they may see."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import may, visible
from khcn.operations.st_tasks.applications.saving import RULE_SETS
from khcn.operations.st_tasks.applications.similar import TO_JUDGE
from khcn.operations.st_tasks.models import Application, StTask
from khcn.web.workspace.applications.common import VIEW, address
from khcn.web.workspace.applications.words import state_look
from khcn.web.workspace.st_tasks.common import LIST, MANAGE
from khcn.web.workspace.st_tasks.panels import Shown, panel

MOST = 100


@panel("ho-so", _("Đề xuất, hồ sơ"), order=10, when=lambda request, task: task.procedure_id is not None)
def applications(request: HttpRequest, task: StTask) -> Shown:
    """What came in for the task, the search for similar ones, where a dossier is begun or judged."""
    rows = Application.objects.filter(task=task).select_related("organisation").defer(*RULE_SETS)
    seen = visible(request.actor, VIEW, rows).order_by("-purpose", "sent_at", "pk")[:MOST]
    reads = may(request.actor, LIST)
    return "applications/_panel.html", {
        "task": task, "rows": [_row(one, task, may(request.actor, MANAGE, task)) for one in seen], "reads": reads,
        "to_judge": task.similar_to.filter(score__gte=TO_JUDGE, verdict="").count() if reads else 0,
        "takes": task.step == "direct", "new_address": request.build_absolute_uri(reverse("dossier_new", kwargs={"pk": task.pk})),
    }  # fmt: skip


def _row(one: Application, task: StTask, manages: bool) -> dict[str, object]:
    direct = task.step == "opening" and one.purpose == "dossier" and one.call_id is None
    judge = (
        reverse("direct_validity", kwargs={"pk": task.pk, "dossier": one.pk}) if direct and manages else ""
    )
    return {"application": one, "url": address(one), "look": state_look(one), "judge": judge}
