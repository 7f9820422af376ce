"""What a rating is made from and what it tells. Plain data, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Year = int | Decimal

ACHIEVED, ON_TRACK, MODERATE, LIMITED = "achieved", "on_track", "moderate", "limited"
DETERIORATION, OVERDUE, NOT_AVAILABLE = "deterioration", "overdue", "not_available"
STATUSES = (ACHIEVED, ON_TRACK, MODERATE, LIMITED, DETERIORATION, OVERDUE, NOT_AVAILABLE)
METHODS = ("own", "linear", "cagr", "eurostat")


@dataclass(frozen=True, slots=True)
class Point:
    """One value; `break_before` says that it cannot be compared with earlier ones.

    `label` tells the time in sentences where a bare year would be wrong: “ngày 27/03/2023”, “tính đến 23/11/2026”.
    """

    year: Year
    value: Decimal
    provisional: bool = False
    break_before: bool = False
    label: str = field(default="", compare=False)


@dataclass(frozen=True)
class Goal:
    """A target in the plan's own terms; `milestones` are the yearly steps of its road map."""

    operator: str = "ge"
    low: Decimal | None = None
    high: Decimal | None = None
    year: int | None = None
    upward: bool = True
    kind: str = "level"
    horizon: str = "by"
    overshoot_bad: bool = False
    milestones: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def bar(self) -> Decimal | None:
        """The end of the range that must be met: the easier one."""
        ends = (self.low, self.high) if self.upward else (self.high, self.low)
        return next((end for end in ends if end is not None), None)

    @property
    def far(self) -> Decimal | None:
        """The harder end, if there is one."""
        end = self.high if self.upward else self.low
        return None if end == self.bar else end

    @property
    def contradictory(self) -> bool:
        """“At least” where less is better, “at most” where more is better."""
        return self.operator in (("le",) if self.upward else ("ge", "gt"))

    def meets(self, value: Decimal, bar: Decimal) -> bool:
        if self.operator == "gt":
            return value > bar
        return value >= bar if self.upward else value <= bar


@dataclass(frozen=True)
class Rating:
    """A status, the sentence that explains it, and every number it rests on."""

    rule: str
    status: str
    reason: str
    base: Point | None = None
    current: Point | None = None
    ratio: Decimal | None = None
    score: Decimal | None = None
    pace: Decimal | None = None
    required_pace: Decimal | None = None
    high_met: bool | None = None
    shortfall: Decimal | None = None
    growth: Decimal | None = None
    label: str = ""
    years_met: int | None = None
    years_rated: int | None = None


class NotRated(Exception):
    """There is no answer; the sentence says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
