"""Counting for many days, periods and territories at once: the same numbers as `measure`.

cube(register, register.facts, [Scope.year(2025), Scope.year(2026)], [None, province, commune])
→ {("ip.rights_in_force", 0, None): Cell(value=120, …), …}
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import Scope, Seen, Value, everything, take
from khcn.kernel.territory.models import Unit

#: Code of the fact, number of the scope in the order asked, key of the unit (None: wherever the record lies).
Place = tuple[str, int, int | None]


@dataclass(frozen=True)
class Cell:
    """What `Measured` says of a number, without the way to its records."""

    value: Value
    counted: int
    missing: int
    numerator: int | None
    denominator: int | None
    unplaced: int


def cube(
    register: Register,
    chosen: Sequence[Fact],
    scopes: Sequence[Scope],
    territories: Sequence[Unit | None] = (None,),
    *,
    seen: Seen = everything,
) -> dict[Place, Cell]:
    """Facts of one register in all these scopes for all these territories; a territory told by a scope is not read."""
    found: dict[Place, Cell] = {}
    for unit in territories:
        for number, scope in enumerate(scopes):
            here = replace(scope, territory=unit)
            for one in take(register, [(fact, here) for fact in chosen], seen=seen):
                cell = Cell(one.value, one.counted, one.missing, one.numerator, one.denominator, one.unplaced)
                found[one.fact.code, number, unit.pk if unit else None] = cell
    return found
