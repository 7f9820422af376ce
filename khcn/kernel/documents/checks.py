"""May this content be kept under this name? Judged by the content; the extension must agree."""

import os
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.documents.kinds import ALIASES, MEDIA_TYPES, SAME_CONTENT
from khcn.kernel.documents.names import clean_name, extension_of
from khcn.kernel.documents.office import Unwanted
from khcn.kernel.documents.sniff import kind_of
from khcn.kernel.documents.storage import max_bytes, too_large
from khcn.kernel.errors import DomainError

_REASONS: dict[str, Promise] = {
    "macro": gettext_lazy("Tệp “%(name)s” có chứa macro. Hãy lưu lại thành bản không có macro rồi gửi."),
    "encrypted": gettext_lazy("Tệp “%(name)s” có đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    "bomb": gettext_lazy(
        "Tệp “%(name)s” phình ra quá lớn khi mở. Hãy mở tệp, lưu thành bản mới rồi gửi lại."
    ),
    "program": gettext_lazy(
        "Tệp “%(name)s” là chương trình hoặc có chứa chương trình nên không nhận. Hãy gửi bản PDF."
    ),
    "damaged": gettext_lazy(
        "Tệp “%(name)s” bị hỏng hoặc tải lên chưa đủ. Hãy mở thử trên máy của bạn rồi gửi lại."
    ),
    "double": gettext_lazy(
        "Tệp “%(name)s” chứa hai loại nội dung chồng lên nhau. Hãy xuất lại thành bản PDF hoặc ảnh mới."
    ),
}


def check_content(content: BinaryIO, name: str) -> str:
    """The media type to keep; refuses with a DomainError whose code begins with `file.`.

    The content is left at its beginning.
    """
    name = clean_name(name)
    size = _size(content)
    if size == 0:
        raise DomainError(
            _("Tệp “%(name)s” không có nội dung. Hãy kiểm tra lại tệp rồi gửi lại.") % {"name": name},
            code="file.empty",
        )
    if size > max_bytes():
        raise too_large(name)
    _refuse_extension(name)
    try:
        kind = kind_of(content, size)
    except Unwanted as unwanted:
        raise DomainError(_REASONS[unwanted.code] % {"name": name}, code=f"file.{unwanted.code}") from None
    finally:
        content.seek(0)
    return MEDIA_TYPES[_agreed(name, kind)]


def _size(content: BinaryIO) -> int:
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    return size


def _own_extension(name: str) -> str:
    extension = extension_of(name)
    return ALIASES.get(extension, extension)


def _refuse_extension(name: str) -> None:
    if _own_extension(name) in MEDIA_TYPES:
        return
    told = extension_of(name)
    what = _("Đuôi “.%s” không được nhận") % told if told else _("Tên tệp không có đuôi")
    raise DomainError(
        _("Tệp “%(name)s”: %(what)s. Các loại nhận: %(allowed)s.")
        % {"name": name, "what": what, "allowed": ", ".join(MEDIA_TYPES)},
        code="file.extension",
    )


def _agreed(name: str, kind: str) -> str:
    extension = _own_extension(name)
    if extension in SAME_CONTENT.get(kind, (kind,)):
        return extension
    found = f".{kind}" if kind else _("không rõ loại")
    raise DomainError(
        _(
            "Tệp “%(name)s” có đuôi .%(extension)s nhưng nội dung là %(found)s. "
            "Hãy gửi đúng tệp, hoặc mở ra và lưu lại đúng loại."
        )
        % {"name": name, "extension": extension_of(name), "found": found},
        code="file.mismatch",
    )
