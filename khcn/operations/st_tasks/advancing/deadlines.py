"""Deadlines of steps: so many working or calendar days, months, years after a day."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from khcn.lib.months import add_months
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.shape import Deadline, Outline, State, Transition


def due_day(deadline: Deadline, start: date) -> date:
    """The last day. Calendar days and months that end on a day off are left there: the circulars do not move them."""
    if deadline.unit == "working_days":
        last = add_working_days(start, deadline.amount)
    elif deadline.unit == "days":
        last = start + timedelta(days=deadline.amount)
    else:
        last = add_months(start, deadline.amount * (12 if deadline.unit == "years" else 1))
    return due_day(deadline.then, last) if deadline.then else last


def closing_day(task: StTask) -> date | None:
    """The day on which the call of the task closes."""
    closes = task.call.closes_at if task.call else None
    return timezone.localtime(closes).date() if closes else None


#: Days that a rule set may count from besides the date fields of the task.
STARTS: dict[str, Callable[[StTask], date | None]] = {"closing": closing_day}


def known_starts() -> frozenset[str]:
    """All names that `from` of a deadline may have."""
    dates = (one.name for one in StTask._meta.get_fields() if isinstance(one, models.DateField))
    return frozenset({*dates, *STARTS} - {"step_since", "created_at", "updated_at"})


def step_due(task: StTask, state: State, entered: date, move: Transition | None = None) -> date | None:
    """When a task should leave the state that it entered by this transition; None where the rule set sets no deadline
    or its starting day is unknown.

    Tasks given directly have no call: what is counted from its closing is counted from the day of entering.
    """
    deadline = (move.deadline if move else None) or state.deadline
    if deadline is None:
        return None
    start = _start(task, deadline.start, entered)
    return due_day(deadline, start) if start else None


def _start(task: StTask, name: str, entered: date) -> date | None:
    if not name:
        return entered
    if name == "closing" and task.call_id is None:
        return entered
    found: date | None = STARTS[name](task) if name in STARTS else getattr(task, name)
    return found


def set_due(task: StTask, outline: Outline) -> bool:
    """Work the deadline of the present step out again, after an extension or a new closing day; True if it moved.

    The caller saves the task.
    """
    since = timezone.localtime(task.step_since).date() if task.step_since else None
    if task.step not in outline.state_by_code or since is None:
        return False
    latest = task.events.filter(target=task.step).order_by("-pk").first()
    move = outline.transition(latest.transition) if latest else None
    due = step_due(task, outline.state(task.step), latest.on if latest else since, move)
    moved, task.step_due = due != task.step_due, due
    return moved
