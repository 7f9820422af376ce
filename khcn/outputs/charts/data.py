"""What charts are told: values by year, goals, baselines, milestones. Decimal, and None where missing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from khcn.outputs.charts.numbers import NARROW_GAP, brief, span

Operator = Literal["ge", "gt", "le", "lt", "eq", "approx", "between", ""]
Direction = Literal["up", "down"]

_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "", "approx": "≈", "between": "", "": ""}


@dataclass(frozen=True)
class Point:
    """An observed value; `final` False (estimate, preliminary) is drawn hollow, `vintage` says which."""

    year: int
    value: Decimal | None
    final: bool = True
    vintage: str = ""


@dataclass(frozen=True)
class ForecastPoint:
    """The forecast of one year: median and the ends of the 80 and 95 per cent intervals."""

    year: int
    median: Decimal
    low80: Decimal | None = None
    high80: Decimal | None = None
    low95: Decimal | None = None
    high95: Decimal | None = None


@dataclass(frozen=True)
class Milestone:
    """What is to be reached in one year on the way."""

    year: int
    value: Decimal


@dataclass(frozen=True)
class Baseline:
    """Where one started: a year, or a period when `until` is given."""

    value: Decimal
    year: int
    until: int | None = None

    @property
    def period(self) -> str:
        return f"{self.year}–{self.until}" if self.until else str(self.year)


@dataclass(frozen=True)
class Goal:
    """The target: `low` is its value; `between` has `high` too. Year is when it is due."""

    low: Decimal
    operator: Operator = "ge"
    high: Decimal | None = None
    year: int | None = None

    def text(self, unit: str = "", places: int | None = None) -> str:
        """`≥ 20%`, `15–20%`, `≈ 3 mô hình`."""
        if self.operator == "between" and self.high is not None:
            return span(self.low, self.high, unit, places)
        sign = _SIGNS[self.operator]
        return f"{sign}{NARROW_GAP if sign else ''}{brief(self.low, unit, places)}"

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The values the scale must show."""
        return (self.low,) if self.high is None else (self.low, self.high)


@dataclass(frozen=True)
class Series:
    """Values of one territory or reading; a year in `breaks` starts a series that is not comparable.

    `every` is the distance of values in years: a survey each second year has no gaps at `every=2`.
    """

    name: str
    points: tuple[Point, ...]
    breaks: tuple[int, ...] = ()
    every: int = 1
