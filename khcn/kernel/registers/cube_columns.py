"""What is counted of each fact: the aggregates of `measure`, each one once, for all scopes or for single ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, Q, Sum

from khcn.kernel.access import EVERYTHING
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import AskedDay, Fact
from khcn.kernel.registers.measure import Scope, paths_in, spreads
from khcn.kernel.registers.subjects import filled, subject_path


@dataclass(frozen=True)
class Counted:
    """The names of the columns that hold a fact's numbers; empty where the measure has none."""

    count: str
    told: str = ""
    part: str = ""
    value: str = ""


def conditions(register: Register, fact: Fact, scopes: Sequence[Scope]) -> list[tuple[Q, Q, int]]:
    """`where`, `part` and the scopes (one bit each) for which they hold: one for all unless they ask for the day."""
    if not (_asks(fact.where) or _asks(fact.part)):
        return [_singled(register, fact, (1 << len(scopes)) - 1)]
    days = [scope.day_for(fact) for scope in scopes]
    return [
        _singled(
            register, fact.asked_on(day), sum(1 << scope for scope, one in enumerate(days) if one == day)
        )
        for day in sorted({*days})
    ]


def _singled(register: Register, fact: Fact, scopes: int) -> tuple[Q, Q, int]:
    return single(register, fact.where), single(register, fact.part or EVERYTHING), scopes


def single(register: Register, condition: Q) -> Q:
    """The condition without joins that would tell a record several times."""
    if not any(spreads(register, path) for path in paths_in(condition)):
        return condition
    return Q(pk__in=register.model._base_manager.filter(condition).values("pk"))


def _asks(condition: Any) -> bool:
    children = getattr(condition, "children", ())
    return any(isinstance(one[1], AskedDay) if isinstance(one, tuple) else _asks(one) for one in children)


class Columns:
    """The aggregates of one query; the same one asked twice is one column."""

    def __init__(self, register: Register, scopes: Sequence[Scope]) -> None:
        self.register, self.scopes = register, scopes
        self.aggregates: dict[str, Aggregate] = {}
        self._known: list[tuple[str, str, Q, str]] = []

    def of(self, fact: Fact) -> list[Counted]:
        """The columns to be read for the fact, scope by scope."""
        found: list[Counted] = [Counted("")] * len(self.scopes)
        for where, part, scopes in conditions(self.register, fact, self.scopes):
            columns = self._columns(fact, where, part)
            for scope in range(len(self.scopes)):
                if scopes >> scope & 1:
                    found[scope] = columns
        return found

    def _columns(self, fact: Fact, where: Q, part: Q) -> Counted:
        count = self._named("count", "pk", where)
        if fact.measure == "sum":
            return Counted(
                count,
                told=self._named("count", fact.field, where),
                value=self._named("sum", fact.field, where),
            )
        if fact.measure == "distinct":
            told = single(self.register, filled(self.register, subject_path(self.register, fact)))
            return Counted(count, told=self._named("count", "pk", where & told))
        if fact.measure == "share":
            return Counted(count, part=self._named("count", "pk", where & part))
        return Counted(count)

    def _named(self, kind: str, field: str, where: Q) -> str:
        for known, of, when, name in self._known:
            if (known, of) == (kind, field) and when == where:
                return name
        name = f"cube_{len(self._known)}"
        self._known.append((kind, field, where, name))
        self.aggregates[name] = (Sum if kind == "sum" else Count)(field, filter=where or None)
        return name
