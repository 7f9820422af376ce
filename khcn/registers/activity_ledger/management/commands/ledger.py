"""`khcn ledger rebuild`: bring the activity ledger into step with all registers."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from khcn.registers.activity_ledger.sync import rebuild_ledger


class Command(BaseCommand):
    help = "The activity ledger, filled from the other registers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser(
            "rebuild", help="go through all proofs; writes nothing where the ledger is in step"
        )

    def handle(self, **_options: Any) -> None:
        self.stdout.write(json.dumps(asdict(rebuild_ledger())))
