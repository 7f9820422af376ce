"""A pasted or uploaded table as columns by year."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khcn.indicators.growth_accounting import AccountingError
from khcn.indicators.importing.numbers import read_number
from khcn.indicators.importing.times import read_period
from khcn.kernel.documents.checks import check_content
from khcn.kernel.documents.storage import spooled
from khcn.kernel.register_io.reading import open_workbook, sheet_of, text_lines, text_records, visible_sheets
from khcn.kernel.register_io.size import refuse_span
from khcn.lib.vn_text import fold

HEADER_WITHIN, MOST_ROWS = 15, 400
#: The first word that a head contains says what stands below it.
WORDS = (
    ("nam", "year"), ("year", "year"), ("cong bo", "official"), ("tfp", "official"), ("alpha", "capital_share"), ("α", "capital_share"),
    ("ty trong", "capital_share"), ("dau tu", "investment"), ("von", "capital"), ("tai san", "capital"), ("grdp", "output"), ("gdp", "output"),
    ("lao dong", "labour"),
)  # fmt: skip
Columns = dict[str, dict[int, Decimal]]


def columns_of_text(text: str) -> Columns:
    delimiter = next((mark for mark in ("\t", ";", "|") if mark in text), ",")
    return _columns(csv.reader(text.splitlines(), delimiter=delimiter))


def columns_of_file(content: BinaryIO, name: str) -> Columns:
    """Read and forgotten: the file is not kept."""
    check_content(content, name)
    with spooled(content, name) as upload:
        if name.lower().endswith(".csv"):
            lines = text_lines(upload.path)
            delimiter = next((mark for mark in (";", "\t") if mark in "".join(lines())[:2000]), ",")
            return _columns(text_records(lines(), delimiter))
        if not name.lower().endswith((".xlsx", ".xls")):
            raise _wrong(_("Chỉ nhận bảng Excel hoặc CSV."))
        with open_workbook(upload.path, name) as book:
            sheet = sheet_of(book, visible_sheets(book)[0])
            refuse_span(sheet.total_height, sheet.total_width)
            return _columns(sheet.iter_rows())


def _columns(rows: Iterable[Sequence[Any]]) -> Columns:
    every: Iterator[Sequence[Any]] = iter(rows)
    heads = _heads(every)
    found: Columns = {name: {} for name in heads.values() if name != "year"}
    for count, cells in enumerate(every):
        if count >= MOST_ROWS:
            raise _wrong(_("Bảng có quá nhiều dòng."))
        _read_row(cells, heads, found)
    return {name: values for name, values in found.items() if values}


def _read_row(cells: Sequence[Any], heads: dict[int, str], found: Columns) -> None:
    told = {name: cells[at] if at < len(cells) else None for at, name in heads.items()}
    period = read_period(told.pop("year"))
    if period is None or period.year is None:
        if any(str(cell or "").strip() for cell in told.values()):
            raise _wrong(_("Có dòng không ghi năm. Mỗi dòng là một năm, ví dụ 2020."))
        return
    for name, cell in told.items():
        try:
            value = read_number(cell).value
        except ValidationError as error:
            raise _wrong(_("Năm {year}: {message}").format(year=period.year, message=" ".join(error.messages))) from error  # fmt: skip
        if value is not None and found[name].setdefault(period.year, value) != value:
            raise _wrong(_("Năm {year} có hai lần trong bảng với số khác nhau.").format(year=period.year))


def _heads(rows: Iterator[Sequence[Any]]) -> dict[int, str]:
    for _turn in range(HEADER_WITHIN):
        cells = next(rows, None)
        if cells is None:
            break
        found: dict[int, str] = {}
        for at, cell in enumerate(cells):
            name = _name(fold(str(cell or "")))
            if name and name not in found.values():
                found[at] = name
        if "year" in found.values() and len(found) >= 3:
            return found
    raise _wrong(_("Bảng cần hàng tiêu đề có các cột Năm, GRDP, Vốn hoặc Đầu tư, Lao động."))


def _name(head: str) -> str:
    words = f" {head} "
    return next((name for word, name in WORDS if (f" {word}" in words)), "")


def _wrong(message: str) -> AccountingError:
    return AccountingError(message, code="tfp_table", field="table")
