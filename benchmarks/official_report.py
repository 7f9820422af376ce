"""A consolidated report of some 100 pages with 30 tables (60 are asked for): sealing its content, building Word, the workbook, comparing.

    python benchmarks/official_report.py         each the best of three runs
    python benchmarks/official_report.py pdf     the PDF by LibreOffice as well, with the number of pages

The content is artificial and holds no database: 120 agencies wrote 3 paragraphs each.
"""

import os
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
django.setup()

import pypdf  # noqa: E402

from khcn.agency_reports.models import Cycle  # noqa: E402
from khcn.outputs.official_documents.pdf import to_pdf  # noqa: E402
from khcn.outputs.official_reports.comparing import compare  # noqa: E402
from khcn.outputs.official_reports.content import seal_of  # noqa: E402
from khcn.outputs.official_reports.models import OfficialReport  # noqa: E402
from khcn.outputs.official_reports.writing import to_docx, written  # noqa: E402

SECTIONS, PARAGRAPHS, TABLES, ROWS = 20, 18, 30, 30
SAID = (
    "Đơn vị mẫu số {n} đã triển khai nhiệm vụ được giao, hỗ trợ {n} doanh nghiệp mẫu, tăng so với năm trước. "
    * 3
)
COLUMNS = [("TT", "center"), ("Chỉ tiêu", "left"), ("Đơn vị tính", "center"), ("Năm trước", "right"), ("Năm nay", "right"), ("Đánh giá", "left")]  # fmt: skip


def content(year: int) -> dict[str, Any]:
    parts = [_section(number, year) for number in range(SECTIONS)]
    annexes = [_annex(number) for number in range(TABLES)]
    return {
        "format": 1, "day": f"{year}-12-04", "title": f"Kết quả năm {year}", "place": "Tỉnh Mẫu", "symbol": "BC-SM",
        "addressees": ["Ủy ban nhân dân tỉnh Mẫu"], "recipients": ["Như trên", "Lưu: VT"],
        "issuer": {"code": "so-mau", "name": "Sở Mẫu"}, "superior": {"code": "u", "name": "Ủy ban nhân dân tỉnh Mẫu"},
        "signature": {"authority": "", "collective": "", "head_title": "Giám đốc", "signer_title": "", "signer_name": "Mẫu"},
        "sections": [*parts, *annexes],
    }  # fmt: skip


def _section(number: int, year: int) -> dict[str, Any]:
    said = [
        _block(SAID.format(n=number * PARAGRAPHS + one + (year % 7 if one % 3 else 0)))
        for one in range(PARAGRAPHS)
    ]
    return {
        "code": f"muc-{number}",
        "level": 1,
        "title": f"Nội dung {number + 1}",
        "order": number,
        "blocks": said,
    }


def _annex(number: int) -> dict[str, Any]:
    rows = [
        {
            "bold": False,
            "cells": [str(row), f"Chỉ tiêu mẫu {row}", "%", {"n": "41.5"}, {"n": f"{row}.25"}, "Đạt"],
        }
        for row in range(1, ROWS + 1)
    ]
    columns = [{"title": title, "width": 100, "align": align} for title, align in COLUMNS]
    table = {"columns": columns, "rows": rows, "unit": ""}
    block = _block("") | {"kind": "table", "table": table}
    return {
        "code": f"phu-luc-{number}",
        "level": 1,
        "title": f"Biểu {number + 1}",
        "order": 100 + number,
        "blocks": [block],
    }


def _block(text: str) -> dict[str, Any]:
    return {"kind": "agency", "key": "", "text": text, "original": text, "table": None, "figures": []}


def report(year: int) -> OfficialReport:
    made = OfficialReport(
        cycle=Cycle(code=f"nam-{year}"), title="Mẫu", state="frozen", snapshot=content(year)
    )
    made.seal = seal_of(content(year))
    return made


def best(act: Callable[[], Any]) -> tuple[float, Any]:
    runs = []
    for _run in range(3):
        start = time.perf_counter()
        told = act()
        runs.append(time.perf_counter() - start)
    return min(runs), told


def main() -> None:
    old, new = report(2025), report(2026)
    took, docx = best(lambda: to_docx(new))
    print(f"Word: {took:.2f} s, {len(docx) / 1000:.0f} kB")
    print(f"annexes as a workbook: {best(lambda: written(new, 'xlsx'))[0]:.2f} s")
    print(f"sealing: {best(lambda: seal_of(new.snapshot))[0]:.3f} s")
    print(f"comparing {SECTIONS * PARAGRAPHS} paragraphs: {best(lambda: compare(old, new))[0]:.2f} s")
    if "pdf" in sys.argv[1:]:
        start = time.perf_counter()
        pages = len(pypdf.PdfReader(BytesIO(to_pdf(docx))).pages)
        print(f"PDF: {time.perf_counter() - start:.1f} s, {pages} pages")


if __name__ == "__main__":
    main()
