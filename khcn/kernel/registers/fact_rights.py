"""Which facts somebody may be told: none that rests on a field the person may not read."""

from collections.abc import Iterator

from django.core.exceptions import FieldDoesNotExist

from khcn.kernel.access import Actor, condition
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.fieldpaths import may_read
from khcn.kernel.registers.measure import Seen, paths_in
from khcn.kernel.registers.rules import Level, view_name

#: What being in force says to everybody who may count at all.
TOLD_BY_COUNTING = frozenset({"pk", "state", "standing", "valid_from", "valid_to", "ended_on"})


def offered(register: Register, level: Level) -> list[Fact]:
    """The facts of the register for this level, in the order of the declaration."""
    if level == Level.NOTHING:
        return []
    return [fact for fact in register.facts if may_know(register, fact, level)]


def may_know(register: Register, fact: Fact, level: Level) -> bool:
    """A sum over few records tells the value of each, and a condition tells the field it asks about."""
    if level == Level.INTERNAL:
        return True
    return all(
        path in TOLD_BY_COUNTING or may_read(register, path, level) for path in _fields_in(register, fact)
    )


def _fields_in(register: Register, fact: Fact) -> Iterator[str]:
    told = [fact.field, fact.over, *paths_in(fact.where), *paths_in(fact.part)]
    yield from (_without_lookup(register, path) for path in told if path)


def _without_lookup(register: Register, path: str) -> str:
    """`owner__kind__in` → `owner__kind`."""
    model = register.model
    found: list[str] = []
    for name in path.split("__"):
        try:
            column = model._meta.get_field(name) if model is not None else None
        except FieldDoesNotExist:
            column = None
        if column is None:
            break
        found.append(name)
        model = column.related_model  # type: ignore[assignment]
    return "__".join(found) or path.partition("__")[0]


def seen_by_actor(actor: Actor) -> Seen:
    """For `measure(seen=…)`: only records whose page the person may open."""
    return lambda register: condition(view_name(register), actor)
