"""Pages of long lists by place, not by number: a page costs the same wherever it lies.

Rows are ordered by one field and then by id; rows without a value stand last in both directions. Values and
missing values are read as two stretches, each along its index.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet


@dataclass(frozen=True)
class Order:
    """By which field; ids follow the same direction, so that an index of both serves."""

    field: str
    descending: bool = False

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return f"{sign}{self.field}", f"{sign}pk"


@dataclass(frozen=True)
class Place:
    """Where a row stands: its value and its id."""

    value: Any
    pk: int

    def told(self) -> str:
        text = None if self.value is None else str(self.value)
        return base64.urlsafe_b64encode(json.dumps([text, self.pk]).encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Slice:
    """One page; `previous` and `next` are places to read on from, None at the ends."""

    rows: list[Any]
    previous: str | None
    next: str | None


def read_place(told: str, column: Field[Any, Any]) -> Place | None:
    """The place that a cursor names; None for one that makes no sense."""
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(told[:800] + "=" * (-len(told[:800]) % 4)))
        clean = None if value is None else column.to_python(value)
        if b"\x00" in str(clean).encode():  # half of a surrogate pair is a ValueError
            return None
        return Place(clean, pk) if isinstance(pk, int) and 0 <= pk < 2**63 else None
    except (binascii.Error, ValueError, TypeError, ValidationError):
        return None


def page(rows: QuerySet[Any], order: Order, size: int, *, after: str = "", before: str = "") -> Slice:
    """The page after or before a place, else the first one."""
    column = rows.model._meta.get_field(order.field)
    start, end = read_place(after, column), read_place(before, column)
    if end is not None:
        found = _taken(rows, order, size + 1, end, backwards=True)
        more, kept = len(found) > size, found[:size][::-1]
        return _slice(kept, order, previous=more, next=True)
    found = _taken(rows, order, size + 1, start, backwards=False)
    return _slice(found[:size], order, previous=start is not None, next=len(found) > size)


def _slice(rows: list[Any], order: Order, *, previous: bool, next: bool) -> Slice:
    def place(row: Any) -> str:
        return Place(getattr(row, order.field), row.pk).told()

    return Slice(
        rows, place(rows[0]) if rows and previous else None, place(rows[-1]) if rows and next else None
    )


def _taken(
    rows: QuerySet[Any], order: Order, most: int, place: Place | None, *, backwards: bool
) -> list[Any]:
    """At most so many rows, nearest to the place first."""
    found: list[Any] = []
    for stretch in _stretches(rows, order, place, backwards):
        found += stretch[: most - len(found)]
        if len(found) >= most:
            break
    return found


def _stretches(
    rows: QuerySet[Any], order: Order, place: Place | None, backwards: bool
) -> list[QuerySet[Any]]:
    """Rows with a value, then those without; the other way round when reading backwards."""
    down, name = order.descending != backwards, order.field
    nullable = rows.model._meta.get_field(name).null
    known = rows.filter(**{f"{name}__isnull": False}) if nullable else rows
    filled = known.order_by(*Order(name, down).columns)
    empty = rows.filter(**{f"{name}__isnull": True}).order_by("-pk" if down else "pk")
    ends = [empty] if nullable else []
    if place is None:
        return [filled, *ends]
    if place.value is None:
        rest = empty.filter(**{"pk__lt" if down else "pk__gt": place.pk})
        return [rest, filled] if backwards else [rest]
    rest = filled.filter(_beyond(name, place, down))
    return [rest] if backwards else [rest, *ends]


def _beyond(name: str, place: Place, down: bool) -> Q:
    """Past the place; the outer bound lets the database walk along its index."""
    sign = "lt" if down else "gt"
    past = Q(**{f"{name}__{sign}": place.value}) | Q(**{f"pk__{sign}": place.pk})
    return Q(**{f"{name}__{sign}e": place.value}) & past
