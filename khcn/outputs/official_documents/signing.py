"""The end of a document: recipients on the left, authority, title and name of the signer on the right."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.layout import Layout
from khcn.outputs.official_documents.markup import Look, paragraph, plain_table, run
from khcn.outputs.official_documents.model import Document, Signature
from khcn.outputs.official_documents.words import capitals, clean, listed

_AS_ABOVE = "- Như trên"
_FOR_ANOTHER = ("KT.", "TL.", "TUQ.")


def authority_lines(signature: Signature) -> list[str]:
    """`TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`: as many lines as the right to sign has."""
    head, deputy = capitals(signature.head_title), capitals(signature.deputy_title)
    lines = [f"TM. {capitals(signature.collective)}"] if signature.collective else []
    if signature.authority in _FOR_ANOTHER:
        if not deputy:
            raise DomainError(
                _("Ký “%s” thì phải có chức vụ của người ký. Hãy ghi chức vụ, ví dụ “Phó Giám đốc”.")
                % signature.authority,
                code="signer_title_missing",
            )
        return [*lines, f"{signature.authority} {head}", deputy]
    if signature.authority == "TM." and not signature.collective:
        return [f"TM. {head}", deputy] if deputy else [f"TM. {head}"]
    return [*lines, f"Q. {head}" if signature.authority == "Q." else head]


def recipient_lines(document: Document) -> list[str]:
    """`- Như trên;` where there are addressees, `- …;` each, `- Lưu: VT, ….` last with the drafter's mark."""
    lines = [f"- {clean(line).strip().removeprefix('-').strip()}" for line in document.recipients]
    if lines and document.addressees and not any(line.startswith(_AS_ABOVE) for line in lines):
        lines = [_AS_ABOVE, *lines]
    return listed([*lines[:-1], f"{lines[-1].rstrip('.; ')}{_mark(document)}"]) if lines else []


def _mark(document: Document) -> str:
    """`, NVA.05`: who drafted and how many copies are issued."""
    copies = "" if document.copies is None else f"{document.copies:02d}"
    mark = ".".join(part for part in (capitals(document.drafter), copies) if part)
    return f", {mark}" if mark else ""


def signing(document: Document, rules: Layout, room: float) -> str:
    left, right = room * 0.45, room * 0.55
    recipients = "".join(_recipients(document, rules)) or paragraph("Recipients", "")
    if document.secretary:
        names = ("".join(_signer(document.secretary)), "".join(_signer(document.signature)))
        rows: Sequence[Sequence[str]] = (names, (recipients, paragraph("Recipients", "")))
    else:
        rows = ((recipients, "".join(_signer(document.signature))),)
    return plain_table((left, right), rows, "Nơi nhận và chữ ký")


def _recipients(document: Document, rules: Layout) -> Iterator[str]:
    lines = recipient_lines(document)
    if lines:
        before = Look(before=12) if document.secretary else Look(before=0)
        yield paragraph("RecipientsLabel", run(rules.wording["recipients_label"]), before)
    yield from (paragraph("Recipients", run(line)) for line in lines)


def _signer(signature: Signature) -> Iterator[str]:
    *above, title = authority_lines(signature)
    yield from (paragraph("Authority", run(line)) for line in above)
    yield paragraph("SignerTitle", run(title))
    yield paragraph("SignerName", run(clean(signature.name).strip()), Look(before=signature.space))
