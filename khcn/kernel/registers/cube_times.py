"""Where records lie in time, told by the database as small numbers that many scopes share.

Days and periods cut time into pieces. A record tells in which piece it begins and in which it ends, so records are
grouped by the pieces and each scope takes those that lie in it. Which scopes these are is a number with one bit each.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Case, DateField, Exists, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable

from khcn.kernel.registers.checks import end_of
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.measure import Scope
from khcn.kernel.registers.records import ever_in_force, paused_on, pauses_of

NUMBER = IntegerField()


class Times(ABC):
    """`condition` leaves what no scope counts aside; `columns` tell where a record lies, `scopes_at` reads them."""

    condition: Q
    columns: dict[str, Combinable]

    @abstractmethod
    def scopes_at(self, place: tuple[int, ...]) -> int:
        """Bit i is set when scope i takes the records at this place, told by the values of `columns`."""


def times_of(register: Register, fact: Fact, scopes: Sequence[Scope]) -> Times:
    """The times of all facts that are taken over the same field, or at a date."""
    days = [scope.day_for(fact) for scope in scopes]
    if fact.at_a_date:
        return _AtDates(register.model, days)
    dated = isinstance(end_of(register, fact.over), DateField)
    periods = [scope.period for scope in scopes if scope.period is not None]
    if dated:
        return _OverDates(fact.over, [(first, last) for first, last in periods])
    return _OverYears(fact.over, [(first.year, last.year) for first, last in periods])


class _AtDates(Times):
    """Records in force on days: from the first day on which one is valid to before the first on which it no longer is."""

    def __init__(self, model: Any, days: Sequence[date]) -> None:
        self.days = sorted({*days})
        self.asked = [self.days.index(day) for day in days]
        first, last = self.days[0], self.days[-1]
        self.condition = (
            ever_in_force(model) & ~Q(valid_from__gt=last) & ~Q(valid_to__lt=first) & ~Q(ended_on__lte=first)
        )
        begun = [(Q(valid_from__lte=day), at) for at, day in enumerate(self.days)]
        over = [(Q(valid_to__lt=day) | Q(ended_on__lte=day), at) for at, day in enumerate(self.days)]
        self.columns = {
            "cube_begin": _first_of([(Q(valid_from=None), 0), *begun], len(self.days)),
            "cube_end": _first_of([(Q(valid_to=None, ended_on=None), len(self.days)), *over], len(self.days)),
        }
        if model.LIFE.with_standing(Standing.PAUSED):
            self.columns["cube_paused"] = self._paused(model)
        self.scopes_at = cache(self.scopes_at)  # type: ignore[method-assign]

    def _paused(self, model: Any) -> Combinable:
        """One bit for each day on which the record stood still; nearly all records never did."""
        paused = Q(pk__in=pauses_of(model).values("object_id"))
        bits: Any = Value(0)
        for at, day in enumerate(self.days):
            bits = bits + _bit(paused_on(model, day), at)
        return Case(When(paused, then=bits), default=Value(0), output_field=NUMBER)

    def scopes_at(self, place: tuple[int, ...]) -> int:
        begin, end, *paused = place
        still = paused[0] if paused else 0
        taken = [begin <= at < end and not still >> at & 1 for at in self.asked]
        return sum(1 << scope for scope, one in enumerate(taken) if one)


class _Over(Times):
    """Records whose date or year lies in a period; periods may overlap."""

    def __init__(self, field: str, periods: Sequence[tuple[Any, Any]]) -> None:
        self.periods = periods
        first, last = min(first for first, _last in periods), max(last for _first, last in periods)
        inside = Q(**{f"{field}__gte": first, f"{field}__lte": last})
        self.condition = inside & ~Q(standing=Standing.VOID)
        starts = {first for first, _last in periods} | {
            self.after(one) for _first, one in periods if one < last
        }
        self.starts = sorted(starts)
        pieces = [(Q(**{f"{field}__lt": start}), at) for at, start in enumerate(self.starts[1:])]
        self.columns = {"cube_piece": _first_of(pieces, len(self.starts) - 1)}
        self.scopes_at = cache(self.scopes_at)  # type: ignore[method-assign]

    @abstractmethod
    def after(self, last: Any) -> Any:
        """Where the next piece begins."""

    def scopes_at(self, place: tuple[int, ...]) -> int:
        start = self.starts[place[0]]
        return sum(1 << scope for scope, (first, last) in enumerate(self.periods) if first <= start <= last)


class _OverDates(_Over):
    def after(self, last: date) -> date:
        return last + timedelta(1)


class _OverYears(_Over):
    def after(self, last: int) -> int:
        return last + 1


def _first_of(cases: Sequence[tuple[Q, int]], otherwise: int) -> Combinable:
    if not cases:
        return Value(otherwise, output_field=NUMBER)
    whens = [When(condition, then=Value(at)) for condition, at in cases]
    return Case(*whens, default=Value(otherwise), output_field=NUMBER)


def _bit(condition: Q | Exists, at: int) -> Combinable:
    return Case(When(condition, then=Value(1 << at)), default=Value(0), output_field=NUMBER)
