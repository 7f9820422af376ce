"""`khcn serve`: the application server with several workers, and one job worker beside it."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from khcn.config.prepare import prepare


class Command(BaseCommand):
    help = "Serve the platform; with --prepare bring the database up to date first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help="migrate, load the data pack, demo sign-ins"
        )
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *, host: str, port: int, workers: int, **options: Any) -> None:
        if options["prepare"]:
            prepare(self.stdout.write)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"\nKHCN: http://{host}:{port}/  (Ctrl+C để dừng)\n")
        self.stdout.flush()
        _run_together([_web(host, port, workers), [sys.executable, "-m", "khcn.config.cli", "worker"]])


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "khcn.config.wsgi:application",
        "--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4",
        "--preload",  # a worker that takes the place of one that died answers at once
        "--timeout", "60", "--graceful-timeout", "20", "--log-level", "warning",
        "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else ".",  # noqa: PTH112, S108
    ]  # fmt: skip


def _run_together(commands: list[list[str]]) -> None:
    """Run the processes until one ends or we are told to stop; then end them all."""
    children = [subprocess.Popen(command) for command in commands]  # noqa: S603

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        raise SystemExit(1)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=30)
