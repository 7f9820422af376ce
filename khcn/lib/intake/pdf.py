"""PDF files with a text layer."""

import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from khcn.lib.intake.builder import TextBuilder
from khcn.lib.intake.extracted import Extracted, IntakeError
from khcn.lib.intake.limits import Limits
from khcn.lib.intake.notes import LEGACY_NOTES
from khcn.lib.intake.pdf_flow import measure, paragraphs, split_notes, without_running_heads
from khcn.lib.intake.pdf_layout import Block, Grid, Line, is_scan, page_blocks, renamed
from khcn.lib.legacy_fonts import convert, detect_legacy_text

_SHOWN_PAGES = 10


def read_pdf(path: Path, limits: Limits) -> Extracted:
    """The text of a PDF; raises IntakeError when it is encrypted, scanned, damaged or too long."""
    pages, heights, scanned = _pages(path, limits)
    remarks = list(_remarks(pages, scanned))
    kind = detect_legacy_text("\n".join(_texts(pages)))
    if kind is not None:
        remarks.append(LEGACY_NOTES[kind])
        pages = [[renamed(block, lambda text: convert(text, kind)) for block in blocks] for blocks in pages]
    pages = without_running_heads(pages, heights)
    body = measure(pages)
    split = [split_notes(blocks, body) for blocks in pages]
    builder = TextBuilder(limits)
    for item in paragraphs([blocks for blocks, _ in split], body):
        if isinstance(item, Grid):
            builder.table(item.rows)
        else:
            builder.paragraph(item)
    for number, note in enumerate(chain.from_iterable(notes for _, notes in split), 1):
        builder.paragraph(f"{number}. {note}")
    return builder.extracted(kind="pdf", notes=tuple(remarks))


def _pages(path: Path, limits: Limits) -> tuple[list[list[Block]], list[float], list[int]]:
    """Blocks and height of every page, and the numbers of pages that are empty or only an image."""
    deadline = time.monotonic() + limits.reading_seconds
    pages: list[list[Block]] = []
    heights: list[float] = []
    scanned: list[int] = []
    try:
        with pdfplumber.open(path) as pdf:
            _check_length(len(pdf.pages), limits)
            for page in pdf.pages:
                _check_time(deadline, len(pages), limits)
                pages.append(page_blocks(page))
                heights.append(float(page.height))
                if is_scan(page):
                    scanned.append(page.page_number)
                page.close()
    except IntakeError:
        raise
    except Exception as error:  # pdfminer lets exceptions of every kind through
        raise _refusal(error) from error
    return pages, heights, scanned


def _check_length(count: int, limits: Limits) -> None:
    if count == 0:
        raise IntakeError("damaged_file", "Tệp PDF không có trang nào. Hãy tạo lại tệp PDF rồi tải lên.")
    if count > limits.pages:
        raise IntakeError(
            "too_many_pages",
            f"Tệp PDF có {count} trang, hệ thống đọc tối đa {limits.pages} trang. "
            "Hãy tách tệp thành nhiều phần.",
        )


def _check_time(deadline: float, done: int, limits: Limits) -> None:
    if time.monotonic() > deadline:
        raise IntakeError(
            "too_slow",
            f"Đọc tệp PDF quá {limits.reading_seconds} giây mới xong {done} trang nên đã dừng. "
            "Hãy tách tệp hoặc tải bản .docx.",
        )


def _remarks(pages: list[list[Block]], scanned: list[int]) -> Iterator[str]:
    """A sentence on pages that may be scanned annexes; a file of such pages only is refused."""
    if len(scanned) == len(pages) or not any(_texts(pages)):
        raise IntakeError(
            "scanned_pdf",
            f"Tệp PDF có {len(pages)} trang nhưng không trang nào có lớp chữ, chỉ có ảnh quét. "
            "Hãy xin bản .docx gốc, hoặc nhận dạng chữ (OCR) rồi tải lên lần nữa.",
        )
    if scanned:
        shown = ", ".join(map(str, scanned[:_SHOWN_PAGES])) + ("…" if len(scanned) > _SHOWN_PAGES else "")
        yield f"{len(scanned)} trên {len(pages)} trang không có chữ (trang {shown}); hãy xem đó có phải ảnh quét."


def _texts(pages: list[list[Block]]) -> Iterator[str]:
    for block in chain.from_iterable(pages):
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row if cell.text)


def _refusal(error: Exception) -> IntakeError:
    causes = (error, error.__cause__, *error.args)
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return IntakeError(
            "encrypted_pdf",
            "Tệp PDF được đặt mật khẩu nên không đọc được. Hãy gỡ mật khẩu rồi tải lên lần nữa.",
        )
    return IntakeError(
        "damaged_file",
        "Tệp PDF bị hỏng hoặc tải lên chưa trọn vẹn nên không mở được. "
        "Hãy tạo lại tệp PDF, hoặc tải bản .docx của văn bản này.",
    )
