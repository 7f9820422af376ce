"""What a file is by its content alone; the name is never asked."""

import codecs
import io
import re
import zipfile
from typing import BinaryIO

import puremagic

from khcn.kernel.documents.office import Unwanted, kind_of_ole, kind_of_zip

HEAD = 8192
_READ = 256 * 1024
_IMAGES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf"
)  # fmt: skip
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|svg|script|iframe|object|embed|\?php)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def kind_of(content: BinaryIO, size: int) -> str:
    """A kind of `kinds.MEDIA_TYPES`, or the name of something else ("exe", "html", "zip", "")."""
    content.seek(0)
    head = content.read(HEAD)
    if head.startswith(_PROGRAMS):
        raise Unwanted("program")
    if head.startswith(b"PK\x03\x04"):
        return kind_of_zip(content, size)
    if head.startswith(_OLE):
        return kind_of_ole(content)
    if plain := _without_layers(head):
        _refuse_hidden_archive(content)
        return plain
    return _text(content, head) or _foreign(head)


def _without_layers(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((kind for mark, kind in _IMAGES.items() if head.startswith(mark)), "")


def _refuse_hidden_archive(content: BinaryIO) -> None:
    """A picture or PDF that is at the same time an archive (a polyglot) is nobody's evidence."""
    if zipfile.is_zipfile(content):
        raise Unwanted("double")


def _text(content: BinaryIO, head: bytes) -> str:
    """ "txt" for text in UTF-8, UTF-16 with its mark, or an 8-bit code such as TCVN3."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(content)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if found := _MARKUP.search(head):
        return "svg" if b"svg" in found.group().lower() else "html"
    content.seek(0)
    while piece := content.read(_READ):
        if _CONTROL.search(piece):
            return ""
    return "txt"


def _utf16(content: BinaryIO) -> str:
    content.seek(0)
    reader = codecs.getreader("utf-16")(io.BufferedReader(content))  # type: ignore[type-var]
    try:
        while piece := reader.read(_READ):
            if _MARKUP.search(piece.encode()):
                return "html"
            if "\0" in piece:
                return ""
    except UnicodeError:
        return ""
    finally:
        reader.detach()
    return "txt"


def _foreign(head: bytes) -> str:
    try:
        return puremagic.from_string(head).lstrip(".")
    except (puremagic.PureError, ValueError):
        return ""
