"""Who issues a document, under which symbol, and who signs; what the agency's data do not say stays open."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.kernel.packs.about import about_pack
from khcn.outputs.official_documents.model import Authority, Letterhead, Signature

#: By kind of agency: the title of its head; the kinds are those of the pack.
HEADS = (("ubnd", "Chủ tịch"), ("so", "Giám đốc"), ("ban", "Trưởng ban"), ("chi-cuc", "Chi cục trưởng"), ("van-phong", "Chánh Văn phòng"))  # fmt: skip
_SMALL = frozenset(["và", "của", "các", "tỉnh"])


@dataclass(frozen=True)
class Issuer:
    """`symbol` are the letters of the agency in a document's symbol; `authority` and `deputy_title` say by which right is signed."""

    name: str
    superior: str = ""
    symbol: str = ""
    place: str = ""
    head_title: str = "Giám đốc"
    authority: Authority = ""
    deputy_title: str = ""
    signer: str = ""

    @property
    def decided_by(self) -> str:
        """Who stands over the bases of a decision."""
        return f"{self.head_title} {self.name}"

    def signature(self) -> Signature:
        return Signature(self.head_title, self.signer, self.authority, self.deputy_title)

    def signing(self, *, authority: Authority = "", deputy_title: str = "", signer: str = "") -> "Issuer":
        """The same agency, signed by somebody else than its head; a right without a title is not taken."""
        title = deputy_title.strip()
        return replace(self, authority=authority if title else "", deputy_title=title, signer=signer.strip())


def issuer_of(agency: Agency, *, place: str | None = None) -> Issuer:
    return Issuer(
        name=agency.name,
        superior=agency.parent.name if agency.parent else "",
        symbol=letters_of(agency),
        place=str(about_pack().get("place") or "") if place is None else place,
        head_title=_head_of(agency),
    )


def agencies_for(actor: Actor) -> list[Agency]:
    """The agencies in whose name this person may prepare documents: the own ones, then those above."""
    seats = actor.seats_as(Role.COORDINATOR, Role.ADMIN, Role.LEADER) or actor.seats_as(*Role)
    own = list(Agency.objects.select_related("parent__parent").filter(pk__in=seats).order_by("order", "pk"))
    above = [one.parent for one in own if one.parent is not None]
    return list(dict.fromkeys([*own, *above]))


def letters_of(agency: Agency) -> str:
    """`Sở KH&CN` and `Sở Khoa học và Công nghệ` become SKHCN, `UBND tỉnh` and `Ủy ban nhân dân tỉnh` UBND."""
    return "".join(_letters(agency.short_name or agency.name))


def _letters(name: str) -> Iterable[str]:
    for word in name.replace("&", " ").split():
        if word in _SMALL or not word[0].isalpha():
            continue
        capitals = "".join(char for char in word if char.isupper())
        yield capitals if len(capitals) > 1 else word[0].upper()


def _head_of(agency: Agency) -> str:
    return next((title for kind, title in HEADS if agency.kind.startswith(kind)), "Thủ trưởng")


def letterhead(
    issuer: Issuer, kind: str, *, symbol: str = "", day: date | None = None, year: int | None = None, secret: bool = False,
    body: str = "",
) -> Letterhead:  # fmt: skip
    """The head of a document; number and day stay open until it is issued. `symbol` is the whole one once it is known
    (`12/QĐ-SKHCN`), `body` a council that writes under the agency."""
    number, letters = _number(symbol.strip())
    return Letterhead(
        superior=(issuer.name if body else issuer.superior) or None, agency=body or issuer.name,
        symbol_number=number, symbol=letters or f"{kind}-{'HĐ' if body else issuer.symbol}", place=issuer.place,
        date=day, urgency=MARKED if secret else None, year=(day.year if day else year or timezone.localdate().year),
        number_text=symbol.strip() if symbol.strip() and number is None else None,
    )  # fmt: skip


#: How papers of a task with secrets are marked; the degree of secrecy, if any, is stamped by who decides on it.
MARKED = "Lưu hành nội bộ"


def _number(symbol: str) -> tuple[int | None, str]:
    first, slash, rest = symbol.partition("/")
    return (int(first), rest) if slash and first.isascii() and first.isdigit() else (None, "")
