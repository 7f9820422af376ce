"""Who answers today for a party of the plan, and by which steps the duty came there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from khcn.kernel.agencies.models import Agency, Succession
from khcn.kernel.agencies.queries import Edge, Responsible, SuccessionMap
from khcn.plan.choices import PartyRole
from khcn.plan.models import Party


@dataclass(frozen=True)
class Answerer:
    """Who answers for a party on a day, and how it came to that.

    `agency` is None when no agency is named or when a person has to decide; `open_reason` then
    says why: "unmatched", "class", "text", "split", "dissolved" or "cycle".
    """

    party: Party
    agency: Agency | None
    open_reason: str = ""
    candidates: tuple[Agency, ...] = ()
    steps: tuple[Succession, ...] = ()
    by_decision: bool = False

    @property
    def changed(self) -> bool:
        return self.agency is not None and self.agency.pk != self.party.agency_id

    @property
    def undecided(self) -> bool:
        return self.open_reason in ("unmatched", "split", "dissolved", "cycle")

    @property
    def to_confirm(self) -> bool:
        """Some step on the way has not been verified against its document."""
        return any(step.needs_confirmation for step in self.steps)

    @property
    def name_today(self) -> str:
        return self.agency.name if self.agency else self.party.name


class Successions:
    """All succession edges with their agencies, read once, to answer for many parties."""

    def __init__(self, edges: Iterable[Succession], day: date) -> None:
        self.day = day
        self._edges = list(edges)
        self._map = SuccessionMap(
            Edge(edge.predecessor_id, edge.successor_id, edge.kind, edge.effective_on, edge.function)
            for edge in self._edges
        )
        self._agencies = {
            agency.pk: agency
            for edge in self._edges
            for agency in (edge.predecessor, edge.successor)
            if agency
        }

    @classmethod
    def load(cls, day: date) -> "Successions":
        rows = Succession.objects.select_related("predecessor", "successor").order_by("effective_on", "id")
        return cls(rows, day)

    def answerer(self, party: Party) -> Answerer:
        """A taking over by decision goes before succession; both are followed up to the day."""
        if party.taken_over_by and party.taken_over_on and party.taken_over_on <= self.day:
            return self._follow(party, party.taken_over_by, by_decision=True)
        if party.agency is None:
            return Answerer(party, None, "unmatched" if party.kind == "agency" else party.kind)
        return self._follow(party, party.agency)

    def _follow(self, party: Party, start: Agency, *, by_decision: bool = False) -> Answerer:
        found = self._map.responsible_on(start.pk, self.day)
        known = {start.pk: start, **self._agencies}
        return Answerer(
            party,
            known[found.agency_id] if found.agency_id else None,
            found.reason,
            tuple(known[pk] for pk in found.candidates),
            tuple(self._steps(found)),
            by_decision,
        )

    def _steps(self, found: Responsible) -> Iterable[Succession]:
        """The edges walked, and, where the walk stopped, those that divided the agency."""
        walked = set(pairwise(found.path))
        stopped_at = found.path[-1] if found.agency_id is None else None
        for edge in self._edges:
            step = (edge.predecessor_id, edge.successor_id)
            if edge.effective_on <= self.day and (step in walked or edge.predecessor_id == stopped_at):
                yield edge


@dataclass(frozen=True)
class Parties:
    leads: list[Answerer]
    coordinating: list[Answerer]
    holders: list[Answerer]

    @property
    def responsible(self) -> list[Answerer]:
        return self.leads + self.holders


def parties_of(item: Any, successions: Successions) -> Parties:
    """The parties of a task, duty or reporting duty (prefetched) by role."""
    by_role: dict[str, list[Answerer]] = defaultdict(list)
    for party in item.parties.all():
        by_role[party.role].append(successions.answerer(party))
    return Parties(by_role[PartyRole.LEAD], by_role[PartyRole.COORDINATING], by_role[PartyRole.HOLDER])
