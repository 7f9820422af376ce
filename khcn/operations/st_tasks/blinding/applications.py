"""An application as blind readers see it: answers, lines of the budget, files. Names come from `identity.names_of`."""

from typing import Any

from khcn.kernel.documents.models import Attachment
from khcn.kernel.documents.storage import path_of
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.papers import form_of
from khcn.operations.st_tasks.blinding.files import CHECKED, Copy, blind_copy
from khcn.operations.st_tasks.blinding.masking import Mask
from khcn.operations.st_tasks.identity import blind_name, names_of
from khcn.operations.st_tasks.models import Application
from khcn.operations.st_tasks.procedures.keeping import outline_of

#: Kinds of field whose answers are words.
WORDS = ("line", "text", "note")


def blind_answers(application: Application, mask: Mask | None = None) -> dict[str, Any]:
    """The answers without the fields that may name authors, and without names in the others."""
    form = outline_of(application.procedure).form(application.form)
    if form is None:
        return {}
    mask = mask or Mask(names_of(application))
    fields = form.by_code
    return {
        code: _masked(mask, value)
        for code, value in application.answers.items()
        if code in fields and not fields[code].blind
    }


def blind_title(application: Application, mask: Mask | None = None) -> str:
    return (mask or Mask(names_of(application)))(application.title)


def _masked(mask: Mask, value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(mask, one) for one in value]
    if isinstance(value, dict):
        return {name: _masked(mask, one) for name, one in value.items()}
    return value


def blind_file_name(attachment: Attachment, number: int, extension: str = "") -> str:
    """A name that says which paper it is and nothing else: HS-03-LL1-2.pdf."""
    record = attachment.record
    code = record.blind_code if isinstance(record, Application) and record.blind_code else "ho-so"
    form = form_of(attachment)
    known = isinstance(record, Application) and outline_of(record.procedure).form(form) is not None
    parts = [code, *([form] if known else []), str(number)]
    return "-".join(parts) + (f".{extension}" if extension else "")


def blind_file(attachment: Attachment, *, number: int = 1) -> tuple[str, Copy]:
    """The neutral name and the copy without names or metadata; DomainError `paper.not_blind` where none can be made."""
    record = attachment.record
    if not isinstance(record, Application) or attachment.file is None:
        raise DomainError(
            blind_name(record) if isinstance(record, Application) else "", code="paper.not_blind"
        )
    copy = blind_copy(
        path_of(attachment.file),
        attachment.file.media_type,
        names_of(record),
        checked=form_of(attachment) == CHECKED,
    )
    return blind_file_name(attachment, number, copy.extension), copy
