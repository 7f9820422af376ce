"""Where records lie in time, told by the database as small numbers that many scopes share.

Days and periods cut time into pieces. A record tells in which piece it begins and in which it ends, so records are
grouped by the pieces and each scope takes those that lie in it. Which scopes these are is a number with one bit each.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Case, DateField, Exists, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from khcn.kernel.registers.checks import end_of
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.measure import Scope
from khcn.kernel.registers.records import ever_in_force, paused_on, pauses_of

NUMBER = IntegerField()


class Times(ABC):
    """`narrowed` leaves what no scope counts aside; `columns` tell where a record lies, `scopes_at` reads them."""

    @abstractmethod
    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]: ...

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
        self.model = model
        self.days = sorted({*days})
        self.asked = [self.days.index(day) for day in days]
        begun = [Q(valid_from__lte=day) for day in self.days]
        over = [Q(valid_to__lt=day) | Q(ended_on__lte=day) for day in self.days]
        self.columns = {
            "cube_begin": _either(Q(valid_from=None), Value(0), _first_of(begun)),
            "cube_end": _either(Q(valid_to=None, ended_on=None), Value(len(over)), _first_of(over)),
        }
        if model.LIFE.with_standing(Standing.PAUSED):
            self.columns["cube_paused"] = self._paused(model)
        self.scopes_at = cache(self.scopes_at)  # type: ignore[method-assign]

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        first, last = self.days[0], self.days[-1]
        past = Q(valid_to__lt=first) | Q(ended_on__lte=first)
        return rows.filter(ever_in_force(self.model) & ~Q(valid_from__gt=last) & ~past)

    def _paused(self, model: Any) -> Combinable:
        """One bit for each day on which the record stood still; nearly all records never did."""
        paused = Q(pk__in=pauses_of(model).values("object_id"))
        bits: Any = Value(0)
        for at, day in enumerate(self.days):
            bits = bits + _either(paused_on(model, day), Value(1 << at), Value(0))
        return _either(paused, bits, Value(0))

    def scopes_at(self, place: tuple[int, ...]) -> int:
        begin, end, *paused = place
        still = paused[0] if paused else 0
        taken = [begin <= at < end and not still >> at & 1 for at in self.asked]
        return sum(1 << scope for scope, one in enumerate(taken) if one)


class _Over(Times):
    """Records whose date or year lies in a period; periods may overlap."""

    def __init__(self, field: str, periods: Sequence[tuple[Any, Any]]) -> None:
        self.field, self.periods = field, periods
        self.first, self.last = min(first for first, _last in periods), max(last for _first, last in periods)
        self.columns = {"cube_piece": self.piece()}
        self.scopes_at = cache(self.scopes_at)  # type: ignore[method-assign]

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        whole = rows.alias(cube_over=_Whole(F(self.field)))
        return whole.filter(~Q(standing=Standing.VOID), cube_over__gte=self.first, cube_over__lte=self.last)

    @abstractmethod
    def piece(self) -> Combinable:
        """The number of the piece of time in which a record lies."""

    @abstractmethod
    def start(self, piece: int) -> Any:
        """Where the piece begins; it lies in a period as a whole or not at all."""

    def scopes_at(self, place: tuple[int, ...]) -> int:
        start = self.start(place[0])
        return sum(1 << scope for scope, (first, last) in enumerate(self.periods) if first <= start <= last)


class _OverDates(_Over):
    def piece(self) -> Combinable:
        starts = {first for first, _last in self.periods}
        starts |= {last + timedelta(1) for _first, last in self.periods if last < self.last}
        self.starts = sorted(starts)
        return _first_of([Q(**{f"{self.field}__lt": start}) for start in self.starts[1:]])

    def start(self, piece: int) -> date:
        return self.starts[piece]


class _OverYears(_Over):
    def piece(self) -> Combinable:
        return F(self.field)

    def start(self, piece: int) -> int:
        return piece


class _Whole(Func):
    """A column read without its index: SQLite follows an index for any range, and hops through the table by it.

    https://www.sqlite.org/optoverview.html tells of the plus sign.
    """

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return super().as_sql(compiler, connection, template="+%(expressions)s", **more)


def _first_of(conditions: Sequence[Q], start: int = 0) -> Combinable:
    """The number of the first condition that holds, where each one that holds makes all later ones hold.

    Halving asks a row for few conditions; one that holds for no row, as of a missing day, leads past the last.
    """
    if not conditions:
        return Value(start, output_field=NUMBER)
    half = len(conditions) // 2
    return _either(
        conditions[half],
        _first_of(conditions[:half], start),
        _first_of(conditions[half + 1 :], start + half + 1),
    )


def _either(condition: Q | Exists, then: Any, otherwise: Any) -> Combinable:
    return Case(When(condition, then=then), default=otherwise, output_field=NUMBER)
