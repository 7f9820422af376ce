"""A real worker process on a database of its own is killed in the middle of its work.

KHCN_KILL_TEST_DATABASE_URL runs the same on another database, which must be empty.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WORKER = Path(__file__).with_name("worker_process.py")
START = """
import django; django.setup()
from khcn.kernel.access import Actor
from khcn.kernel.accounts.models import User
from khcn.kernel.jobs.domain import start
from datetime import date
user = User.objects.create(username="lan", full_name="Lan")
print(start("test.sleep", title="Ngủ", by=Actor(user.pk, "Lan", date(2024, 1, 1))).pk)
"""
LOOK = """
import django; django.setup()
from khcn.kernel.jobs.models import Job
row = Job.objects.get()
print(row.state, row.attempts, row.done, row.result)
"""


@pytest.fixture
def environment(tmp_path):
    url = os.environ.get("KHCN_KILL_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'scratch.sqlite3'}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "KHCN_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "khcn.config.settings",
        "PYTHONPATH": str(ROOT),
    }


def run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def worker(environment: dict[str, str], notes: Path) -> subprocess.Popen:
    log = notes.with_suffix(".log").open("ab")
    return subprocess.Popen(
        [sys.executable, str(WORKER), str(notes)], env=environment, stdout=log, stderr=log
    )


def wait_until(holds: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


@pytest.mark.slow
def test_work_of_a_killed_worker_is_finished_by_the_next_one(environment, tmp_path):
    notes = tmp_path / "notes.txt"
    run(environment, "-m", "khcn.config.cli", "migrate", "--verbosity", "0")
    run(environment, "-c", START)
    first = worker(environment, notes)
    try:
        wait_until(lambda: notes.exists() and "begun" in notes.read_text())
        wait_until(lambda: run(environment, "-c", LOOK) == "running 1 1 None")
    finally:
        first.kill()
    assert first.wait() == -signal.SIGKILL
    second = worker(environment, notes)
    try:
        wait_until(lambda: run(environment, "-c", LOOK).startswith("done"))
    finally:
        second.terminate()
    assert run(environment, "-c", LOOK) == "done 2 2 {'slept': 1}"
    assert second.wait(timeout=20) == 0
