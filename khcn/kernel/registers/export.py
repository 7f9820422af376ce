"""Records as a workbook, CSV or JSON, row by row, with every field that the reader may see.

The first column names the record (`#12`), so that an import of the same file knows each row again.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any, BinaryIO, Literal

import xlsxwriter
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import Level, readable, readable_computed
from khcn.kernel.registers.values import cell, data_of

Format = Literal["xlsx", "csv", "json"]
FORMATS: tuple[Format, ...] = ("xlsx", "csv", "json")
MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
CHUNK = 500
CELL_LIMIT = 32_767
#: A text that begins so would be run as a formula by a spreadsheet that opens a CSV file.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
BOM = "\ufeff"


def write_export(
    register: Register, records: QuerySet[Any], target: BinaryIO, *, level: Level, format: Format
) -> None:
    """Write the records, as many as there are, without holding them in memory."""
    if format == "xlsx":
        _write_workbook(register, records, target, level)
        return
    for chunk in export_chunks(register, records, level=level, format=format):
        target.write(chunk)


def tell_export(register: Register, *, by: Actor, format: Format, count: int, filter: str) -> None:
    """Keep in the audit that somebody took a list out of the house; what the public reads is not told."""
    if by.user_id is not None:
        told = {"register": register.code, "format": format, "count": count, "filter": filter[:1000]}
        record_event("record.export", by=by, label=str(register.name), after=told)


def export_chunks(
    register: Register, records: QuerySet[Any], *, level: Level, format: Literal["csv", "json"]
) -> Iterator[bytes]:
    """CSV or JSON piece by piece, for an answer that begins before the last record is read."""
    pieces = _csv if format == "csv" else _json
    return (piece.encode() for piece in pieces(register, records, level))


def told_fields(register: Register, level: Level) -> tuple[str, ...]:
    """The fields that people fill in, and after them what is worked out from them; imports pass over the latter."""
    return (*readable(register, level), *readable_computed(register, level))


def headers(register: Register, level: Level) -> list[str]:
    """The words of the first row."""
    names = told_fields(register, level)
    return [_("Mã bản ghi"), *(register.label_of(name) for name in names), register.label_of("state")]


def state_text(record: Record, level: Level) -> str:
    """The state that the list shows (that of the day asked for, if one was) in the words for this reader."""
    state = record.LIFE[getattr(record, "state_that_day", None) or record.state]
    return str(state.name_for_public if level == Level.PUBLIC else state.staff)


def row_of(register: Register, record: Record, level: Level) -> list[Any]:
    """Typed cells in the order of `headers`."""
    masked = level == Level.PUBLIC
    cells = [cell(register, record, name, masked=masked) for name in told_fields(register, level)]
    return [f"#{record.pk}", *cells, state_text(record, level)]


def rows_of(register: Register, records: QuerySet[Any], level: Level) -> Iterator[Record]:
    return with_companions(register, records, told_fields(register, level)).iterator(chunk_size=CHUNK)


def _csv(register: Register, records: QuerySet[Any], level: Level) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow([_harmless(text) for text in headers(register, level)])
    for number, record in enumerate(rows_of(register, records, level), start=1):
        writer.writerow([csv_text(value) for value in row_of(register, record, level)])
        if number % CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def csv_text(value: Any) -> str:
    """dd/mm/yyyy, 1234,5 without thousands, and never a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return _plain_decimal(value).replace(".", ",")
    return str(value) if isinstance(value, int) else _harmless(str(value))


def _plain_decimal(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _harmless(text: str) -> str:
    """With an apostrophe before what would be a formula, and before what already looks so guarded."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def without_guard(text: str) -> str:
    """The text that `_harmless` was given, for reading our own CSV files."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def _json(register: Register, records: QuerySet[Any], level: Level) -> Iterator[str]:
    encode = DjangoJSONEncoder(ensure_ascii=False).encode
    yield '{"register": %s, "records": [' % encode(register.code)  # noqa: UP031 - braces belong to JSON
    lines: list[str] = []
    separator = "\n"
    for record in rows_of(register, records, level):
        lines.append(separator + encode(_told(register, record, level)))
        separator = ",\n"
        if len(lines) == CHUNK:
            yield "".join(lines)
            lines = []
    yield "".join([*lines, "\n]}\n"])


def _told(register: Register, record: Record, level: Level) -> dict[str, Any]:
    names = told_fields(register, level)
    state = getattr(record, "state_that_day", None) or record.state
    return {
        "id": record.pk,
        "state": state,
        "state_name": state_text(record, level),
        **data_of(register, record, names, masked=level == Level.PUBLIC),
    }


def _write_workbook(register: Register, records: QuerySet[Any], target: BinaryIO, level: Level) -> None:
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Danh sách"))
    titles = headers(register, level)
    styles = _styles(book)
    for position, title in enumerate(titles):
        sheet.set_column(position, position, min(max(len(title) + 2, 12), 40))
        sheet.write_string(0, position, title, styles["head"])
    sheet.freeze_panes(1, 1)
    last = 0
    for last, record in enumerate(rows_of(register, records, level), start=1):
        for position, value in enumerate(row_of(register, record, level)):
            _write(sheet, last, position, value, styles)
    sheet.autofilter(0, 0, max(last, 1), len(titles) - 1)
    book.close()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EFE9"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "number": book.add_format({"num_format": "#,##0.####"}),
    }


def _write(sheet: Any, row: int, column: int, value: Any, styles: dict[str, Any]) -> None:
    """Real dates and numbers; text stays text."""
    if value is None or value == "":
        return
    if isinstance(value, datetime | date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), styles["date"])
    elif isinstance(value, int | Decimal):
        whole = value == int(value)
        sheet.write_number(row, column, value, styles["whole" if whole else "number"])
    else:
        sheet.write_string(row, column, str(value)[:CELL_LIMIT])
