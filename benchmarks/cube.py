"""How long it takes to count 60 facts for 8 years and 40 territories over 1,000,000 records, and twice the territories.

    python benchmarks/cube.py [RECORDS]

The records are artificial and written by the database itself into a database of the benchmark's own.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-benchmark-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")

import django
from django.apps import apps
from django.conf import settings

django.setup()  # the models below need it

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, models, reset_queries  # noqa: E402

from khcn.kernel.registers.cube import cube  # noqa: E402
from khcn.kernel.registers.declaration import Register, registers  # noqa: E402
from khcn.kernel.registers.life import Standing  # noqa: E402
from khcn.kernel.registers.measure import Scope, take  # noqa: E402
from khcn.kernel.registers.models import StateChange  # noqa: E402
from khcn.kernel.territory.models import Unit, UnitChange  # noqa: E402

SIZE = 1_000_000
YEARS = range(2019, 2027)
TERRITORIES = 40
NEW_COMMUNES = 100
OLD_OF_EACH = 3
PAUSED_EVERY = 50

#: By register: its part of all records, and what its columns say of record number n.
TABLES: dict[str, tuple[float, dict[str, str]]] = {
    "to-chuc": (0.10, {"kind": "{pick:enterprise,science,school}", "name": "'Công ty Mẫu số ' || n"}),
    "so-cai-hoat-dong": (
        0.25,
        {
            "kind": "{pick:research,application,innovation,ip,standards}", "year": "2015 + n % 12",
            "organisation_id": "{org}", "subject_key": "'o' || {org}", "evidence": "'Biên bản mẫu'",
        },
    ),
    "so-huu-tri-tue": (
        0.20,
        {
            "kind": "{pick:invention,utility,design,mark,collective_mark}", "organisation_id": "{org}",
            "filed_on": "{day:n * 7}", "applicant_outside": "{bool:n % 11 = 0}",
        },
    ),
    "thiet-bi": (
        0.10,
        {
            "organisation_id": "{org}", "cost": "(n % 1000) * 100000", "bookable": "{bool:n % 3 = 0}",
            "condition": "{pick:good,repair,broken}", "funding": "{pick:science,other}",
        },
    ),
    "phuong-tien-do": (
        0.10, {"organisation_id": "{org}", "next_due": "{day:n * 3}", "last_check": "{day:n * 3 - 365}"},
    ),
    "sang-kien": (
        0.08,
        {
            "organisation_id": "{org}", "filed_on": "{day:n * 5}", "first_used_on": "{day:n * 5 + 90}",
            "scope": "{pick:base,province}", "state": "{pick:recognised,applied}", "benefit": "(n % 90) * 1000000",
        },
    ),
    "tu-van-doanh-nghiep": (
        0.05,
        {"enterprise_id": "{org}", "state": "'held'", "hours": "n % 9", "rating": "CASE WHEN n % 6 > 0 THEN n % 6 END"},
    ),
    "kiem-tra-thanh-tra": (
        0.03, {"organisation_id": "{org}", "held_on": "{day:n * 11}", "state": "{pick:followed,closed,dropped}"},
    ),
    "ho-tro-doanh-nghiep": (
        0.04, {"enterprise_id": "{org}", "year": "2015 + n % 12", "amount": "(n % 70) * 1000000"},
    ),
    "khuyen-cong": (
        0.02,
        {
            "firm_id": "{org}", "state": "{pick:approved,running,accepted}", "accepted_on": "{day:n * 13}",
            "support": "(n % 50) * 1000000", "own_capital": "(n % 30) * 1000000", "new_jobs": "n % 7",
        },
    ),
    "su-kien-khcn": (0.02, {"held_on": "{day:n * 17}", "participants": "n % 300", "memoranda": "n % 4"}),
    "doanh-nghiep-khcn": (0.01, {"organisation_id": "{org}"}),
}  # fmt: skip
COMMON = {
    "state": "'{state}'",
    "standing": "'active'",
    "valid_from": "{day:n * 19}",
    "valid_to": "CASE WHEN n % 4 = 0 THEN {later:n * 19} END",
    "territory_id": "{unit}",
    "title_key": "n",
    "order_key": "n",
    "updated_at": "CURRENT_TIMESTAMP",
    "number": "n",
    "folded": "'ban ghi mau so ' || n || ' cua cong ty mau, xa mau, tinh mau, de tim kiem bang chu khong dau'",
}
DAYS = 4300  # from the first day of 2015
LASTS = 900


def chosen() -> Iterator[tuple[Register, Sequence[Any]]]:
    for code in TABLES:
        register = registers.by_code[code]
        yield register, register.facts


# --- Filling --------------------------------------------------------------------------------------


def make_database() -> None:
    """Tables with their indexes; the artificial rows need not be sound."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    for register, _facts in chosen():
        register.model._meta.constraints = []
    StateChange._meta.constraints = []
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def fill(size: int) -> None:
    _units()
    if connection.vendor == "postgresql":  # needs a superuser; SQLite is told by the caller
        connection.cursor().execute("SET session_replication_role = replica")
    firms = int(size * TABLES["to-chuc"][0])
    for code, (part, columns) in TABLES.items():
        _insert(registers.by_code[code], int(size * part), columns, firms)
    for register, _facts in chosen():
        if register.life.with_standing(Standing.PAUSED):
            _states(register)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _units() -> None:
    cut = date(2025, 7, 1)
    province = Unit.objects.create(code="tinh", name="Tỉnh Mẫu", level="province", valid_from=cut)
    olds = [
        Unit(code=f"tinh-{n}", name=f"Tỉnh cũ {n}", level="province", valid_to=date(2025, 6, 30))
        for n in range(2)
    ]
    for old in olds:
        old.save()
        UnitChange.objects.create(predecessor=old, successor=province, kind="merge", effective_on=cut)
    for n in range(NEW_COMMUNES):
        new = Unit.objects.create(
            code=f"xa-{n}", name=f"Xã {n}", level="commune", parent=province, valid_from=cut
        )
        for k in range(OLD_OF_EACH):
            old = Unit.objects.create(
                code=f"xa-{n}-{k}",
                name=f"Xã cũ {n}-{k}",
                level="commune",
                parent=olds[n % 2],
                valid_to=date(2025, 6, 30),
            )
            UnitChange.objects.create(predecessor=old, successor=new, kind="merge", effective_on=cut)
            if n % 10 == 9 and k == 0:  # divided between this commune and the one before
                before = Unit.objects.get(code=f"xa-{n - 1}")
                UnitChange.objects.create(predecessor=old, successor=before, kind="split", effective_on=cut)


def _insert(register: Register, rows: int, columns: dict[str, str], firms: int) -> None:
    told = {**COMMON, **columns}
    fields = register.model._meta.concrete_fields
    names = [one.column for one in fields if not one.primary_key]
    values = [
        _expression(told.get(one.column), one, register, firms) for one in fields if not one.primary_key
    ]
    known = {one.column for one in fields}
    assert not set(columns) - known, (register.code, set(columns) - known)
    table = register.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {rows}) "
            f'INSERT INTO "{table}" ({", ".join(names)}) SELECT {", ".join(values)} FROM many'
        )


def _expression(told: str | None, column: Any, register: Register, firms: int) -> str:
    if told is None:
        return _nothing(column)
    told = told.replace("{org}", f"(1 + (n * 7) % {firms})").replace("{unit}", _unit())
    told = told.replace("{state}", register.life.with_standing(Standing.ACTIVE)[0])
    while "{" in told:
        start, end = told.index("{"), told.index("}")
        kind, _colon, rest = told[start + 1 : end].partition(":")
        told = (
            told[:start]
            + {"day": _day, "pick": _pick, "bool": _bool, "later": _later}[kind](rest)
            + told[end + 1 :]
        )
    return f"CAST({told} AS varchar({column.max_length}))" if isinstance(column, models.CharField) else told


def _unit() -> str:
    units = 3 + NEW_COMMUNES * (1 + OLD_OF_EACH)
    return f"CASE WHEN n % 100 > 0 THEN 1 + (n * 37 + n / 11) % {units} END"


def _day(days: str, more: int = 0) -> str:
    if connection.vendor == "sqlite":
        return f"date('2015-01-01', '+' || (({days}) % {DAYS} + {more}) || ' days')"
    return f"(date '2015-01-01' + (({days}) % {DAYS} + {more})::int)"


def _later(days: str) -> str:
    return _day(days, LASTS)


def _pick(words: str) -> str:
    every = words.split(",")
    cases = " ".join(f"WHEN {at} THEN '{word}'" for at, word in enumerate(every))
    return f"CASE n % {len(every)} {cases} END"


def _bool(condition: str) -> str:
    return f"({condition})"


def _nothing(column: Any) -> str:
    if column.null:
        return "NULL"
    default = column.get_default()
    if isinstance(column, models.BooleanField):
        return "false" if connection.vendor == "postgresql" else "0"
    if isinstance(column, models.ForeignKey):
        return "1"
    if isinstance(column, models.CharField | models.TextField):
        return f"'{default or ''}'"
    if isinstance(column, models.JSONField):
        return "'{}'"
    if isinstance(column, models.DateField):
        return _day("n")
    return str(default or 1)


def _states(register: Register) -> None:
    """Each record entered its state; every so many stood still for a year."""
    kind, table = ContentType.objects.get_for_model(register.model).pk, register.model._meta.db_table
    until = "CASE WHEN id % {} = 0 THEN {} END".format(PAUSED_EVERY, _date("2021-03-01"))
    _told(f"SELECT {kind}, id, 'x', 'active', valid_from, {until}, '', CURRENT_TIMESTAMP FROM {table}")
    paused = f"{_date('2021-03-01')}, {_date('2022-03-01')}"
    _told(
        f"SELECT {kind}, id, 'x', 'paused', {paused}, '', CURRENT_TIMESTAMP FROM {table} WHERE id % {PAUSED_EVERY} = 0"
    )


def _told(rows: str) -> None:
    names = 'kind_id, object_id, state, standing, "on", until, reason, at'
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {StateChange._meta.db_table} ({names}) {rows}")


def _date(day: str) -> str:
    return f"'{day}'" if connection.vendor == "sqlite" else f"date '{day}'"


# --- Measuring ------------------------------------------------------------------------------------


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds on the clock."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def best(work: Callable[[], Any]) -> str:
    """The best of three on the clock, and what the processor needed for it on this side of the connection."""
    taken = []
    for _turn in range(3):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    return "{:.2f} s (processor {:.2f} s)".format(*min(taken))


def queries(work: Callable[[], object]) -> int:
    reset_queries()
    connection.force_debug_cursor = True
    work()
    connection.force_debug_cursor = False
    return len(connection.queries_log)


def count_all(territories: Sequence[Unit | None], scopes: Sequence[Scope], *, tell: bool = False) -> int:
    cells = 0
    for register, facts in chosen():
        taken, found = timed(lambda r=register, f=facts: cube(r, f, scopes, territories))
        cells += len(found)
        if tell:
            rows = register.model._default_manager.count()
            print(f"  {register.code:<24}{rows:>9} records {len(facts):>3} facts {taken:>7.2f} s")
    return cells


def one_by_one(territories: Sequence[Unit | None], scopes: Sequence[Scope]) -> int:
    from dataclasses import replace

    cells = 0
    for register, facts in chosen():
        for unit in territories:
            asked = [(fact, replace(scope, territory=unit)) for fact in facts for scope in scopes]
            cells += len(take(register, asked))
    return cells


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    make_database()
    try:
        with connection.constraint_checks_disabled():
            taken, _none = timed(lambda: fill(size))
        total = sum(register.model._default_manager.count() for register, _facts in chosen())
        print(f"{connection.vendor}: {total} records of {len(TABLES)} registers written in {taken:.0f} s")
        measure_all()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def measure_all() -> None:
    units: list[Unit] = list(Unit.objects.filter(code="tinh")) + list(
        Unit.objects.filter(code__regex=r"^xa-\d+$").order_by("pk")
    )
    scopes = [Scope.year(year) for year in YEARS]
    once, twice = [None, *units[: TERRITORIES - 1]], [None, *units[: 2 * TERRITORIES - 1]]
    facts = sum(len(one) for _register, one in chosen())
    taken, cells = timed(lambda: count_all(once, scopes, tell=True))
    print(
        f"{facts} facts × {len(scopes)} years × {len(once)} territories = {cells} cells, first time {taken:.2f} s"
    )
    for territories in (once, twice):
        asked = queries(lambda t=territories: count_all(t, scopes))
        told = best(lambda t=territories: count_all(t, scopes))
        print(f"{len(territories)} territories: {told}, {asked} queries")
    few, years = [None, units[1]], scopes[-1:]
    print(
        f"2 territories × 1 year: take {best(lambda: one_by_one(few, years))}, cube {best(lambda: count_all(few, years))}"
    )


if __name__ == "__main__":
    main()
