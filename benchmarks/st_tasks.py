"""The board of S&T tasks at 3,000 and 100,000 tasks: list, tabs, search, filters, my work, portfolio; queries and milliseconds."""

import gc
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from statistics import median, quantiles

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-benchmark-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")

import django

django.setup()  # the models below need it

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from khcn.kernel.accounts.models import Membership, User  # noqa: E402
from khcn.kernel.agencies.models import Agency  # noqa: E402
from khcn.operations.st_tasks.models import Procedure, StTask  # noqa: E402
from khcn.plan.models import Plan  # noqa: E402
from khcn.registers.directory.models import Organisation  # noqa: E402

SIZES = (3_000, 100_000)
TIMES, WARM, CHUNK = 20, 3, 5_000
MOST_QUERIES, MOST_MS, RARE = 12, 150, 30
BOARD = "/nhiem-vu-khcn/"
STATES = (
    ("screening", "proposed", "officer"), ("ordered", "ordered", "officer"), ("calling", "selecting", "applicant"),
    ("running", "running", "host"), ("running", "running", "host"), ("follow_up", "accepted", "host"),
    *([("closed", "closed", "nobody")] * 14),
)  # fmt: skip
PAGES = {
    "the list": BOARD,
    "waits for me": f"{BOARD}?tab=cho-toi",
    "late": f"{BOARD}?tab=qua-han",
    "a rare word": f"{BOARD}?q=hoa+hoi",
    "a common word": f"{BOARD}?q=nghien+cuu",
    "no such word": f"{BOARD}?q=khongcotunay",
    "one step": f"{BOARD}?buoc=running",
    "phase and group": f"{BOARD}?pha=running&nhom=nong-lam",
    "one host": f"{BOARD}?chutri=vien+mau+so+7",
    "my work": "/viec-cua-toi/",
    "portfolio (reads every task)": f"{BOARD}co-cau/",
}
#: Pages that add up all tasks by design.
WHOLE = ("portfolio (reads every task)",)


def definition() -> dict[str, object]:
    states = dict.fromkeys(STATES)
    return {
        "states": [{"code": c, "name": c, "phase": p, "holder": h, "final": h == "nobody"} for c, p, h in states],
        "transitions": [],
    }  # fmt: skip


def prepare() -> Client:
    call_command("migrate", verbosity=0)
    agency = Agency.objects.create(code="so", name="Sở Mẫu", kind="department")
    Plan.objects.create(code="mau", short_title="Kế hoạch mẫu", visibility="internal")
    user = User.objects.create_user("dieuphoi", email="dieuphoi@example.vn")
    Membership.objects.create(user=user, role="coordinator", agency=agency)
    Procedure.objects.create(code="thu", name="Thử", state="in_force", definition=definition())
    for number in range(50):
        Organisation.objects.create(name=f"Viện Mẫu số {number}", kind="science")
    client = Client()
    client.force_login(user)
    return client


def fill(size: int) -> None:
    rules, hosts = Procedure.objects.get(), list(Organisation.objects.order_by("pk"))
    officer = User.objects.get()
    for start in range(StTask.objects.count(), size, CHUNK):
        StTask.objects.bulk_create(
            _task(n, rules, hosts[n % len(hosts)], officer) for n in range(start, min(start + CHUNK, size))
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _task(n: int, rules: Procedure, host: Organisation, officer: User) -> StTask:
    """Most tasks are finished, as in a department of many years; the same number waits at every size."""
    step, phase, holder = STATES[n % len(STATES)]
    if n >= SIZES[0] and holder != "nobody":
        step, phase, holder = "closed", "closed", "nobody"
    word = "Hoa hồi" if n < RARE else "Cây lúa"
    day = date(2015 + n % 10, 1 + n % 12, 1)
    due = timezone.localdate() + timedelta(days=n % 400 - 100) if holder != "nobody" else None
    task = StTask(
        name=f"Nghiên cứu {word} mẫu số {n}", code=f"NV.{n}", kind="de-tai", share_group=("nong-lam", "khac")[n % 2],
        procedure=rules, step=step, state=phase, holder=holder, step_due=due, step_since=timezone.now(), host=host,
        officer=officer if n % 3 else None, order_symbol="1", ordered_on=day, visibility="internal",
    )  # fmt: skip
    if phase not in ("proposed", "ordered", "selecting"):
        task.approval_symbol, task.valid_from, task.starts_on, task.ends_on = "2", day, day, date(2027, 1, 1)
        task.budget, task.state_budget = 1_000_000_000, 800_000_000
    if phase in ("accepted", "closed"):
        task.accepted_on, task.grade, task.acceptance_minutes = date(2026, 1, 1), "pass", "3"
    task.settle()
    return task


def measured(client: Client, address: str) -> tuple[int, float, float]:
    """Queries, p50 and p95 in milliseconds of CPU, which neighbours on the machine disturb least."""
    for _turn in range(WARM):
        assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    asked = len(captured)  # the next request empties the log
    times = []
    gc.collect()
    gc.disable()
    for _turn in range(TIMES):
        start = time.process_time()
        client.get(address)
        times.append((time.process_time() - start) * 1000)
    gc.enable()
    return asked, median(times), quantiles(times, n=20)[-1]


def main() -> int:
    client = prepare()
    found: dict[str, dict[int, tuple[int, float, float]]] = {name: {} for name in PAGES}
    for size in SIZES:
        fill(size)
        for name, address in PAGES.items():
            found[name][size] = measured(client, address)
    print(f"{'page':32} {'tasks':>8} {'queries':>8} {'p50 ms':>8} {'p95 ms':>8} {'p50 ratio':>10}")
    kept = True
    for name, by_size in found.items():
        for size, (asked, middle, slow) in by_size.items():
            ratio = middle / by_size[SIZES[0]][1]
            print(f"{name:32} {size:>8,} {asked:>8} {middle:>8.1f} {slow:>8.1f} {ratio:>10.2f}")
            kept = kept and asked <= MOST_QUERIES and (slow <= MOST_MS or name in WHOLE)
    print("within the limits" if kept else "A LIMIT IS BROKEN")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
