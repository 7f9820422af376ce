"""What a person chose on the page: the document, its part, the file, who issues and signs."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.pdf import pdf_available
from khcn.outputs.task_documents.issuing import Issuer, agencies_for, issuer_of
from khcn.outputs.task_documents.making import Made, Offer, make, offers

AUTHORITIES = (
    ("", gettext_lazy("Người đứng đầu ký")), ("KT.", gettext_lazy("KT. (ký thay)")), ("TL.", gettext_lazy("TL. (thừa lệnh)")),
    ("TUQ.", gettext_lazy("TUQ. (thừa ủy quyền)")),
)  # fmt: skip
#: Up to so many parts are offered one by one; more only by group.
MOST_LISTED = 60


@dataclass(frozen=True)
class Choice:
    """A document as the page offers it: `choices` are its parts, those of a group, or all."""

    offer: Offer
    choices: list[tuple[str, str]]

    @property
    def ready(self) -> bool:
        return not self.offer.missing


def choices_for(record: Any) -> list[Choice]:
    return [Choice(one, _choices(one)) for one in offers(record)]


def _choices(offer: Offer) -> list[tuple[str, str]]:
    """Everything together, then each group, then each part."""
    parts, groups = offer.parts, offer.groups
    if len(parts) < 2:
        return []
    found = [("", _("Cả bộ: %d văn bản (tệp .zip)") % len(parts))]
    for group in groups if len(groups) > 1 else []:
        count = sum(1 for part in parts if part.group == group)
        found.append(
            (
                f"g:{group}",
                group
                if count == 1
                else _("%(group)s (%(count)d văn bản)") % {"group": group, "count": count},
            )
        )
    if len(parts) <= MOST_LISTED:
        several = len(groups) > 1
        found += [
            (f"p:{part.key}", f"{part.group} – {part.label}" if several else part.label) for part in parts
        ]
    return found


def asked_for(request: HttpRequest, record: Any) -> Made:
    """Make what the form asks for."""
    told = request.POST
    code, _colon, form = told.get("lam", "").partition(":")
    wish = told.get(f"phan-{code}", "")
    return make(
        code=code, record=record, issuer=_issuer(request), by=request.actor, form=form or "docx",
        part=wish[2:] if wish.startswith("p:") else "", group=wish[2:] if wish.startswith("g:") else "",
    )  # fmt: skip


def _issuer(request: HttpRequest) -> Issuer:
    told = request.POST
    agencies = agencies_for(request.actor)
    chosen = next(
        (one for one in agencies if str(one.pk) == told.get("co-quan")), agencies[0] if agencies else None
    )
    if chosen is None:
        raise DomainError(
            _("Tài khoản của bạn không thuộc cơ quan nào nên không lập được tên cơ quan ban hành."),
            code="task_document.no_agency",
        )
    authority, title = told.get("quyen", ""), told.get("chuc-vu", "")
    if authority not in dict(AUTHORITIES):
        authority = ""
    if authority and not title.strip():
        raise DomainError(
            _("Ký “%s” thì phải có chức vụ của người ký, ví dụ “Phó Giám đốc”.") % authority,
            code="task_document.signer_title",
        )
    return issuer_of(chosen).signing(authority=authority, deputy_title=title, signer=told.get("nguoi-ky", ""))  # type: ignore[arg-type]


def form_context(actor: Actor, record: Any, action: str) -> dict[str, Any]:
    """What the form needs."""
    return {
        "choices": choices_for(record), "agencies": agencies_for(actor), "authorities": AUTHORITIES,
        "with_pdf": pdf_available(), "action": action,
    }  # fmt: skip
