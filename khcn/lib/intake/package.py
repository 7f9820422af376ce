"""Opening of Word packages that come from outside: bounded in size, without DTDs and entities."""

import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from khcn.lib.intake.extracted import IntakeError
from khcn.lib.intake.limits import Limits, megabytes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORD = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CHUNK = 256 * 1024
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_XML_NAMES = (".xml", ".rels", ".vml")


class Package:
    """The XML parts of a .docx, each read once and only within the limits."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._parts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(path) as archive:
                self._refuse_bombs(archive.infolist())
                self._read_parts(archive)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError) as error:
            raise damaged() from error

    def related(self, source: str) -> dict[str, str]:
        """Parts a part points to: the last word of the relationship's type, and the part's name."""
        folder, name = posixpath.split(source)
        data = self._parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if data is None:
            return {}
        found: dict[str, str] = {}
        for relation in _parse(data).iter(_RELATIONSHIP):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.setdefault(relation.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"))
        return found

    def target(self, source: str, identifier: str) -> str | None:
        """The part one relationship of a part points to; None when there is none inside the package."""
        folder, name = posixpath.split(source)
        data = self._parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in () if data is None else _parse(data).iter(_RELATIONSHIP):
            if relation.get("Id") == identifier and relation.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        return None

    def xml(self, name: str | None) -> etree._Element | None:
        """The root of a part, or None when the package has no such part."""
        data = self._parts.get(name or "")
        return None if data is None else _parse(data.replace(_STRICT_WORD, WORD.encode()))

    def content_types(self) -> bytes:
        return self._parts.get("[Content_Types].xml", b"")

    def has_macros(self) -> bool:
        return b"macroEnabled" in self.content_types() or b"vbaProject" in self.content_types()

    def _refuse_bombs(self, members: list[zipfile.ZipInfo]) -> None:
        """Judge by what the archive declares; `_read` then holds it to its word."""
        limits = self._limits
        if len(members) > limits.zip_members:
            raise _bomb(f"có {len(members)} tệp con, hệ thống nhận tối đa {limits.zip_members}")
        declared = sum(member.file_size for member in members)
        if declared > limits.unpacked_size:
            raise _bomb(f"khi giải nén nặng {megabytes(declared)}, tối đa {megabytes(limits.unpacked_size)}")
        for member in members:
            ratio = member.file_size // max(member.compress_size, 1)
            if member.file_size >= limits.ratio_applies_from and ratio > limits.ratio:
                raise _bomb(f"nén {ratio} lần, hệ thống nhận tối đa {limits.ratio} lần")
            if member.flag_bits & 0x1:
                raise IntakeError(
                    "encrypted_docx",
                    "Tệp Word được đặt mật khẩu nên không đọc được. Hãy gỡ mật khẩu rồi tải lên lần nữa.",
                )

    def _read_parts(self, archive: zipfile.ZipFile) -> None:
        left = self._limits.xml_size
        for member in archive.infolist():
            if member.filename.lower().endswith(_XML_NAMES):
                data = self._read(archive, member, left)
                left -= len(data)
                _refuse_doctype(data, member.filename)
                self._parts[member.filename] = data

    def _read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
        chunks: list[bytes] = []
        try:
            with archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        limit = megabytes(self._limits.xml_size)
                        raise _bomb(f"có phần chữ khi giải nén nặng hơn {limit} là mức tối đa")
                    chunks.append(chunk)
        except IntakeError:
            raise
        except Exception as error:  # zlib, lzma and zipfile each have their own exceptions
            raise damaged() from error
        return b"".join(chunks)


def damaged() -> IntakeError:
    return IntakeError(
        "damaged_file",
        "Tệp Word bị hỏng hoặc tải lên chưa trọn vẹn nên không mở được. "
        "Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại thành .docx rồi tải lên lần nữa.",
    )


def _bomb(detail: str) -> IntakeError:
    return IntakeError(
        "zip_bomb",
        f"Tệp .docx {detail}; đây là dấu hiệu của tệp gây hại nên hệ thống không mở. "
        "Hãy lưu lại nội dung cần dùng thành một tệp .docx mới.",
    )


def _refuse_doctype(data: bytes, name: str) -> None:
    if any(mark in data for mark in _DOCTYPES):
        raise _doctype(name)


def _doctype(name: str) -> IntakeError:
    return IntakeError(
        "xml_doctype",
        f"Phần “{name}” trong tệp .docx có khai báo DOCTYPE, điều Word không bao giờ ghi; "
        "hệ thống không mở vì lý do an toàn. Hãy lưu lại tệp bằng Word rồi tải lên lần nữa.",
    )


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(root.tag)
    return root
