"""The annexes as an Excel workbook: a sheet each, figures as figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.layout import layout
from khcn.outputs.official_documents.model import (
    Annex,
    Cell,
    Column,
    Heading,
    Row,
    Table,
)
from khcn.outputs.official_documents.plain import texts_of, words_of
from khcn.outputs.official_documents.words import capitals, clean, roman
from khcn.outputs.workbook import CELL_LIMIT

_LINE_WIDTH = 90
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
_EXACT_DIGITS = 15


def annex_workbook(annexes: Sequence[Annex], *, day: date | None = None) -> bytes:
    """Tables keep their heads, groups and totals; texts stand as lines. The same annexes give the same bytes."""
    if not annexes:
        raise DomainError(_("Văn bản này không có phụ lục để xuất ra Excel."), code="no_annexes")
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(day.year, day.month, day.day) if day else datetime(2000, 1, 1)})
    styles = _Styles(book)
    for position, annex in enumerate(annexes, start=1):
        label = f"{layout(day).wording['annex_label']} {roman(position) if len(annexes) > 1 else ''}".strip()
        _Sheet(book.add_worksheet(label), styles, annex).write(label)
    book.close()
    return buffer.getvalue()


class _Styles:
    """Cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **properties})
        return self._made[key]


@dataclass
class _Sheet:
    sheet: Any
    styles: _Styles
    annex: Annex
    row: int = 0

    def write(self, label: str) -> None:
        self._page()
        tables = [block for block in self.annex.blocks if isinstance(block, Table)]
        self._widths(tables)
        width = max((len(one.columns) for one in tables), default=1)
        for text, style in (
            (label, {"bold": True}),
            (capitals(self.annex.title), {"bold": True}),
            (self.annex.note or "", {"italic": True}),
        ):
            if text:
                self._line(text, width, align="center", **style)
        for block in self.annex.blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                for text in texts_of(block):
                    self._line(text, width, bold=isinstance(block, Heading))

    def _page(self) -> None:
        if self.annex.landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_header("&C&P")

    def _widths(self, tables: list[Table]) -> None:
        """Columns as wide as in the first table; a sheet without tables is one wide column."""
        if not tables:
            self.sheet.set_column(0, 0, _LINE_WIDTH)
            return
        whole = sum(column.width for column in tables[0].columns)
        for place, column in enumerate(tables[0].columns):
            self.sheet.set_column(place, place, max(6, round(110 * column.width / whole)))

    def _line(self, text: str, width: int, **style: object) -> None:
        self._across(self.row, 0, width, text, self.styles.get(**style))
        self.row += 1

    def _across(self, row: int, first: int, span: int, text: str, style: Any) -> None:
        shown = clean(text)[:CELL_LIMIT]
        if span > 1:
            self.sheet.merge_range(row, first, row, first + span - 1, "", style)
        self.sheet.write_string(row, first, shown, style)

    def _table(self, given: Table) -> None:
        width = len(given.columns)
        if given.caption:
            self._line(given.caption, width, bold=True, align="center")
        if given.unit:
            self._line(f"Đơn vị tính: {given.unit}", width, italic=True, align="right")
        self._heads(given)
        for told in given.rows:
            row = told if isinstance(told, Row) else Row(told)
            if row.span:
                text = _plain(row.cells[0])
                self._line("" if text is None else str(text), width, bold=row.bold, border=1)
            else:
                self._row(row.cells, given.columns, bold=row.bold)
        if given.total is not None:
            self._row(given.total, given.columns, bold=True)
        if given.source:
            self._line(f"Nguồn: {given.source}", width, italic=True)
        self.row += 1

    def _heads(self, given: Table) -> None:
        style = self.styles.get(bold=True, border=1, align="center")
        place = 0
        for group in given.groups:
            self._across(self.row, place, group.span, group.title, style)
            place += group.span
        self.row += bool(given.groups)
        for place, column in enumerate(given.columns):
            self.sheet.write_string(self.row, place, clean(column.title), style)
        self.sheet.repeat_rows(self.row - bool(given.groups), self.row)
        self.row += 1

    def _row(self, cells: Sequence[Cell], columns: Sequence[Column], *, bold: bool) -> None:
        for place, (value, column) in enumerate(zip(cells, columns, strict=True)):
            self._cell(place, _plain(value), column, bold=bold)
        self.row += 1

    def _cell(
        self, place: int, value: str | int | Decimal | date | None, column: Column, *, bold: bool
    ) -> None:
        align = "justify" if column.align == "justify" else column.align
        look: dict[str, object] = {"border": 1, "bold": bold, "align": align}
        if value is None or value == "":
            self.sheet.write_blank(self.row, place, None, self.styles.get(**look))
        elif isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)
            self.sheet.write_datetime(
                self.row, place, moment, self.styles.get(**look, num_format="dd/mm/yyyy")
            )
        elif isinstance(value, str) or not _fits(value):
            self.sheet.write_string(self.row, place, clean(str(value))[:CELL_LIMIT], self.styles.get(**look))
        else:
            style = self.styles.get(**look, num_format=_number_format(value, column.places))
            self.sheet.write_number(self.row, place, value, style)


def _fits(value: int | Decimal) -> bool:
    """Excel keeps 15 digits; longer figures stay text rather than change."""
    exact = Decimal(value)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= _EXACT_DIGITS


def _number_format(value: int | Decimal, places: int | None) -> str:
    if places is not None:
        return "#,##0" + (f".{'0' * places}" if places else "")
    return "#,##0" if Decimal(value) == Decimal(value).to_integral_value() else "#,##0.####"


def _plain(value: Cell) -> str | int | Decimal | date | None:
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    return words_of(value)
