"""In what capacity somebody moves a task, as conditions on tasks; rule sets name these.

One right `st_tasks.sttask.as_<capacity>` each, so the page of rights and the table of the tests know them.
"""

from khcn.kernel.access import Actor, condition, may
from khcn.operations.st_tasks.models import StTask

#: Capacities that a rule set may name; `st_tasks.rules` declares a right for each.
CAPACITIES = ("proposer", "applicant", "officer", "leader", "council", "host")


def right_of(capacity: str) -> str:
    """The name of the right to act on a task in that capacity."""
    return f"st_tasks.sttask.as_{capacity}"


def capacities_on(actor: Actor, task: StTask) -> frozenset[str]:
    """All capacities that the person has on this task now."""
    return frozenset(one for one in CAPACITIES if may(actor, right_of(one), task))


__all__ = ["CAPACITIES", "capacities_on", "condition", "right_of"]
