"""What must be read along with records so that no value asks the database again for each row."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet

from khcn.kernel.registers.declaration import Register, registers


def with_companions(register: Register, rows: QuerySet[Any], names: Iterable[str]) -> QuerySet[Any]:
    """The rows with all related records that the title and the named fields or paths show."""
    joined: set[str] = {*_on_the_way(register.model.title_field)}
    fetched: set[str] = set()
    for name in names:
        if name == "state" or name in register.properties:
            continue
        first = name.partition("__")[0]
        column = register.model._meta.get_field(first)
        if isinstance(column, ManyToManyField):
            fetched |= {first, *_under(first, column.related_model)}
        elif isinstance(column, ForeignKey):
            joined |= {first, *_on_the_way(name), *_under(first, column.related_model)}
    rows = rows.select_related(*sorted(joined)) if joined else rows
    return rows.prefetch_related(*sorted(fetched)) if fetched else rows


def _under(path: str, model: Any) -> Iterator[str]:
    """The records that name a related record whose title lies further away."""
    register = registers.of(model) if isinstance(model, type) and issubclass(model, Model) else None
    if register is not None:
        yield from (f"{path}__{one}" for one in _on_the_way(register.model.title_field))


def _on_the_way(path: str) -> Iterator[str]:
    """`a__b__name` passes `a` and `a__b`."""
    names = path.split("__")[:-1]
    yield from ("__".join(names[: count + 1]) for count in range(len(names)))
