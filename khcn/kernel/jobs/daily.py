"""Work that is done once a day: the workers start it themselves, one of them each piece.

@daily("duties.alert")
def alert(day: date) -> None: ...

It must bear being run twice. Days on which no worker ran are not made up one by one: the work looks at what is due
by now.
"""

import logging
from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from khcn.kernel.jobs.models import DailyRun

logger = logging.getLogger(__name__)

Daily = Callable[[date], None]
_dailies: dict[str, Daily] = {}

#: Before this hour the day has not begun.
FIRST_HOUR = 5
#: Work that has not ended after this time is taken to have been lost with its worker.
LOST_AFTER = timedelta(hours=1)
MAX_ATTEMPTS = 3
KEEP = timedelta(days=60)


def daily(name: str) -> Callable[[Daily], Daily]:
    """Register a function of the day; those registered first are started first."""

    def register(work: Daily) -> Daily:
        _dailies[name] = work
        return work

    return register


def start_due() -> list[str]:
    """Queue what nobody has started today, or what was lost; called with each beat of a worker."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR:
        return []
    day = now.date()
    done = set(DailyRun.objects.filter(day=day).exclude(_lost()).values_list("name", flat=True))
    started = [name for name in _dailies if name not in done and _claim(name, day)]
    for name in started:
        run_daily.enqueue(name, day.isoformat())
    return started


def run_now(day: date) -> list[str]:
    """Do all work of the day here and now, whether or not it was done before."""
    for name in _dailies:
        DailyRun.objects.get_or_create(name=name, day=day)
        _run(name, day)
    return list(_dailies)


@task()
def run_daily(name: str, day: str) -> None:
    """What the worker runs; a failure is logged, and tried again after an hour."""
    try:
        _run(name, date.fromisoformat(day))
    except Exception:
        logger.exception("Daily work %s of %s failed", name, day)


def _run(name: str, day: date) -> None:
    _dailies[name](day)
    DailyRun.objects.filter(name=name, day=day).update(finished_at=timezone.now())
    DailyRun.objects.filter(day__lt=day - KEEP).delete()


def _lost() -> Q:
    before = timezone.now() - LOST_AFTER
    return Q(finished_at=None, started_at__lt=before, attempts__lt=MAX_ATTEMPTS)


def _claim(name: str, day: date) -> bool:
    """True for one worker only."""
    _row, created = DailyRun.objects.get_or_create(name=name, day=day)
    if created:
        return True
    again = DailyRun.objects.filter(_lost(), name=name, day=day)
    return bool(again.update(started_at=timezone.now(), attempts=F("attempts") + 1))
