"""Formulas that name each other: in which order to work them out, and where they bite their tails."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from django.utils.translation import gettext as _

from khcn.indicators.formulas.errors import FormulaError
from khcn.indicators.formulas.formula import Formula


def cycles(formulas: Mapping[str, Formula]) -> list[tuple[str, ...]]:
    """Cycles that share no indicator: ("a", "b") says a uses b and b uses a. `prev` counts as a use."""
    left = _uses(formulas)
    found = []
    while cycle := _one_cycle(left):
        found.append(cycle)
        left = {code: used for code, used in left.items() if code not in cycle}
    return found


def order(formulas: Mapping[str, Formula]) -> list[str]:
    """The codes of the formulas, each after those it uses; a cycle is refused by its names."""
    found = cycles(formulas)
    if found:
        told = "; ".join(" → ".join(f"[{code}]" for code in (*cycle, cycle[0])) for cycle in found)
        raise FormulaError(
            _("Công thức tham chiếu vòng: %(cycles)s. Hãy sửa một công thức trong vòng.") % {"cycles": told},
            code="formula_cycle",
        )
    return [code for code in TopologicalSorter(_uses(formulas)).static_order() if code in formulas]


def _uses(formulas: Mapping[str, Formula]) -> dict[str, tuple[str, ...]]:
    return {
        code: tuple(name for name in formula.names if name in formulas) for code, formula in formulas.items()
    }


def _one_cycle(uses: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The cycle begins with its smallest code, so that it reads the same every time."""
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        # graphlib tells "each is used by the next"; people read "each uses the next".
        circle = error.args[1][:0:-1]
        first = circle.index(min(circle))
        return tuple(circle[first:] + circle[:first])
    return None
