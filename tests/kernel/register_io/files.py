"""Small files as people send them."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter


def workbook(*lines: Sequence[Any], title: str = "Dữ liệu", more: Iterable[str] = ()) -> BytesIO:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if hasattr(value, "year"):
                sheet.write_datetime(row, column, value, day)
            elif value is not None:
                sheet.write(row, column, value)
    for name in more:
        book.add_worksheet(name)
    book.close()
    buffer.seek(0)
    return buffer


def text_file(*lines: Sequence[Any], delimiter: str = ",", encoding: str = "utf-8") -> BytesIO:
    buffer = StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(lines)
    return BytesIO(buffer.getvalue().encode(encoding))
