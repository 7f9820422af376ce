"""Copies of files for readers who may not know the authors: new bytes, a neutral name, no metadata, no names in the text.

| file | copy |
| --- | --- |
| PDF whose text names nobody | the pages alone: no properties, XMP, notes, forms, embedded files; pictures without camera data |
| PDF that names somebody; Word, Excel, text | plain text with every name replaced |
| scans, pictures, other kinds | refused: nobody can tell what they show. Whoever manages the council adds a copy filed as `ban-an-danh` |

A copy filed as `ban-an-danh` was looked at by a person: scans and pictures of that form pass, without their metadata.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, StreamObject

from khcn.kernel.errors import DomainError
from khcn.lib.intake.extracted import IntakeError
from khcn.lib.intake.reading import read_document
from khcn.lib.vn_text import fold
from khcn.operations.st_tasks.blinding.masking import Mask

#: The form under which a copy without names is filed, after somebody looked at it.
CHECKED = "ban-an-danh"
PDF, TEXT = "application/pdf", "text/plain; charset=utf-8"
WORD = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = ("text/plain", "text/csv", "application/json")
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
MOST_CELLS = 200_000
#: Squeezed names that are shorter turn up by chance.
SQUEEZED_FROM = 8


@dataclass(frozen=True)
class Copy:
    """What a blind reader is given."""

    content: bytes
    media_type: str
    extension: str


def blind_copy(path: Path, media_type: str, names: list[str], *, checked: bool = False) -> Copy:
    """A copy that tells nobody's name; DomainError `paper.not_blind` where that cannot be made sure."""
    mask = Mask(names)
    if media_type == PDF:
        return _pdf(path, mask, names, checked=checked)
    if media_type in WORD or media_type in PLAIN:
        return _text(_read(path), mask, names)
    if media_type == WORKBOOK:
        return _text("\n".join(_cells(path)), mask, names)
    if media_type in PICTURES and checked:
        return _picture(path, media_type)
    raise _refused()


def _read(path: Path) -> str:
    try:
        return read_document(path).text
    except IntakeError as error:
        raise _refused() from error


def _text(text: str, mask: Mask, names: list[str]) -> Copy:
    masked = mask(text)
    if _still_there(masked, names):
        raise _refused()
    return Copy(masked.encode(), TEXT, "txt")


def _still_there(text: str, names: list[str]) -> bool:
    """A name whose letters a program set apart is found only without any blanks."""
    bare = _squeezed(text)
    return any(len(one) >= SQUEEZED_FROM and one in bare for one in map(_squeezed, names))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


# --- PDF -------------------------------------------------------------------------------------------------------------


def _pdf(path: Path, mask: Mask, names: list[str], *, checked: bool) -> Copy:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise _refused()
        pages = [page.extract_text() for page in reader.pages]
        text = "\n".join(pages)
        if not checked and any(not page.strip() for page in pages):
            raise _refused()
        if mask.finds(text) or _still_there(text, names):
            return _text(_read(path), mask, names)
        return Copy(_only_pages(reader), PDF, "pdf")
    except DomainError:
        raise
    except Exception as error:  # parsers of foreign formats fail in countless ways
        raise _refused() from error


def _only_pages(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        for name in ("/Annots", "/Metadata", "/PieceInfo", "/Thumb", "/AA", "/B"):
            page.pop(name, None)
        writer.add_page(page)
    for one in _dictionaries(writer):
        for name in ("/Metadata", "/PieceInfo", "/OPI", "/OC"):
            one.pop(name, None)
        if isinstance(one, StreamObject) and one.get("/Filter") == "/DCTDecode":
            one._data = without_camera_data(one._data)
    writer.metadata = None
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    for one in writer._objects:
        if isinstance(one, DictionaryObject):
            yield one


def without_camera_data(data: bytes) -> bytes:
    """A JPEG without its application segments and comments but those that its colours need (JFIF, ICC, Adobe)."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        marker, segment = data[at + 1], data[at : at + size]
        personal = marker == 0xFE or (0xE1 <= marker <= 0xEF and marker not in (0xE2, 0xEE))
        if not personal:
            kept.append(segment)
        at += size
    return b"".join([*kept, data[at:]])


# --- pictures and workbooks ------------------------------------------------------------------------------------------


def _picture(path: Path, media_type: str) -> Copy:
    """Drawn anew, so that nothing but the picture is left."""
    from PIL import Image

    kind = PICTURES[media_type]
    target = io.BytesIO()
    with Image.open(path) as picture:
        bare = picture.convert("RGBA" if kind != "JPEG" and "A" in picture.getbands() else "RGB")
        bare.info = {}
        bare.save(target, kind)
    return Copy(target.getvalue(), media_type, {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[kind])


def _cells(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
    try:
        seen = 0
        for sheet in book.worksheets:
            yield f"[{sheet.title}]"
            for row in sheet.iter_rows(values_only=True):
                seen += len(row)
                if seen > MOST_CELLS:
                    raise _refused()
                if any(value is not None for value in row):
                    yield "\t".join("" if value is None else str(value) for value in row)
    finally:
        book.close()


def _refused() -> DomainError:
    return DomainError(
        _(
            "Tệp này không bảo đảm ẩn danh được (bản quét, ảnh hoặc định dạng không kiểm tra được). Thư ký hội đồng cần tải lên bản đã ẩn danh."
        ),
        code="paper.not_blind",
    )
