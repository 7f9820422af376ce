"""From a member's sheet to the total of one ballot, exactly: points are whole or decimal numbers, never floats.

A criterion without points leaves the ballot incomplete. Missing is never zero; a written 0 is a 0, also on an incomplete ballot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from typing import Literal

from .rules import Grid
from .steps import BadSheet, Key, Refusal

Points = Decimal | int
State = Literal["complete", "incomplete", "void"]
EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, Overflow, DivisionByZero])
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score sheet of one member for one bid; None or no entry is a criterion left open; a void sheet was spoiled."""

    member: Key
    bid: Key
    points: Mapping[str, Points | None]
    void: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet added up: `total` and `content` are None unless it is complete."""

    member: Key
    state: State
    total: Decimal | None
    content: Decimal | None
    zeros: tuple[str, ...]


class Scorer:
    """Adds up sheets by one grid."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._lines = tuple((line.code, Decimal(line.maximum), line.is_content) for line in grid.criteria)
        self._codes = frozenset(line.code for line in grid.criteria)

    def scored(self, sheet: Sheet) -> Scored:
        """Refuses points that are no exact number, or outside 0 to the maximum, and criteria that the grid does not have."""
        if not self._codes.issuperset(sheet.points):
            raise _bad(
                "unknown_criterion", sheet, next(code for code in sheet.points if code not in self._codes)
            )
        total, content, zeros, complete = ZERO, ZERO, [], True
        for code, maximum, is_content in self._lines:
            given = sheet.points.get(code)
            if given is None:
                complete = False
                continue
            points = _checked(given, maximum, sheet, code)
            total = EXACT.add(total, points)
            if is_content:
                content = EXACT.add(content, points)
            if not points:
                zeros.append(code)
        if sheet.void:
            return Scored(sheet.member, "void", None, None, ())
        if not complete:
            return Scored(sheet.member, "incomplete", None, None, tuple(zeros))
        return Scored(sheet.member, "complete", total, content, tuple(zeros))


def _checked(given: Points, maximum: Decimal, sheet: Sheet, code: str) -> Decimal:
    if type(given) not in (Decimal, int):  # not a bool either
        raise _bad("not_exact", sheet, code)
    points = Decimal(given)
    if not points.is_finite():
        raise _bad("not_a_number", sheet, code)
    if not 0 <= points <= maximum:
        raise BadSheet(
            "out_of_range", member=sheet.member, bid=sheet.bid, criterion=code, points=points, maximum=maximum
        )
    return points


def _bad(code: Refusal, sheet: Sheet, criterion: str) -> BadSheet:
    return BadSheet(code, member=sheet.member, bid=sheet.bid, criterion=criterion)


def added(amounts: Sequence[Decimal]) -> Decimal:
    """The exact sum."""
    total = ZERO
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total
