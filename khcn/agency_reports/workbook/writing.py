"""Writes the workbook: items with what stands and last year's beside it, lists to choose from, protected, fit to print."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from khcn.agency_reports.filling import Sheet
from khcn.agency_reports.workbook.guide import write_guide
from khcn.agency_reports.workbook.layout import CELL_LIMIT, CHOICES, MARK, NOTE, PAGES, Column, Page, labels
from khcn.agency_reports.workbook.mark import Mark, mark_of, sealed
from khcn.agency_reports.workbook.rows import Row, rows_of
from khcn.indicators.entering import plain

LISTS = "_danh_muc"
HEAD = 3
#: Digits that a spreadsheet keeps; longer figures are written as text.
EXACT_DIGITS = 15
#: Stands where a text is longer than a cell can hold; read as “unchanged”.
TOO_LONG = ("⟦", "⟧")


class Book(xlsxwriter.Workbook):
    """A workbook whose sheets cannot be renamed, moved or removed without lifting the protection (no password)."""

    def _write_book_views(self) -> None:
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        super()._write_book_views()


def write_workbook(
    sheet: Sheet, target: BinaryIO, *, rows: Iterable[Row] | None = None, mark: Mark | None = None
) -> None:
    """The report as it stands; `rows` and `mark` are given when a file goes back with what is wrong in it."""
    book = Book(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    every = list(rows_of(sheet) if rows is None else rows)
    styles = _Styles(book)
    write_guide(book, sheet, every)
    ranges = {name: (number, len(labels(name))) for number, name in enumerate(CHOICES)}
    for page in PAGES:
        own = [row for row in every if row.page is page]
        if own:
            _PageWriter(book, page, styles, ranges).write(own, sheet)
    _lists(book)
    _mark(book, mark or mark_of(sheet))
    book.close()


class _PageWriter:
    def __init__(
        self, book: Any, page: Page, styles: "_Styles", ranges: Mapping[str, tuple[int, int]]
    ) -> None:
        self.page, self.styles, self.ranges = page, styles, ranges
        self.sheet = book.add_worksheet(str(page.title))

    def write(self, rows: list[Row], report: Sheet) -> None:
        request = report.request
        self.sheet.write_string(
            0, 1, f"{request.agency.name} – {request.cycle.title}", self.styles.of("title")
        )
        self.sheet.write_string(1, 1, _page_hint(self.page), self.styles.of("hint"))
        for at, column in enumerate(self.page.columns):
            hidden = {"hidden": True} if column.kind == "key" else {}
            self.sheet.set_column(at, at, column.width, None, hidden)
            style = "head_typed" if column.typed else "head"
            self.sheet.write_string(HEAD, at, str(column.title), self.styles.of(style))
        for number, row in enumerate(rows, start=HEAD + 1):
            self._row(number, row)
        last = HEAD + len(rows)
        self._validations(last)
        self._finish(last)

    def _row(self, number: int, row: Row) -> None:
        notes: dict[int, list[tuple[str, str]]] = {}
        for name, level, sentence in row.notes:
            notes.setdefault(self.page.at(name), []).append((level, sentence))
        cells = {**row.cells, NOTE: "\n".join(sentence for _name, _level, sentence in row.notes)}
        for at, column in enumerate(self.page.columns):
            told = notes.get(at, [])
            level = "error" if any(one == "error" for one, _s in told) else "warning" if told else ""
            self._cell(number, at, column, cells.get(column.name), level)
            if told and column.name != NOTE:
                words = "\n".join(sentence for _level, sentence in told)
                self.sheet.write_comment(number, at, words, {"width": 300, "height": 120})

    def _cell(self, row: int, at: int, column: Column, value: Any, level: str) -> None:
        style = self.styles.of(column.kind if column.typed or column.kind == "note" else "told", level)
        if column.kind == "choice" and value in CHOICES[column.name].values:
            value = str(CHOICES[column.name](value).label)
        if value is None or value == "" or value is False:
            self.sheet.write_blank(row, at, None, style)
        elif value is True:
            self.sheet.write_string(row, at, _("Có"), style)
        elif isinstance(value, int | float | Decimal):
            self._number(row, at, value, style)
        elif isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            self.sheet.write_datetime(row, at, moment, style)
        else:
            self.sheet.write_string(row, at, fitting(str(value)), style)

    def _number(self, row: int, at: int, value: int | float | Decimal, style: Any) -> None:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        if len(exact.normalize().as_tuple().digits) > EXACT_DIGITS:
            self.sheet.write_string(row, at, plain(exact), style)
        else:
            self.sheet.write_number(row, at, float(exact), style)

    def _validations(self, last: int) -> None:
        for at, column in enumerate(self.page.columns):
            if column.kind == "choice":
                number, count = self.ranges[column.name]
                letter = chr(65 + number)
                source: Any = f"='{LISTS}'!${letter}$1:${letter}${count}"
            elif column.kind == "yes":
                source = [_("Có"), _("Không")]
            else:
                continue
            self.sheet.data_validation(
                HEAD + 1, at, last, at,
                {
                    "validate": "list", "source": source, "error_title": _("Không có trong danh sách"),
                    "error_message": _("Hãy chọn một giá trị trong danh sách, hoặc xóa ô."),
                },
            )  # fmt: skip

    def _finish(self, last: int) -> None:
        sheet, page = self.sheet, self.page
        sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": True, "objects": True})
        sheet.freeze_panes(HEAD + 1, page.at("name") + 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.repeat_rows(HEAD)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&C&P/&N")
        sheet.print_area(0, 1, last, len(page.columns) - 1)


def fitting(text: str) -> str:
    """The text, or words instead of it where a cell cannot hold all; never a part of it."""
    if len(text) <= CELL_LIMIT:
        return text
    words = _(
        "Nội dung dài {count} ký tự, quá giới hạn của ô Excel; giữ nguyên dòng này và sửa trên trang web."
    )
    return words.format(count=len(text)).join(TOO_LONG)


def stands_for_long(text: str) -> bool:
    return text.startswith(TOO_LONG[0]) and text.endswith(TOO_LONG[1])


def _page_hint(page: Page) -> str:
    if page.code == "money":
        return _(
            "Ghi bằng đồng (hoặc “1,5 tỷ”, “500 triệu”); mỗi nguồn một dòng. Để trống là chưa có số, khác với 0."
        )
    return _("Chỉ ghi vào các ô nền trắng. Ô để trống nghĩa là không có nội dung.")


def _lists(book: Any) -> None:
    sheet = book.add_worksheet(LISTS)
    for number, name in enumerate(CHOICES):
        sheet.write_column(0, number, labels(name))
    sheet.very_hidden()


def _mark(book: Any, mark: Mark) -> None:
    sheet = book.add_worksheet(MARK)
    sheet.write_column(0, 0, sealed(mark))
    sheet.protect()
    sheet.very_hidden()


class _Styles:
    """Formats of cells, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self.book, self.made = book, {}

    made: dict[tuple[str, str], Any]

    def of(self, name: str, level: str = "") -> Any:
        if (name, level) not in self.made:
            self.made[name, level] = self.book.add_format({**_STYLES[name], **_LEVELS[level]})
        return self.made[name, level]


_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_BOX = {**_FONT, "border": 1, "text_wrap": True}
_OPEN = {**_BOX, "locked": False}
_LEVELS: dict[str, dict[str, Any]] = {
    "": {},
    "error": {"bg_color": "#F8D7DA"},
    "warning": {"bg_color": "#FFF1C2"},
}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "bold": True, "font_size": 14},
    "hint": {**_FONT, "italic": True},
    "head": {**_BOX, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E3E7E5"},
    "head_typed": {**_BOX, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#CFE5D8"},
    "told": {**_BOX, "bg_color": "#F3F4F4", "num_format": "#,##0.########"},
    "note": {**_BOX, "bg_color": "#F3F4F4", "font_color": "#8A1C1C"},
    "words": {**_OPEN, "num_format": "@"},
    "choice": {**_OPEN, "num_format": "@"},
    "yes": {**_OPEN, "num_format": "@", "align": "center"},
    "number": {**_OPEN, "num_format": "#,##0.########", "align": "right"},
    "money": {**_OPEN, "num_format": "#,##0", "align": "right"},
}
