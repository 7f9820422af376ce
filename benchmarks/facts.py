"""How long facts take over registers of growing size: one by one, all of a register at once, and over years."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-benchmark-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")

import django
from django.apps import apps
from django.conf import settings

django.setup()  # the models below need it

from django.db import connection, reset_queries  # noqa: E402
from django.db.models import Q  # noqa: E402

from khcn.kernel.registers.declaration import registers  # noqa: E402
from khcn.kernel.registers.facts import count, distinct, share, total  # noqa: E402
from khcn.kernel.registers.measure import distinct_subjects, measure, measure_register, series  # noqa: E402
from khcn.registers.activity_ledger.models import ActivityEntry  # noqa: E402
from khcn.registers.directory.models import Organisation  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
DAY, PERIOD = date(2026, 6, 30), (date(2020, 1, 1), date(2026, 12, 31))
CHUNK = 5_000
ORGANISATIONS = registers.by_code["to-chuc"]
FACTS = (
    count("bench.count", "count", where=Q(kind="enterprise")),
    distinct("bench.distinct", "distinct", "industry"),
    total("bench.sum", "sum", "employees", unit="người"),
    share("bench.share", "share", Q(size="small")),
)


def best_of(times: int, work: Callable[[], object]) -> float:
    taken = []
    for _turn in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def fill(size: int) -> None:
    """Organisations up to this number, each with one entry of the ledger."""
    known = Organisation.objects.count()
    for start in range(known, size, CHUNK):
        firms = [_firm(number) for number in range(start, min(start + CHUNK, size))]
        Organisation.objects.bulk_create(firms)
        ActivityEntry.objects.bulk_create([_entry(firm) for firm in firms])


def _firm(n: int) -> Organisation:
    firm = Organisation(
        name=f"Công ty Mẫu số {n}", kind="enterprise" if n % 3 else "science", size="small" if n % 2 else "large",
        industry=f"C{n % 90:02d}", employees=n % 300 or None, valid_from=date(2010 + n % 17, 1 + n % 12, 1),
        valid_to=date(2026, 12, 31) if n % 5 else None,
    )  # fmt: skip
    firm.settle()
    return firm


def _entry(firm: Organisation) -> ActivityEntry:
    entry = ActivityEntry(organisation=firm, kind="ip", year=2015 + firm.pk % 12, evidence="Biên bản mẫu")
    entry.settle()
    return entry


WORKS: dict[str, Callable[[], object]] = {
    "count at a date": lambda: measure("bench.count", at=DAY),
    "distinct values": lambda: measure("bench.distinct", at=DAY),
    "sum": lambda: measure("bench.sum", at=DAY),
    "share": lambda: measure("bench.share", at=DAY),
    "distinct subjects (T12)": lambda: measure("activities.subjects", period=PERIOD),
    "subjects of two registers": lambda: distinct_subjects(
        ["bench.count", "activities.subjects"], at=DAY, period=PERIOD
    ),
    "a register's four facts": lambda: measure_register(ORGANISATIONS, day=DAY),
    "the four over five years": lambda: series(ORGANISATIONS, FACTS, range(2022, 2027)),
}


def queries(work: Callable[[], object]) -> int:
    reset_queries()
    connection.force_debug_cursor = True
    work()
    connection.force_debug_cursor = False
    return len(connection.queries_log)


def main() -> None:
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    ORGANISATIONS.facts = FACTS  # type: ignore[misc]
    first: dict[str, float] = {}
    print(
        f"{connection.vendor:<28}{'records':>9}{'ms':>9}{'queries':>9}{'× a COUNT(*)':>14}{'× a record of the first':>25}"
    )
    try:
        for size in sizes:
            fill(size)
            base = best_of(5, lambda: Organisation.objects.exclude(employees=7).count())
            for name, work in WORKS.items():
                taken = best_of(3, work)
                first.setdefault(name, taken / size)
                print(
                    f"{name:<28}{size:>9}{taken * 1000:>9.1f}{queries(work):>9}{taken / base:>14.1f}"
                    f"{taken / size / first[name]:>25.2f}"
                )
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()
