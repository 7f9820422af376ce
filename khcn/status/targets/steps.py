"""The way of a target year by year: steps that a person set, and the others read off a straight line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from khcn.indicators.progress import Point
from khcn.plan.choices import Horizon
from khcn.plan.models import TargetStep
from khcn.status.targets.judging import Outcome

#: Targets that one year decides, so that there is a way towards it.
OF_A_WAY = (Horizon.BY, Horizon.AT, Horizon.INCREMENT)


@dataclass(frozen=True)
class Step:
    """What should be reached (or added) by the end of a year; `typed` is None where nobody set it: derived."""

    year: int
    low: Decimal
    high: Decimal | None = None
    typed: TargetStep | None = None


def start_of(outcome: Outcome) -> Point | None:
    """Where the way begins: the baseline, or the first value that the rule took for it."""
    return outcome.evidence.base or (outcome.rating.base if outcome.rating else None)


def on_scale(outcome: Outcome, told: Decimal) -> Decimal | None:
    """A goal or step on the scale of the values: what is to be added counts from where the way begins."""
    goal, start = outcome.evidence.goal, start_of(outcome)
    if goal.horizon != Horizon.INCREMENT:
        return told
    if start is None:
        return None
    return start.value + (told if goal.upward else -told)


def goal_ends(outcome: Outcome) -> tuple[Decimal, Decimal | None] | None:
    """Both ends of the goal on the scale of the values, the lower one first."""
    goal = outcome.evidence.goal
    told = [on_scale(outcome, end) for end in (goal.low, goal.high) if end is not None]
    ends = sorted(end for end in told if end is not None)
    return (ends[0], ends[1] if len(ends) > 1 else None) if ends else None


def way(outcome: Outcome, typed: Iterable[TargetStep]) -> list[Step]:
    """Steps of all years between the start and the goal's year; only those that a person set where there is no line."""
    by_hand = {step.year: Step(step.year, step.low, step.high, step) for step in typed}
    goal, bar, start = outcome.evidence.goal, outcome.evidence.goal.bar, start_of(outcome)
    if goal.horizon not in OF_A_WAY or goal.year is None or bar is None or start is None:
        return [by_hand[year] for year in sorted(by_hand)]
    begin = Decimal(0) if goal.horizon == Horizon.INCREMENT else start.value
    fixed = [(Decimal(start.year), begin), *((Decimal(year), step.low) for year, step in by_hand.items())]
    fixed = sorted([*fixed, (Decimal(goal.year), bar)])
    first = min([int(start.year) + 1, *by_hand])
    return [
        by_hand.get(year) or Step(year, _on_line(fixed, Decimal(year))) for year in range(first, goal.year)
    ]


def _on_line(fixed: list[tuple[Decimal, Decimal]], year: Decimal) -> Decimal:
    before = [one for one in fixed if one[0] <= year][-1]
    after = next(one for one in fixed if one[0] > year)
    return before[1] + (after[1] - before[1]) * (year - before[0]) / (after[0] - before[0])
