"""Digital signatures in a PDF, read and told: who signed, when, and whether the file is still what was signed.

Nothing is fetched from the network, so a certificate is never said to be trusted: whether the authority that issued it
is a real one, and whether it was revoked, is left to the reader. What is told holds without that: the signed bytes are
unchanged, and the certificate names this person.
"""

import hashlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.documents.models import StoredFile
from khcn.kernel.documents.storage import path_of
from khcn.kernel.errors import DomainError

logger = logging.getLogger(__name__)

MOST_SIGNATURES = 50
MOST_BYTES = 60 * 1024 * 1024
NAME_LENGTH = 200


@dataclass(frozen=True)
class Signature:
    """One signature as the file tells it.

    `intact`: the signed bytes are unchanged and the signature was made with the key of the certificate.
    `covers_whole`: nothing was added to the file after signing, further signatures and their proofs aside.
    `stamped`: `signed_at` comes from a time stamp made for this signature, not from the clock of the signer's machine.
    `in_time`: the certificate was valid at that moment; None if no time is told.
    """

    field: str
    signer: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    stamped: bool
    intact: bool
    covers_whole: bool
    in_time: bool | None
    self_issued: bool
    fault: str = ""

    @property
    def sound(self) -> bool:
        return self.intact and self.covers_whole and self.in_time is not False

    @property
    def trusted(self) -> str:
        """What is known of the certificate; never more than that it was not looked up."""
        if self.self_issued:
            return _("Chứng thư do người ký tự cấp, không do tổ chức chứng thực cấp.")
        return _("Chứng thư do “{issuer}” cấp; hệ thống không kiểm tra được với tổ chức chứng thực.").format(
            issuer=self.issuer or _("không rõ")
        )

    @property
    def sentences(self) -> list[str]:
        """What a person has to know, the worst first."""
        told = []
        if self.fault:
            told.append(self.fault)
        elif not self.intact:
            told.append(_("Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký không đúng."))
        elif not self.covers_whole:
            told.append(_("Chữ ký chỉ bảo vệ một phần tệp; tệp có nội dung được thêm sau khi ký."))
        else:
            told.append(_("Nội dung không thay đổi từ khi ký."))
        if self.in_time is False:
            told.append(_("Chứng thư chưa hoặc không còn hiệu lực vào lúc ký."))
        if self.signed_at is None:
            told.append(_("Chữ ký không ghi thời điểm ký."))
        elif self.stamped:
            told.append(
                _("Thời điểm ký theo dấu thời gian kèm chữ ký; hệ thống không kiểm tra được nơi cấp dấu.")
            )
        else:
            told.append(_("Thời điểm ký lấy theo đồng hồ của máy người ký."))
        return told if self.fault else [*told, self.trusted]


@dataclass(frozen=True)
class SignedFile:
    """What is shown beside a file: its signatures, or the sentence why none is shown."""

    signatures: tuple[Signature, ...] = ()
    sentence: str = ""


def read_signatures(content: bytes) -> list[Signature]:
    """The signatures in their order; an unsigned file has none. Refuses what is no PDF or needs a password."""
    if len(content) > MOST_BYTES:
        raise DomainError(_("Tệp PDF quá lớn để đọc chữ ký số."), code="pdf.too_large")
    try:
        return list(_read(content))
    except DomainError:
        raise
    except Exception as error:  # a hostile or broken PDF may fail anywhere inside the library
        logger.info("PDF signatures unreadable: %s", type(error).__name__)
        raise DomainError(
            _("Tệp PDF bị hỏng hoặc viết không đúng chuẩn nên không đọc được chữ ký số."),
            code="pdf.unreadable",
        ) from error


def look(file: StoredFile | None) -> SignedFile:
    """The same for a stored file, ready to be shown; never raises."""
    if file is None or file.media_type != "application/pdf":
        return SignedFile()
    try:
        found = _remembered(file.sha256)
    except OSError:
        return SignedFile(sentence=_("Tệp này không còn trên máy chủ nên không đọc được chữ ký số."))
    if isinstance(found, DomainError):
        return SignedFile(sentence=found.message)
    return SignedFile(found, "" if found else _("Tệp không có chữ ký số."))


@lru_cache(maxsize=256)
def _remembered(sha256: str) -> "tuple[Signature, ...] | DomainError":
    """Content never changes under its hash, so it is read once."""
    with path_of(StoredFile(sha256=sha256)).open("rb") as content:
        told = content.read(MOST_BYTES + 1)
    try:
        return tuple(read_signatures(told))
    except DomainError as refusal:
        return refusal


def _read(content: bytes) -> Iterator[Signature]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        _open(reader)
    for number, embedded in enumerate(reader.embedded_regular_signatures):
        if number >= MOST_SIGNATURES:
            break
        yield _one(embedded)


def _open(reader: Any) -> None:
    """Files that anybody may open are opened; who needs a password is told so."""
    from pyhanko.pdf_utils.crypt import AuthStatus

    try:
        opened = reader.decrypt("").status
    except Exception:  # a certificate instead of a password, or a handler that nobody knows
        opened = AuthStatus.FAILED
    if opened == AuthStatus.FAILED:
        raise DomainError(
            _("Tệp PDF có đặt mật khẩu nên không đọc được chữ ký số. Hãy gửi bản không có mật khẩu."),
            code="pdf.encrypted",
        )


def _one(embedded: Any) -> Signature:
    certificate = embedded.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    moment, stamped = _moment(embedded)
    intact, whole, fault = _integrity(embedded)
    return Signature(
        field=_text(embedded.field_name), signer=_name(subject), organisation=_text(subject.get("organization_name")),
        issuer=_name(issuer), signed_at=moment, stamped=stamped, intact=intact, covers_whole=whole,
        in_time=_in_time(certificate, moment), self_issued=certificate.subject == certificate.issuer, fault=fault,
    )  # fmt: skip


def _integrity(embedded: Any) -> tuple[bool, bool, str]:
    """Signed bytes unchanged, nothing added afterwards but what signing itself adds, and what went wrong."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    try:
        embedded.compute_integrity_info()
        same, made = validate_sig_integrity(
            embedded.signer_info, embedded.signer_cert, "data", embedded.compute_digest()
        )
    except Exception as error:  # forged structures and algorithms that nobody knows any more
        logger.info("PDF signature not checked: %s", type(error).__name__)
        return False, False, _("Chữ ký hỏng hoặc dùng thuật toán lạ nên không kiểm tra được.")
    if embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return same and made, True, ""
    changed = embedded.diff_result
    level = getattr(changed, "modification_level", None)
    harmless = level is not None and level <= ModificationLevel.FORM_FILLING
    covered = embedded.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    return same and made, covered and harmless, ""


def _moment(embedded: Any) -> tuple[datetime | None, bool]:
    """The time of the time stamp if there is one, else what the signer's machine says."""
    try:
        for stamp in _stamps(embedded.signer_info):
            return _aware(stamp["gen_time"].native), True
    except Exception as error:  # a broken stamp is no stamp
        logger.info("time stamp unreadable: %s", type(error).__name__)
    return _aware(embedded.self_reported_timestamp), False


def _stamps(signer_info: Any) -> Iterator[Any]:
    """Time stamps that were made for this very signature."""
    for attribute in signer_info["unsigned_attrs"] or ():
        if attribute["type"].native != "signature_time_stamp_token":
            continue
        for token in attribute["values"]:
            told = token["content"]["encap_content_info"]["content"].parsed
            imprint = told["message_imprint"]
            name = imprint["hash_algorithm"]["algorithm"].native
            if (
                hashlib.new(name, signer_info["signature"].native).digest()
                == imprint["hashed_message"].native
            ):
                yield told


def _aware(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return timezone.localtime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _in_time(certificate: Any, moment: datetime | None) -> bool | None:
    if moment is None:
        return None
    told = certificate["tbs_certificate"]["validity"]
    return bool(told["not_before"].native <= moment <= told["not_after"].native)


def _name(about: dict[str, Any]) -> str:
    return _text(about.get("common_name") or about.get("organization_name"))


def _text(value: Any) -> str:
    """A name may stand several times in a certificate, and may hold anything."""
    parts = value if isinstance(value, list) else [value]
    text = ", ".join(str(part) for part in parts if part)
    return "".join(letter for letter in text if letter.isprintable())[:NAME_LENGTH]
