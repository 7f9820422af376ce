"""`khcn report build CYCLE --format docx|pdf|xlsx --output F`. Exit 0 written, 1 the data say no, 2 called wrongly."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from khcn.agency_reports.models import Cycle
from khcn.kernel.errors import DomainError
from khcn.outputs.official_reports.freezing import sealed_content
from khcn.outputs.official_reports.models import OfficialReport
from khcn.outputs.official_reports.writing import FORMATS, written

DATA_SAY_NO, CALLED_WRONGLY = 1, 2


class Command(BaseCommand):
    help = "Write the consolidated report of a cycle: the draft as it stands, or what was frozen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        build = verbs.add_parser("build", help="Write the report as a file.")
        build.add_argument("cycle", help="code of the cycle")
        build.add_argument("--format", choices=FORMATS, required=True)
        build.add_argument("--output", type=Path, required=True, help="file to write")
        build.add_argument("--issuer", default="", help="code of the issuing agency, where several report")

    def handle(self, *, cycle: str, format: str, output: Path, issuer: str, **options: Any) -> None:
        with override("vi"):
            report = self._report(cycle, issuer)
            try:
                if report.state != "draft":
                    sealed_content(report)
                data = written(report, format)
            except DomainError as refusal:
                self._stop(refusal.message, DATA_SAY_NO)
            try:
                output.write_bytes(data)
            except OSError as error:
                self._stop(
                    _("Không ghi được tệp “{file}”: {error}.").format(file=output, error=error.strerror),
                    CALLED_WRONGLY,
                )

    def _report(self, code: str, issuer: str) -> OfficialReport:
        if not Cycle.objects.filter(code=code).exists():
            self._stop(
                _("Không có kỳ báo cáo “{code}”. Hãy kiểm tra mã kỳ.").format(code=code), CALLED_WRONGLY
            )
        rows = OfficialReport.objects.filter(cycle__code=code).select_related("cycle__plan", "issuer__parent")
        found = list(rows.filter(issuer__code=issuer) if issuer else rows)
        if not found:
            self._stop(_("Kỳ này chưa có báo cáo tổng hợp. Hãy tổng hợp báo cáo trước."), DATA_SAY_NO)
        if len(found) > 1:
            self._stop(
                _(
                    "Kỳ này có nhiều báo cáo tổng hợp. Hãy thêm --issuer với một trong các mã: {codes}."
                ).format(codes=", ".join(sorted(one.issuer.code for one in found))),
                CALLED_WRONGLY,
            )
        return found[0]

    def _stop(self, message: str, code: int) -> NoReturn:
        self.stderr.write(message)
        sys.exit(code)
