"""Which cells of a workbook hold formulas or errors: the quick reader gives their cached values and does not say so."""

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError

MOST_ROWS, MOST_COLUMNS = 5_000, 60


def odd_cells(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """By title of the sheet and place counted from 0: `formula` or `error`. Limits were judged before."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    try:
        with path.open("rb") as content:
            for cached, word in ((False, "formula"), (True, "error")):
                book = openpyxl.load_workbook(content, read_only=True, data_only=cached, keep_links=False)
                for sheet in book.worksheets:
                    _look(sheet, word, found.setdefault(sheet.title, {}))
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise DomainError(
            _("Không mở được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi nạp lại."),
            code="workbook.unreadable",
        ) from error
    return found


def _look(sheet: Any, word: str, told: dict[tuple[int, int], str]) -> None:
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)):
        for at, cell in enumerate(row):
            if cell.data_type == word[0]:
                told[number, at] = word
