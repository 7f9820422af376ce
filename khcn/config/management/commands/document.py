"""`khcn document check FILE.docx [--json]`: layout of a Word file. Exit 0 conforms, 1 does not, 2 called wrongly."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.checking import check_document
from khcn.outputs.official_documents.checking.telling import told

DEVIATES, CALLED_WRONGLY = 1, 2


class Command(BaseCommand):
    help = "Check the layout of official documents against the rules in force."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="Measure a .docx against the layout of official documents.")
        check.add_argument("file", type=Path, help="Word file (.docx)")
        check.add_argument("--json", action="store_true", help="print the report for programs")
        check.add_argument(
            "--on", type=date.fromisoformat, help="by the rules in force on this day (YYYY-MM-DD)"
        )

    def handle(self, *, file: Path, json: bool, on: date | None, **options: Any) -> None:
        with override("vi"):
            if not file.is_file():
                self.stderr.write(_("Không có tệp “%s”. Hãy kiểm tra đường dẫn.") % file)
                sys.exit(CALLED_WRONGLY)
            try:
                report = check_document(file, on=on)
            except DomainError as refusal:
                self._refuse(refusal, as_json=json)
            if json:
                self._print({"file": file.name, **report.as_data()})
            else:
                self.stdout.write("\n".join(told(report)))
        if report.verdict != "conforms":
            sys.exit(DEVIATES)

    def _refuse(self, refusal: DomainError, *, as_json: bool) -> None:
        if as_json:
            self._print({"error": {"code": refusal.code, "message": refusal.message}})
        self.stderr.write(refusal.message)
        sys.exit(DEVIATES)

    def _print(self, data: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
