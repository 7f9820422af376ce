"""Make a document: who may, whether it can be made yet, the file or files, the audit event."""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from khcn.kernel.access import Actor, may, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import slug
from khcn.operations.st_tasks.models import Call, Council, StTask
from khcn.outputs.official_documents.build import build
from khcn.outputs.official_documents.package import unpacked, zipped
from khcn.outputs.official_documents.pdf import to_pdf
from khcn.outputs.task_documents.finishing import finished
from khcn.outputs.task_documents.issuing import Issuer
from khcn.outputs.task_documents.people import read_anew
from khcn.outputs.task_documents.registry import CALL, COUNCIL, TASK, Maker, Of, Part, Source, maker, makers

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
#: What documents name as their author: the platform, never a person.
SYSTEM = "KHCN"
#: More documents than these are not made at one time.
MOST, MOST_PDF = 400, 12
RIGHTS: dict[Of, tuple[str, ...]] = {
    TASK: ("st_tasks.sttask.manage",),
    CALL: ("st_tasks.call.manage",),
    COUNCIL: ("st_tasks.council.oversee", "st_tasks.council.manage"),
}
_AUTHORS = re.compile(rb"(<(dc:creator|cp:lastModifiedBy)>)[^<]*(</(?:dc:creator|cp:lastModifiedBy)>)")
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Made:
    """A file as it goes to the person."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Offer:
    """A document on a page: what it is, its parts, why it cannot be made yet."""

    maker: Maker
    missing: str
    parts: tuple[Part, ...]

    @property
    def code(self) -> str:
        return self.maker.code

    @property
    def groups(self) -> list[str]:
        return list(dict.fromkeys(part.group for part in self.parts if part.group))


def kind_of(record: Any) -> Of:
    if isinstance(record, StTask):
        return TASK
    return CALL if isinstance(record, Call) else COUNCIL


def may_make(actor: Actor, record: Any) -> bool:
    return all(may(actor, right, record) for right in RIGHTS[kind_of(record)])


def offers(record: StTask | Call | Council) -> list[Offer]:
    """All documents that suit a record, in the order of its way, those that cannot be made yet with the reason."""
    read_anew(record)
    found = []
    for one in makers(kind_of(record)):
        if not one.suits(record):
            continue
        missing = one.missing(record)
        found.append(Offer(one, missing, () if missing or one.parts is None else tuple(one.parts(record))))
    return found


def make(
    *, code: str, record: StTask | Call | Council, issuer: Issuer, by: Actor, part: str = "", group: str = "", form: str = "docx"
) -> Made:  # fmt: skip
    """The file of a document, or a .zip of those of a group or of all parts.

    Raises DomainError `task_document.not_ready` with the reason, `task_document.unknown`, `task_document.too_many`.
    """
    chosen = maker(code)
    if chosen.of != kind_of(record) or form not in ("docx", "pdf") or not chosen.suits(record):
        raise DomainError(_("Không có văn bản này."), code="task_document.unknown")
    for right in RIGHTS[chosen.of]:
        require(by, right, record)
    read_anew(record)
    with override("vi"):
        sources = _sources(chosen, Source(record, issuer, by), part, group, form)
        files = [(_file_name(chosen, source, form), _written(chosen, source, form)) for source in sources]
    made = _packed(chosen, record, files, group)
    record_event(
        "task_document.make", record, by=by,
        after={"document": code, "files": len(files), "form": form, "sha256": hashlib.sha256(made.content).hexdigest()},
    )  # fmt: skip
    return made


def _sources(chosen: Maker, source: Source, part: str, group: str, form: str) -> list[Source]:
    if missing := chosen.missing(source.record):
        raise DomainError(missing, code="task_document.not_ready")
    if chosen.parts is None:
        return [source]
    parts = [
        one for one in chosen.parts(source.record)
        if (not part or one.key == part) and (not group or one.group == group)
    ]  # fmt: skip
    if not parts:
        raise DomainError(_("Không có văn bản này."), code="task_document.unknown")
    most = MOST_PDF if form == "pdf" else MOST
    if len(parts) > most:
        raise DomainError(
            _("Mỗi lần lập nhiều nhất %(most)d văn bản, ở đây có %(count)d. Hãy chọn từng phần.")
            % {"most": most, "count": len(parts)},
            code="task_document.too_many",
        )
    return [replace(source, part=one) for one in parts]


def _written(chosen: Maker, source: Source, form: str) -> bytes:
    docx = without_author(build(finished(chosen.build(source))))
    return to_pdf(docx) if form == "pdf" else docx


def without_author(docx: bytes) -> bytes:
    """The same file with the platform as its author."""
    parts = unpacked(docx)
    core = "docProps/core.xml"
    parts[core] = _AUTHORS.sub(rb"\g<1>" + SYSTEM.encode() + rb"\g<3>", parts[core])
    return zipped(parts)


def _file_name(chosen: Maker, source: Source, form: str) -> str:
    """Codes and numbers only: a file name tells nobody who stands behind a dossier."""
    told = [chosen.code, reference(source.record), source.part.slug or source.part.key if source.part else ""]
    return f"{'-'.join(one for one in told if one)}.{form}"


def reference(record: StTask | Call | Council) -> str:
    if isinstance(record, StTask):
        return slug(record.code) or f"nhiem-vu-{record.pk}"
    return record.code if isinstance(record, Call) else f"hoi-dong-{record.pk}"


def _packed(
    chosen: Maker, record: StTask | Call | Council, files: Sequence[tuple[str, bytes]], group: str
) -> Made:
    if len(files) == 1:
        name, content = files[0]
        return Made(name, content, FORMATS[name.rsplit(".", 1)[1]])
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    which = f"-{slug(group)}" if group and chosen.code == "giay-moi" else ""
    return Made(f"{chosen.code}-{reference(record)}{which}.zip", buffer.getvalue(), FORMATS["zip"])
