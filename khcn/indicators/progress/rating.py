"""The two questions other parts of the house ask: one rating, or all methods side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from khcn.indicators.progress.case import Case
from khcn.indicators.progress.evidence import Evidence, gather
from khcn.indicators.progress.milestone import RULE, rate_milestone
from khcn.indicators.progress.model import METHODS, NOT_AVAILABLE, Goal, NotRated, Point, Rating, Year
from khcn.indicators.progress.own import own
from khcn.indicators.progress.published import eurostat, open_sdg
from khcn.indicators.progress.towards import linear, rate_towards


def _linear(case: Case) -> Rating:
    return rate_towards(case, "linear", linear)


RULES: dict[str, Callable[[Case], Rating]] = {
    "own": own,
    "linear": _linear,
    "cagr": open_sdg,
    "eurostat": eurostat,
}


def rate(
    points: Sequence[Point],
    goal: Goal,
    *,
    base: Point | None = None,
    base_year: Year | None = None,
    today_year: int,
    method: str = "own",
    limit: Decimal | None = None,
) -> Rating:
    """Never an exception for data: what cannot be rated is `not_available`, and the reason says why.

    `base` is the plan's own baseline; without it the first official value from `base_year` on is the base.
    """
    evidence = gather(points, base, base_year)
    case = Case(_from_base(goal, evidence), evidence, today_year, limit)
    milestone = goal.kind == "milestone" or goal.horizon == "milestone"
    name, rule = (RULE, rate_milestone) if milestone else (method, RULES[method])
    try:
        return rule(case)
    except NotRated as told:
        return case.rating(name, NOT_AVAILABLE, told.reason)


def panel(
    points: Sequence[Point],
    goal: Goal,
    *,
    base: Point | None = None,
    base_year: Year | None = None,
    today_year: int,
    limit: Decimal | None = None,
) -> list[Rating]:
    """The house rules, then the published ones, for the panel that compares methods."""
    return [
        rate(
            points,
            goal,
            base=base,
            base_year=base_year,
            today_year=today_year,
            method=method,
            limit=limit,
        )
        for method in METHODS
    ]


def _from_base(goal: Goal, evidence: Evidence) -> Goal:
    """“30 more by 2030” is the base plus 30 by 2030; without a base there is no number to meet."""
    if goal.horizon != "increment":
        return goal
    if evidence.base is None:
        return replace(goal, low=None, high=None, milestones={})
    start, sign = evidence.base.value, 1 if goal.upward else -1
    low, high = (None if end is None else start + sign * end for end in (goal.low, goal.high))
    steps = {year: start + sign * step for year, step in goal.milestones.items()}
    return replace(goal, horizon="by", low=low, high=high, milestones=steps)
