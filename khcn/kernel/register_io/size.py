"""What a workbook would take when opened, judged before it is: readers make room for the whole rectangle of cells."""

import re
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError

MAX_ROWS = 200_000
MAX_COLUMNS = 400
MAX_CELLS = 10_000_000

_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>/]*?r=["']([A-Za-z]{1,3})(\d{1,7})["'][^>/]*>""")
_PIECE = 4 * 1024 * 1024
_LONGEST_TAG = 512
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin")


def refuse_oversized(path: Path) -> None:
    """Refuse an xlsx whose filled cells span more than a register could ever need."""
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.filename.lower().endswith(_PICTURES):
                _measure(archive, member)


def too_large(rows: int, columns: int) -> DomainError:
    return DomainError(
        _(
            "Trang tính trải trên %(rows)s dòng và %(columns)s cột, quá mức nhận là %(most)s dòng, %(wide)s cột. "
            "Hãy xoá các dòng, cột thừa ở cuối hoặc tách tệp rồi tải lên lại."
        )
        % {"rows": rows, "columns": columns, "most": MAX_ROWS, "wide": MAX_COLUMNS},
        code="import.too_large",
    )


def refuse_span(rows: int, columns: int) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise too_large(rows, columns)


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    columns: set[bytes] = set()
    last, rest = 0, b""
    with archive.open(member) as content:
        while piece := content.read(_PIECE):
            found = _CELL.findall(rest + piece)
            if found:
                columns |= {letters for letters, _row in found}
                last = max(last, max(int(row) for _letters, row in found))
                refuse_span(last, max(map(_number, columns)))
            rest = piece[-_LONGEST_TAG:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
