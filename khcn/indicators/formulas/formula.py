"""A formula read once: what it names, how far back it looks, and whether it is a ratio."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from khcn.indicators.formulas.errors import FormulaError
from khcn.indicators.formulas.parser import parse_tree
from khcn.indicators.formulas.tree import Binary, Call, Name, Node, Number, children, to_text

MOST_YEARS_BACK = 60


class Need(NamedTuple):
    """The value of an indicator `back` years before the year worked out; 0 is that year."""

    code: str
    back: int


class Ratio(NamedTuple):
    numerator: Node
    denominator: Node


@dataclass(frozen=True)
class Formula:
    """`str(formula)` is its one way of writing; equal formulas have equal trees."""

    root: Node

    def __str__(self) -> str:
        return to_text(self.root)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Each value asked for, once, in the order of the text."""
        return tuple(dict.fromkeys(_needs(self.root)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Codes of the indicators, in the order of the text."""
        return tuple(dict.fromkeys(need.code for need in self.needs))

    @cached_property
    def needs_years(self) -> tuple[int, ...]:
        """How many years back values are needed: (0, 1) is this year and the one before."""
        return tuple(sorted({need.back for need in self.needs}))

    @cached_property
    def ratio(self) -> Ratio | None:
        """Numerator and denominator of a share, seen through rounding and constant factors."""
        return _ratio(self.root)


def parse(text: str) -> Formula:
    """The formula of a text; a FormulaError says what is wrong and at which characters."""
    root = parse_tree(text)
    _check_reach(root, 0)
    return Formula(root)


def years_back(call: Call) -> tuple[int, ...]:
    """The years, counted back, for which a function looks at its first value."""
    if call.function == "prev":
        return (call.count or 1,)
    if call.function == "growth":
        return (0, 1)
    if call.function == "cagr":
        return (0, call.count or 1)
    if call.function == "growth_mean":
        return tuple(range(call.count or 1))
    return (0,)


def _check_reach(node: Node, back: int) -> None:
    if back > MOST_YEARS_BACK:
        raise FormulaError(
            _("Công thức lùi quá %(most)s năm. Hãy giảm số năm trong prev, cagr hoặc growth_mean.")
            % {"most": MOST_YEARS_BACK},
            code="formula_arguments",
            start=node.start,
            end=node.end,
        )
    further = max(years_back(node)) if isinstance(node, Call) else 0
    for child in children(node):
        _check_reach(child, back + further)


def _needs(root: Node) -> Iterator[Need]:
    """Every (node, year) once, so nested growth rates cost their size and not their power."""
    seen: set[tuple[int, int]] = set()

    def visit(node: Node, back: int) -> Iterator[Need]:
        if (id(node), back) in seen:
            return
        seen.add((id(node), back))
        if isinstance(node, Name):
            yield Need(node.code, back)
        for further in years_back(node) if isinstance(node, Call) else (0,):
            for child in children(node):
                yield from visit(child, back + further)

    return visit(root, 0)


def _ratio(node: Node) -> Ratio | None:
    if isinstance(node, Call):
        if node.function == "share":
            return Ratio(*node.arguments)
        return _ratio(node.arguments[0]) if node.function == "round" else None
    if not isinstance(node, Binary) or node.sign not in "*/":
        return None
    if isinstance(node.right, Number):
        return _ratio(node.left)
    if node.sign == "/":
        return Ratio(_without_hundred(node.left), node.right)
    return _ratio(node.right) if isinstance(node.left, Number) else None


def _without_hundred(node: Node) -> Node:
    """`100 * [a]` and `[a] * 100` are numerators written for a percentage: the numerator is `[a]`."""
    if isinstance(node, Binary) and node.sign == "*":
        for factor, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(factor, Number) and factor.value == Decimal(100):
                return other
    return node
