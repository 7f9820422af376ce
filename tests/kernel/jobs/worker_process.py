"""A worker process of its own for the kill test: `python worker_process.py FILE`.

It knows one kind of work, which writes a line when it begins and, the second time, finishes.
"""

import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

STALE_MINUTES = 0.03


def main(notes: Path) -> None:
    django.setup()
    settings.KHCN_JOB_STALE_MINUTES = STALE_MINUTES

    from khcn.kernel.jobs.domain import Progress, job

    @job("test.sleep")
    def sleep(progress: Progress) -> dict[str, int]:
        with notes.open("a") as lines:
            lines.write("begun\n")
        if notes.read_text().count("begun") == 1:
            progress(1, 2, "đang ngủ")
            time.sleep(60)
        progress(2, 2)
        return {"slept": 1}

    call_command("worker", interval=0.1, startup_delay=False, reload=False, verbosity=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
