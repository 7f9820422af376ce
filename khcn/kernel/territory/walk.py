"""What belongs to a unit: the units inside it and those whose territory it took over or handed on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from khcn.kernel.territory.models import Unit, UnitChange

#: Predecessor, successor, the day, and whether it adds to a unit that existed before.
Change = tuple[int, int | None, date, bool]


@dataclass(frozen=True)
class Area:
    """`units` lie wholly within the asked unit, whatever they were called; `split` only in part."""

    units: frozenset[int]
    split: frozenset[int] = frozenset()


@dataclass
class _Map:
    """Parents, and on each unit the units whose territory it received or handed to."""

    parents: dict[int, int]
    children: dict[int, list[int]] = field(default_factory=dict)
    heirs: dict[int, set[int | None]] = field(default_factory=dict)
    origins: dict[int, set[int]] = field(default_factory=dict)
    grown: set[int] = field(default_factory=set)


def area_of(unit: Unit | int, on: date) -> Area:
    """The territory that the unit has on that day, as a set of units of all times. Two queries.

    A record keeps the unit that was right when it was entered. So an area holds the units inside it, the units of
    which it (or a unit inside it) is the only heir, and the heirs that came out of it alone. A unit that was divided
    between this area and another is told as `split`: nobody knows on which side its records lie. A change that adds
    to a unit which existed before counts from its day on.
    """
    pk = unit if isinstance(unit, int) else unit.pk
    return areas_of([pk], [on])[pk, on]


def areas_of(units: Iterable[int], days: Iterable[date]) -> dict[tuple[int, date], Area]:
    """The same for many units and days. Two queries."""
    parents, changes = _read()
    asked = sorted({*units})
    found: dict[tuple[int, date], Area] = {}
    known: dict[frozenset[int], dict[int, Area]] = {}
    for day in sorted({*days}):
        later = frozenset(n for n, (_old, _new, on, added) in enumerate(changes) if added and on > day)
        if later not in known:
            drawn = _drawn(parents, [change for n, change in enumerate(changes) if n not in later])
            known[later] = {pk: _area(drawn, pk) for pk in asked}
        found |= {(pk, day): known[later][pk] for pk in asked}
    return found


def _area(known: _Map, pk: int) -> Area:
    inside = {pk}
    fresh = [pk]
    while fresh:
        around = {child for one in fresh for child in known.children.get(one, ())}
        around |= {origin for one in fresh for origin in known.origins.get(one, ())}
        around |= {heir for one in fresh for heir in known.heirs.get(one, ()) if heir is not None}
        fresh = [one for one in around - inside if _belongs(known, one, inside)]
        inside.update(fresh)
    touched = {other for one in inside for other in _neighbours(known, one)} - inside
    return Area(frozenset(inside), frozenset(touched))


def _belongs(known: _Map, one: int, inside: Collection[int]) -> bool:
    """Whether a unit next to the area lies in it: a child of a member, or wholly come from or gone to members."""
    if known.parents.get(one) in inside:
        return True
    heirs, origins = known.heirs.get(one, set()), known.origins.get(one, set())
    went_in = bool(heirs) and None not in heirs and all(heir in inside for heir in heirs)
    came_out = bool(origins) and one not in known.grown and all(origin in inside for origin in origins)
    return went_in or came_out


def _neighbours(known: _Map, one: int) -> set[int]:
    heirs = {heir for heir in known.heirs.get(one, ()) if heir is not None}
    return heirs | known.origins.get(one, set())


def _read() -> tuple[dict[int, int], list[Change]]:
    """The parent of each unit that has one, and all changes."""
    parents: dict[int, int] = {}
    begun: dict[int, date | None] = {}
    for pk, parent, valid_from in Unit.objects.order_by().values_list("pk", "parent", "valid_from"):
        begun[pk] = valid_from
        if parent is not None:
            parents[pk] = parent
    rows = UnitChange.objects.order_by().values_list("predecessor", "successor", "effective_on")
    return parents, [
        (old, new, on, new is not None and not _begins_with(begun[new], on)) for old, new, on in rows
    ]


def _drawn(parents: dict[int, int], changes: Iterable[Change]) -> _Map:
    known = _Map(parents)
    for child, parent in parents.items():
        known.children.setdefault(parent, []).append(child)
    for old, new, _on, added in changes:
        known.heirs.setdefault(old, set()).add(new)
        if new is not None:
            known.origins.setdefault(new, set()).add(old)
            if added:
                known.grown.add(new)
    return known


def _begins_with(valid_from: date | None, effective_on: date) -> bool:
    return valid_from is not None and valid_from >= effective_on
