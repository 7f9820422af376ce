"""`khcn demo load|remove`: fill the registers with artificial records, take them out again.

The summary is JSON on stdout, sentences go to stderr. Exit codes: 0 done, 1 the data say no, 2 called wrongly.
"""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError

from khcn.config.demo.loading import load_demo
from khcn.config.demo.removing import remove_demo
from khcn.config.prepare import prepare
from khcn.kernel.errors import DomainError

SEED = 57


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0 < scale <= 20:
        raise ArgumentTypeError("a number above 0, at most 20")
    return scale


class Command(BaseCommand):
    help = "Demonstration data: fill all registers with artificial records, or remove them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        load = commands.add_parser("load", help="add artificial records to all registers, once")
        load.add_argument("--seed", type=int, default=SEED, help="the same number gives the same records")
        load.add_argument("--scale", type=_scale, default=1.0, help="how many: 1 is about 6.000 records")
        load.add_argument("--anyway", action="store_true", help="also on a production system")
        load.add_argument("--prepare", action="store_true", help="bring the database up to date first")
        commands.add_parser("remove", help="delete all artificial records, leave real ones")

    def handle(self, *, command: str, **options: Any) -> None:
        try:
            told = self._load(options) if command == "load" else remove_demo()
        except DomainError as refusal:
            self._refuse(refusal.message)
        except (OperationalError, ProgrammingError) as error:
            self._refuse(f"Cơ sở dữ liệu chưa sẵn sàng, hãy chạy khcn migrate trước: {error}")
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))

    def _load(self, options: dict[str, Any]) -> dict[str, Any]:
        if settings.PRODUCTION and not options["anyway"]:
            self._refuse("Đây là hệ thống vận hành thật. Nếu vẫn muốn nạp dữ liệu mẫu, hãy thêm --anyway.")
        if options["prepare"]:
            prepare(self.stderr.write)
        return load_demo(seed=options["seed"], scale=options["scale"], tell=self.stderr.write)

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(1)
