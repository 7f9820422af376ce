"""How late an acceptance dossier is, and what follows (TT 11/2014/TT-BKHCN, TT 20/2023/TT-BKHCN)."""

from dataclasses import dataclass
from datetime import date, timedelta

from khcn.lib.months import add_months
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.shape import Outline

DOSSIER_DAYS, BARRED_DAYS, FAIL_MONTHS = (
    "acceptance.dossier_days", "acceptance.late_barred_days", "acceptance.late_fail_months",
)  # fmt: skip


@dataclass(frozen=True)
class Lateness:
    """`days` after the last day; `bars` the host from new bids; `fails` the task whatever its products."""

    due: date | None
    days: int
    bars: bool
    fails: bool


def dossier_due(task: StTask, outline: Outline) -> date | None:
    """The last day for the acceptance dossier: as fixed when the contract was signed, else so many days after its end."""
    if task.acceptance_due_on:
        return task.acceptance_due_on
    days = amount(outline, DOSSIER_DAYS)
    return task.ends_on + timedelta(days=days) if task.ends_on and days is not None else None


def lateness(task: StTask, outline: Outline, on: date) -> Lateness:
    """How late the dossier is, if it was handed in or, without that, by the day asked about."""
    due, day = dossier_due(task, outline), task.dossier_on or on
    if due is None or day <= due:
        return Lateness(due, 0, False, False)
    late, most, months = (day - due).days, amount(outline, BARRED_DAYS), amount(outline, FAIL_MONTHS)
    return Lateness(
        due, late, most is not None and late > most, months is not None and day > add_months(due, months)
    )


def amount(outline: Outline, code: str) -> int | None:
    """A whole number of the rule set; None where the rule set does not have it."""
    figure = outline.figure_by_code.get(code)
    return int(figure.value) if figure else None
