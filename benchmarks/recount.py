"""Recomputing 60 indicators for 8 years and 40 territories over 1,000,000 register records, and twice the territories.

    python benchmarks/recount.py [RECORDS]

What `khcn.indicators.counting.recount` does after registers changed: count, compare with what stands, write what
differs. The records are those of `cube.py`; the first recount writes every row, the next ones find nothing to write.
"""

import sys
import time
from collections.abc import Sequence
from datetime import date

import cube  # sets the benchmark's own database up
from django.db import connection, reset_queries
from django.utils import timezone

from khcn.indicators.counting import Recount, recount
from khcn.indicators.models import Card, Indicator
from khcn.kernel.territory.models import Unit

INDICATORS = 60
TODAY = date(2026, 12, 31)


def make_indicators() -> None:
    province = Unit.objects.get(code="tinh")
    facts = [fact for _register, found in cube.chosen() for fact in found][:INDICATORS]
    for number, fact in enumerate(facts, start=1):
        indicator = Indicator.objects.create(code=f"chi-so-{number}", name=str(fact.name)[:300])
        Card.objects.create(
            indicator=indicator, version=1, state="in_force", in_force_at=timezone.now(), name=indicator.name,
            kind="count", source="fact", fact=fact.code, territory=province, by_territory=True,
            accumulation="latest" if fact.at_a_date else "period",
        )  # fmt: skip
    print(f"{len(facts)} indicators")


def timed(territories: Sequence[Unit], told: str) -> tuple[float, int]:
    reset_queries()
    begun = time.perf_counter()
    done: Recount = recount(today=TODAY, territories=territories)
    seconds = time.perf_counter() - begun
    queries = len(connection.queries_log)
    print(
        f"{told:<42} {seconds:6.2f} s {queries:5} queries  {done.looked_at:7,} counts looked at, {done.written:7,} written"
    )
    return seconds, queries


def main(size: int) -> None:
    cube.make_database()
    with connection.constraint_checks_disabled():
        cube.fill(size)
    make_indicators()
    connection.force_debug_cursor = True
    units = [
        Unit.objects.get(code="tinh"),
        *Unit.objects.filter(level="commune", valid_to=None).order_by("pk"),
    ]
    few, many = units[: cube.TERRITORIES], units[: 2 * cube.TERRITORIES]
    print(f"{size:,} records")
    timed(few, f"{len(few)} territories, everything written")
    one, asked = timed(few, f"{len(few)} territories, nothing differs")
    timed(many, f"{len(many)} territories, half written")
    two, asked_twice = timed(many, f"{len(many)} territories, nothing differs")
    print(f"twice the territories: {two / one:.2f} x the time, {asked_twice - asked} more queries")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else cube.SIZE)
