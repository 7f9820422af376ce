"""What the finance group's appraisal comes to: totals by source and year, and the difference from what was asked.

Money is whole đồng. A line not yet appraised has no amount; it is named, never counted as 0.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from .steps import BadSheet, Fault, Key, Step


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a budget: item of spending, source and year."""

    key: Key
    item: str
    source: str
    year: int
    asked: int
    appraised: int | None = None
    lump_sum: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Asked and appraised, with the difference over the appraised lines only."""

    name: Hashable
    asked: int
    appraised: int
    difference: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The result of the group: the whole, its parts, and what stands in the way of signing it."""

    total: Sum
    by_source: tuple[Sum, ...]
    by_year: tuple[Sum, ...]
    by_item: tuple[Sum, ...]
    faults: tuple[Fault, ...]
    steps: tuple[Step, ...]

    @property
    def complete(self) -> bool:
        return not self.faults


def appraise(*, lines: Sequence[Line], article: str = "") -> Appraisal:
    """Add the lines up. Refuses amounts that are no whole number of đồng from 0 up."""
    for line in lines:
        for amount in (line.asked, line.appraised):
            if amount is not None:
                whole(amount, line=line.key)
    total = _sum("", lines)
    step = Step(
        "finance.total",
        {
            "asked_money": total.asked,
            "appraised_money": total.appraised,
            "difference_money": total.difference,
        },
        article,
    )
    return Appraisal(
        total=total,
        by_source=_sums(lines, lambda line: line.source),
        by_year=_sums(lines, lambda line: line.year),
        by_item=_sums(lines, lambda line: line.item),
        faults=_faults(lines, article),
        steps=(step,),
    )


def whole(amount: int, **values: Key) -> int:
    """The amount, if it is a whole number of đồng from 0 up."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise BadSheet("not_exact", **values)
    if amount < 0:
        raise BadSheet("negative", **values)
    return amount


def _sum(name: Hashable, lines: Sequence[Line]) -> Sum:
    done = [(line.asked, line.appraised) for line in lines if line.appraised is not None]
    appraised = sum(amount for _, amount in done)
    return Sum(
        name=name,
        asked=sum(line.asked for line in lines),
        appraised=appraised,
        difference=appraised - sum(asked for asked, _ in done),
        waiting=len(lines) - len(done),
    )


def _sums(lines: Sequence[Line], part: Callable[[Line], str | int]) -> tuple[Sum, ...]:
    parts: dict[str | int, list[Line]] = {}
    for line in lines:
        parts.setdefault(part(line), []).append(line)
    return tuple(_sum(name, parts[name]) for name in sorted(parts))


def _faults(lines: Sequence[Line], article: str) -> tuple[Fault, ...]:
    waiting = [
        Fault("finance.not_appraised", {"item": line.key}, article)
        for line in lines
        if line.appraised is None
    ]
    above = [
        Fault(
            "finance.above_asked",
            {"item": line.key, "asked_money": line.asked, "appraised_money": line.appraised},
            article,
        )
        for line in lines
        if line.appraised is not None and line.appraised > line.asked
    ]
    return (*above, *waiting)
