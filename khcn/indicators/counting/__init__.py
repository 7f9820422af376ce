"""Counting anew: facts of registers and formulas over indicators, by year and territory.

The number of queries depends on how many registers and formulas there are, not on years or territories. Only counts
that differ are written.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from khcn.indicators.counting.of_facts import by_register, count_register
from khcn.indicators.counting.of_formulas import work_out
from khcn.indicators.counting.places import counted_units, place_of
from khcn.indicators.counting.writing import Recount, drop_stale, write
from khcn.indicators.expressions import cards_in_force
from khcn.indicators.models import Count
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor
from khcn.kernel.territory.models import Unit

__all__ = ["Recount", "place_of", "recount"]

#: Any number that no other lock of the house uses.
LOCK = 4_210_015


def recount(
    *, today: date | None = None, registers: Collection[str] | None = None, by: Actor | None = None,
    territories: Sequence[Unit] | None = None,
) -> Recount:  # fmt: skip
    """Bring all counts up to date, or only those that stand on these registers, then all formulas."""
    day, done = today or timezone.localdate(), Recount()
    with _alone():
        _count(day, registers, territories, done)
    if done.indicators:
        with transaction.atomic():
            figures_changed.send(sender=Count, indicators=sorted(done.indicators), by=by)
    return done


@contextmanager
def _alone() -> Iterator[None]:
    """Of two recounts the second waits, so that what was counted earlier is never written over what was counted later.

    SQLite has no such lock beside the one that holds up all writers, and counting takes seconds. There only writing
    excludes each other: with its one worker that is what a recount by hand may meet.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def _count(
    day: date, registers: Collection[str] | None, territories: Sequence[Unit] | None, done: Recount
) -> None:
    cards = cards_in_force()
    units = list(territories) if territories is not None else counted_units()
    asked = by_register(cards, registers)
    fresh = [
        tally for register, found in asked.items() for tally in count_register(register, found, units, day)
    ]
    counted = {card.indicator_id for found in asked.values() for card, _fact in found}
    write(fresh, counted, done, None if territories is None else {unit.pk for unit in units})
    drop_stale(cards, done)
    work_out(cards, day, done)
