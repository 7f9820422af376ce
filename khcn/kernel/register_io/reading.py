"""A file as a table: its header row found, its rows one at a time."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import crc32

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.columns import EXAMPLE, RECORD, Columns, header_names, read_headers, recognised
from khcn.kernel.register_io.size import MAX_ROWS, refuse_oversized, refuse_span, too_large
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.export import without_guard
from khcn.lib.legacy_fonts import decode_unicode, detect_encoding
from khcn.lib.vn_text import fold

HEADER_WITHIN = 15
SHEET, MARK = "Dữ liệu", "_khcn"
MOST_SHEETS = 10
_PIECE = 256 * 1024

Cells = list[Any]
_EXAMPLE = fold(EXAMPLE)


@dataclass
class Table:
    """`rows` gives (number as the spreadsheet shows it, cells), blank rows and the example left out."""

    columns: Columns
    rows: Iterator[tuple[int, Cells]]
    total: int
    warnings: list[str] = field(default_factory=list)


@contextmanager
def open_table(register: Register, path: Path, name: str) -> Iterator[Table]:
    """The table of a stored file; refuses with a DomainError what is no table of this register."""
    if name.lower().endswith((".csv", ".txt")):
        yield _table_of_text(register, path)
        return
    with open_workbook(path, name) as book:
        yield _table_of_workbook(register, book)


def open_workbook(path: Path, name: str) -> CalamineWorkbook:
    try:
        if name.lower().endswith((".xlsx", ".xlsm")):
            refuse_oversized(path)
        return CalamineWorkbook.from_path(path)
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> DomainError:
    return DomainError(
        _("Không mở được tệp “%(name)s”. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.")
        % {"name": name},
        code="import.unreadable",
    )


def sheet_of(book: CalamineWorkbook, title: str) -> Any:
    try:
        return book.get_sheet_by_name(title)
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(title) from error


def _table_of_workbook(register: Register, book: CalamineWorkbook) -> Table:
    warnings = _refuse_other_register(register, book)
    names = header_names(register)
    best: tuple[int, Any, int] | None = None
    for title in visible_sheets(book):
        sheet = sheet_of(book, title)
        refuse_span(sheet.total_height, sheet.total_width)
        count, at = _header_at(islice(sheet.iter_rows(), HEADER_WITHIN), names)
        if count > (best[0] if best else 0):
            best = (count, sheet, at)
        if count >= 2:
            break
    if best is None:
        raise _no_header()
    _count, sheet, at = best
    rows = enumerate(sheet.iter_rows(), start=1)
    header = next(cells for number, cells in rows if number == at)
    columns = _sound(read_headers(register, header, names))
    return Table(columns, _filled(columns, rows), max(sheet.total_height - at, 0), warnings)


def visible_sheets(book: CalamineWorkbook) -> list[str]:
    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    return sorted(shown[:MOST_SHEETS], key=lambda title: title != SHEET)


def _refuse_other_register(register: Register, book: CalamineWorkbook) -> list[str]:
    """The template carries the code of its register; a file of another one is told so."""
    if MARK not in book.sheet_names:
        return []
    told = [str(cell) for line in islice(sheet_of(book, MARK).iter_rows(), 1) for cell in line][:2]
    code, version = [*told, "", ""][:2]
    if code and code != register.code:
        other = registers.get(code)
        raise DomainError(
            _(
                "Tệp này là mẫu của sổ “%(other)s”, không phải sổ “%(this)s”. Hãy chọn đúng sổ hoặc tải mẫu mới."
            )
            % {"other": other.name if other else code[:60], "this": register.name},
            code="import.other_register",
        )
    if version and version != version_of(register):
        return [_("Tệp làm theo mẫu cũ, sổ đã có thêm hoặc bớt cột. Nên tải mẫu mới cho lần sau.")]
    return []


def version_of(register: Register) -> str:
    """Changes when the columns of the register do."""
    text = "|".join((*register.fields, *(state.code for state in register.life.states)))
    return f"{crc32(text.encode()):08x}"


def _header_at(rows: Iterator[Cells], names: dict[str, str]) -> tuple[int, int]:
    """How many fields the best of the first rows names, and its number."""
    best = (0, 0)
    for number, cells in enumerate(rows, start=1):
        count = recognised(cells, names)
        if count > best[0]:
            best = (count, number)
    return best


def _sound(columns: Columns) -> Columns:
    if columns.doubled:
        names = ", ".join(f"“{text}”" for text in columns.doubled)
        raise DomainError(
            _("Cột %(names)s có hai lần trong tệp nên không rõ đọc cột nào. Hãy xoá hoặc đổi tên cột thừa.")
            % {"names": names},
            code="import.doubled_column",
        )
    return columns


def _no_header() -> DomainError:
    return DomainError(
        _(
            "Không tìm thấy hàng tiêu đề của sổ trong %(count)s dòng đầu. "
            "Hãy chép dữ liệu vào mẫu của sổ, giữ nguyên hàng tiêu đề, rồi tải lên lại."
        )
        % {"count": HEADER_WITHIN},
        code="import.no_header",
    )


def _filled(columns: Columns, rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    at = columns.names.index(RECORD) if RECORD in columns.names else None
    for number, cells in rows:
        if not any(filled(cell) for cell in cells):
            continue
        if at is not None and at < len(cells) and isinstance(cells[at], str) and fold(cells[at]) == _EXAMPLE:
            continue
        yield number, cells


def filled(cell: Any) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


# --- Text files -------------------------------------------------------------------------------


def _table_of_text(register: Register, path: Path) -> Table:
    names = header_names(register)
    lines = text_lines(path)
    head = list(islice(lines(), HEADER_WITHIN * 4))
    best = (0, 0, ",")
    for delimiter in (";", ",", "\t"):
        count, at = _header_at(islice(text_records(head, delimiter), HEADER_WITHIN), names)
        if count > best[0]:
            best = (count, at, delimiter)
    count, at, delimiter = best
    if not count:
        raise _no_header()
    rows = enumerate(text_records(lines(), delimiter), start=1)
    header = next(cells for number, cells in rows if number == at)
    columns = _sound(read_headers(register, header, names))
    total = sum(1 for _line in lines()) - at
    return Table(columns, _counted(_filled(columns, rows)), max(total, 0))


def _counted(rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    for number, cells in rows:
        if number > MAX_ROWS:
            raise too_large(number, len(cells))
        yield number, [without_guard(cell) for cell in cells]


def text_records(lines: Any, delimiter: str) -> Iterator[Cells]:
    reader = csv.reader(iter(lines), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DomainError(
                _("Dòng %(line)s của tệp CSV có ô quá dài hoặc thiếu dấu nháy đóng. Hãy sửa dòng này.")
                % {"line": reader.line_num},
                code="import.unreadable",
            ) from error


def text_lines(path: Path) -> Any:
    """A function that gives the lines anew; UTF-8 is read in pieces, older codes at once."""
    if _is_utf8(path):
        return lambda: _closing(path)
    data = path.read_bytes()
    unicode = decode_unicode(data)
    text = unicode[1] if unicode else detect_encoding(data)[1]
    return lambda: io.StringIO(text, newline="")


def _closing(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as content:
        yield from content


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as content:
        try:
            while piece := content.read(_PIECE):
                if b"\0" in piece:
                    return False
                decoder.decode(piece)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
    return True
