"""`khcn directory fields|crosswalk import FILE`, `khcn directory from-agencies`: exit 0 done, 1 the file says no."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import override

from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.errors import DomainError
from khcn.registers.directory.field_tables import Brought, import_crosswalk, import_fields
from khcn.registers.directory.from_agencies import organisations_from_agencies

DATA_SAY_NO, CALLED_WRONGLY = 1, 2


class Command(BaseCommand):
    help = "Tables of science fields, and organisations made from the list of agencies."

    def add_arguments(self, parser: ArgumentParser) -> None:
        things = parser.add_subparsers(dest="thing", required=True)
        fields = things.add_parser("fields", help="the official table of science fields")
        bring = fields.add_subparsers(dest="verb", required=True).add_parser("import")
        bring.add_argument("file", type=Path)
        bring.add_argument("--edition", choices=["2008", "2025"], required=True)
        crosswalk = things.add_parser("crosswalk", help="pairs of codes 2008 → 2025")
        bring = crosswalk.add_subparsers(dest="verb", required=True).add_parser("import")
        bring.add_argument("file", type=Path)
        agencies = things.add_parser("from-agencies", help="an organisation for each agency, once")
        agencies.add_argument("--communes", action="store_true", help="committees of communes too")

    def handle(self, *, thing: str, **options: Any) -> None:
        with override("vi"):
            try:
                self._from_agencies(options["communes"]) if thing == "from-agencies" else self._bring(
                    thing, options
                )
            except DomainError as refusal:
                self.stderr.write(refusal.message)
                sys.exit(DATA_SAY_NO)

    def _bring(self, thing: str, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        if not file.is_file():
            self.stderr.write(f"Không có tệp “{file}”. Hãy kiểm tra đường dẫn.")
            sys.exit(CALLED_WRONGLY)
        told = (
            import_fields(file, edition=options["edition"]) if thing == "fields" else import_crosswalk(file)
        )
        self._tell(told)

    def _tell(self, told: Brought) -> None:
        self.stdout.write(f"Thêm {told.added} mục, đã có {told.known} mục.")
        if told.still_used:
            self.stderr.write(
                "Các mục mượn của FORD sau đây còn bản ghi đang dùng, hãy chuyển sang mã chính thức: "
                + "; ".join(told.still_used)
            )

    def _from_agencies(self, communes: bool) -> None:
        actor = Actor(None, "khcn directory", timezone.localdate(), frozenset({(Role.ADMIN.value, None)}))
        told = organisations_from_agencies(by=actor, communes=communes)
        self.stdout.write(f"Thêm {told.added} tổ chức, gắn {told.linked}, đã có {told.known}.")
