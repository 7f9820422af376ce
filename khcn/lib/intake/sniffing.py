"""What a file really is, told by its content and never by its name."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import puremagic

from khcn.lib.intake.extracted import IntakeError
from khcn.lib.intake.package import damaged

Kind = Literal["txt", "docx", "pdf", "doc"]

KIND_NAMES: dict[Kind, str] = {
    "txt": "văn bản thuần (.txt)",
    "docx": "tài liệu Word (.docx)",
    "pdf": "tài liệu PDF",
    "doc": "tài liệu Word cũ (.doc)",
}
_SUFFIXES = {".txt": "txt", ".docx": "docx", ".pdf": "pdf", ".doc": "doc", ".rtf": "doc", ".docm": "docx"}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"MZ", "chương trình máy tính"),
    (b"\x7fELF", "chương trình máy tính"),
    (b"Rar!\x1a\x07", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip"),
    (b"\x1f\x8b", "tệp nén GZIP"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("Workbook", "bảng tính Excel cũ (.xls)"),
    ("PowerPoint Document", "bản trình chiếu cũ (.ppt)"),
)
_ZIP_MEMBERS = (
    ("xl/", "bảng tính Excel (.xlsx)"),
    ("ppt/", "bản trình chiếu (.pptx)"),
    ("content.xml", "tài liệu OpenDocument (.odt, .ods)"),
    ("META-INF/MANIFEST.MF", "gói chương trình Java"),
)
_MARKUP = ((b"<!doctype html", "trang web HTML"), (b"<html", "trang web HTML"), (b"<?xml", "tệp XML"))


@dataclass(frozen=True)
class Sniffed:
    """The kind of a readable file, and its suffix when the name says something else."""

    kind: Kind
    misnamed: str | None


def sniff(path: Path, head: bytes) -> Sniffed:
    """The kind of file; raises IntakeError naming what it is when the platform does not read it."""
    kind = _kind(path, head)
    suffix = path.suffix.lower()
    fits = _SUFFIXES.get(suffix) == kind or suffix == ""
    return Sniffed(kind, None if fits else suffix)


def wrong_content(path: Path, content: str) -> IntakeError:
    suffix = path.suffix.lower()
    named = f"Tệp có tên {suffix} nhưng nội dung là {content}" if suffix else f"Nội dung của tệp là {content}"
    return IntakeError(
        "wrong_content",
        f"{named}; hệ thống chỉ đọc .docx, .pdf có chữ, .doc và .txt. Hãy chọn đúng tệp văn bản.",
    )


def _kind(path: Path, head: bytes) -> Kind:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(b"{\\rtf"):
        return "doc"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise wrong_content(path, name)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, name in _MARKUP:
        if start.startswith(signature):
            raise wrong_content(path, name)
    return "txt"


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    for start, content in _ZIP_MEMBERS:
        if any(name.startswith(start) for name in names):
            raise wrong_content(path, content)
    raise wrong_content(path, "tệp nén ZIP")


def _ole_kind(path: Path) -> Kind:
    """Word 97–2003, or Office's container of encrypted files (stream names are UTF-16)."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise IntakeError(
            "encrypted_docx",
            "Tệp được đặt mật khẩu nên không đọc được. Hãy mở bằng Word, gỡ mật khẩu rồi tải lên lần nữa.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    for stream, content in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise wrong_content(path, content)
    raise wrong_content(path, "tệp Microsoft Office không phải văn bản")


def guess_binary(head: bytes) -> str:
    """A name for bytes that are not text, as near as their first bytes tell."""
    try:
        mime = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError, IndexError):
        return "dữ liệu nhị phân không rõ loại"
    groups = {"image": "ảnh", "video": "video", "audio": "âm thanh"}
    return groups.get(mime.split("/")[0], "dữ liệu nhị phân") + (f" ({mime})" if mime else "")
