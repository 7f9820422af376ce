"""`khcn worker`: runs queued jobs, shows that it lives, picks up what a killed worker left, begins the daily work."""

import logging
import threading
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django_tasks_db.management.commands.db_worker import Command as QueueWorker

from khcn.kernel.jobs.daily import start_due
from khcn.kernel.jobs.rescue import beat, beat_seconds, requeue_stale, tidy

logger = logging.getLogger(__name__)
PAUSE_SECONDS = 3.0
AWAY = (OperationalError, InterfaceError)


class Command(QueueWorker):
    help = "Run background jobs."

    def handle(self, *, worker_id: str, **options: Any) -> None:
        stop = threading.Event()
        pulse = threading.Thread(target=keep_beating, args=(worker_id, stop), daemon=True)
        pulse.start()
        try:
            self._outlive_the_database(stop, worker_id=worker_id, **options)
        finally:
            stop.set()

    def _outlive_the_database(self, stop: threading.Event, **options: Any) -> None:
        """A database that restarts ends the loop of the library; begin it again when it is back."""
        while True:
            try:
                tidy()
                return super().handle(**options)
            except AWAY as error:
                logger.warning("Worker lost the database (%s), trying again", type(error).__name__)
                connection.close()
                stop.wait(PAUSE_SECONDS)


def keep_beating(worker_id: str, stop: threading.Event) -> None:
    """Until stopped; a database that is busy or away is tried again."""
    while True:
        try:
            beat(worker_id)
            requeue_stale()
            start_due()
        except AWAY:
            logger.warning("Worker %s could not show that it lives", worker_id)
        finally:
            connection.close()
        if stop.wait(beat_seconds()):
            return
