"""`khcn plan parse FILE` and `khcn plan import FILE`: exit 0 done, 1 the document says no, 2 called wrongly."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.plan.importing.command_line import import_here, read_here
from khcn.plan.importing.items import reviewed
from khcn.plan.importing.summary import lines
from khcn.plan.importing.understanding import understand
from khcn.plan.models import Plan

DATA_SAY_NO, CALLED_WRONGLY = 1, 2


class Command(BaseCommand):
    help = "Read an official plan document; import it into the database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        parse = verbs.add_parser("parse", help="print the Plan document JSON; no database")
        parse.add_argument("file", type=Path)
        parse.add_argument("--text", type=Path, help="also write the plain text that the spans refer to")
        bring = verbs.add_parser("import", help="show what an import would change, or with --yes do it")
        bring.add_argument("file", type=Path)
        bring.add_argument("--yes", action="store_true", help="import; without it nothing changes")
        bring.add_argument("--plan", metavar="CODE", help="the plan that the document is a version of")

    def handle(self, *, verb: str, file: Path, **options: Any) -> None:
        if not file.is_file():
            self._stop(_("Không có tệp “%s”. Hãy kiểm tra đường dẫn.") % file, CALLED_WRONGLY)
        try:
            with override("vi"):
                self._parse(file, options["text"]) if verb == "parse" else self._import(file, options)
        except DomainError as refusal:
            self._stop(refusal.message, DATA_SAY_NO)

    def _parse(self, file: Path, text: Path | None) -> None:
        read = understand(file)
        if text is not None:
            text.write_text(read.text, encoding="utf-8")
        for note in read.notes:
            self.stderr.write(note)
        self.stdout.write(json.dumps(read.document, ensure_ascii=False, indent=1))

    def _import(self, file: Path, options: dict[str, Any]) -> None:
        plan = self._plan(options["plan"])
        if options["yes"]:
            self._confirm(file, plan)
            return
        with transaction.atomic():
            self._show(file, plan)
            transaction.set_rollback(True)
        self.stderr.write(_("Chưa có gì thay đổi. Thêm --yes để đưa văn bản vào hệ thống."))

    def _show(self, file: Path, plan: Plan | None) -> None:
        row = read_here(file, plan)
        for line in lines(reviewed(row)["difference"]):
            self.stdout.write(line)

    def _confirm(self, file: Path, plan: Plan | None) -> None:
        actor = Actor(user_id=None, name="khcn plan import", on=timezone.localdate())
        for line in import_here(file, plan, by=actor):
            self.stdout.write(line)

    def _plan(self, code: str | None) -> Plan | None:
        if code is None:
            return None
        plan = Plan.objects.filter(code=code).first()
        if plan is None:
            self._stop(
                _("Không có kế hoạch mã “%s”. Hãy xem mã ở trang Các kế hoạch.") % code, CALLED_WRONGLY
            )
        return plan

    def _stop(self, message: str, code: int) -> NoReturn:
        self.stderr.write(message)
        sys.exit(code)
