"""Rows with refused figures as a workbook: the wrong cells coloured, sentences beside them, ready to be corrected."""

import re
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from khcn.indicators.importing.choices import Verdict
from khcn.indicators.importing.models import FigureImport
from khcn.indicators.importing.tables import read_file
from khcn.kernel.documents.storage import path_of
from khcn.kernel.register_io.cleaning import shown, tidy

_PLACE = re.compile(r"^[A-Z]+(\d+)$")


def write_refused(batch: FigureImport, target: BinaryIO) -> None:
    """Whole rows under the heads of the file; what stands already is the same when they come in again."""
    faults = _by_row(batch)
    sheet = read_file(path_of(batch.file), batch.file_name)
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet("Dữ liệu")
    plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    bold, text = book.add_format({**plain, "bold": True, "border": 1}), book.add_format(plain)
    wrong = book.add_format({**plain, "bg_color": "#F8D7DA"})
    titles = sheet.head.titles
    for at, title in enumerate([*titles, _("Lỗi")]):
        page.write_string(0, at, title, bold)
        page.set_column(at, at, 18 if at < len(titles) else 70)
    written = 0
    for number, cells in sheet.rows:
        if number not in faults:
            continue
        written += 1
        marked = {title for title, _message in faults[number]}
        for at, title in enumerate(titles):
            _write(
                page, written, at, cells[at] if at < len(cells) else None, wrong if title in marked else text
            )
        told = [f"{title}: {message}" if title else message for title, message in faults[number]]
        page.write_string(written, len(titles), "\n".join(told), text)
    page.freeze_panes(1, 0)
    book.close()


def _by_row(batch: FigureImport) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for place, errors in batch.rows.filter(verdict=Verdict.REFUSED).values_list("place", "errors"):
        if (told := _PLACE.match(place)) is not None:
            row = found.setdefault(int(told[1]), [])
            row += [(error["column"], error["message"]) for error in errors]
    return found


def _write(page: Any, row: int, column: int, cell: Any, style: Any) -> None:
    told = tidy(cell)
    if told is None or told == "":
        page.write_blank(row, column, None, style)
    elif isinstance(told, int | float | Decimal) and not isinstance(told, bool):
        page.write_number(row, column, told, style)
    else:
        page.write_string(row, column, shown(told), style)
