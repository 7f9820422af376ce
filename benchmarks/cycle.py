"""Opening a reporting cycle for 160 agencies, and for twice as many: seconds, queries, and the ratio.

    python benchmarks/cycle.py [AGENCIES]

18 tasks, as many indicators as agencies / 10, two open classes that mean all communes, two people in each agency.
Besides opening it measures the pure read `expected`, `completeness` when nobody has begun and when all have sent, and
a day of reminders for all. The baseline is one bulk insert of the same rows. Data is artificial, in a database of the
benchmark's own (DATABASE_URL for PostgreSQL; it must be empty).
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-benchmark-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")

import django

django.setup()  # the models below need it

from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.utils import timezone  # noqa: E402

from khcn.agency_reports.cycles import completeness, expected, open_cycle, prepare_cycle  # noqa: E402
from khcn.agency_reports.cycles.first_template import current_template  # noqa: E402
from khcn.agency_reports.cycles.members import resolve_parties  # noqa: E402
from khcn.agency_reports.cycles.reminding import remind  # noqa: E402
from khcn.agency_reports.models import Cycle, Report, ReportRequest, RequestItem  # noqa: E402
from khcn.indicators.models import Card, Indicator  # noqa: E402
from khcn.kernel.access import Actor  # noqa: E402
from khcn.kernel.accounts.models import Membership, User  # noqa: E402
from khcn.kernel.accounts.queries import actor_of  # noqa: E402
from khcn.kernel.agencies.models import Agency, AgencyClass, Succession  # noqa: E402
from khcn.lib.working_days import add_working_days  # noqa: E402
from khcn.plan.models import Party, Plan, Task  # noqa: E402

AGENCIES = 160
TASKS = 18
COMMUNES = 0.775  # 124 of 160
TODAY = timezone.localdate()
FAR = add_working_days(TODAY, 30)


def fill(count: int, name: str) -> tuple[Plan, Actor]:
    """A plan whose tasks are led by offices, with helpers, classes of communes, indicators and people."""
    plan = Plan.objects.create(
        code=name, short_title="Kế hoạch mẫu", symbol=f"{count}/KH", from_year=2020, to_year=2040
    )
    agencies = Agency.objects.bulk_create(
        Agency(
            code=f"{name}-{n}", kind="ubnd-xa" if n < count * COMMUNES else "so", name=f"Cơ quan Mẫu số {n}"
        )
        for n in range(count)
    )
    communes = [one for one in agencies if one.kind == "ubnd-xa"]
    offices = [one for one in agencies if one.kind == "so"]
    old = Agency.objects.bulk_create(
        Agency(code=f"{name}-cu-{n}", kind="so", name=f"Cơ quan Cũ số {n}") for n in range(TASKS)
    )
    Succession.objects.bulk_create(
        Succession(
            predecessor=one, successor=offices[n % len(offices)], kind="merge", effective_on=date(2025, 3, 1)
        )
        for n, one in enumerate(old)
    )
    everybody = AgencyClass.objects.create(code=f"{name}-xa", name="Các xã, phường", kinds=["ubnd-xa"])
    parties = []
    for number in range(TASKS):
        task = Task.objects.create(
            plan=plan,
            no=str(number + 1),
            order=number,
            short_title=f"Nhiệm vụ mẫu {number + 1}",
            schedule="yearly",
        )
        parties.append(Party(task=task, role="lead", kind="agency", name="x", agency=old[number]))
        helpers = [offices[(number + step) % len(offices)] for step in range(1, 4)]
        parties += [
            Party(task=task, role="coordinating", kind="agency", name="x", agency=one) for one in helpers
        ]
        if number < 2:
            parties.append(
                Party(task=task, role="coordinating", kind="class", name="xã, phường", agency_class=everybody)
            )
    Party.objects.bulk_create(parties)
    for number in range(count // 10):
        one = Indicator.objects.create(
            code=f"{name}-{number}", name=f"Chỉ số mẫu {number}", owner=offices[number % len(offices)]
        )
        Card.objects.create(
            indicator=one, version=1, state="in_force", in_force_at=timezone.now(), name=one.name, kind="level",
            source="report",
        )  # fmt: skip
    by = _people(agencies, name)
    open_classes = list(Party.objects.filter(agency_class=everybody))
    resolve_parties(parties=open_classes, agencies=communes, by=by)
    return plan, by


def _people(agencies: list[Agency], name: str) -> Actor:
    users = User.objects.bulk_create(
        User(username=f"{name}-{role}-{n}", full_name=f"Người Mẫu {n}")
        for n in range(len(agencies))
        for role in ("reporter", "approver")
    )
    Membership.objects.bulk_create(
        Membership(user=user, agency=agencies[n // 2], role=("reporter", "approver")[n % 2])
        for n, user in enumerate(users)
    )
    boss = User.objects.create(username=f"{name}-coordinator", full_name="Điều phối Mẫu")
    Membership.objects.create(user=boss, agency=agencies[-1], role="coordinator")
    return actor_of(boss, TODAY)


def timed(told: str, act: Callable[[], Any]) -> tuple[Any, float]:
    reset_queries()
    begun = time.perf_counter()
    made = act()
    seconds = time.perf_counter() - begun
    print(f"  {told:<44} {seconds:7.3f} s {len(connection.queries_log):5} queries")
    return made, seconds


def bare_insert(cycle: Cycle) -> None:
    """The baseline: the same rows once more, by two bulk inserts and nothing else."""
    requests = list(ReportRequest.objects.filter(cycle=cycle))
    items = list(RequestItem.objects.filter(request__cycle=cycle))
    twin = Cycle.objects.get(pk=cycle.pk)
    twin.pk, twin.code = None, f"{cycle.code}-ban-sao"
    twin.save()
    copies = [
        ReportRequest(cycle=twin, agency_id=one.agency_id, due_on=one.due_on, token=f"b{one.token}"[:16])
        for one in requests
    ]
    begun = time.perf_counter()
    made = ReportRequest.objects.bulk_create(copies, batch_size=500)
    new = {old.pk: copy for old, copy in zip(requests, made, strict=True)}
    RequestItem.objects.bulk_create(
        [
            RequestItem(
                request=new[one.request_id], kind=one.kind, order=one.order, task_id=one.task_id, role=one.role,
                indicator_id=one.indicator_id, section=one.section, title=one.title, required=one.required,
            )
            for one in items
        ],
        batch_size=500,
    )  # fmt: skip
    seconds = time.perf_counter() - begun
    print(f"  {'baseline: two bulk inserts of the same rows':<44} {seconds:7.3f} s, {len(items):,} items")
    twin.delete()


def measure(count: int) -> float:
    print(f"{count} agencies")
    plan, by = fill(count, f"kh-{count}")
    cycle = prepare_cycle(
        plan=plan, kind="year", year=TODAY.year, title="Kỳ mẫu", first_day=date(TODAY.year - 1, 12, 15),
        last_day=date(TODAY.year, 12, 14), due_on=FAR, internal_due_on=FAR, template=current_template(), by=by,
    )  # fmt: skip
    timed("expected, a pure read", lambda: expected(cycle))
    cycle, seconds = timed("open_cycle", lambda: open_cycle(cycle=cycle, by=by))
    bare_insert(cycle)
    timed("completeness, nobody has begun", lambda: completeness(cycle, TODAY))
    timed("a day of reminders, all waiting", lambda: remind(add_working_days(FAR, -5)))
    sent = {"state": "sent", "sent_at": timezone.now(), "sealed": {}, "seal": "0" * 64}
    Report.objects.bulk_create(Report(request=one, **sent) for one in cycle.requests.all())
    timed("completeness, all have sent", lambda: completeness(cycle, TODAY + timedelta(days=1)))
    cycle.state = "closed"
    cycle.closed_at = timezone.now()
    cycle.save()
    return seconds


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    connection.force_debug_cursor = True
    measure(8)  # warms up
    first, second = measure(count), measure(2 * count)
    print(
        f"open_cycle: {second / first:.2f} times the time for twice the agencies; below 2 s for {count}: {first < 2}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else AGENCIES)
