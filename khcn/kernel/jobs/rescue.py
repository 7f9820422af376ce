"""What the worker does beside the work: shows that it lives and takes up what a dead one left."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from khcn.kernel.jobs.domain import finish, run_job, running
from khcn.kernel.jobs.models import Job, JobState, WorkerBeat

MAX_ATTEMPTS = 3
LONGEST_PAUSE = 30.0
KEEP_QUEUE = timedelta(days=14)
KEEP_BEATS = timedelta(days=1)


def stale_after() -> timedelta:
    return timedelta(minutes=settings.KHCN_JOB_STALE_MINUTES)


def beat_seconds() -> float:
    """Often enough that a living worker never looks stale, whatever the setting."""
    return min(LONGEST_PAUSE, stale_after().total_seconds() / 4)


def beat(worker: str) -> None:
    """The worker lives, and so does the work it holds, even if that tells no progress for long."""
    now = timezone.now()
    WorkerBeat.objects.update_or_create(worker=worker, defaults={"seen_at": now})
    for pk, attempt in list(running):
        Job.objects.filter(pk=pk, attempts=attempt, state=JobState.RUNNING).update(heartbeat_at=now)


def requeue_stale() -> int:
    """Queue again what a killed worker left half done; give up after every third attempt.

    A job that waits longer than the limit is queued again too: its call may have been lost.
    """
    stale = _stale()
    count = 0
    for row in Job.objects.filter(stale):
        if row.state == JobState.RUNNING and row.attempts % MAX_ATTEMPTS == 0:
            finish(
                row,
                JobState.FAILED,
                _("Công việc bị ngắt nhiều lần giữa chừng. Hãy thử lại hoặc báo quản trị."),
            )
        elif Job.objects.filter(stale, pk=row.pk).update(state=JobState.QUEUED, heartbeat_at=timezone.now()):
            run_job.enqueue(str(row.pk))
            count += 1
    return count


def tidy() -> None:
    """Forget workers long gone and calls long done."""
    now = timezone.now()
    WorkerBeat.objects.filter(seen_at__lt=now - KEEP_BEATS).delete()
    DBTaskResult.objects.filter(finished_at__lt=now - KEEP_QUEUE).delete()


def _stale() -> Q:
    before = timezone.now() - stale_after()
    silent = Q(state=JobState.RUNNING, heartbeat_at__lt=before)
    waiting = Q(heartbeat_at=None, created_at__lt=before) | Q(heartbeat_at__lt=before)
    return silent | (Q(state=JobState.QUEUED) & waiting)
