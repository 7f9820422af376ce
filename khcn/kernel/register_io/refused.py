"""Refused rows as a workbook with what is wrong beside each cell, ready to be corrected and imported again."""

from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from khcn.kernel.documents.storage import path_of
from khcn.kernel.register_io.choices import Verdict
from khcn.kernel.register_io.columns import FAULTS, faults_title, is_read
from khcn.kernel.register_io.domain import register_of
from khcn.kernel.register_io.models import ImportBatch
from khcn.kernel.register_io.reading import open_table
from khcn.kernel.register_io.sheet import Sheet, mark


def write_refused(batch: ImportBatch, target: BinaryIO) -> None:
    """The refused rows under the headers of the file itself; cells with faults are coloured and commented."""
    register = register_of(batch)
    errors = dict(batch.rows.filter(verdict=Verdict.REFUSED).values_list("number", "errors"))
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    with open_table(register, Path(path_of(batch.file)), batch.file_name) as table:
        told = [
            (at, title, name)
            for at, (title, name) in enumerate(zip(table.columns.headers, table.columns.names, strict=True))
            if title and (not name or is_read(name))
        ]
        sheet = Sheet(
            book, register, [*((title, name) for _at, title, name in told), (faults_title(), FAULTS)]
        )
        places = {name: column for column, (_at, _title, name) in enumerate(told) if name}
        written = 0
        for number, cells in table.rows:
            if number in errors:
                written += 1
                row = [cells[at] if at < len(cells) else "" for at, _title, _name in told]
                sheet.row(written, [*row, _sentences(errors[number])], _marks(errors[number], places))
    sheet.drop_downs()
    mark(book, register)
    book.close()


def _marks(errors: list[dict[str, str]], places: dict[str, int]) -> dict[int, str]:
    marks: dict[int, str] = {}
    for one in errors:
        if one["field"] in places:
            at = places[one["field"]]
            marks[at] = f"{marks[at]}\n{one['message']}" if at in marks else one["message"]
    return marks


def _sentences(errors: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['column']}: {one['message']}" if one["column"] else one["message"] for one in errors
    )
