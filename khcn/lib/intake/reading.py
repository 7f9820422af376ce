"""The one door for files: looks at the content, reads it, refuses with a Vietnamese sentence."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from khcn.lib.intake.doc import read_doc
from khcn.lib.intake.docx import read_docx
from khcn.lib.intake.extracted import Extracted, IntakeError
from khcn.lib.intake.limits import DEFAULT, Limits, megabytes
from khcn.lib.intake.notes import name_note
from khcn.lib.intake.pdf import read_pdf
from khcn.lib.intake.sniffing import KIND_NAMES, Kind, sniff
from khcn.lib.intake.txt import read_txt

logger = logging.getLogger(__name__)

_READERS: dict[Kind, Callable[[Path, Limits], Extracted]] = {
    "txt": read_txt,
    "docx": read_docx,
    "pdf": read_pdf,
    "doc": read_doc,
}
_HEAD = 4096


def read_document(path: Path, *, limits: Limits = DEFAULT) -> Extracted:
    """The text and tables of a file; IntakeError, and no other exception, when it cannot be read."""
    try:
        return _read(path, limits)
    except IntakeError:
        raise
    except Exception as error:  # parsers of foreign formats fail in countless ways
        logger.warning("reading an uploaded file failed", exc_info=error)
        raise IntakeError(
            "damaged_file",
            "Tệp bị hỏng hoặc có cấu trúc lạ nên không đọc được. "
            "Hãy mở tệp bằng chương trình đã tạo ra nó, lưu lại rồi tải lên lần nữa.",
        ) from error


def _read(path: Path, limits: Limits) -> Extracted:
    if not path.is_file():
        raise IntakeError("file_missing", f"Không tìm thấy tệp “{path.name}”. Hãy tải tệp lên lần nữa.")
    _check_size(path.stat().st_size, limits)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    sniffed = sniff(path, head)
    read = _READERS[sniffed.kind](path, limits)
    if sniffed.misnamed is None:
        return read
    return replace(read, notes=(name_note(sniffed.misnamed, KIND_NAMES[sniffed.kind]), *read.notes))


def _check_size(size: int, limits: Limits) -> None:
    if size == 0:
        raise IntakeError("empty_file", "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
    if size > limits.file_size:
        raise IntakeError(
            "file_too_large",
            f"Tệp nặng {megabytes(size)}, hệ thống nhận tối đa {megabytes(limits.file_size)}. "
            "Hãy bỏ bớt ảnh trong tệp hoặc tách tệp thành nhiều phần.",
        )
