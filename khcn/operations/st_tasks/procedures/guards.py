"""What rule sets ask of themselves at the approval of a task: that they hold on that day, and a code."""

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.guards import Step, effect, guard
from khcn.operations.st_tasks.choices import ProcedureState
from khcn.operations.st_tasks.procedures.coding import next_code


@guard("procedure_valid")
def procedure_valid(step: Step) -> str:
    """A task is approved under a rule set that is in force on the day of the decision; law 93/2025/QH15, article 73."""
    procedure = step.task.procedure
    assert procedure is not None
    if procedure.state == ProcedureState.DRAFT:
        return _(
            "Bộ quy tắc “%(name)s” còn là bản thảo. Hãy đưa vào áp dụng hoặc chuyển nhiệm vụ sang bộ khác."
        ) % {"name": procedure.name}
    day = step.values.get("valid_from") or step.task.valid_from
    if day and not procedure.valid_on(day):
        return _(
            "Bộ quy tắc “%(name)s” không áp dụng cho nhiệm vụ phê duyệt ngày %(day)s. Hãy chuyển nhiệm vụ sang bộ quy tắc"
            " đang áp dụng vào ngày đó."
        ) % {"name": procedure.name, "day": f"{day:%d/%m/%Y}"}
    return ""


@effect("give_code")
def give_code(step: Step) -> None:
    """A code by the pattern of the rule set; one that the task has, or that was typed, stays as it is."""
    task, day = step.task, step.task.valid_from
    if not task.code and day and step.outline.code_pattern:
        task.code = next_code(task, step.outline, day.year)
