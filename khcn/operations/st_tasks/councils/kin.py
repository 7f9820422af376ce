"""Which organisations belong together: one is the other, came out of it, or stands below it among agencies.

Siblings do not: two departments below one committee are strangers to each other.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q

from khcn.kernel.agencies.models import Agency, Succession
from khcn.registers.directory.models import Organisation


class Kin:
    """Ancestors of organisations along predecessors and superior agencies; three queries, whatever is asked."""

    def __init__(self) -> None:
        self._above: dict[int, set[int]] = defaultdict(set)
        rows = Organisation.objects.filter(Q(predecessor__isnull=False) | Q(agency__isnull=False))
        self.of_agency: dict[int, int] = {}
        for pk, predecessor, agency in rows.order_by().values_list("pk", "predecessor_id", "agency_id"):
            if predecessor:
                self._above[pk].add(predecessor)
            if agency:
                self.of_agency[agency] = pk
        if self.of_agency:
            self._add_agencies()
        self.line = lru_cache(maxsize=None)(self._line)

    def _add_agencies(self) -> None:
        above: dict[int, set[int]] = defaultdict(set)
        for pk, parent in Agency.objects.order_by().values_list("pk", "parent_id"):
            if parent:
                above[pk].add(parent)
        whole = Succession.objects.filter(function="", successor__isnull=False).order_by()
        for before, after in whole.values_list("predecessor_id", "successor_id"):
            above[after].add(before)
        for agency, organisation in self.of_agency.items():
            found = (self.of_agency.get(one) for one in _all_above(above, agency))
            self._above[organisation].update(one for one in found if one and one != organisation)

    def _line(self, organisation: int) -> frozenset[int]:
        return frozenset({organisation, *_all_above(self._above, organisation)})

    def related(self, one: int, other: int) -> bool:
        """Whether one of the two is the other or lies above it."""
        return other in self.line(one) or one in self.line(other)

    def first_related(self, ones: Iterable[int], others: Iterable[int]) -> tuple[int, int] | None:
        """The first pair that belongs together; equal ones before relatives."""
        known = set(others)
        ordered = sorted(ones)
        same = next((one for one in ordered if one in known), None)
        if same is not None:
            return same, same
        pairs = ((one, other) for one in ordered for other in sorted(known))
        return next((pair for pair in pairs if self.related(*pair)), None)


def _all_above(above: dict[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = list(above.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found and one != start:
            found.add(one)
            waiting.extend(above.get(one, ()))
    return found
