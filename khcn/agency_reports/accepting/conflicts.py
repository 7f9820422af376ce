"""Contradictions: agencies that say different things of one task or indicator, or other than the house counts.

| ground | when |
| --- | --- |
| declared | two declare a task differently |
| amount | two tell a result of a task in the same unit, and the figures differ |
| value | two tell an indicator differently |
| counted | an indicator is told other than registers and formulas count it |

A person decides each with a reason (`ruling`). Nothing is worked out by taking sides.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F

from khcn.agency_reports.accepting.claims import Basis, Claim, Thing, basis_of, claims_of
from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.models import Answer, Cycle, Ruling
from khcn.indicators.choices import CardState
from khcn.indicators.models import Count

DECLARED, AMOUNT, VALUE, COUNTED = "declared", "amount", "value", "counted"


@dataclass(frozen=True)
class Counted:
    """What the house counts for the year of the cycle, in the decimals of the definition."""

    value: Decimal
    decimals: int

    def differs(self, told: Decimal) -> bool:
        places = Decimal(1).scaleb(-self.decimals)
        return told.quantize(places) != self.value.quantize(places)


@dataclass
class Conflict:
    """One contradiction. `answers` are those who take part, read by `conflicts` only."""

    thing: Thing
    grounds: tuple[str, ...]
    claims: list[Claim]
    counted: Counted | None = None
    ruling: Ruling | None = None
    answers: list[Answer] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Names it in addresses: t12 for a task, i5 for an indicator."""
        return f"{self.thing[0][0]}{self.thing[1]}"

    @property
    def basis(self) -> Basis:
        return basis_of(self.claims)

    @property
    def decided(self) -> bool:
        """Somebody decided it, and nobody has said anything else since."""
        return self.ruling is not None and self.ruling.basis == self.basis

    @property
    def outdated(self) -> bool:
        return self.ruling is not None and not self.decided


def conflicts(cycle: Cycle, things: Collection[Thing] | None = None) -> list[Conflict]:
    """All contradictions with the answers that take part; open ones first, then in the order of the plan. Four queries."""
    found = found_in(cycle, things)
    keys = [claim.answer for one in found for claim in one.claims]
    rows = (
        Answer.objects.filter(pk__in=keys)
        .select_related("item__task", "item__indicator", "report__request__agency", "report__request__cycle")
        .defer("report__sealed")
    )
    answers = {row.pk: row for row in rows} if keys else {}
    for one in found:
        one.answers = [answers[claim.answer] for claim in one.claims]
    return sorted(found, key=lambda one: (one.decided, one.thing[0] != ItemKind.TASK, _order(one)))


def found_in(cycle: Cycle, things: Collection[Thing] | None = None) -> list[Conflict]:
    """The same without texts: what counting them needs. Three queries."""
    claims = claims_of(cycle, things)
    counted = _counted(cycle, claims)
    rulings = rulings_of(cycle)
    found = []
    for thing, said in claims.items():
        grounds = tuple(grounds_of(said, counted.get(thing)))
        if grounds:
            found.append(Conflict(thing, grounds, said, counted.get(thing), rulings.get(thing)))
    return found


def rulings_of(cycle: Cycle) -> dict[Thing, Ruling]:
    rows = Ruling.objects.filter(cycle=cycle).select_related("answer", "decided_by")
    return {_thing(row): row for row in rows}


def grounds_of(claims: Iterable[Claim], counted: Counted | None = None) -> list[str]:
    claims = list(claims)
    if not claims:
        return []
    if claims[0].thing[0] == ItemKind.TASK:
        return [*_declared(claims), *_amounts(claims)]
    values = {claim.value for claim in claims if claim.value is not None}
    found = [VALUE] if len(values) > 1 else []
    if counted is not None and any(counted.differs(value) for value in values):
        found.append(COUNTED)
    return found


def _declared(claims: list[Claim]) -> list[str]:
    return [DECLARED] if len({claim.declared for claim in claims if claim.declared}) > 1 else []


def _amounts(claims: list[Claim]) -> list[str]:
    by_unit: dict[str, set[Decimal]] = {}
    for claim in claims:
        if claim.value is not None:
            by_unit.setdefault(claim.unit, set()).add(claim.value)
    return [AMOUNT] if any(len(values) > 1 for values in by_unit.values()) else []


def _counted(cycle: Cycle, claims: Mapping[Thing, list[Claim]]) -> dict[Thing, Counted]:
    keys = [key for kind, key in claims if kind == ItemKind.INDICATOR]
    if not keys:
        return {}
    rows = Count.objects.filter(
        indicator__in=keys, last_day__year=cycle.year, card__state=CardState.IN_FORCE,
        territory=F("card__territory"),
    )  # fmt: skip
    told = rows.values_list("indicator_id", "value", "card__decimals")
    return {
        (str(ItemKind.INDICATOR), key): Counted(value, decimals)
        for key, value, decimals in told
        if value is not None
    }


def _thing(row: Ruling) -> Thing:
    if row.task_id is not None:
        return str(ItemKind.TASK), row.task_id
    return str(ItemKind.INDICATOR), row.indicator_id or 0


def _order(one: Conflict) -> tuple[int, int]:
    item = one.answers[0].item
    thing = item.task or item.indicator
    return (thing.order, thing.pk) if thing else (0, 0)
