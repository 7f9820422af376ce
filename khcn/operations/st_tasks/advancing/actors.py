"""In what capacity somebody moves a task, as conditions on tasks; rule sets name these.

One right `st_tasks.sttask.as_<capacity>` each, so the page of rights and the table of the tests know them.
"""

from django.db.models import BooleanField, Case, When

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, condition
from khcn.operations.st_tasks.models import StTask

#: Capacities that a rule set may name; `st_tasks.rules` declares a right for each.
CAPACITIES = ("proposer", "applicant", "officer", "leader", "council", "host")


def right_of(capacity: str) -> str:
    """The name of the right to act on a task in that capacity."""
    return f"st_tasks.sttask.as_{capacity}"


def capacities_on(actor: Actor, task: StTask) -> frozenset[str]:
    """All capacities that the person has on this task now; one query, or none."""
    told = {one: condition(right_of(one), actor) for one in CAPACITIES}
    always = {one for one, q in told.items() if q == EVERYTHING}
    asked = {one: q for one, q in told.items() if q not in (EVERYTHING, NOTHING)}
    if not asked:
        return frozenset(always)
    holds = {
        one: Case(When(q, then=True), default=False, output_field=BooleanField()) for one, q in asked.items()
    }
    row = (
        StTask._base_manager.filter(pk=task.pk)
        .values(**{f"as_{one}": case for one, case in holds.items()})
        .first()
    )
    return frozenset(always | {one for one in asked if row and row[f"as_{one}"]})
