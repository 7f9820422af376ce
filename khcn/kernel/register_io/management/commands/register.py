"""`khcn register import|export`: exit 0 done, 1 the data say no, 2 called wrongly; a JSON summary on standard output."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.errors import DomainError
from khcn.kernel.form_fields import DayField
from khcn.kernel.register_io.choices import BatchState, Mode, Verdict
from khcn.kernel.register_io.domain import apply_batch, check_batch, discard_batch, keep_file
from khcn.kernel.register_io.models import ImportBatch
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.export import FORMATS, write_export
from khcn.kernel.registers.rules import Level

DATA_SAY_NO, CALLED_WRONGLY = 1, 2
SHOWN_ERRORS = 100


class Command(BaseCommand):
    help = "Bring a workbook into a register, or write a register as xlsx, csv or json."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="check a file and write its rows into the register")
        bring.add_argument("code", help="the code of the register, such as to-chuc")
        bring.add_argument("file", type=Path)
        bring.add_argument("--dry-run", action="store_true", help="check only; nothing changes")
        bring.add_argument(
            "--good-only", action="store_true", help="write the good rows even if others are refused"
        )
        take = verbs.add_parser("export", help="write the records of the register")
        take.add_argument("code", help="the code of the register, such as to-chuc")
        take.add_argument("--format", choices=FORMATS, required=True)
        take.add_argument(
            "--at", metavar="DATE", help="only records in force on this day (dd/mm/yyyy or yyyy-mm-dd)"
        )
        take.add_argument("-o", "--output", type=Path, help="the file to write; standard output without it")

    def handle(self, *, verb: str, code: str, **options: Any) -> None:
        with override("vi"):
            register = registers.get(code)
            if register is None:
                self._stop(
                    _("Không có sổ “%s”. Các sổ: %s.") % (code, ", ".join(sorted(registers.by_code))),
                    CALLED_WRONGLY,
                )
            try:
                if verb == "export":
                    self._export(register, options)
                elif options["dry_run"]:
                    self._try(register, options)
                else:
                    self._import(register, options)
            except DomainError as refusal:
                self._stop(refusal.message, DATA_SAY_NO)

    def _try(self, register: Register, options: dict[str, Any]) -> None:
        """The same import, and everything taken back: not even the attempt is kept."""
        with transaction.atomic():
            try:
                self._import(register, options)
            finally:
                transaction.set_rollback(True)

    def _import(self, register: Register, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if not path.is_file():
            self._stop(_("Không có tệp “%s”. Hãy kiểm tra đường dẫn.") % path, CALLED_WRONGLY)
        by = Actor(None, "khcn register import", timezone.localdate(), frozenset({(Role.ADMIN.value, None)}))
        with path.open("rb") as content:
            batch = keep_file(register, content=content, name=path.name, by=by)
        batch = check_batch(batch, by=by, tell=self._tell)
        if batch.state == BatchState.FAILED:
            self._stop(batch.message, DATA_SAY_NO)
        refused = batch.count(Verdict.REFUSED)
        if options["dry_run"]:
            self._summary(batch)
        elif refused and not options["good_only"]:
            self._summary(batch)
            discard_batch(batch, by=by)
            self.stderr.write(_("Chưa ghi dòng nào vì có dòng bị từ chối. Hãy sửa, hoặc thêm --good-only."))
        elif batch.good:
            mode = Mode.GOOD if options["good_only"] else Mode.ALL
            batch = apply_batch(batch, mode=mode, by=by, wait=True)
            refused = batch.count(Verdict.REFUSED)
            self._summary(batch)
        else:
            self._summary(batch)
            discard_batch(batch, by=by)
        if refused and not options["good_only"]:
            sys.exit(DATA_SAY_NO)

    def _summary(self, batch: ImportBatch) -> None:
        rows = batch.rows.filter(verdict=Verdict.REFUSED)[:SHOWN_ERRORS]
        told = {
            "register": batch.register, "file": batch.file_name, "batch": batch.pk,
            "applied": batch.state == BatchState.DONE, **batch.counts, "warnings": batch.warnings,
            "errors": [{"row": row.number, **one} for row in rows for one in row.errors],
        }  # fmt: skip
        for text in (*batch.warnings, batch.message):
            if text:
                self.stderr.write(text)
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))

    def _tell(self, done: int, total: int) -> None:
        if done % 10_000 == 0:
            self.stderr.write(f"{done}/{total}")

    def _export(self, register: Register, options: dict[str, Any]) -> None:
        records: Any = register.model._default_manager.all()
        if options["at"]:
            records = records.in_force(self._day(options["at"]))
        path: Path | None = options["output"]
        if path is None:
            write_export(register, records, sys.stdout.buffer, level=Level.INTERNAL, format=options["format"])
            return
        try:
            with path.open("wb") as target:
                write_export(register, records, target, level=Level.INTERNAL, format=options["format"])
        except OSError as error:
            self._stop(
                _("Không ghi được tệp “%(path)s”: %(error)s.") % {"path": path, "error": error.strerror},
                CALLED_WRONGLY,
            )
        told = {"register": register.code, "file": str(path), "records": records.count()}
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _day(self, text: str) -> date:
        try:
            day = DayField().clean(text)
        except ValidationError as error:
            self._stop(" ".join(error.messages), CALLED_WRONGLY)
        assert isinstance(day, date)
        return day

    def _stop(self, message: str, code: int) -> NoReturn:
        self.stderr.write(message)
        sys.exit(code)
