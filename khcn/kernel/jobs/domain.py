"""Starting long work, telling how far it is, and picking it up again after a crash.

@job("plan.read")
def read_plan(progress: Progress, *, import_id: int) -> dict: ...

start("plan.read", title=_("Đọc văn bản"), by=actor, import_id=7)
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.jobs.models import Job, JobState

logger = logging.getLogger(__name__)
BETWEEN_BEATS = 0.5

Work = Callable[..., dict[str, Any] | None]
_works: dict[str, Work] = {}
#: Attempts that this process works on now, as (job, attempt).
running: set[tuple[Any, int]] = set()


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
        _change(self.job, done=done, total=total, message=message, heartbeat_at=timezone.now())


def start(name: str, *, title: str, by: Actor, url: str = "", **arguments: Any) -> Job:
    """Queue work; it begins when the current transaction is committed."""
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để bắt đầu công việc này."))
    row = Job.objects.create(name=name, title=title, started_by_id=by.user_id, arguments=arguments, url=url)
    transaction.on_commit(lambda: run_job.enqueue(str(row.pk)))
    return row


@transaction.atomic
def retry_job(*, job: Job, by: Actor) -> Job:
    """Queue failed work once more, from the beginning."""
    again = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED, done=0, total=0, message="", finished_at=None, heartbeat_at=timezone.now()
    )
    if not again:
        raise DomainError(
            _("Công việc này đang chờ, đang chạy hoặc đã xong nên không cần thử lại."), code="job.not_failed"
        )
    record_event("job.retry", job, by=by)
    transaction.on_commit(lambda: run_job.enqueue(str(job.pk)))
    job.refresh_from_db()
    return job


@task()
def run_job(job_id: str) -> None:
    """What the worker runs. A job that another worker holds, or that is finished, is left alone."""
    if not _claim(job_id):
        return
    row = Job.objects.get(pk=job_id)
    attempt = (row.pk, row.attempts)
    running.add(attempt)
    try:
        _work_on(row)
    finally:
        running.discard(attempt)


def _work_on(row: Job) -> None:
    try:
        result = _works[row.name](Progress(row), **row.arguments)
    except DomainError as refusal:
        finish(row, JobState.FAILED, refusal.message)
    except Exception:
        logger.exception("Job %s (%s) failed", row.pk, row.name)
        finish(row, JobState.FAILED, _("Máy chủ gặp lỗi khi làm việc này. Hãy thử lại hoặc báo quản trị."))
    else:
        finish(row, JobState.DONE, result=result)


def _claim(job_id: str) -> bool:
    now = timezone.now()
    return bool(
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            state=JobState.RUNNING, heartbeat_at=now, attempts=F("attempts") + 1
        )
    )


def finish(row: Job, state: str, message: str = "", result: dict[str, Any] | None = None) -> None:
    _change(row, state=state, message=message, result=result, finished_at=timezone.now())


def _change(row: Job, **fields: Any) -> None:
    """Write for this attempt only: a worker that froze and woke up may not overwrite its successor."""
    own = Job.objects.filter(pk=row.pk, attempts=row.attempts, state=JobState.RUNNING)
    if not own.update(**fields):
        logger.warning("Job %s is no longer held by attempt %s", row.pk, row.attempts)
