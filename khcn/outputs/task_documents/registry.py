"""Which documents there are: one maker a code, the codes that transitions of rule sets name in `produces`.

    @document("hop-dong", _("Hợp đồng"), of=TASK, missing=no_host)
    def contract(source: Source) -> Document: ...

`missing` says in a sentence why the document cannot be made yet, or nothing. A document that is made several times of one
record (an invitation for each member) has `parts`; the maker then gets the part. One that does not belong to every record of
its sort (a ranking only to a council of selection) `suits` some.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.model import Document
from khcn.outputs.task_documents.issuing import Issuer

Of = Literal["task", "call", "council"]
TASK: Of = "task"
CALL: Of = "call"
COUNCIL: Of = "council"


@dataclass(frozen=True)
class Part:
    """One of several documents of a kind. `group` names those that are downloaded together; `slug` goes into file names
    and never names an author."""

    key: str
    label: str
    group: str = ""
    slug: str = ""
    value: Any = None


@dataclass(frozen=True)
class Source:
    """What a document is made of: the record, the part of it, who issues, who asks."""

    record: Any
    issuer: Issuer
    by: Actor
    part: Part | None = None


Build = Callable[[Source], Document]
Missing = Callable[[Any], str]
Parts = Callable[[Any], Sequence[Part]]
Suits = Callable[[Any], bool]


def _nothing(record: Any) -> str:
    return ""


def _always(record: Any) -> bool:
    return True


@dataclass(frozen=True)
class Maker:
    code: str
    name: str | Promise
    of: Of
    build: Build
    missing: Missing
    parts: Parts | None
    suits: Suits
    order: int


_makers: dict[str, Maker] = {}


def document(
    code: str,
    name: str | Promise,
    *,
    of: Of,
    missing: Missing = _nothing,
    parts: Parts | None = None,
    suits: Suits = _always,
    order: int = 50,
) -> Callable[[Build], Build]:
    """Offer a document under its code; the builder stays an ordinary function."""

    def offer(build: Build) -> Build:
        if code in _makers:
            raise ValueError(f"the document {code} has two makers")
        _makers[code] = Maker(code, name, of, build, missing, parts, suits, order)
        return build

    return offer


def makers(of: Of | None = None) -> list[Maker]:
    """All of them, or those of one sort of record, in the order of the way of a task."""
    from khcn.outputs.task_documents.catalogue import load

    load()
    found = (one for one in _makers.values() if of is None or one.of == of)
    return sorted(found, key=lambda one: (one.order, one.code))


def maker(code: str) -> Maker:
    """The maker of that code; refused where there is none."""
    for one in makers():
        if one.code == code:
            return one
    raise DomainError(f"Không có mẫu văn bản “{code}”.", code="task_document.unknown")
