"""Counting for many days, periods and territories at once: the same numbers as `measure`.

    cube(register, register.facts, [Scope.year(2025), Scope.year(2026)], [None, province, commune])
    → {("ip.rights_in_force", 0, None): Cell(value=120, …), …}

The database groups records by unit and by the piece of time in which they lie; units are added up to territories and
pieces to periods here. Facts that are taken over the same field share a query, distinct subjects take one more for
each path, and the map of units takes two: territories and scopes ask for no query of their own (scopes go in batches).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from khcn.kernel.registers.cube_columns import Columns, Counted, conditions
from khcn.kernel.registers.cube_places import Classes, Places
from khcn.kernel.registers.cube_times import Times, times_of
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import (
    Measured,
    Scope,
    Seen,
    everything,
    percent,
    rounded,
    spreads,
    take,
)
from khcn.kernel.registers.measure import Value as Number
from khcn.kernel.registers.subjects import Merges, ends_at, filled, subject_path
from khcn.kernel.territory.models import Unit

#: Code of the fact, number of the scope in the order asked, key of the unit (None: wherever the record lies).
Place = tuple[str, int, int | None]
#: Scopes asked of the database together: each is a bit of a number and a branch of an expression.
BATCH = 30
#: Conditions that one number of a row answers.
BITS = 60
#: Rows read at a time where subjects are told apart.
CHUNK = 5_000


@dataclass(frozen=True)
class Cell:
    """What `Measured` says of a number, without the way to its records."""

    value: Number
    counted: int
    missing: int
    numerator: int | None
    denominator: int | None
    unplaced: int

    @classmethod
    def of(cls, one: Measured) -> "Cell":
        return cls(one.value, one.counted, one.missing, one.numerator, one.denominator, one.unplaced)


def cube(
    register: Register,
    chosen: Sequence[Fact],
    scopes: Sequence[Scope],
    territories: Sequence[Unit | None] = (None,),
    *,
    seen: Seen = everything,
) -> dict[Place, Cell]:
    """Facts of one register in all these scopes for all these territories; a scope's own territory is not read.

    A fact whose `territory` leads to several units of one record goes through `take`, with queries for each territory.
    """
    units = list({unit.pk if unit else None: unit for unit in territories}.values())
    single = [fact for fact in chosen if not spreads(register, fact.territory)]
    several = [fact for fact in chosen if spreads(register, fact.territory)]
    with _uncompiled():
        found = _grouped(register, single, scopes, units, seen)
    return found | _one_by_one(register, several, scopes, units, seen)


@contextmanager
def _uncompiled() -> Iterator[None]:
    """PostgreSQL would translate the long expressions into machine code, which takes it longer than answering."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        yield


def _grouped(
    register: Register,
    facts: Sequence[Fact],
    scopes: Sequence[Scope],
    units: Sequence[Unit | None],
    seen: Seen,
) -> dict[Place, Cell]:
    places = Places(units, {scope.day_for(fact) for fact in facts for scope in scopes})
    merges = Merges()
    found: dict[Place, Cell] = {}
    for start in range(0, len(scopes), BATCH):
        batch = scopes[start : start + BATCH]
        for together in _together(register, facts):
            group = _Group(register, together, batch, places, seen, merges)
            found |= {(code, start + scope, unit): cell for (code, scope, unit), cell in group.cells()}
    return found


def _together(register: Register, facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts that one query can count: over the same field, on the same map; sums along several records stand alone."""
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        spreading = fact.field if fact.measure == "sum" and spreads(register, fact.field) else ""
        groups.setdefault((fact.over, fact.territory, spreading), []).append(fact)
    return list(groups.values())


def _one_by_one(
    register: Register,
    facts: Sequence[Fact],
    scopes: Sequence[Scope],
    units: Sequence[Unit | None],
    seen: Seen,
) -> dict[Place, Cell]:
    found: dict[Place, Cell] = {}
    for unit in units if facts else ():
        for number, scope in enumerate(scopes):
            here = replace(scope, territory=unit)
            for one in take(register, [(fact, here) for fact in facts], seen=seen):
                found[one.fact.code, number, unit.pk if unit else None] = Cell.of(one)
    return found


class _Group:
    """Facts that are counted together, and the work of counting them."""

    def __init__(
        self, register: Register, facts: Sequence[Fact], scopes: Sequence[Scope], places: Places, seen: Seen,
        merges: Merges,
    ) -> None:  # fmt: skip
        self.register, self.facts, self.scopes, self.merges = register, facts, scopes, merges
        self.mapped = places.mapped
        self.times: Times = times_of(register, facts[0], scopes)
        self.classes: Classes = places.classes([scope.day_for(facts[0]) for scope in scopes])
        rows = register.model._default_manager.filter(seen(register)).order_by()
        unit = {"cube_unit": F(facts[0].territory)} if self.mapped else {}
        self.rows = self.times.narrowed(rows).annotate(**self.times.columns, **unit)
        self.keys = [*self.times.columns, *unit]

    def cells(self) -> Iterator[tuple[Place, Cell]]:
        columns = Columns(self.register, self.scopes)
        named = {fact.code: columns.of(fact) for fact in self.facts}
        summed = self._summed(columns)
        names = {name: at for at, name in enumerate(columns.aggregates)}
        different = self._different()
        for unit, members in self.classes.members.items():
            for scope in range(len(self.scopes)):
                inside = _added(
                    summed[number][scope] for number, whole, _part in members if whole >> scope & 1
                )
                split = _added(summed[number][scope] for number, _whole, part in members if part >> scope & 1)
                for fact in self.facts:
                    told = _Told(named[fact.code][scope], names, inside, split)
                    place = (fact.code, scope, unit)
                    yield place, self._cell(fact, told, different.get(place, 0))

    def _cell(self, fact: Fact, told: "_Told", different: int) -> Cell:
        count = told("count")
        value: Number = count
        missing = 0
        if fact.measure in ("sum", "distinct"):
            missing = count - told("told")
        if fact.measure == "sum":
            value = rounded(self.register, fact, told("value")) if told("told") else None
        elif fact.measure == "distinct":
            value = different
        elif fact.measure == "share":
            part = told("part")
            return Cell(percent(part, count), count, 0, part, count, told.split())
        return Cell(value, count, missing, None, None, told.split())

    # --- What adds up ---------------------------------------------------------------------------

    def _summed(self, columns: Columns) -> list[list[list[Any]]]:
        """For each class of units and each scope the values of all columns."""
        width, last = len(columns.aggregates), len(self.times.columns)
        rows = self.rows.values(*self.keys).annotate(**columns.aggregates)
        pieces: dict[tuple[int, tuple[int, ...]], list[Any]] = {}
        rows = rows.values_list(*self.keys, *columns.aggregates)
        summing = any(fact.measure == "sum" for fact in self.facts)
        for row in rows if summing else _bare(rows):
            unit = self.classes.of_unit.get(row[last], 0) if self.mapped else 0
            place, values = (unit, row[:last]), row[len(self.keys) :]
            pieces[place] = _plus(pieces[place], values) if place in pieces else [one or 0 for one in values]
        every = {number for members in self.classes.members.values() for number, _whole, _part in members}
        empty = [[[0] * width for _scope in self.scopes] for _number in range(max(every, default=0) + 1)]
        for (unit, at), values in pieces.items():
            if unit in every:
                for scope in _bits(self.times.scopes_at(at)):
                    empty[unit][scope] = _plus(empty[unit][scope], values)
        return empty

    # --- What is told apart ---------------------------------------------------------------------

    def _different(self) -> dict[Place, int]:
        """How many different subjects the facts count that ask for them."""
        paths: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.measure == "distinct":
                paths.setdefault(subject_path(self.register, fact), []).append(fact)
        found: dict[Place, int] = {}
        for path, facts in paths.items():
            found |= self._subjects(path, facts)
        return found

    def _subjects(self, path: str, facts: Sequence[Fact]) -> dict[Place, int]:
        """Each subject gets a number with one bit for each fact and scope that counts it; there is one for each class."""
        size = len(self.scopes)
        variants = [
            (where, scopes, at * size)
            for at, fact in enumerate(facts)
            for where, _part, scopes in conditions(self.register, fact, self.scopes)
        ]
        known: dict[tuple[Any, ...], tuple[int, dict[Any, int]]] = {}
        heirs = self._heirs(path)
        subjects: dict[int, dict[Any, int]] = {}
        for row in self._rows_of(path, variants):
            subject, where = row[0], row[1:]
            if (there := known.get(where)) is None:
                held = subjects.setdefault(self.classes.of_unit.get(where[0], 0), {})
                there = known[where] = self._marks(where[1:], variants), held
            marks, held = there
            if heirs:
                subject = heirs.get(subject, subject)
            held[subject] = held.get(subject, 0) | marks
        found: dict[Place, int] = {}
        for unit, marked in self._by_territory(subjects, len(facts)):
            for marks, count in marked.items():
                for bit in _bits(marks):
                    place = (facts[bit // size].code, bit % size, unit)
                    found[place] = found.get(place, 0) + count
        return found

    def _rows_of(self, path: str, variants: Sequence[tuple[Q, int, int]]) -> Iterator[tuple[Any, ...]]:
        """The subject of a record, its unit, where it lies in time, and which conditions it meets."""
        bits: dict[str, Any] = {}
        for at in range(0, len(variants), BITS):
            whens = [
                Case(When(where, then=Value(1 << bit)), default=Value(0), output_field=IntegerField())
                for bit, (where, _scopes, _shift) in enumerate(variants[at : at + BITS])
                if where
            ]
            bits[f"cube_bits{at}"] = sum(whens, start=Value(0)) if whens else Value(0)
        rows = self.rows.filter(filled(self.register, path)).annotate(**bits)
        unit: Any = "cube_unit" if self.mapped else Value(0)
        return _bare(rows.values_list(path, unit, *self.times.columns, *bits))

    def _marks(self, told: tuple[int, ...], variants: Sequence[tuple[Q, int, int]]) -> int:
        at, bits = told[: len(self.times.columns)], told[len(self.times.columns) :]
        scopes, marks = self.times.scopes_at(at), 0
        for number, (where, own, shift) in enumerate(variants):
            if not where or bits[number // BITS] >> number % BITS & 1:
                marks |= (scopes & own) << shift
        return marks

    def _heirs(self, path: str) -> dict[int, int]:
        """Merged records by their keys, and those that stand for them."""
        model, _column = ends_at(self.register, path)
        if model is None or path == "pk":
            return {}
        return {pk: self.merges.last(model, pk) for pk in self.merges.of(model)}

    def _by_territory(
        self, subjects: dict[int, dict[Any, int]], facts: int
    ) -> Iterator[tuple[int | None, Counter[int]]]:
        """How many subjects bear the same marks in each territory."""
        repeat = sum(1 << fact * len(self.scopes) for fact in range(facts))
        parts = {
            unit: frozenset(
                (number, whole * repeat) for number, whole, _part in members if whole and number in subjects
            )
            for unit, members in self.classes.members.items()
        }
        merged: dict[Any, int] = {}
        done: frozenset[tuple[int, int]] = frozenset()
        for unit in sorted(parts, key=lambda one: len(parts[one])):
            if not done <= parts[unit]:
                merged, done = {}, frozenset()
            for number, scopes in parts[unit] - done:
                merged = _merge(merged, subjects[number], scopes)
            done = parts[unit]
            yield unit, Counter(merged.values())


class _Told:
    """The numbers of a fact in one scope and territory."""

    def __init__(self, columns: Counted, names: dict[str, int], inside: list[Any], split: list[Any]) -> None:
        self.columns, self.names, self.inside, self.parted = columns, names, inside, split

    def __call__(self, what: str) -> Any:
        return self.inside[self.names[getattr(self.columns, what)]] if self.inside else 0

    def split(self) -> int:
        return self.parted[self.names[self.columns.count]] if self.parted else 0


def _merge(merged: dict[Any, int], subjects: dict[Any, int], scopes: int) -> dict[Any, int]:
    """Add the subjects of a class with their marks; a class may count in some scopes only."""
    if not merged:
        return {subject: marks & scopes for subject, marks in subjects.items()}
    for subject, marks in subjects.items():
        merged[subject] = merged.get(subject, 0) | marks & scopes
    return merged


def _bare(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows as the database gives them; values that are only compared need no conversion, and it costs most."""
    compiler = rows.query.get_compiler(using=rows.db)
    for chunk in compiler.execute_sql(chunked_fetch=True, chunk_size=CHUNK):
        yield from chunk


def _plus(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """Two rows of numbers added; no value adds nothing."""
    return [left + (right or 0) for left, right in zip(one, other, strict=True)]


def _added(rows: Iterator[list[Any]]) -> list[Any]:
    told: list[Any] = []
    for row in rows:
        told = _plus(told, row) if told else row
    return told


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
