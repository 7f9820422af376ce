"""Lists as Excel workbooks that print well: title, date, filters, a table with real types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

CELL_LIMIT = 32_767


@dataclass(frozen=True)
class Column:
    """`width` in characters; `kind` is text, number, date or percent."""

    title: str
    width: int = 20
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook; `name` is at most 31 characters."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    subtitle: str = ""


def list_workbook(
    title: str, subtitle: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> bytes:
    """One sheet: the header row repeats on each printed page, the table can be filtered."""
    return workbook_of([Sheet(_("Danh sách"), title, columns, rows, subtitle)])


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """Several tables, each on a sheet of its own."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = _styles(book)
    for sheet in sheets:
        _add(book, sheet, styles)
    book.close()
    return buffer.getvalue()


def _add(book: Any, told: Sheet, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(told.name)
    last = len(told.columns) - 1
    sheet.merge_range(0, 0, 0, max(last, 1), told.title, styles["title"])
    time = _("Lập lúc {time}").format(time=timezone.localtime().strftime("%H:%M %d/%m/%Y"))
    sheet.merge_range(
        1, 0, 1, max(last, 1), f"{told.subtitle}. {time}" if told.subtitle else time, styles["note"]
    )
    for position, column in enumerate(told.columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(3, position, column.title, styles["head"])
    number = 3
    for number, row in enumerate(told.rows, start=4):
        for position, (column, value) in enumerate(zip(told.columns, row, strict=True)):
            _write(sheet, number, position, value, styles[column.kind])
    sheet.autofilter(3, 0, max(number, 4), last)
    _page(sheet)


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
    return {
        "title": book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True}),
        "note": book.add_format({"font_name": "Times New Roman", "font_size": 11, "italic": True}),
        "head": book.add_format({**base, "bold": True, "align": "center", "bg_color": "#E6EFE9"}),
        "text": book.add_format(base),
        "number": book.add_format({**base, "num_format": "#,##0.####"}),
        "percent": book.add_format({**base, "num_format": '0.##"%"'}),
        "date": book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "center"}),
    }


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    """Real numbers and dates; text never becomes a formula."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, timezone.localtime(value).replace(tzinfo=None), style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value)[:CELL_LIMIT], style)


def _page(sheet: Any) -> None:
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(3)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
