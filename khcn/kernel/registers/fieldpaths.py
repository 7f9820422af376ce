"""Fields and paths such as `organisation__tax_code`: what they are called, and who reads them."""

from typing import Any

from django.db.models import Field

from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.rules import Level, readable, readable_computed


def end_field(register: Register, path: str) -> Field[Any, Any]:
    """The model field at the end of a path that the checks have found sound."""
    found: Any = register.field(path.partition("__")[0])
    for name in path.split("__")[1:]:
        found = found.related_model._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def label_of_path(register: Register, path: str) -> str:
    """The label of a field; of a path, the far field's with the near one in brackets."""
    if path == "state" or "__" not in path:
        return register.label_of(path)
    first = path.partition("__")[0]
    far = str(end_field(register, path).verbose_name)
    return f"{far[:1].upper()}{far[1:]} ({register.label_of(first).lower()})"


def may_read(register: Register, path: str, level: Level) -> bool:
    """Whether this level reads the field; of a path, every step of it."""
    if path == "state":
        return level > Level.NOTHING
    first, _sign, rest = path.partition("__")
    told = (*readable(register, level), *readable_computed(register, level))
    if first not in told and not (first in _UNASKED and level == Level.INTERNAL):
        return False
    if not rest:
        return True
    target = registers.of(register.field(first).related_model)
    return target is None or may_read(target, rest, level)


def readable_of(register: Register, paths: tuple[str, ...], level: Level) -> tuple[str, ...]:
    return tuple(path for path in paths if may_read(register, path, level))


#: Kept by the engine, in no section, but the department may filter by them.
_UNASKED = frozenset({"source", "artificial"})
