"""Which asked territories hold a unit, for many territories and scopes at once.

Units that lie in the same territories in the same scopes are one class: what is counted is added up by class, and
classes are added up to territories.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khcn.kernel.territory.models import Unit
from khcn.kernel.territory.walk import Area, areas_of

#: A class of units within a territory: its number, the scopes in which it lies inside, those in which only partly.
Member = tuple[int, int, int]


@dataclass(frozen=True)
class Classes:
    """`of_unit` gives the class of a unit; all others, and records without a unit, are of class 0."""

    of_unit: dict[int | None, int]
    members: dict[int | None, tuple[Member, ...]]


class Places:
    """The asked territories; reads the map of units once."""

    def __init__(self, territories: Sequence[Unit | None], days: Iterable[date]) -> None:
        self.keys = [unit.pk if unit else None for unit in territories]
        asked = {key for key in self.keys if key is not None}
        self.areas: dict[tuple[int, date], Area] = areas_of(asked, days) if asked else {}

    @property
    def mapped(self) -> bool:
        """Whether any territory is asked at all."""
        return bool(self.areas)

    def classes(self, days: Sequence[date]) -> Classes:
        """The classes for scopes that read the map as of these days."""
        inside, split = self._told(days, "units"), self._told(days, "split")
        numbers: dict[tuple[tuple[int, int, int], ...], int] = {(): 0}
        of_unit: dict[int | None, int] = {}
        for unit in inside.keys() | split.keys():
            own, touched = inside.get(unit, {}), split.get(unit, {})
            keys = sorted(own.keys() | touched.keys())
            kind = tuple((key, own.get(key, 0), touched.get(key, 0)) for key in keys)
            of_unit[unit] = numbers.setdefault(kind, len(numbers))
        members: dict[int | None, list[Member]] = {key: [] for key in self.keys}
        for kind, number in numbers.items():
            for key, whole, part in kind:
                members[key].append((number, whole, part))
            if None in members:
                members[None].append((number, (1 << len(days)) - 1, 0))
        return Classes(of_unit, {key: tuple(told) for key, told in members.items()})

    def _told(self, days: Sequence[date], which: str) -> dict[int, dict[int, int]]:
        """For each unit the asked territories with the scopes in which it belongs to them."""
        told: dict[int, dict[int, int]] = {}
        for key in self.keys:
            if key is None:
                continue
            scopes: dict[Area, int] = {}
            for scope, day in enumerate(days):
                area = self.areas[key, day]
                scopes[area] = scopes.get(area, 0) | 1 << scope
            for area, bits in scopes.items():
                for unit in getattr(area, which):
                    held = told.setdefault(unit, {})
                    held[key] = held.get(key, 0) | bits
        return told
