"""The ranking table of a call out of the database: 250 dossiers, 9 members each, against the counting alone in the same run; CPU time."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-benchmark-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django
from django.conf import settings

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from khcn.operations.st_tasks.councils.ballots import score_sheet  # noqa: E402
from khcn.operations.st_tasks.councils.conflicts import find_conflicts  # noqa: E402
from khcn.operations.st_tasks.councils.ranking import Ranking, ranking  # noqa: E402
from khcn.operations.st_tasks.judging.selection import tally  # noqa: E402
from khcn.operations.st_tasks.models import Application, CouncilItem, Sheet  # noqa: E402
from tests.factories import st_tasks as make  # noqa: E402
from tests.operations.st_tasks.councils import rooms  # noqa: E402

SIZES, ROUNDS = (25, 250), 7


def fill(dossiers: int) -> object:
    """A call with one task, a council of nine and a sheet of each member for each dossier."""
    by = rooms.officer()
    call = make.call(rules=rooms.rules())
    of = rooms.task("selection", call=call)
    first = rooms.dossier(of, call=call, receipt=f"BN-{of.pk}-0")
    council = rooms.appointed("selection", rooms.NINE, by=by, dossiers=(first,))
    now = timezone.now()
    Application.objects.bulk_create(
        Application(
            purpose="dossier", procedure=of.procedure, form=first.form, task=of, call=call, state="valid", title=of.name,
            owner=first.owner, receipt=f"BN-{of.pk}-{number}", sent_at=now, asked_state=1_000_000_000 + number,
        )
        for number in range(1, dossiers)
    )  # fmt: skip
    rest = of.applications.exclude(pk=first.pk)
    CouncilItem.objects.bulk_create(
        CouncilItem(council=council, task=of, dossier=one, order=number) for number, one in enumerate(rest, 1)
    )
    rooms.meeting(council, by)
    seats = list(council.seats.all())
    Sheet.objects.bulk_create(
        Sheet(
            item=item, seat=seat, kind="phieu-cham-diem", points=rooms.part_of(60 + (7 * item.pk + 3 * seat.pk) % 35),
            handed_in_at=now, seal="x",
        )
        for item in council.items.all() for seat in seats
    )  # fmt: skip
    return call


def counted(table: Ranking) -> None:
    """The same arithmetic without the database."""
    sheets = [score_sheet(seat, item, points, False) for (item, seat), points in table.points.items()]
    bids = [row.result.bid for row in table.rows]
    tally(rule=table.rule, grid=table.grid, bids=bids, sheets=sheets, present=len(table.members))


def timed(act: Callable[[], object]) -> float:
    times = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        act()
        times.append(time.process_time() - begun)
    return 1000 * median(times)


def main() -> None:
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    print(f"{'dossiers':>9} {'queries':>8} {'table':>9} {'counting':>9} {'ratio':>6} {'conflicts':>10}")
    for dossiers in SIZES:
        call = fill(dossiers)
        with CaptureQueriesContext(connection) as queries:
            (table,) = ranking(call)  # type: ignore[arg-type]
        whole, pure = timed(lambda call=call: ranking(call)), timed(lambda table=table: counted(table))
        conflicts = timed(lambda table=table: find_conflicts(table.council))
        print(
            f"{dossiers:>9} {len(queries):>8} {whole:>6.1f} ms {pure:>6.1f} ms {whole / pure:>6.2f} {conflicts:>7.1f} ms"
        )


if __name__ == "__main__":
    main()
