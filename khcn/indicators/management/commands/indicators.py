"""`khcn indicators assess|forecast|tfp`: files in, files out, no database. Exit 0 done, 1 data say no, 2 called wrongly."""

import json
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic_core import to_json

from khcn.kernel.errors import DomainError
from khcn.lib.collecting import collecting_paused

DATA_SAY_NO, CALLED_WRONGLY = 1, 2
VERBS = ("assess", "forecast", "tfp")


class Command(BaseCommand):
    help = "Rate, forecast and account for series of indicators."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb in VERBS:
            module = _module(verb)
            own = verbs.add_parser(verb, help=module.HELP)
            own.add_argument("--input", type=Path, required=True, help="JSON file to read")
            own.add_argument("--output", type=Path, required=True, help="JSON file to write")
            module.add_arguments(own)

    def handle(self, *, verb: str, input: Path, output: Path, **options: Any) -> None:
        with override("vi"), collecting_paused():
            given = self._read(input)
            try:
                told = _module(verb).run(given, options)
            except DomainError as refusal:
                self._stop(refusal.message, DATA_SAY_NO)
            self._write(output, told)

    def _read(self, file: Path) -> Any:
        if not file.is_file():
            self._stop(_("Không có tệp “%s”. Hãy kiểm tra đường dẫn.") % file, CALLED_WRONGLY)
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            self._stop(
                _("Tệp “%(file)s” không phải JSON đọc được: %(error)s.") % {"file": file, "error": error},
                DATA_SAY_NO,
            )

    def _write(self, file: Path, told: Any) -> None:
        """Four times as quick as `json`; what is not a number is missing, so the file is JSON in any case."""
        try:
            file.write_bytes(to_json(told, inf_nan_mode="null"))
        except OSError as error:
            self._stop(
                _("Không ghi được tệp “%(file)s”: %(error)s.") % {"file": file, "error": error.strerror},
                CALLED_WRONGLY,
            )

    def _stop(self, message: str, code: int) -> NoReturn:
        self.stderr.write(message)
        sys.exit(code)


def _module(verb: str) -> Any:
    """A verb that needs much to load is loaded by `run`, not here."""
    return import_module(f"khcn.indicators.command_line.{verb}")
