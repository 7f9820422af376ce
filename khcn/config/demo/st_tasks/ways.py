"""The way of a bulk task to its step, with the day of each step; counted back from the day of the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khcn.operations.st_tasks.procedures.shape import Outline

MAIN = (
    "received", "screening", "identification", "identified", "ordering", "ordered", "calling", "opening", "selection",
    "completing", "appraisal", "revising", "deciding", "approved", "running", "dossier", "checking", "acceptance", "finishing",
    "registration", "recognition", "settlement", "handover", "follow_up", "closed",
)  # fmt: skip
#: What leaves the main way, and where.
ASIDE = {
    "returned": ("received",), "rejected": ("screening",), "merged": ("screening",), "not_recommended": ("identification",),
    "cancelled": ("deciding",), "paused": ("running",), "terminated": ("running", "paused"), "direct": ("ordered",),
}  # fmt: skip
#: Usual days in a step before the next one.
STAYS = {
    "received": 6, "screening": 18, "identification": 14, "identified": 5, "ordering": 12, "ordered": 10, "calling": 32,
    "direct": 25, "opening": 6, "selection": 18, "completing": 15, "appraisal": 9, "revising": 10, "deciding": 11, "approved": 9,
    "paused": 45, "dossier": 18, "checking": 3, "acceptance": 30, "finishing": 28, "registration": 12, "recognition": 9,
    "settlement": 40, "handover": 12, "follow_up": 60,
}  # fmt: skip
AGREED = {"rejected", "merged", "returned", "cancelled", "terminated", "paused", "direct"}


@dataclass(frozen=True)
class Passed:
    """One step: the state entered, by which transition, on which day, from where; the first has none."""

    state: str
    transition: str
    source: str
    on: date


def states_to(target: str, *, direct: bool = False) -> tuple[str, ...]:
    """The states passed, the target last."""
    if target in MAIN:
        way = MAIN[: MAIN.index(target) + 1]
    else:
        before = ASIDE[target]
        way = (*MAIN[: MAIN.index(before[0]) + 1], *before[1:], target)
    return tuple("direct" if direct and one == "calling" else one for one in way)


def passed(outline: Outline, states: Sequence[str], last: date, *, running: int) -> list[Passed]:
    """Each step with its day; the task came into the last state on `last`."""
    days = [last]
    for state in reversed(states[:-1]):
        days.append(days[-1] - timedelta(running if state == "running" else STAYS[state]))
    days.reverse()
    found = [Passed(states[0], "propose", "", days[0])]
    for source, target, day in zip(states, states[1:], days[1:], strict=False):
        move = next(one for one in outline.transitions if source in one.sources and one.target == target)
        found.append(Passed(target, move.code, source, day))
    return found
