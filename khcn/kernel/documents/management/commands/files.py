"""`khcn files verify`: every stored file is there and unchanged; `khcn files clean` removes leftovers."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from khcn.kernel.documents.inspection import faults, leftovers
from khcn.kernel.documents.models import StoredFile
from khcn.kernel.documents.storage import root

SENTENCES = {
    "missing": "thiếu nội dung {sha256} (tệp số {file}); hãy khôi phục từ bản sao lưu",
    "changed": "nội dung {sha256} (tệp số {file}) đã bị đổi; hãy khôi phục từ bản sao lưu",
}


class Command(BaseCommand):
    help = "Check the stored files against their hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("verify", help="missing and changed files (exit 1); lists leftovers")
        commands.add_parser("clean", help="remove leftovers that no record names")

    def handle(self, **options: Any) -> None:
        if options["command"] == "clean":
            self._clean()
        else:
            self._verify()

    def _verify(self) -> None:
        found = [vars(fault) for fault in faults()]
        orphans = [str(path.relative_to(root())) for path in leftovers()]
        told = {"files": StoredFile.objects.count(), "faults": found, "orphans": orphans}
        self.stdout.write(json.dumps(told, ensure_ascii=False))
        for fault in found:
            self.stderr.write("Kho tệp: " + SENTENCES[fault["kind"]].format(**fault))
        if found:
            sys.exit(1)

    def _clean(self) -> None:
        removed = []
        for path in leftovers():
            path.unlink(missing_ok=True)
            removed.append(str(path.relative_to(root())))
        self.stdout.write(json.dumps({"removed": removed}, ensure_ascii=False))
