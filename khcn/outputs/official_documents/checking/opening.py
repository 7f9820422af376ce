"""Opening of a file somebody sends: only a readable .docx comes through, all else is refused with a sentence."""

import logging
from pathlib import Path

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.lib.intake import DEFAULT, IntakeError, Limits
from khcn.lib.intake.limits import megabytes
from khcn.lib.intake.package import Package
from khcn.lib.intake.sniffing import KIND_NAMES, sniff
from khcn.outputs.official_documents.checking.reading import read_story
from khcn.outputs.official_documents.checking.story import Story

logger = logging.getLogger(__name__)
_HEAD = 4096


def open_story(path: Path, limits: Limits = DEFAULT) -> Story:
    """The lines of a Word file; DomainError, and no other exception, when it is none."""
    try:
        return _open(path, limits)
    except IntakeError as refusal:
        raise DomainError(refusal.message, code=refusal.code) from refusal
    except DomainError:
        raise
    except Exception as error:  # what hostile files bring about cannot be listed
        logger.warning("checking the layout of a file failed", exc_info=error)
        raise DomainError(
            _(
                "Tệp có cấu trúc lạ nên không đọc được. Hãy mở tệp bằng Word, lưu lại thành .docx rồi kiểm tra lần nữa."
            ),
            code="damaged_file",
        ) from error


def _open(path: Path, limits: Limits) -> Story:
    size = path.stat().st_size
    if size == 0:
        raise DomainError(_("Tệp rỗng (0 byte). Hãy chọn lại tệp."), code="empty_file")
    if size > limits.file_size:
        raise DomainError(
            _("Tệp nặng %(size)s, hệ thống nhận tối đa %(most)s.")
            % {"size": megabytes(size), "most": megabytes(limits.file_size)},
            code="file_too_large",
        )
    with path.open("rb") as stream:
        kind = sniff(path, stream.read(_HEAD)).kind
    if kind != "docx":
        raise DomainError(
            _(
                "Chỉ kiểm tra được tệp Word .docx; tệp này là %s. Hãy lưu văn bản thành .docx rồi kiểm tra lần nữa."
            )
            % KIND_NAMES[kind],
            code="not_docx",
        )
    story = read_story(Package(path, limits))
    if not story.shown:
        raise DomainError(_("Tệp Word không có chữ nào để kiểm tra."), code="empty_document")
    return story
