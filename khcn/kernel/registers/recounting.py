"""What is done, in the background, after records were changed.

    @when_registers_change
    def recount(codes: frozenset[str]) -> None: ...

A function gets the codes of all changed registers and counts anew what rests on them. It must bear being called twice.
Marks go away when all functions came through; otherwise they are told again with the next change or the next day.
"""

import logging
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from khcn.kernel.jobs.daily import daily

logger = logging.getLogger(__name__)

Recount = Callable[[frozenset[str]], object]
_recounts: list[Recount] = []


def when_registers_change(recount: Recount) -> Recount:
    """Register a function that counts anew."""
    if recount not in _recounts:
        _recounts.append(recount)
    return recount


def wake_on_commit() -> None:
    """Once this transaction is committed, let a worker recount."""
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    """Queue the work unless it is waiting already: what waits now will see what was committed before."""
    if not _recounts:
        return
    if not DBTaskResult.objects.ready().filter(task_path=tell_changes.module_path).exists():
        tell_changes.enqueue()


@task()
def tell_changes() -> None:
    """What the worker runs."""
    recount_changed()


@daily("registers.recount")
def recount_daily(_day: date) -> None:
    """Whatever was left over: by a failure, or by a queue that was lost."""
    recount_changed()


def recount_changed() -> frozenset[str]:
    """Tell all functions which registers were changed; gives the codes of these registers."""
    from khcn.kernel.registers.stale import changed, counted

    versions = changed()
    codes = frozenset(versions)
    failed = [recount for recount in _recounts if not _told(recount, codes)] if codes else []
    if not failed:
        for code, version in versions.items():
            counted(code, version)
    return codes


def _told(recount: Recount, codes: frozenset[str]) -> bool:
    try:
        recount(codes)
    except Exception:
        logger.exception("Recounting after changes of %s failed", ", ".join(sorted(codes)))
        return False
    return True
