"""Walking succession: who answers today for what an old document asked of somebody else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from khcn.kernel.agencies.choices import SuccessionKind
from khcn.kernel.agencies.models import Agency, AgencyName, Succession

WHOLE = (SuccessionKind.MERGE, SuccessionKind.RENAME)


@dataclass(frozen=True)
class Edge:
    predecessor: int
    successor: int | None
    kind: str
    on: date
    function: str = ""

    @property
    def whole(self) -> bool:
        """The successor carries on all duties, not one function among several."""
        return self.kind in WHOLE and not self.function


@dataclass(frozen=True)
class Responsible:
    """The answer of `responsible_on`.

    `agency_id` is the one that answers, or None when a person has to decide: then `candidates`
    holds the possible heirs and `reason` is "split", "dissolved" or "cycle".
    `path` lists the agencies walked, beginning with the one asked for.
    """

    agency_id: int | None
    path: tuple[int, ...]
    reason: str = ""
    candidates: tuple[int, ...] = field(default=())


class SuccessionMap:
    """All edges in memory; a province has some hundreds."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._out: dict[int, list[Edge]] = defaultdict(list)
        self._transfers: dict[int, list[Edge]] = defaultdict(list)
        for edge in edges:
            if edge.predecessor == edge.successor:
                continue  # another name for the same body
            side = self._transfers if edge.kind == SuccessionKind.TRANSFER else self._out
            side[edge.predecessor].append(edge)

    @classmethod
    def of(cls, rows: Iterable[Succession]) -> "SuccessionMap":
        """From edges already read."""
        return cls(
            Edge(row.predecessor_id, row.successor_id, row.kind, row.effective_on, row.function)
            for row in rows
        )

    @classmethod
    def load(cls) -> "SuccessionMap":
        rows = Succession.objects.order_by("effective_on", "id").values_list(
            "predecessor_id", "successor_id", "kind", "effective_on", "function"
        )
        return cls(Edge(*row) for row in rows)

    def responsible_on(self, agency_id: int, day: date) -> Responsible:
        """Who carries the duties of this agency on this day; stops where they were divided."""
        path = [agency_id]
        while edges := [edge for edge in self._out[path[-1]] if edge.on <= day]:
            last = max(edge.on for edge in edges)
            ending = [edge for edge in edges if edge.on == last]
            heirs = tuple(edge.successor for edge in ending if edge.successor is not None)
            if len(heirs) != 1 or not all(edge.whole for edge in ending):
                heirs += self._received_functions(path[-1], last, heirs)
                divided = heirs or any(edge.kind == SuccessionKind.SPLIT for edge in ending)
                return Responsible(None, tuple(path), "split" if divided else "dissolved", heirs)
            if heirs[0] in path:
                return Responsible(None, tuple(path), "cycle", heirs)
            path.append(heirs[0])
        return Responsible(path[-1], tuple(path))

    def _received_functions(self, agency_id: int, on: date, known: tuple[int, ...]) -> tuple[int, ...]:
        """Agencies that took over single functions on the day the agency was divided."""
        taken = (edge.successor for edge in self._transfers[agency_id] if edge.on == on)
        return tuple(one for one in taken if one is not None and one not in known)

    def answers_for(self, agency_id: int, day: date) -> frozenset[int]:
        """The agencies whose duties this one carries on this day, itself included while it lasts."""
        asked = {agency_id, *self._out}
        return frozenset(one for one in asked if self.responsible_on(one, day).agency_id == agency_id)


def responsible_on(agency: Agency, day: date) -> Responsible:
    return SuccessionMap.load().responsible_on(agency.pk, day)


def name_on(agency: Agency, day: date) -> str:
    """The name the agency bore on that day, or its present one when no dated name is known."""
    dated = AgencyName.objects.filter(agency=agency).valid_on(day).order_by("-valid_from").first()
    return dated.name if dated else agency.name
