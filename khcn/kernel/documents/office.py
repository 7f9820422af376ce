"""Looks inside office files: what they really are, and whether they carry what nobody asked for."""

import re
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

MAX_MEMBERS = 10_000
MAX_UNPACKED = 500 * 1024 * 1024
SUSPICIOUS_FROM = 50 * 1024 * 1024
MAX_RATIO = 150
MAX_CONTENT_TYPES = 2 * 1024 * 1024
PROGRAMS = (".exe", ".dll", ".class", ".jar", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".sh", ".scr", ".msi")

_OPEN_XML_MAIN = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OLE_ENTRY = 128
_OLE_READ = 512 * 1024
_OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
_OLE_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros")


class Unwanted(Exception):
    """The file is refused whatever its name: `code` is macro, encrypted, bomb, program, damaged, double."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of_zip(content: BinaryIO, size: int) -> str:
    """docx, xlsx, pptx, odt or ods by what the archive holds; "zip" for any other archive."""
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            _refuse_bomb(members, size)
            _refuse_members(members)
            return _open_document(archive) or _open_xml(archive) or "zip"
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise Unwanted("damaged") from None


def _refuse_bomb(members: list[zipfile.ZipInfo], size: int) -> None:
    """By the sizes in the directory: readers never unpack more than a member declares there."""
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    overlapping = packed > size
    swollen = unpacked > SUSPICIOUS_FROM and unpacked > MAX_RATIO * size
    if len(members) > MAX_MEMBERS or overlapping or swollen or unpacked > MAX_UNPACKED:
        raise Unwanted("bomb")


def _refuse_members(members: Iterable[zipfile.ZipInfo]) -> None:
    for member in members:
        name = member.filename.lower()
        if member.flag_bits & 0x1:
            raise Unwanted("encrypted")
        if name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")):
            raise Unwanted("macro")
        if name.endswith(PROGRAMS):
            raise Unwanted("program")
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name):
            raise Unwanted("damaged")


def _open_document(archive: zipfile.ZipFile) -> str:
    if "mimetype" not in archive.namelist():
        return ""
    with archive.open("mimetype") as member:
        return _OPEN_DOCUMENT.get(member.read(200).strip(), "")


def _open_xml(archive: zipfile.ZipFile) -> str:
    if "[Content_Types].xml" not in archive.namelist():
        return ""
    with archive.open("[Content_Types].xml") as member:
        types = member.read(MAX_CONTENT_TYPES)
    if b"macroEnabled" in types:
        raise Unwanted("macro")
    return next((kind for mark, kind in _OPEN_XML_MAIN.items() if mark in types), "")


def kind_of_ole(content: BinaryIO) -> str:
    """doc or xls by the names in the directory of the compound file; "ole" for any other."""
    names = _ole_names(content)
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise Unwanted("encrypted")
    if not names.isdisjoint(_OLE_MACROS):
        raise Unwanted("macro")
    return next((kind for stream, kind in _OLE_STREAMS.items() if stream in names), "ole")


def _ole_names(content: BinaryIO) -> set[str]:
    """Known stream names found where directory entries stand (every 128 bytes)."""
    wanted = {
        name: f"{name}\0".encode("utf-16-le")
        for name in (*_OLE_STREAMS, *_OLE_MACROS, "EncryptedPackage", "EncryptionInfo")
    }
    found: set[str] = set()
    content.seek(0)
    while piece := content.read(_OLE_READ):
        found |= {name for name, mark in wanted.items() if _stands_aligned(mark, piece)}
    return found


def _stands_aligned(mark: bytes, piece: bytes) -> bool:
    at = piece.find(mark)
    while at >= 0:
        if at % _OLE_ENTRY == 0:
            return True
        at = piece.find(mark, at + 1)
    return False
