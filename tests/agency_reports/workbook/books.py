"""Workbooks as people send them back: written by the system, changed cell by cell."""

import io
from typing import Any

import openpyxl

from khcn.agency_reports.filling import Sheet
from khcn.agency_reports.models import Report, RequestItem
from khcn.agency_reports.workbook.layout import FUNDS, PAGE_OF, Page
from khcn.agency_reports.workbook.writing import HEAD, write_workbook

FIRST = HEAD + 2


def written(report: Report) -> bytes:
    target = io.BytesIO()
    write_workbook(
        Sheet.load(Report.objects.select_related("request__cycle", "request__agency").get(pk=report.pk)),
        target,
    )
    return target.getvalue()


class Book:
    """`set(item, text="…")` writes into the item's row; `money(item, 0, origin="…")` into its lines of money."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def page(self, page: Page) -> Any:
        return self.book[str(page.title)]

    def cell(self, item: RequestItem, name: str, page: Page | None = None, number: int = 0) -> Any:
        page = page or PAGE_OF[item.kind]
        sheet = self.page(page)
        rows = [row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value == f"#{item.pk}"]
        return sheet.cell(rows[number], page.at(name) + 1)

    def set(self, item: RequestItem, **values: Any) -> "Book":
        for name, value in values.items():
            self.cell(item, name).value = value
        return self

    def money(self, item: RequestItem, number: int = 0, **values: Any) -> "Book":
        for name, value in values.items():
            self.cell(item, name, FUNDS, number).value = value
        return self

    def bytes(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()
