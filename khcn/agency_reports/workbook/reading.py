"""A workbook that came back: its mark, and the cells of each item by the names of their columns.

Sheets and columns are found by their headers, rows by their hidden key, else by number, code or name; what is missing is
told and leaves the answers alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from xlsxwriter.utility import xl_col_to_name

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.models import RequestItem
from khcn.agency_reports.workbook.formulas import odd_cells
from khcn.agency_reports.workbook.layout import (
    FUNDS,
    HEADER_WITHIN,
    KEY,
    MARK,
    MONEY,
    PAGES,
    Page,
    headers,
    plain,
    title_of,
    titles,
)
from khcn.agency_reports.workbook.mark import Mark, opened
from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.reading import filled, open_workbook, sheet_of
from khcn.kernel.register_io.size import refuse_span
from khcn.lib.vn_text import fold

MOST_SHEETS = 12
MOST_ROWS = 5_000
MOST_COLUMNS = 60
#: So many names of columns have to be there before a sheet is taken for one of ours.
ENOUGH = 3


@dataclass(frozen=True)
class Cell:
    """`fault` is a sentence where the cell has no value that could be taken; `note` one where it has, but oddly."""

    value: Any
    place: str
    fault: str = ""
    note: str = ""


@dataclass
class Given:
    """`rows`: cells by item; `money`: the lines of money by item; `missing`: columns that the file does not have."""

    mark: Mark
    rows: dict[int, dict[str, Cell]] = field(default_factory=dict)
    money: dict[int, list[dict[str, Cell]]] = field(default_factory=dict)
    missing: dict[str, set[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_mark(path: Path, name: str) -> Mark:
    with open_workbook(path, name) as book:
        return _mark(book)


def read_workbook(path: Path, name: str, items: Iterable[RequestItem]) -> Given:
    """Refuses with a DomainError what is no workbook of ours; strange rows and columns become warnings."""
    every = list(items)
    with open_workbook(path, name) as book:
        given = Given(_mark(book))
        odd = odd_cells(path)
        found: dict[str, _Table] = {}
        for table in _tables(book):
            if table.page.code in found:
                raise _two_sheets(found[table.page.code].title, table.title, table.page)
            found[table.page.code] = table
        if not found:
            raise DomainError(
                _(
                    "Không tìm thấy trang “Nhiệm vụ”, “Kinh phí”, “Chỉ số” hay “Phần lời văn” trong tệp, hoặc hàng tiêu "
                    "đề đã bị xóa. Hãy tải lại mẫu Excel và chép nội dung vào."
                ),
                code="workbook.no_sheets",
            )
        for table in found.values():
            _take(table, given, every, odd.get(table.title, {}))
    _tell_missing_sheets(given, found, every)
    return given


@dataclass
class _Table:
    page: Page
    title: str
    sheet: Any
    head: int
    columns: dict[int, str]
    unknown: list[str]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    rows: list[list[Any]]


def _mark(book: CalamineWorkbook) -> Mark:
    if MARK not in book.sheet_names:
        return opened([])
    sheet = sheet_of(book, MARK)
    refuse_span(sheet.total_height, sheet.total_width)
    return opened(cell for line in islice(sheet.iter_rows(), 400) for cell in line[:1])


def _tables(book: CalamineWorkbook) -> Iterator[_Table]:
    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    for title in shown[:MOST_SHEETS]:
        sheet = sheet_of(book, title)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise DomainError(
                _(
                    "Trang “{title}” trải trên {rows} dòng, {columns} cột, nhiều hơn mẫu của báo cáo. "
                    "Hãy xóa dòng, cột thừa rồi nạp lại."
                ).format(title=title[:60], rows=sheet.total_height, columns=sheet.total_width),
                code="workbook.too_large",
            )
        # without skip_empty_area=False the numbers of rows and columns would shift
        rows = sheet.to_python(skip_empty_area=False)
        table = _table(title, sheet, rows)
        if table is not None:
            yield table


def _table(title: str, sheet: Any, rows: list[list[Any]]) -> _Table | None:
    """The page whose column names the best of the first rows holds."""
    best: tuple[int, int, Page] | None = None
    for page in PAGES:
        names = headers(page)
        told = 2 if fold(title) in titles(page) else 0
        for at, cells in enumerate(rows[:HEADER_WITHIN]):
            count = len({names[plain(cell)] for cell in cells if plain(cell) in names})
            if count >= ENOUGH and (best is None or count + told > best[0]):
                best = (count + told, at, page)
    if best is None:
        return None
    _score, at, page = best
    columns, unknown = _columns(page, rows[at], title)
    return _Table(page, title, sheet, at, columns, unknown, sheet.merged_cell_ranges or [], rows)


def _columns(page: Page, cells: list[Any], title: str) -> tuple[dict[int, str], list[str]]:
    names = headers(page)
    columns: dict[int, str] = {}
    unknown: list[str] = []
    for at, cell in enumerate(cells):
        if not filled(cell):
            continue
        name = names.get(plain(cell))
        if name is None:
            unknown.append(str(cell)[:60])
        elif name in columns.values():
            raise DomainError(
                _(
                    "Trang “{title}”: cột “{column}” có hai lần nên không rõ đọc cột nào. Hãy xóa cột thừa."
                ).format(title=title[:60], column=str(cell)[:60]),
                code="workbook.doubled_column",
            )
        else:
            columns[at] = name
    return columns, unknown


def _take(table: _Table, given: Given, items: list[RequestItem], odd: dict[tuple[int, int], str]) -> None:
    page = table.page
    told = set(table.columns.values())
    given.missing[page.code] = {column.name for column in page.typed} - told
    if given.missing[page.code]:
        names = ", ".join(
            f"“{title_of(page, column.name)}”" for column in page.typed if column.name not in told
        )
        sentence = _("Trang “{title}” không có cột {names}; các cột đó giữ nguyên trên trang web.")
        given.warnings.append(sentence.format(title=table.title[:60], names=names))
    if table.unknown:
        names = ", ".join(f"“{title}”" for title in table.unknown[:8])
        sentence = _("Trang “{title}”: không nhận ra cột {names} nên không đọc.")
        given.warnings.append(sentence.format(title=table.title[:60], names=names))
    finder = _Finder(page, [item for item in items if item.kind == page.item_kind])
    for number in range(table.head + 1, len(table.rows)):
        cells = _cells(table, number, odd)
        pk = finder.item(cells)
        if pk is not None:
            _keep(given, table, pk, cells, number)
        elif any(filled(cells[column.name].value) for column in page.typed if column.name in cells):
            sentence = _(
                "Trang “{title}”, dòng {row}: không rõ dòng này của mục nào trong báo cáo nên không đọc."
            )
            given.warnings.append(sentence.format(title=table.title[:60], row=number + 1))


def _keep(given: Given, table: _Table, pk: int, cells: dict[str, Cell], number: int) -> None:
    typed = {column.name: cells[column.name] for column in table.page.typed if column.name in cells}
    if table.page is FUNDS:
        given.money.setdefault(pk, []).append(typed)
        return
    if pk not in given.rows:
        given.rows[pk] = typed
        return
    sentence = _("Mục này có hai dòng trong trang “{title}” (dòng {row}). Hãy chỉ để một dòng.").format(
        title=table.title[:60], row=number + 1
    )
    if any(
        given.rows[pk][name].value != cell.value for name, cell in typed.items() if name in given.rows[pk]
    ):
        first = table.page.typed[0].name
        old = given.rows[pk].get(first)
        given.rows[pk][first] = Cell(old.value if old else None, old.place if old else "", fault=sentence)


def _cells(table: _Table, number: int, odd: dict[tuple[int, int], str]) -> dict[str, Cell]:
    row = table.rows[number]
    found = {}
    for at, name in table.columns.items():
        value = row[at] if at < len(row) else None
        place = f"{xl_col_to_name(at)}{number + 1}"
        fault, note = _oddity(value, odd.get((number, at), ""))
        merged = _merged(table, number, at)
        found[name] = Cell(value, place, merged or fault, note)
    return found


def _oddity(value: Any, told: str) -> tuple[str, str]:
    if told == "error":
        return _("Ô có lỗi của Excel (như #DIV/0!, #REF!). Hãy ghi giá trị vào ô."), ""
    if told == "formula" and not filled(value):
        return _("Ô có công thức chưa được tính. Hãy mở tệp bằng Excel, lưu lại, hoặc ghi thẳng giá trị."), ""
    if told == "formula":
        return "", _("Ô có công thức; hệ thống lấy giá trị đã tính, không giữ công thức.")
    return "", ""


def _merged(table: _Table, row: int, column: int) -> str:
    """A merged cell has one value for several; nobody knows for which it stands."""
    for (top, left), (bottom, right) in table.merged:
        if not (top <= row <= bottom and left <= column <= right):
            continue
        typed = [
            at for at, name in table.columns.items() if left <= at <= right and _is_typed(table.page, name)
        ]
        if typed and (bottom > top or len(typed) > 1):
            return _("Ô bị gộp ({first}:{last}) nên không rõ giá trị của từng mục. Hãy bỏ gộp ô.").format(
                first=f"{xl_col_to_name(left)}{top + 1}", last=f"{xl_col_to_name(right)}{bottom + 1}"
            )
    return ""


def _is_typed(page: Page, name: str) -> bool:
    return page.columns[page.at(name)].typed


class _Finder:
    """Which item a row is about: by its key, else by number or code, else by name."""

    def __init__(self, page: Page, items: list[RequestItem]) -> None:
        self.page = page
        self.keys = {item.pk for item in items}
        self.numbers = {fold(_number(item)): item.pk for item in items if _number(item)}
        self.names: dict[str, int | None] = {}
        for item in items:
            name = fold(item.title)
            self.names[name] = None if name in self.names else item.pk

    def item(self, cells: dict[str, Cell]) -> int | None:
        key = _text(cells.get(KEY)).lstrip("#").strip()
        if key:
            return (
                int(key)
                if key.isascii() and key.isdigit() and len(key) < 15 and int(key) in self.keys
                else None
            )
        number = fold(_text(cells.get("no")))
        if number:
            return self.numbers.get(number)
        return self.names.get(fold(_text(cells.get("name"))))


def _number(item: RequestItem) -> str:
    if item.kind == ItemKind.TASK and item.task:
        return item.task.no
    return item.indicator.code if item.kind == ItemKind.INDICATOR and item.indicator else ""


def _text(cell: Cell | None) -> str:
    if cell is None or cell.value is None:
        return ""
    value = cell.value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _tell_missing_sheets(given: Given, found: dict[str, _Table], items: list[RequestItem]) -> None:
    kinds = {item.kind for item in items}
    for page in PAGES:
        if page.item_kind in kinds and page.code not in found:
            sentence = _("Tệp không có trang “{title}”; các mục của trang đó giữ nguyên trên trang web.")
            given.warnings.append(sentence.format(title=page.title))
            continue
        own = [item for item in items if item.kind == page.item_kind and page.code != MONEY]
        lost = sum(item.pk not in given.rows for item in own)
        if page.code in found and lost:
            sentence = _("Trang “{title}” thiếu {count} dòng; các mục đó giữ nguyên trên trang web.")
            given.warnings.append(sentence.format(title=page.title, count=lost))


def _two_sheets(first: str, second: str, page: Page) -> DomainError:
    return DomainError(
        _(
            "Hai trang “{first}” và “{second}” cùng là trang “{page}” nên không rõ đọc trang nào. Hãy xóa một trang."
        ).format(first=first[:60], second=second[:60], page=page.title),
        code="workbook.two_sheets",
    )
