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
    """What should be reached at the end of a year; `typed` is None where nobody set it and it is derived."""

    year: int
    low: Decimal
    high: Decimal | None = None
    typed: TargetStep | None = None


def start_of(outcome: Outcome) -> Point | None:
    """Where the way begins: the baseline, or the first value that the rule took for it."""
    return outcome.evidence.base or (outcome.rating.base if outcome.rating else None)


def goal_ends(outcome: Outcome) -> tuple[Decimal, Decimal | None] | None:
    """Both ends of the goal on the scale of the values: what is to be added counts from where the way begins."""
    goal, start = outcome.evidence.goal, start_of(outcome)
    if goal.bar is None:
        return None
    shift = Decimal(0)
    if goal.horizon == Horizon.INCREMENT:
        if start is None:
            return None
        shift = start.value
    ends = [end + shift for end in (goal.low, goal.high) if end is not None]
    return ends[0], ends[1] if len(ends) > 1 else None


def way(outcome: Outcome, typed: Iterable[TargetStep]) -> list[Step]:
    """Steps of all years between the start and the goal's year; only those that a person set where there is no line."""
    by_hand = {step.year: Step(step.year, step.low, step.high, step) for step in typed}
    goal, ends, start = outcome.evidence.goal, goal_ends(outcome), start_of(outcome)
    if goal.horizon not in OF_A_WAY or goal.year is None or ends is None or start is None:
        return [by_hand[year] for year in sorted(by_hand)]
    bar = ends[0] if goal.upward or ends[1] is None else ends[1]
    fixed = [
        (Decimal(start.year), start.value),
        *((Decimal(year), step.low) for year, step in by_hand.items()),
    ]
    fixed = sorted([*fixed, (Decimal(goal.year), bar)])
    first = min([int(start.year) + 1, *by_hand])
    return [
        by_hand.get(year) or Step(year, _on_line(fixed, Decimal(year))) for year in range(first, goal.year)
    ]


def _on_line(fixed: list[tuple[Decimal, Decimal]], year: Decimal) -> Decimal:
    before = [one for one in fixed if one[0] <= year][-1]
    after = next(one for one in fixed if one[0] > year)
    return before[1] + (after[1] - before[1]) * (year - before[0]) / (after[0] - before[0])
