"""Deadlines of steps: so many working or calendar days, months, years after a day."""

from datetime import date, timedelta

from khcn.lib.months import add_months
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.shape import Deadline, State


def due_day(deadline: Deadline, start: date) -> date:
    """The last day. Calendar days and months that end on a day off are left there: the circulars do not move them."""
    if deadline.unit == "working_days":
        return add_working_days(start, deadline.amount)
    if deadline.unit == "days":
        return start + timedelta(days=deadline.amount)
    return add_months(start, deadline.amount * (12 if deadline.unit == "years" else 1))


def step_due(task: StTask, state: State, entered: date) -> date | None:
    """When a task should leave the state; None where the rule set sets no deadline or its starting day is unknown."""
    if state.deadline is None:
        return None
    start = getattr(task, state.deadline.start) if state.deadline.start else entered
    return due_day(state.deadline, start) if start else None
