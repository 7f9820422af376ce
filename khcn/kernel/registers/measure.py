"""Taking a fact: its value at a date or over a period, with the records behind it.

    measure("transfer_contracts.value", period=(date(2026, 1, 1), date(2026, 12, 31))).value
    measure("science_enterprises.valid", at=date(2026, 12, 31), territory=unit).records

What is missing is not zero. The count of nothing is 0; the sum over records none of which has a value is None, and
`missing` tells how many there are; a share of nothing is None.

A fact "at a date" counts records in force on that day. A fact "over a period" counts records whose date or year lies
in it, whatever became of them later. Pending records count only where the fact's `where` names states or standings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Aggregate, Count, DateField, DecimalField, Q, QuerySet, Sum

from khcn.kernel.access import EVERYTHING
from khcn.kernel.registers.checks import end_of
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import in_force_on
from khcn.kernel.registers.subjects import Merges, Subject, counted, filled, subject_path, subjects_of
from khcn.kernel.territory.models import Unit
from khcn.kernel.territory.walk import Area, area_of

Period = tuple[date, date]
Value = int | Decimal | None
#: Which records of a register somebody may count.
Seen = Callable[[Register], Q]
SHARE_PLACES = Decimal("0.0001")


class FactUnknown(LookupError):
    """No register offers a fact of this code."""


def everything(_register: Register) -> Q:
    return EVERYTHING


def facts() -> dict[str, tuple[Register, Fact]]:
    """All facts that registers offer, by code."""
    return {fact.code: (register, fact) for register in registers for fact in register.facts}


def fact_of(code: str) -> tuple[Register, Fact]:
    """Raises FactUnknown."""
    found = facts().get(code)
    if found is None:
        raise FactUnknown(code)
    return found


@dataclass(frozen=True)
class Scope:
    """When and where a fact is taken. With a period alone, a fact at a date is taken on the period's last day."""

    at: date | None = None
    period: Period | None = None
    territory: Unit | None = None

    @classmethod
    def year(cls, year: int, *, until: date = date.max, territory: Unit | None = None) -> "Scope":
        """31 December for facts at a date, the whole year for the others; no day after `until` is asked."""
        last = min(date(year, 12, 31), max(until, date(year, 1, 1)))
        return cls(last, (date(year, 1, 1), last), territory)

    def day_for(self, fact: Fact) -> date:
        """The day for which territory and conditions are read."""
        if fact.at_a_date and self.at is not None:
            return self.at
        if self.period is not None:
            return self.period[1]
        raise ValueError(
            f"{fact.code}: tell a date (`at`)" if fact.at_a_date else f"{fact.code}: tell a period"
        )


@dataclass(frozen=True)
class Measured:
    """A fact that was taken. `counted` records are behind it, of which `missing` tell no value or subject.

    `unplaced` records lie at units that were divided between this territory and another, so nobody knows.
    """

    register: Register
    fact: Fact
    scope: Scope
    value: Value
    counted: int
    missing: int
    numerator: int | None
    denominator: int | None
    unplaced: int
    records: QuerySet[Any] = field(repr=False)

    @cached_property
    def subjects(self) -> set[Subject]:
        """The organisations, people or values behind the number; merged ones count as one."""
        return subjects_of(self.register, self.fact, self.records, Merges())


def measure(
    code: str,
    *,
    at: date | None = None,
    period: Period | None = None,
    territory: Unit | None = None,
    seen: Seen = everything,
) -> Measured:
    """The value of a fact. The number of queries does not depend on the number of records."""
    register, fact = fact_of(code)
    taken = _Taking(register, Scope(at, period, territory), seen)
    return taken.alone(fact)


def take(
    register: Register, asked: Sequence[tuple[Fact, Scope]], *, seen: Seen = everything
) -> list[Measured]:
    """Several facts of a register, at several times, in one query."""
    return _Taking(register, Scope(), seen).together(asked)


def measure_register(
    register: Register, *, day: date, territory: Unit | None = None, seen: Seen = everything
) -> list[Measured]:
    """All facts of a register in one query: those at a date on `day`, the others from 1 January to `day`."""
    scope = this_year(day, territory)
    return take(register, [(fact, scope) for fact in register.facts], seen=seen)


def this_year(day: date, territory: Unit | None = None) -> Scope:
    return Scope(day, (date(day.year, 1, 1), day), territory)


def series(
    register: Register,
    chosen: Sequence[Fact],
    years: Iterable[int],
    *,
    territory: Unit | None = None,
    seen: Seen = everything,
    until: date = date.max,
) -> dict[str, list[Measured]]:
    """For each fact its values on 31 December of each year, or over each year; no day after `until` is asked."""
    scopes = [Scope.year(year, until=until, territory=territory) for year in years]
    found = iter(take(register, [(fact, scope) for fact in chosen for scope in scopes], seen=seen))
    return {fact.code: [next(found) for _scope in scopes] for fact in chosen}


def records_behind(code: str, **where: Any) -> QuerySet[Any]:
    """The records that make up the value; the arguments are those of `measure`."""
    register, fact = fact_of(code)
    seen = where.pop("seen", everything)
    return _Taking(register, Scope(**where), seen).records(fact)


def distinct_subjects(
    codes: Iterable[str],
    *,
    at: date | None = None,
    period: Period | None = None,
    territory: Unit | None = None,
    seen: Seen = everything,
) -> set[Subject]:
    """The subjects of several facts together: whoever stands in several registers counts once."""
    merges, found = Merges(), set[Subject]()
    for code in codes:
        register, fact = fact_of(code)
        records = _Taking(register, Scope(at, period, territory), seen).records(fact)
        found |= subjects_of(register, fact, records, merges)
    return found


class _Taking:
    """The work of one question: conditions, aggregates and answers for facts of one register."""

    def __init__(self, register: Register, scope: Scope, seen: Seen) -> None:
        self.register = register
        self.scope = scope
        self.rows = register.model._default_manager.filter(seen(register)).order_by()
        self.merges = Merges()
        self.areas: dict[tuple[int, date], Area] = {}

    def records(self, fact: Fact, scope: Scope | None = None) -> QuerySet[Any]:
        return self.rows.filter(self.condition(fact, scope or self.scope))

    def alone(self, fact: Fact, scope: Scope | None = None) -> Measured:
        """One fact by a query of its own, which can use indexes."""
        scope = scope or self.scope
        told = self.records(fact, scope).aggregate(**self.columns("f", fact, scope, None))
        if (split := self.split(fact, scope)) is not None:
            told["f_unplaced"] = self.rows.filter(split).count()
        return self.answer("f", fact, scope, told)

    def together(self, asked: Sequence[tuple[Fact, Scope]]) -> list[Measured]:
        """Many facts in one pass over the register; those that walk along several related records go alone."""
        columns: dict[str, Aggregate] = {}
        joining = [spreads(self.register, subject_path(self.register, fact)) for fact, _scope in asked]
        for number, (fact, scope) in enumerate(asked):
            if not joining[number]:
                columns |= self.columns(f"f{number}", fact, scope, self.condition(fact, scope))
                if (split := self.split(fact, scope)) is not None:
                    columns[f"f{number}_unplaced"] = Count("pk", filter=split)
        told = self.rows.aggregate(**columns) if columns else {}
        return [
            self.alone(fact, scope) if joining[number] else self.answer(f"f{number}", fact, scope, told)
            for number, (fact, scope) in enumerate(asked)
        ]

    # --- Conditions -----------------------------------------------------------------------------

    def condition(self, fact: Fact, scope: Scope, units: Iterable[int] | None = None) -> Q:
        """Which records belong; each once, whatever the conditions walk along."""
        day = scope.day_for(fact)
        own = fact.asked_on(day)
        model = self.register.model
        when = in_force_on(model, day) if fact.at_a_date else _in_period(self.register, own, scope)
        told = when & self.single(own.where)
        area = self.area(fact, scope)
        if area is not None:
            told &= self.single(Q(**{f"{fact.territory}__in": sorted(units or area.units)}))
        return told

    def single(self, condition: Q) -> Q:
        if not any(spreads(self.register, path) for path in paths_in(condition)):
            return condition
        return Q(pk__in=self.register.model._base_manager.filter(condition).values("pk"))

    def split(self, fact: Fact, scope: Scope) -> Q | None:
        """The records at units that lie only partly in the territory."""
        area = self.area(fact, scope)
        return self.condition(fact, scope, units=area.split) if area is not None and area.split else None

    def area(self, fact: Fact, scope: Scope) -> Area | None:
        if scope.territory is None:
            return None
        asked = scope.territory.pk, scope.day_for(fact)
        if asked not in self.areas:
            self.areas[asked] = area_of(*asked)
        return self.areas[asked]

    # --- Aggregates -----------------------------------------------------------------------------

    def columns(self, name: str, fact: Fact, scope: Scope, when: Q | None) -> dict[str, Aggregate]:
        """The aggregates of a fact; `when` narrows them where the rows are not narrowed already."""
        register = self.register
        once = spreads(register, subject_path(register, fact))
        base: dict[str, Aggregate] = {f"{name}_count": Count("pk", distinct=once, filter=when)}
        if fact.measure == "distinct":
            path = subject_path(register, fact)
            told = _both(when, filled(register, path))
            subject = counted(register, path, self.merges)
            return base | {
                f"{name}_value": Count(subject, distinct=True, filter=told),
                f"{name}_told": Count("pk", distinct=once, filter=told),
            }
        if fact.measure == "sum":
            return base | {
                f"{name}_value": Sum(fact.field, filter=when),
                f"{name}_told": Count(fact.field, filter=when),
            }
        if fact.measure == "share":
            part = self.single(fact.asked_on(scope.day_for(fact)).part or EVERYTHING)
            return base | {f"{name}_part": Count("pk", distinct=once, filter=_both(when, part))}
        return base

    def answer(self, name: str, fact: Fact, scope: Scope, told: Mapping[str, Any]) -> Measured:
        total = told[f"{name}_count"]
        part = told.get(f"{name}_part")
        value: Value = told.get(f"{name}_value", total)
        if fact.measure == "sum":
            value = rounded(self.register, fact, value)
        elif fact.measure == "share":
            value = percent(part or 0, total)
        return Measured(
            self.register,
            fact,
            scope,
            value,
            counted=total,
            missing=total - told.get(f"{name}_told", total),
            numerator=part,
            denominator=total if fact.measure == "share" else None,
            unplaced=told.get(f"{name}_unplaced", 0),
            records=self.rows.filter(self.condition(fact, scope)),
        )


def _both(one: Q | None, other: Q) -> Q:
    return other if one is None else one & other


def _in_period(register: Register, fact: Fact, scope: Scope) -> Q:
    """Kept records whose date, or whose year, lies in the period; a yearly figure belongs to a period that touches it.

    The date says that it happened, so an application counts as filed while it is still being looked at.
    """
    if scope.period is None:
        raise ValueError(f"{fact.code} is taken over a period")
    first, last = scope.period
    dated = isinstance(end_of(register, fact.over), DateField)
    span = (first, last) if dated else (first.year, last.year)
    inside = Q(**{f"{fact.over}__gte": span[0], f"{fact.over}__lte": span[1]})
    return inside & ~Q(standing=Standing.VOID)


def paths_in(condition: Any) -> Iterator[str]:
    """The lookups that a condition names, such as `owners__kind__in`."""
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield from paths_in(child)


def spreads(register: Register, path: str) -> bool:
    """Whether a path leads from one record to several."""
    model: Any = register.model
    for name in path.split("__"):
        if model is None or name == "pk":
            return False
        try:
            column = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        if column.many_to_many or column.one_to_many:
            return True
        model = column.related_model
    return False


def percent(part: int, whole: int) -> Decimal | None:
    """The share in per cent to four places; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(SHARE_PLACES, ROUND_HALF_UP)


def rounded(register: Register, fact: Fact, value: Any) -> Value:
    """A sum to the places of its field."""
    column = end_of(register, fact.field)
    if value is None or not isinstance(column, DecimalField):
        return value
    return Decimal(value).quantize(Decimal(1).scaleb(-(column.decimal_places or 0)), ROUND_HALF_UP)
