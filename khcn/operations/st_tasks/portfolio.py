"""The portfolio in numbers: shares of target T3 as they are and as they would be, and what each part of it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from khcn.operations.st_tasks.choices import ShareGroup
from khcn.operations.st_tasks.models import StTask

#: Steps in which it is decided about carrying a task out, and about ordering it.
DECIDING = ("deciding",)
ORDERING = ("identification", "identified", "ordering")
BEFORE_RUNNING = ("ordered", "selecting")
AT_WORK = ("approved", "running", "paused", "accepting")
DONE = ("accepted", "closed")
MEASURES = ("count", "money", "running")


@dataclass(frozen=True)
class Share:
    """One group of target T3 by one measure: now, and if all tasks now being decided on were approved."""

    group: str
    value: int
    whole: int
    added: int
    whole_added: int

    @property
    def percent(self) -> Decimal | None:
        return _percent(self.value, self.whole)

    @property
    def percent_then(self) -> Decimal | None:
        return _percent(self.value + self.added, self.whole + self.whole_added)


def _percent(part: int, whole: int) -> Decimal | None:
    """One place after the comma; a share of nothing is unknown."""
    return round(Decimal(part) * 100 / whole, 1) if whole else None


def shares(
    rows: QuerySet[StTask], year: int, on: date, *, deciding: Q | None = None
) -> dict[str, list[Share]]:
    """By measure (number and money approved in the year, number at work), a share for each group; one query.

    `deciding` says which tasks are being decided on; without it those before the leaders for approval.
    Tasks without a group count in the whole: left out, they would make the others look better.
    """
    approved, running = Q(valid_from__year=year), _at_work(on)
    deciding = Q(step__in=DECIDING) if deciding is None else deciding
    told = rows.order_by().values("share_group").annotate(
        count=Count("pk", filter=approved), money=Sum("state_budget", filter=approved),
        running=Count("pk", filter=running), deciding=Count("pk", filter=deciding),
        deciding_money=Sum("state_budget", filter=deciding),
    )  # fmt: skip
    by_group: dict[str, dict[str, Any]] = {one["share_group"]: dict(one) for one in told}
    return {name: _shares(by_group, name) for name in MEASURES}


def _at_work(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(accepted_on=None) | Q(accepted_on__gt=on)) & Q(state__in=AT_WORK)


def _shares(by_group: dict[str, dict[str, Any]], name: str) -> list[Share]:
    added = "deciding_money" if name == "money" else "deciding"
    whole = sum(one[name] or 0 for one in by_group.values())
    whole_added = sum(one[added] or 0 for one in by_group.values())
    groups: Iterable[str] = [*ShareGroup.values, *([""] if "" in by_group else [])]
    return [
        Share(group, by_group.get(group, {}).get(name) or 0, whole, by_group.get(group, {}).get(added) or 0, whole_added)
        for group in groups
    ]  # fmt: skip


@dataclass(frozen=True)
class Slice:
    """What the portfolio holds of one field, product or direction; `key` 0 is what names none."""

    key: int
    name: str
    before: int
    at_work: int
    done: int
    late: int
    money: int


def slices(rows: QuerySet[StTask], by: str, on: date) -> list[Slice]:
    """Cut by a related record, the largest first; one query. A task with two directions counts in both."""
    told = rows.exclude(state="declined").order_by().values(key=F(by), called=F(f"{by}__name")).annotate(
        before=Count("pk", filter=Q(state__in=BEFORE_RUNNING)), at_work=Count("pk", filter=Q(state__in=AT_WORK)),
        done=Count("pk", filter=Q(state__in=DONE)), late=Count("pk", filter=Q(step_due__lt=on)),
        money=Sum("state_budget", filter=Q(state__in=AT_WORK)),
    )  # fmt: skip
    found = [
        Slice(
            one["key"] or 0, one["called"] or "", one["before"], one["at_work"], one["done"], one["late"], one["money"] or 0
        )
        for one in told
    ]  # fmt: skip
    kept = [one for one in found if one.before or one.at_work or one.done]
    return sorted(kept, key=lambda one: (not one.key, -one.money, -one.at_work, one.name))
