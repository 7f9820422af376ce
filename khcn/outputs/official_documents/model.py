"""An official document as plain data: what it says, never how it looks. `build` knows the layout."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Day = date
Kind = Literal["BC", "TTr", "CV", "KH", "TB", "BB", "PHIEU", "QD"]
Authority = Literal["", "TM.", "KT.", "TL.", "TUQ.", "Q."]
Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Run:
    """A piece of text of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False


Text = str | Sequence[Run]
Cell = str | int | Decimal | date | None | Sequence[Run]


@dataclass(frozen=True)
class Letterhead:
    """Who issues, under which number, where and when.

    Names are given as people write them (`Sở Khoa học và Công nghệ`); the letterhead puts them in capitals.
    `agency_in_text` is the name in running text (with the province), the agency's own name when empty.
    Without `symbol_number` or `date` their places stay open; `year` is then still written.
    `number_text`, `date_text` replace the computed lines (templates, forms filled by another system).
    """

    superior: str | None
    agency: str
    symbol_number: int | None = None
    symbol: str = ""
    place: str = ""
    date: Day | None = None
    urgency: str | None = None
    agency_in_text: str = ""
    year: int | None = None
    number_text: str | None = None
    date_text: str | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs, and by which right: `KT.` head title / deputy title, `TM.` a collective.

    `collective` (ỦY BAN NHÂN DÂN) puts `TM. …` above. `space` is the room for signature and seal, in points.
    """

    head_title: str
    name: str = ""
    authority: Authority = ""
    deputy_title: str = ""
    collective: str = ""
    space: int = 84


@dataclass(frozen=True)
class Heading:
    """Level 1 `I. CAPITALS`, 2 `1. Bold`, 3 `a) upright`; numbers are counted unless `number` says one ("" = none)."""

    level: Literal[1, 2, 3]
    text: str
    number: str | None = None


@dataclass(frozen=True)
class Paragraph:
    text: Text
    indent: bool = True
    align: Align = "justify"
    keep_with_next: bool = False


@dataclass(frozen=True)
class Article:
    """`Điều 1.` of a decision, counted unless `number` says one."""

    text: Text
    number: str | None = None


@dataclass(frozen=True)
class Bullet:
    """A line that begins with a hyphen; level 2 begins with a plus."""

    text: Text
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Quote:
    """Words of another document or agency, in italics and set in."""

    text: Text
    source: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Picture:
    """A PNG. `alt` says what it shows to those who do not see it; `width` in mm, the text's width at most."""

    png: bytes
    alt: str
    caption: str = ""
    width: float | None = None


@dataclass(frozen=True)
class Column:
    """`width` is a share of the table's width; numbers stand right, `places` are their decimals."""

    title: str
    width: float = 1
    align: Align = "left"
    places: int | None = None


@dataclass(frozen=True)
class Group:
    """A heading over several neighbouring columns; an empty title leaves the columns to themselves."""

    title: str
    span: int


@dataclass(frozen=True)
class Row:
    """A row that differs: bold, or (`span`) its first cell over the whole width."""

    cells: Sequence[Cell]
    bold: bool = False
    span: bool = False


@dataclass(frozen=True)
class Table:
    """Years and codes are given as text: an int is a quantity and is written `2.026`.

    `None` in a column of numbers is written as a dash: missing, not zero.
    """

    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[Cell]]
    caption: str = ""
    unit: str = ""
    total: Sequence[Cell] | None = None
    groups: Sequence[Group] = ()
    numbered_columns: bool = False
    source: str = ""
    size: float = 13


Block = Heading | Paragraph | Article | Bullet | Quote | PageBreak | Picture | Table


@dataclass(frozen=True)
class Annex:
    """Its own section, with its own page numbers. `note` replaces the computed "(Kèm theo …)"."""

    title: str
    blocks: Sequence[Block]
    note: str | None = None
    landscape: bool = False


@dataclass(frozen=True)
class Document:
    """`title` is the trích yếu. `kind_name` names a phiếu or another kind (PHIẾU TRÌNH).

    `decided_by` stands over the bases of a decision (GIÁM ĐỐC SỞ …). `secretary` signs minutes on the left.
    `drafter`, `copies`: the drafter's mark in the line of the archive.
    """

    kind: Kind
    letterhead: Letterhead
    title: str
    blocks: Sequence[Block]
    signature: Signature
    addressees: Sequence[str] = ()
    legal_bases: Sequence[str] = ()
    recipients: Sequence[str] = ()
    annexes: Sequence[Annex] = field(default=())
    kind_name: str = ""
    decided_by: str = ""
    secretary: Signature | None = None
    drafter: str = ""
    copies: int | None = None
