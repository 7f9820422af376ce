"""A report of some 60 pages with 30 tables: building it, and its annexes as a workbook.

    python benchmarks/word_report.py         build and workbook, each the best of five runs
    python benchmarks/word_report.py pdf     the PDF by LibreOffice as well, with the number of pages

The baseline of the same run is python-docx filling the same tables cell by cell.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
django.setup()

import docx  # noqa: E402
import pypdf  # noqa: E402

from khcn.outputs.official_documents.annex_workbook import annex_workbook  # noqa: E402
from khcn.outputs.official_documents.build import build  # noqa: E402
from khcn.outputs.official_documents.model import (  # noqa: E402
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from khcn.outputs.official_documents.pdf import to_pdf  # noqa: E402

TABLES, ROWS, PARAGRAPHS = 30, 32, 6
TEXT = (
    "Các cơ quan, đơn vị mẫu đã triển khai nhiệm vụ được giao, kết quả đạt 12,5% so với mục tiêu của năm. "
    * 4
)
COLUMNS = (
    Column("TT", 0.6, "center"),
    Column("Nhiệm vụ", 4),
    Column("Đơn vị chủ trì", 2),
    Column("Kế hoạch", 1.4, "right", 1),
    Column("Thực hiện", 1.4, "right", 1),
)


def table(number: int) -> Table:
    rows = [
        (
            str(row),
            f"Nhiệm vụ mẫu số {row} của bảng {number}",
            "Đơn vị Mẫu số 1",
            Decimal(row) * 1000,
            Decimal(row) / 3,
        )
        for row in range(1, ROWS + 1)
    ]
    return Table(COLUMNS, rows, caption=f"Bảng mẫu số {number}", unit="triệu đồng")


def report() -> Document:
    blocks: list[Block] = []
    for number in range(1, TABLES // 2 + 1):
        blocks += [Heading(1, f"Nội dung {number}"), *[Paragraph(TEXT)] * PARAGRAPHS, table(number)]
    annexes = [
        Annex(f"Phụ biểu {number}", [table(number)], landscape=True)
        for number in range(TABLES // 2 + 1, TABLES + 1)
    ]
    head = Letterhead("Cơ quan Mẫu cấp trên", "Cơ quan Mẫu", 5, "BC-CQM", "Nơi Mẫu", date(2026, 12, 5))
    return Document(
        "BC", head, "Kết quả năm 2026", blocks, Signature("Giám đốc", "Người Mẫu"), annexes=annexes
    )


def by_cells() -> None:
    """What one would write first: python-docx, a cell at a time."""
    made = docx.Document()
    for number in range(TABLES):
        rows = table(number).rows
        shown = made.add_table(rows=len(rows), cols=len(COLUMNS))
        for place, row in enumerate(rows):
            for column, value in enumerate(row):  # type: ignore[arg-type]
                shown.cell(place, column).text = str(value)
    made.save(BytesIO())


def best(act: Callable[[], object], runs: int = 5) -> float:
    seconds = []
    for _run in range(runs):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def main() -> None:
    document = report()
    baseline = best(by_cells, 1)
    print(f"{'python-docx, the same tables by cells':<40} {baseline:6.2f} s")
    for told, act in (
        ("build, 30 tables", lambda: build(document)),
        ("annexes as a workbook", lambda: annex_workbook(document.annexes)),
    ):
        seconds = best(act)
        print(f"{told:<40} {seconds:6.2f} s  {seconds / baseline:5.2f} of the baseline")
    made = build(document)
    print(f"{'size':<40} {len(made) / 1024:6.0f} KB")
    if "pdf" in sys.argv[1:]:
        begun = time.perf_counter()
        pages = len(pypdf.PdfReader(BytesIO(to_pdf(made))).pages)
        print(f"{'PDF by LibreOffice':<40} {time.perf_counter() - begun:6.2f} s  {pages} pages")


if __name__ == "__main__":
    main()
