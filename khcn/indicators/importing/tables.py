"""A file of figures as one row of heads and the rows below it, whatever its format."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from khcn.indicators.importing.columns import Head, read_heads
from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.reading import (
    HEADER_WITHIN,
    Cells,
    filled,
    open_workbook,
    sheet_of,
    text_lines,
    text_records,
    visible_sheets,
)
from khcn.kernel.register_io.size import refuse_span
from khcn.kernel.registers.export import without_guard

READABLE = (".xlsx", ".xls", ".csv", ".json")
MOST_ROWS = 20_000


@dataclass
class Sheet:
    """`machine`: written by a program, where a point is a decimal point."""

    head: Head
    rows: list[tuple[int, Cells]]
    machine: bool = False


def read_file(path: Path, name: str) -> Sheet:
    """Refuses with a DomainError what is no table of figures."""
    lowered = name.lower()
    if lowered.endswith(".json"):
        found = _of_json(path)
    elif lowered.endswith((".csv", ".txt")):
        found = _of_text(path)
    else:
        found = _of_workbook(path, name)
    if found.head.doubled:
        raise DomainError(
            _(
                "Cột {names} có hai lần trong tệp nên không rõ đọc cột nào. Hãy xoá hoặc đổi tên cột thừa."
            ).format(names=", ".join(f"“{title[:60]}”" for title in found.head.doubled)),
            code="figures.doubled_column",
        )
    if len(found.rows) > MOST_ROWS:
        raise DomainError(
            _("Tệp có {count} dòng, nhiều hơn {most} dòng nhận mỗi lần. Hãy tách thành nhiều tệp.").format(
                count=len(found.rows), most=MOST_ROWS
            ),
            code="figures.too_many",
        )
    found.machine = found.machine or found.head.layout == "sdmx"
    return found


def _of_workbook(path: Path, name: str) -> Sheet:
    with open_workbook(path, name) as book:
        best: Sheet | None = None
        for title in visible_sheets(book):
            sheet = sheet_of(book, title)
            refuse_span(sheet.total_height, sheet.total_width)
            found = _under_heads(enumerate(sheet.iter_rows(), start=1))
            if found and (best is None or found.head.score > best.head.score):
                best = found
    return _told(best)


def _of_text(path: Path) -> Sheet:
    lines = text_lines(path)
    best: Sheet | None = None
    for delimiter in (";", ",", "\t"):
        rows = (
            (number, [without_guard(cell) for cell in cells])
            for number, cells in enumerate(text_records(lines(), delimiter), start=1)
        )
        found = _under_heads(islice(rows, MOST_ROWS + HEADER_WITHIN + 2))
        if found and (best is None or found.head.score > best.head.score):
            best = found
    return _told(best)


def _of_json(path: Path) -> Sheet:
    """A list of objects, or an object that holds one; their keys are the heads."""
    try:
        given = json.loads(
            path.read_text(encoding="utf-8-sig"), parse_float=Decimal, parse_constant=lambda _name: None
        )
    except (ValueError, RecursionError) as error:
        raise DomainError(
            _("Tệp JSON viết sai cú pháp nên không đọc được. Hãy xuất lại tệp."), code="figures.json"
        ) from error
    rows = (
        next((one for one in given.values() if isinstance(one, list)), None)
        if isinstance(given, dict)
        else given
    )
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DomainError(
            _("Tệp JSON phải là danh sách các đối tượng, mỗi đối tượng một số liệu."), code="figures.json"
        )
    titles = list(dict.fromkeys(str(key) for row in rows for key in row))
    head = read_heads(titles)
    if not head.score:
        raise _no_heads()
    plain = (str, int, Decimal, bool, type(None))
    table = [
        (number, [_flat(row.get(title), plain) for title in titles])
        for number, row in enumerate(rows, start=1)
    ]
    return Sheet(head, [row for row in table if any(filled(cell) for cell in row[1])], machine=True)


def _flat(value: Any, plain: tuple[type, ...]) -> Any:
    return value if isinstance(value, plain) else json.dumps(value, default=str)[:80]


def _under_heads(rows: Iterable[tuple[int, Cells]]) -> Sheet | None:
    """The best of the first rows is the row of heads."""
    every: Iterator[tuple[int, Cells]] = iter(rows)
    first = list(islice(every, HEADER_WITHIN))
    heads = [read_heads(cells) for _number, cells in first]
    best = max(range(len(heads)), key=lambda at: (heads[at].score, -at), default=None)
    if best is None or not heads[best].score:
        return None
    body = [row for row in (*first[best + 1 :], *every) if any(filled(cell) for cell in row[1])]
    return Sheet(heads[best], body)


def _told(found: Sheet | None) -> Sheet:
    if found is None:
        raise _no_heads()
    return found


def _no_heads() -> DomainError:
    return DomainError(
        _(
            "Không tìm thấy hàng tiêu đề trong {count} dòng đầu. Tệp cần cột “Mã chỉ số”, “Năm”, “Giá trị”, "
            "hoặc mỗi năm một cột. Hãy tải mẫu Excel và chép số liệu vào."
        ).format(count=HEADER_WITHIN),
        code="figures.no_header",
    )
