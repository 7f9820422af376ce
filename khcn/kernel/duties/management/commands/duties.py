"""`khcn duties load|refresh`: read the rules of obligations, make the duties of all records."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from khcn.kernel.duties.loading import load_rules
from khcn.kernel.duties.refresh import refresh_all
from khcn.kernel.packs.errors import PackError


class Command(BaseCommand):
    help = "Obligations: load their rules, make the dated duties."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("load", help="read obligations.yaml of all registers and of the data pack")
        commands.add_parser("refresh", help="make, move and cancel duties as of today")

    def handle(self, *, command: str, **options: Any) -> None:
        try:
            if command == "load":
                self.stdout.write(f"{load_rules()} quy tắc nghĩa vụ")
            refresh_all(timezone.localdate())
        except PackError as error:
            self.stderr.write(str(error))
            sys.exit(1)
