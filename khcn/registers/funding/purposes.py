"""What money may be meant for: tasks of plans, offered by the layer that knows them.

    @offers_purposes
    def tasks(actor: Actor | None) -> Iterable[Purpose]: ...

An offer gets the person whose list is made, or None for all that staff may name.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.lib.vn_text import fold

MOST_NAMED = 4
_NUMBER = re.compile(r"(?<![\w/])(\d+(?:\.\d+)*[a-z]?)(?![\w/])")
_FILLER = re.compile(r"\b(nhiem vu|phu luc|pl|nv|so|stt|kh|ke hoach)\b\.?")


@dataclass(frozen=True)
class Purpose:
    """One thing that money may be meant for. `code` is what a funding line keeps; it must never change.

    `no` is its number within `document` (a symbol such as 57/KH-UBND); the years are those in which it runs.
    """

    code: str
    label: str
    no: str = ""
    document: str = ""
    first_year: int | None = None
    last_year: int | None = None

    @property
    def full_label(self) -> str:
        return f"{self.code}: {self.label}"


Offer = Callable[[Actor | None], Iterable[Purpose]]
_offers: list[Offer] = []


def offers_purposes(offer: Offer) -> Offer:
    """Registers a function that lists purposes; each is asked once for a form or an import."""
    _offers.append(offer)
    return offer


def offered(actor: Actor | None = None) -> list[Purpose]:
    return [one for offer in _offers for one in offer(actor)]


class Purposes:
    """Finds the purpose that a text means."""

    def __init__(self, known: Iterable[Purpose]) -> None:
        self.known = list(known)
        self._by_text: dict[str, list[Purpose]] = {}
        for one in self.known:
            for text in {fold(one.code), fold(one.label), fold(one.full_label)}:
                self._by_text.setdefault(text, []).append(one)

    def find(self, text: str) -> Purpose | str:
        """The purpose, or the sentence that says why it cannot be told."""
        found = self._by_text.get(fold(text)) or self._by_number(text)
        if len(found) == 1:
            return found[0]
        if found:
            return _("“%(text)s” có thể là nhiều nhiệm vụ: %(names)s. Hãy ghi cả số của kế hoạch.") % {
                "text": text[:80], "names": _names(found)
            }  # fmt: skip
        return _("Không có nhiệm vụ “%(text)s” trong kế hoạch. Gần giống: %(names)s.") % {
            "text": text[:80], "names": _names(self._near(text))
        }  # fmt: skip

    def _by_number(self, text: str) -> list[Purpose]:
        """“3”, “NV 3”, “57/KH-UBND PL.3”: the number, and the document if one is named."""
        told = fold(text)
        named = [one for one in self.known if one.document and _says(told, fold(one.document))]
        for one in named:
            told = told.replace(fold(one.document), " ")
        rest = _FILLER.sub(" ", told)
        numbers = _NUMBER.findall(rest)
        if len(numbers) != 1 or re.sub(r"[\d.,;:()–-]|(?<=\d)[a-z]", " ", rest).strip():
            return []
        return [one for one in named or self.known if fold(one.no) == numbers[0]]

    def _near(self, text: str) -> list[Purpose]:
        by_text = {fold(one.label): one for one in self.known}
        by_text |= {fold(one.code): one for one in self.known}
        near = get_close_matches(fold(text), list(by_text), n=MOST_NAMED, cutoff=0.4)
        return list(dict.fromkeys(by_text[one] for one in near)) or self.known[:MOST_NAMED]


def _says(text: str, document: str) -> bool:
    return re.search(rf"(?<![\w/]){re.escape(document)}(?![\w/-])", text) is not None


def _names(found: Iterable[Purpose]) -> str:
    return "; ".join(f"{one.code} ({one.label[:60]})" for one in list(found)[:MOST_NAMED])
