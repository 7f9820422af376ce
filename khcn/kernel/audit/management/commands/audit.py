"""`khcn audit verify`: walk the chain of events; exit 1 when something is missing or changed."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from khcn.kernel.audit.models import Event
from khcn.kernel.audit.queries import faults, head

SENTENCES = {
    "gap": "thiếu sự kiện số {number}",
    "broken_link": "sự kiện số {number} không nối với sự kiện trước",
    "edited": "sự kiện số {number} đã bị sửa",
    "cut": "cuối chuỗi không khớp với dấu đã lưu {number}",
}


class Command(BaseCommand):
    help = "Check the append-only chain of audit events."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        verify = commands.add_parser("verify", help="find gaps and edits")
        verify.add_argument(
            "--head", help="NUMBER:HASH printed by an earlier run; shows whether the end was cut"
        )

    def handle(self, **options: Any) -> None:
        found: list[dict[str, Any]] = [{"kind": fault.kind, "number": fault.number} for fault in faults()]
        if options["head"] and not _reaches(options["head"]):
            found.append({"kind": "cut", "number": options["head"].split(":")[0]})
        number, seal = head()
        told = {"events": number, "head": f"{number}:{seal}", "faults": found}
        self.stdout.write(json.dumps(told, ensure_ascii=False))
        for fault in found:
            self.stderr.write("Nhật ký: " + SENTENCES[fault["kind"]].format(number=fault["number"]))
        if found:
            sys.exit(1)


def _reaches(kept: str) -> bool:
    number, _colon, seal = kept.partition(":")
    return number == "0" or (number.isdigit() and Event.objects.filter(number=number, hash=seal).exists())
