"""The panel of contract and money on the page of a task."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.money.sums import budget_of
from khcn.web.workspace.st_tasks.common import INSIDE
from khcn.web.workspace.st_tasks.panels import Shown, panel
from khcn.web.workspace.task_money.common import UNDER_CONTRACT, contract_of
from khcn.web.workspace.task_money.contract import contract_facts

BEFORE = ("completing", "appraisal", "revising", "deciding")


@panel(
    "kinh-phi",
    _("Hợp đồng, kinh phí"),
    order=40,
    when=lambda request, task: task.state in UNDER_CONTRACT or task.step in BEFORE,
    right=INSIDE,
)
def money(request: HttpRequest, task: StTask) -> Shown:
    budget = budget_of(task.budget_lines.all())
    return "task_money/_panel.html", {
        "task": task,
        "budget": budget,
        **contract_facts(task, contract_of(task)),
    }
