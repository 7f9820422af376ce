"""What was counted against what stands: only differences are written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from khcn.indicators.choices import Origin
from khcn.indicators.models import Card, Count
from khcn.kernel.registers.measure import facts

PLACES = Decimal("0.00000001")
#: From here on a number does not fit the columns of `Measurement`.
MOST = Decimal(10) ** 18
CHUNK = 500


class Tally(NamedTuple):
    """One count before it is written: the columns of `Count`, without a model around them."""

    indicator_id: int
    territory_id: int
    last_day: date
    card_id: int
    first_day: date
    calendar: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    counted: int = 0
    missing: int = 0
    unplaced: int = 0
    operands: Sequence[dict[str, Any]] = ()
    note: str = ""

    @property
    def spot(self) -> tuple[int, int, int]:
        """A year of an indicator in a territory has one count."""
        return self.indicator_id, self.last_day.year, self.territory_id

    def row(self, pk: int | None = None) -> Count:
        told = self._asdict()
        return Count(pk=pk, **{**told, "operands": list(self.operands)}, counted_at=timezone.now())


@dataclass
class Recount:
    """What a recount did: `indicators` whose figures now differ, and how many rows were written."""

    indicators: set[int] = field(default_factory=set)
    written: int = 0
    looked_at: int = 0


def decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(PLACES)


def write(
    fresh: Sequence[Tally], indicators: Collection[int], done: Recount, units: Collection[int] | None = None
) -> None:
    """Create, change and delete what differs from what stands of these indicators, everywhere or in these units."""
    done.looked_at += len(fresh)
    with transaction.atomic():
        standing = _standing(indicators, units)
        new: list[Count] = []
        changed: list[Count] = []
        for tally in fresh:
            pk, old = standing.pop(tally.spot, (None, None))
            if old != tally:
                (new if pk is None else changed).append(tally.row(pk))
        gone = [pk for pk, _old in standing.values()]
        for start in range(0, len(gone), CHUNK):
            Count.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
        Count.objects.bulk_create(new, batch_size=CHUNK)
        Count.objects.bulk_update(changed, [*Tally._fields[2:], "counted_at"], batch_size=CHUNK)
    done.written += len(new) + len(changed) + len(gone)
    done.indicators.update(row.indicator_id for row in (*new, *changed))
    done.indicators.update(spot[0] for spot in standing)


def _standing(
    indicators: Collection[int], units: Collection[int] | None
) -> dict[tuple[int, int, int], tuple[int, Tally]]:
    kept = Count.objects.filter(indicator__in=indicators)
    if units is not None:
        kept = kept.filter(territory__in=units)
    rows = kept.order_by().values_list("pk", *Tally._fields)
    found = {}
    for pk, *told in rows.iterator(chunk_size=5000):
        tally = Tally(*told)
        found[tally.spot] = pk, tally
    return found


def drop_stale(cards: Mapping[str, Card], done: Recount) -> None:
    """Counts under definitions that no longer count, or whose fact is no longer offered, go away."""
    offered = facts()
    alive = [
        card.indicator_id for card in cards.values()
        if card.source == Origin.FORMULA or (card.source == Origin.FACT and card.fact in offered and card.territory_id)
    ]  # fmt: skip
    stale = Count.objects.exclude(indicator__in=alive)
    gone = list(stale.values_list("indicator", flat=True))
    if gone:
        stale.delete()
        done.written += len(gone)
        done.indicators.update(gone)
