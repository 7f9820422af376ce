"""`khcn worker`: runs queued jobs, shows that it lives, and picks up what a killed worker left."""

import logging
import threading
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as QueueWorker

from khcn.kernel.jobs.domain import requeue_stale
from khcn.kernel.jobs.models import WorkerBeat

logger = logging.getLogger(__name__)
BEAT_SECONDS = 30


class Command(QueueWorker):
    help = "Run background jobs."

    def handle(self, *, worker_id: str, **options: Any) -> None:  # type: ignore[override]
        stop = threading.Event()
        beat = threading.Thread(target=keep_beating, args=(worker_id, stop), daemon=True)
        beat.start()
        try:
            super().handle(worker_id=worker_id, **options)
        finally:
            stop.set()


def keep_beating(worker_id: str, stop: threading.Event) -> None:
    """Every half minute until stopped; a database that is busy or away is tried again."""
    while True:
        try:
            beat_once(worker_id)
        except DatabaseError:
            logger.warning("Worker %s could not show that it lives", worker_id)
        finally:
            connection.close()
        if stop.wait(BEAT_SECONDS):
            return


def beat_once(worker_id: str) -> None:
    WorkerBeat.objects.update_or_create(worker=worker_id, defaults={"seen_at": timezone.now()})
    requeue_stale()
