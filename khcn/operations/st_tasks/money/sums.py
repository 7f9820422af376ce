"""Sums over the lines of a budget: by year, by source, by item. Whole đồng; what is not known is told, never counted as 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from khcn.operations.st_tasks.choices import MoneySource
from khcn.operations.st_tasks.models import BudgetLine

AMOUNTS = ("asked", "planned", "advanced", "settled")


@dataclass(frozen=True)
class Total:
    """The sums of some lines; None where no line has a value."""

    name: str
    asked: int | None
    planned: int | None
    advanced: int | None
    settled: int | None
    lines: int

    @property
    def cut(self) -> int | None:
        """By how much less was appraised than asked."""
        return None if self.asked is None or self.planned is None else self.asked - self.planned

    @property
    def open(self) -> int | None:
        """What of the plan is not settled."""
        return None if self.planned is None else self.planned - (self.settled or 0)


@dataclass(frozen=True)
class Budget:
    """All lines of a task or a dossier, with their sums."""

    lines: tuple[BudgetLine, ...]
    total: Total
    by_year: tuple[Total, ...]
    by_source: tuple[Total, ...]
    by_item: tuple[Total, ...]

    @property
    def unappraised(self) -> int:
        return sum(line.planned is None for line in self.lines)


def budget_of(lines: Iterable[BudgetLine]) -> Budget:
    """Sums in memory: the lines are shown anyway, and Python's integers lose nothing."""
    every = tuple(lines)
    return Budget(every, total_of("", every), _by(every, "year"), _by(every, "source"), _by(every, "item"))


def total_of(name: str, lines: Sequence[BudgetLine]) -> Total:
    sums = {amount: _sum(getattr(line, amount) for line in lines) for amount in AMOUNTS}
    return Total(name, lines=len(lines), **sums)


def state_lines(lines: Iterable[BudgetLine]) -> list[BudgetLine]:
    return [line for line in lines if line.source == MoneySource.STATE]


def planned_sum(lines: Iterable[BudgetLine]) -> int:
    return sum(line.planned or 0 for line in lines)


def outside_lump_sum(lines: Iterable[BudgetLine]) -> int:
    """Appraised money of the lines that are paid by proof."""
    return planned_sum(line for line in lines if not line.lump_sum)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _by(lines: Sequence[BudgetLine], part: str) -> tuple[Total, ...]:
    key = attrgetter(part)
    names = sorted({key(line) for line in lines})
    return tuple(total_of(str(name), [line for line in lines if key(line) == name]) for name in names)
