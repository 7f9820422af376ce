"""The years in which a task's results are followed up."""

from datetime import date

from khcn.lib.months import add_months
from khcn.operations.st_tasks.models import StTask, Use
from khcn.operations.st_tasks.procedures.shape import Outline

YEARS = "follow_up.years"


def plan_uses(task: StTask, outline: Outline, *, start: date) -> list[Use]:
    """One report a year, due on the anniversaries of `start`; a year that was reported on already gets its due day."""
    figure = outline.figure_by_code.get(YEARS)
    planned = []
    for n in range(1, int(figure.value) + 1 if figure else 1):
        due = add_months(start, 12 * n)
        use, _new = Use.objects.get_or_create(task=task, year=due.year, defaults={"due_on": due})
        if use.due_on is None:
            use.due_on = due
            use.save(update_fields=["due_on"])
        planned.append(use)
    return planned
