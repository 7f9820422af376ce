"""Where the same enterprise was supported for the same content in the same year by more than one programme."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from khcn.kernel.registers.life import Standing
from khcn.lib.vn_text import fold
from khcn.registers.enterprise_support.choices import Review
from khcn.registers.enterprise_support.models import SupportGiven

Key = tuple[int, int, str]


@dataclass(frozen=True)
class Overlap:
    """Support that may be double: one enterprise, year and content, several programmes."""

    records: tuple[SupportGiven, ...]

    @property
    def first(self) -> SupportGiven:
        return self.records[0]

    @property
    def total(self) -> int | None:
        """What was given together; None when any amount is missing."""
        amounts = [one.amount for one in self.records]
        return None if None in amounts else sum(amount for amount in amounts if amount is not None)

    @property
    def open(self) -> bool:
        """Whether somebody still has to look at it."""
        return any(one.review == Review.OPEN for one in self.records)


def double_funding(records: Iterable[SupportGiven]) -> list[Overlap]:
    """The suspicious groups among the records, latest year first; what was recovered or withdrawn does not count."""
    groups: dict[Key, list[SupportGiven]] = defaultdict(list)
    for one in records:
        if one.standing not in (Standing.ENDED, Standing.VOID):
            groups[one.enterprise_id, one.year, one.content].append(one)
    found = [
        Overlap(tuple(sorted(group, key=lambda one: one.pk)))
        for group in groups.values()
        if len({programme_key(one) for one in group}) > 1
    ]
    return sorted(found, key=lambda one: (-one.first.year, one.first.order_key, one.first.content))


def programme_key(record: SupportGiven) -> str:
    """The programme behind a record: the one in the register, else its name without regard to marks and case."""
    return f"#{record.programme_id}" if record.programme_id else " ".join(fold(record.programme_name).split())


def overlaps(seen: QuerySet[SupportGiven]) -> list[Overlap]:
    """The suspicious groups among the records that somebody may see; two queries however many there are."""
    kept = seen.exclude(standing__in=[Standing.ENDED, Standing.VOID])
    keys = kept.order_by().values("enterprise", "year", "content").annotate(n=Count("pk")).filter(n__gt=1)
    wanted = {(row["enterprise"], row["year"], row["content"]) for row in keys}
    if not wanted:
        return []
    rows = kept.filter(enterprise__in={key[0] for key in wanted}).select_related(
        "enterprise", "programme", "responsible"
    )
    return double_funding(one for one in rows if (one.enterprise_id, one.year, one.content) in wanted)


def overlap_of(record: SupportGiven, seen: QuerySet[SupportGiven]) -> Overlap | None:
    """The suspicious group in which the record stands, among those that somebody may see."""
    same = seen.filter(enterprise_id=record.enterprise_id, year=record.year, content=record.content)
    return next((one for one in overlaps(same) if record in one.records), None)
