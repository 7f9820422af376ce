"""Lines of a budget out of a pasted table or a workbook: heads as people write them, every fault with its row."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khcn.kernel.documents.checks import check_content
from khcn.kernel.documents.storage import spooled
from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.reading import open_workbook, sheet_of, text_lines, text_records, visible_sheets
from khcn.kernel.register_io.size import refuse_span
from khcn.kernel.registers.form_fields import MoneyCell, YesNoField
from khcn.lib.vn_text import fold, nfc
from khcn.operations.st_tasks.choices import MoneySource
from khcn.operations.st_tasks.money.lines import LineTold
from khcn.operations.st_tasks.procedures.shape import Outline

HEADER_WITHIN, MOST_ROWS, MOST_FAULTS = 15, 500, 10
#: The first phrase that a head contains says what stands below it.
HEADS = (
    ("khoan chi", "item"), ("muc chi", "item"), ("noi dung", "what"), ("dien giai", "what"), ("dinh muc", "norm"),
    ("can cu", "norm"), ("nguon", "source"), ("duoc duyet", "planned"), ("tham dinh", "planned"), ("phe duyet", "planned"),
    ("de nghi", "asked"), ("du toan", "asked"), ("so tien", "asked"), ("thanh tien", "asked"), ("kinh phi", "asked"),
    ("khoan", "lump_sum"), ("nam", "year"),
)  # fmt: skip
SOURCES = (
    ("ngan sach", MoneySource.STATE), ("nsnn", MoneySource.STATE), ("don vi", MoneySource.HOST), ("tu co", MoneySource.HOST),
    ("doi ung", MoneySource.HOST), ("chu tri", MoneySource.HOST), ("khac", MoneySource.OTHER),
)  # fmt: skip
Cells = Sequence[Any]


def lines_of_text(text: str, outline: Outline | None) -> list[LineTold]:
    """A table copied from a spreadsheet. Raises DomainError `budget.table` with all that is wrong."""
    delimiter = next((mark for mark in ("\t", ";", "|") if mark in text), ",")
    return _lines(csv.reader(text.splitlines(), delimiter=delimiter), outline)


def lines_of_file(content: BinaryIO, name: str, outline: Outline | None) -> list[LineTold]:
    """The first visible sheet of a workbook, or a CSV; read and forgotten."""
    check_content(content, name)
    with spooled(content, name) as upload:
        if name.lower().endswith(".csv"):
            lines = text_lines(upload.path)
            delimiter = next((mark for mark in (";", "\t") if mark in "".join(lines())[:2000]), ",")
            return _lines(text_records(lines(), delimiter), outline)
        if not name.lower().endswith((".xlsx", ".xls")):
            raise _refused([_("Chỉ nhận bảng Excel hoặc CSV.")])
        with open_workbook(upload.path, name) as book:
            sheet = sheet_of(book, visible_sheets(book)[0])
            refuse_span(sheet.total_height, sheet.total_width)
            return _lines(sheet.iter_rows(), outline)


def _lines(rows: Iterable[Cells], outline: Outline | None) -> list[LineTold]:
    items = {fold(one.name): one.code for one in outline.cost_items} if outline else {}
    items |= {fold(one.code): one.code for one in outline.cost_items} if outline else {}
    by_proof = {one.code for one in outline.cost_items if not one.lump_sum} if outline else set()
    heads: dict[int, str] = {}
    found: list[LineTold] = []
    faults: list[str] = []
    for number, cells in enumerate(rows, start=1):
        if not heads:
            heads = _heads(cells)
            if not heads and number >= HEADER_WITHIN:
                break
        elif told := {
            name: cells[at] for at, name in heads.items() if at < len(cells) and str(cells[at] or "").strip()
        }:
            if len(found) >= MOST_ROWS:
                raise _refused([_("Bảng có quá %(most)s dòng.") % {"most": MOST_ROWS}])
            _take(number, told, items, by_proof, found, faults)
    if not heads:
        raise _refused([_("Không thấy dòng tên cột. Cần ít nhất: Năm, Khoản chi, Đề nghị hoặc Được duyệt.")])
    if faults or not found:
        raise _refused(faults[:MOST_FAULTS] or [_("Bảng không có dòng nào.")])
    return found


def _heads(cells: Cells) -> dict[int, str]:
    heads: dict[int, str] = {}
    for at, cell in enumerate(cells):
        told = fold(str(cell or ""))
        name = next((name for words, name in HEADS if words in told), None)
        if name and name not in heads.values():
            heads[at] = name
    named = set(heads.values())
    return heads if {"year", "item"} <= named and named & {"asked", "planned"} else {}


def _take(
    number: int,
    told: dict[str, Any],
    items: dict[str, str],
    by_proof: set[str],
    found: list[LineTold],
    faults: list[str],
) -> None:
    if "year" not in told and "item" not in told:
        return  # a sum below the table
    try:
        found.append(_line(told, items, by_proof))
    except (ValidationError, ValueError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        faults.append(_("Dòng %(number)s: %(said)s") % {"number": number, "said": said})


def _line(told: dict[str, Any], items: dict[str, str], by_proof: set[str]) -> LineTold:
    item = items.get(fold(str(told.get("item", ""))))
    if item is None and items:
        raise ValueError(
            _("khoản chi “%(item)s” không có trong bộ quy tắc.") % {"item": str(told.get("item", ""))[:60]}
        )
    item = item or nfc(str(told.get("item", "")).strip())[:30]
    lump = told.get("lump_sum")
    return LineTold(
        year=_year(told.get("year")), source=_source(told.get("source")), item=item, what=_text(told, "what"),
        norm=_text(told, "norm"), lump_sum=bool(YesNoField(unknown=False).to_python(lump)) if lump else item not in by_proof,
        asked=_money(told.get("asked")), planned=_money(told.get("planned")),
    )  # fmt: skip


def _year(cell: Any) -> int:
    try:
        year = int(float(str(cell)))
    except ValueError:
        year = 0
    if not 1990 <= year <= 2100:
        raise ValueError(_("năm “%(year)s” chưa đúng.") % {"year": str(cell or "")[:20]})
    return year


def _source(cell: Any) -> str:
    told = fold(str(cell or ""))
    if not told or told in MoneySource.values:
        return told or str(MoneySource.STATE)
    source = next((str(one) for words, one in SOURCES if words in told), None)
    if source is None:
        raise ValueError(
            _("nguồn “%(source)s” chưa đúng; ghi Ngân sách, Đơn vị hoặc Khác.") % {"source": str(cell)[:40]}
        )
    return source


def _money(cell: Any) -> int | None:
    money = MoneyCell(required=False).to_python(cell)
    return None if money is None else int(money)


def _text(told: dict[str, Any], name: str) -> str:
    return nfc(str(told.get(name, "")).strip())[:300]


def _refused(faults: list[str]) -> DomainError:
    return DomainError(" ".join(faults), code="budget.table")
