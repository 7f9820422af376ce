"""What money does when a task takes a step."""

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.guards import Step, effect
from khcn.operations.st_tasks.choices import LumpSum
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.models import CouncilItem
from khcn.operations.st_tasks.money.lines import final_product_faults, usual_mode
from khcn.operations.st_tasks.money.sums import planned_sum, state_lines


@effect("take_appraisal")
def take_appraisal(step: Step) -> None:
    """The appraised lines become the budget of the task, with the mode of spending that the finance group proposed.

    Spending to the final product is refused where the share paid by proof is too large for it.
    """
    task = step.task
    lines = list(task.budget_lines.all())
    told = _outcome(step)
    mode = str(told.get("lump_sum") or usual_mode(lines))
    if mode == LumpSum.FINAL:
        faults = final_product_faults(
            task, lines, measurable=bool(told.get("measurable", True)), proposed=True
        )
        if faults:
            raise DomainError(" ".join(cited(one) for one in faults), code="budget.lump_sum")
    if not lines:
        raise DomainError(_("Nhiệm vụ chưa có dòng dự toán nào."), code="budget.no_lines")
    task.budget, task.state_budget = planned_sum(lines), planned_sum(state_lines(lines))
    task.lump_sum = mode


def _outcome(step: Step) -> dict[str, object]:
    """What the finance group concluded last, if it did."""
    items = CouncilItem.objects.filter(task=step.task, concluded_at__isnull=False)
    finance = [one.code for one in step.outline.councils if one.judges == "finance"]
    item = items.filter(council__kind__in=finance).order_by("-concluded_at").first()
    return dict(item.outcome or {}) if item else {}
