"""How long the pages of a register take at 1,000, 10,000 and 100,000 records, and how many queries each makes."""

import gc
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from statistics import median, quantiles

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-benchmark-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")

import django

django.setup()  # the models below need it

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponseBase  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from khcn.kernel.accounts.models import Membership, User  # noqa: E402
from khcn.kernel.agencies.models import Agency  # noqa: E402
from khcn.kernel.registers.keyset import Place  # noqa: E402
from khcn.kernel.registers.models import StateChange  # noqa: E402
from khcn.kernel.territory.models import Unit  # noqa: E402
from khcn.registers.directory.models import Organisation  # noqa: E402
from khcn.web.workspace.registers.entry_forms import STATE  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
TIMES, WARM = 25, 3
CHUNK = 5_000
MOST_QUERIES, MOST_MS, FLAT = 12, 150, 1.3
COMMUNES, RARE = 124, 30
LIST = "/so-dang-ky/to-chuc/"
BASE = f"{LIST}huong-dan/"
KINDS = ("enterprise", "enterprise", "cooperative", "household", "science", "school")
TRADES = ("Chế biến nông sản", "Cơ khí", "Dược liệu", "Lâm nghiệp", "Phần mềm", "Thuỷ sản", "Vận tải")
SHARING = ("public", "public", "shared", "internal")


def fill(size: int) -> None:
    """Organisations up to this number with their chain of states; thirty at any size carry the rare word."""
    units = list(Unit.objects.filter(level="commune").order_by("pk"))
    kind = ContentType.objects.get_for_model(Organisation)
    for start in range(Organisation.objects.count(), size, CHUNK):
        numbers = range(start, min(start + CHUNK, size))
        firms = Organisation.objects.bulk_create(_firm(n, units[n % COMMUNES]) for n in numbers)
        StateChange.objects.bulk_create(
            StateChange(kind=kind, object_id=one.pk, state="active", standing="active", on=one.valid_from)
            for one in firms
        )
    with connection.cursor() as cursor:  # what autovacuum does on PostgreSQL; SQLite is left as it runs
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")


def _firm(n: int, unit: Unit) -> Organisation:
    trade = "Hoa hồi" if n < RARE else TRADES[n % len(TRADES)]
    firm = Organisation(
        name=f"Công ty {trade} mẫu số {n}", short_name=f"Mẫu {n}", kind=KINDS[n % len(KINDS)],
        size="small" if n % 2 else "large", tax_code=f"{9_800_000_000 + n}", address=f"Số {n} đường Mẫu, {unit}",
        territory=unit, visibility=SHARING[n % len(SHARING)], valid_from=date(2000 + n % 27, 1 + n % 12, 1 + n % 28),
        valid_to=None if n % 9 else date(2030, 1 + n % 12, 1 + n % 28),
    )  # fmt: skip
    firm.settle()
    return firm


def prepare() -> Client:
    """The territory, and a coordinator who is signed in."""
    province = Unit.objects.create(code="tinh-mau", name="Tỉnh Mẫu", level="province", kind="Tỉnh")
    Unit.objects.bulk_create(
        Unit(code=f"xa-mau-{n}", official_code=f"9{n:04d}", name=f"Xã Mẫu số {n}", level="commune", parent=province)
        for n in range(COMMUNES)
    )  # fmt: skip
    person = User.objects.create(username="dieu-phoi-mau", full_name="Người Mẫu")
    agency = Agency.objects.create(code="so-mau", kind="so", name="Sở Mẫu", confirmation="confirmed")
    Membership.objects.create(user=person, role="coordinator", agency=agency)
    client = Client()
    client.force_login(person)
    return client


def addresses(size: int) -> dict[str, str]:
    """What is asked for; the page by cursor is the fortieth, or the last full one of a small register."""
    rows = Organisation.objects.filter(visibility="public").order_by("order_key", "pk")
    before = min(39 * 50, rows.count() - 51)
    place = Place(*rows.values_list("order_key", "pk")[before]).told()
    middle = rows[before].pk
    return {
        "list": LIST,
        "page 40 by cursor": f"{LIST}?page=s{place}",
        "filter by kind": f"{LIST}?kind=science",
        "filter by territory": f"{LIST}?territory=90007",
        "search, a rare word": f"{LIST}?q=hoa+hoi",
        "search, a frequent word": f"{LIST}?q=che+bien",
        "search, no hit": f"{LIST}?q=khong+dau+co",
        "sort by valid_from": f"{LIST}?sap-xep=-valid_from",
        "as of a day": f"{LIST}?tai-ngay=30/06/2015",
        "counts of values": f"{LIST}?dem=1",
        "detail": f"{LIST}{middle}/",
        "suggest": f"{LIST}goi-y/?q=cong+ty+lam",
        "suggest, inside": f"{LIST}goi-y/?q=hoa+hoi",
    }


STAFF_ONLY = {
    "likely duplicates": f"{LIST}goi-y/?giong=1&name=Công+ty+cổ+phần+Hoa+hồi+mẫu+số+7",
    "form": f"{LIST}moi/",
    "form with duplicates": f"{LIST}moi/",
}
TYPED = {
    "name": "Công ty cổ phần Hoa hồi mẫu số 7",
    "kind": "enterprise",
    "visibility": "shared",
    STATE: "active",
}
#: Pages that look at every record that fits, by what they are.
PASSES = ("counts of values",)


@dataclass
class Taken:
    best: float
    p50: float
    p95: float
    cpu: float
    queries: int
    kilobytes: float


def asked(client: Client, name: str, address: str) -> HttpResponseBase:
    sent = name == "form with duplicates"
    response = client.post(address, TYPED) if sent else client.get(address)
    assert response.status_code == (422 if sent else 200), (name, response.status_code)
    return response


def measure(work: Callable[[], HttpResponseBase]) -> Taken:
    for _turn in range(WARM):
        work()
    with CaptureQueriesContext(connection) as captured:
        size = len(work().content) / 1024  # type: ignore[attr-defined]
    acts = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    queries = sum(not one["sql"].startswith(acts) for one in captured.captured_queries)
    taken, cpu = [], time.process_time()
    for _turn in range(TIMES):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / TIMES
    return Taken(min(taken), median(taken), quantiles(taken, n=20)[-1], cpu, queries, size)


def pages(staff: Client, size: int) -> Iterator[tuple[str, Client, str]]:
    yield from ((f"{name}", staff, address) for name, address in {**addresses(size), **STAFF_ONLY}.items())
    yield from ((f"public: {name}", Client(), address) for name, address in addresses(size).items())


@contextmanager
def own_database() -> Iterator[None]:
    """A test database beside the configured one, its tables as the models have them."""
    connection.settings_dict["TEST"]["MIGRATE"] = False
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def one_size(staff: Client, size: int) -> dict[str, Taken]:
    fill(size)
    print(f"\n{size} records on {connection.vendor}, load {os.getloadavg()[0]:.1f}")
    print(f"{'page':<34}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}{'kB':>7}{'× help page':>13}")
    found: dict[str, Taken] = {}
    for name, client, address in [("the help page", staff, BASE), *pages(staff, size)]:
        one = found[name] = measure(partial(asked, client, name, address))
        ratio = one.p50 / found["the help page"].p50
        print(
            f"{name:<34}{one.p50:>9.1f}{one.p95:>9.1f}{one.cpu:>9.1f}{one.queries:>9}{one.kilobytes:>7.0f}{ratio:>13.1f}"
        )
    return found


def compare(found: dict[int, dict[str, Taken]]) -> None:
    """Growth from size to size, by the best time over that of the help page, which no record touches."""
    sizes = sorted(found)
    steps = list(pairwise(sizes))
    print(
        f"\n{'growth of the best time':<34}"
        + "".join(f"{f'{more}/{less}':>16}" for less, more in reversed(steps))
    )
    for name in found[sizes[0]]:
        growth = [
            _relative(found[more], name) / _relative(found[less], name) for less, more in reversed(steps)
        ]
        told = _remarks(name, found[sizes[-1]][name], growth)
        print(f"{name:<34}" + "".join(f"{one:>16.2f}" for one in growth) + f"  {told}")


def _relative(found: dict[str, Taken], name: str) -> float:
    return found[name].best / found["the help page"].best


def _remarks(name: str, largest: Taken, growth: list[float]) -> str:
    told = []
    if growth and growth[0] > FLAT:
        told.append(f"over {FLAT} ×" + (" (passes over all records)" if name.endswith(PASSES) else ""))
    if largest.queries > MOST_QUERIES:
        told.append(f"more than {MOST_QUERIES} queries")
    if largest.p95 >= MOST_MS:
        told.append(f"p95 not under {MOST_MS} ms")
    return "; ".join(told)


def main() -> None:
    logging.disable(logging.WARNING)  # a form that is refused on purpose
    sizes = sorted(int(one) for one in sys.argv[1:]) or list(SIZES)
    with own_database():
        staff = prepare()
        gc.freeze()  # as the server does
        compare({size: one_size(staff, size) for size in sizes})


if __name__ == "__main__":
    main()
