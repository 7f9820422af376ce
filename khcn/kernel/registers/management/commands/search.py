"""`khcn search rebuild`: make the index of searches anew from the records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from khcn.kernel.registers.search_index import rebuild


class Command(BaseCommand):
    help = "The index behind searches in registers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("rebuild", help="make it anew from the records; searches wait meanwhile")

    def handle(self, **_options: Any) -> None:
        rebuild(connection)
