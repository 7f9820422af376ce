"""Starting long work, telling how far it is, and picking it up again after a crash.

@job("plan.read")
def read_plan(progress: Progress, *, import_id: int) -> dict: ...

start("plan.read", title=_("Đọc văn bản"), by=actor, import_id=7)
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.kernel.jobs.models import Job, JobState

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
BETWEEN_BEATS = 0.5

Work = Callable[..., dict[str, Any] | None]
_works: dict[str, Work] = {}


def job(name: str) -> Callable[[Work], Work]:
    """Register the function that does this kind of work; it must bear being run twice."""

    def register(work: Work) -> Work:
        _works[name] = work
        return work

    return register


class Progress:
    """Given to the work: `progress(done, total, message)`. Call it outside of transactions."""

    def __init__(self, row: Job) -> None:
        self.job = row
        self._told = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        now = time.monotonic()
        if done < total and now - self._told < BETWEEN_BEATS:
            return
        self._told = now
        Job.objects.filter(pk=self.job.pk).update(
            done=done, total=total, message=message, heartbeat_at=timezone.now()
        )


def start(name: str, *, title: str, by: Actor, url: str = "", **arguments: Any) -> Job:
    """Queue work; it begins when the current transaction is committed."""
    row = Job.objects.create(name=name, title=title, started_by_id=by.user_id, arguments=arguments, url=url)
    transaction.on_commit(lambda: run_job.enqueue(str(row.pk)))
    return row


@task()
def run_job(job_id: str) -> None:
    """What the worker runs. A job that another worker holds, or that is finished, is left alone."""
    if not _claim(job_id):
        return
    row = Job.objects.get(pk=job_id)
    try:
        result = _works[row.name](Progress(row), **row.arguments)
    except DomainError as refusal:
        _finish(row, JobState.FAILED, refusal.message)
    except Exception:
        logger.exception("Job %s (%s) failed", row.pk, row.name)
        _finish(row, JobState.FAILED, _("Máy chủ gặp lỗi khi làm việc này. Hãy thử lại hoặc báo quản trị."))
    else:
        _finish(row, JobState.DONE, result=result)


def requeue_stale() -> int:
    """Queue again what a killed worker left half done; give up after three attempts.

    A queued job older than the limit is queued again too: its call may have been lost.
    """
    before = timezone.now() - timedelta(minutes=settings.KHCN_JOB_STALE_MINUTES)
    silent = Q(state=JobState.RUNNING, heartbeat_at__lt=before)
    lost = Q(state=JobState.QUEUED, created_at__lt=before)
    count = 0
    for row in Job.objects.filter(silent | lost):
        if row.attempts >= MAX_ATTEMPTS:
            _finish(row, JobState.FAILED, _("Công việc bị ngắt nhiều lần giữa chừng. Hãy báo quản trị."))
            continue
        Job.objects.filter(pk=row.pk).update(state=JobState.QUEUED, created_at=timezone.now())
        run_job.enqueue(str(row.pk))
        count += 1
    return count


def _claim(job_id: str) -> bool:
    now = timezone.now()
    return bool(
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            state=JobState.RUNNING, heartbeat_at=now, attempts=F("attempts") + 1
        )
    )


def _finish(row: Job, state: str, message: str = "", result: dict[str, Any] | None = None) -> None:
    Job.objects.filter(pk=row.pk).update(
        state=state, message=message, result=result, finished_at=timezone.now()
    )
