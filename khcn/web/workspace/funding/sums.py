"""Sums of funding lines: one query groups them, the tables of the page add the groups up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, Sum, Value, When

from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.fact_rights import seen_by_actor
from khcn.registers.funding.choices import OriginGroup
from khcn.registers.funding.models import FundingLine
from khcn.registers.funding.rules import STEPS

REGISTER = "kinh-phi"
#: Lines that tell both what was given and what was paid: only of these a ratio can be told.
BOTH = Q(allocated__isnull=False, disbursed__isnull=False)
KEYS = ("year", "origin", "origin_group", "level", "purpose", "control", "undocumented")


@dataclass
class Sums:
    """What was added; a step that no line tells is None, `untold` says how many lines do not tell it."""

    lines: int = 0
    undocumented: int = 0
    values: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(STEPS))
    untold: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))
    given: int = 0
    paid: int = 0

    def add(self, group: dict[str, Any]) -> None:
        self.lines += group["lines"]
        if group["undocumented"]:
            self.undocumented += group["lines"]
        for step in STEPS:
            self.untold[step] += group["lines"] - group[f"{step}_told"]
            if (value := group[f"{step}_sum"]) is not None:
                self.values[step] = (self.values[step] or 0) + int(value)
        self.given += int(group["given"] or 0)
        self.paid += int(group["paid"] or 0)

    @property
    def share(self) -> Decimal | None:
        """Paid of what was given, in per cent, over the lines that tell both."""
        if not self.given:
            return None
        return (Decimal(self.paid) * 100 / self.given).quantize(Decimal("0.1"), ROUND_HALF_UP)


Group = dict[str, Any]


def groups_of(actor: Actor, years: range) -> list[Group]:
    """The lines of these years that the person may see, grouped by everything that the page asks about."""
    seen = seen_by_actor(actor)(registers.by_code[REGISTER])
    rows = FundingLine.objects.filter(seen, year__gte=years[0], year__lte=years[-1]).kept()
    told: dict[str, Any] = {f"{step}_sum": Sum(step) for step in STEPS}
    told |= {f"{step}_told": Count(step) for step in STEPS}
    told |= {
        "given": Sum("allocated", filter=BOTH),
        "paid": Sum("disbursed", filter=BOTH),
        "lines": Count("pk"),
    }
    bare = Case(When(decision="", then=Value(True)), default=Value(False), output_field=BooleanField())
    return list(rows.order_by().annotate(undocumented=bare).values(*KEYS).annotate(**told))


def summed(groups: Iterable[Group], wanted: Callable[[Group], bool] = bool) -> Sums:
    found = Sums()
    for group in groups:
        if wanted(group):
            found.add(group)
    return found


def has_origin(group: Group) -> bool:
    return bool(group["origin_group"] != OriginGroup.UNKNOWN)
