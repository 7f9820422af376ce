"""The layout as objects: what the builder takes its numbers from and the checker compares with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Case = Literal["upper", "sentence"]
Alignment = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Range:
    """Both ends are allowed; no `high` means no upper end."""

    low: float
    high: float | None = None

    def has(self, value: float, tolerance: float = 0.0) -> bool:
        return value >= self.low - tolerance and (self.high is None or value <= self.high + tolerance)


@dataclass(frozen=True)
class Element:
    """One part of a document; what is None the decree does not lay down."""

    code: str
    name: str
    size: Range
    preferred: float
    bold: bool
    italic: bool
    basis: str
    case: Case | None = None
    alignment: Alignment | None = None
    rule: Range | None = None
    rule_preferred: float | None = None
    line_spacing: Range | None = None
    line_spacing_preferred: float | None = None
    first_line: Range | None = None
    first_line_preferred: float | None = None
    space_before: Range | None = None
    space_between: Range | None = None
    space_preferred: float | None = None

    @property
    def named(self) -> str:
        """The name in the middle of a sentence."""
        return self.name[:1].lower() + self.name[1:]


@dataclass(frozen=True)
class Margins:
    """Allowed distances from the edges of the paper, and those our own documents use."""

    top: Range
    bottom: Range
    left: Range
    right: Range
    preferred: Mapping[str, float]
    basis: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    paper_basis: str
    orientation_basis: str
    landscape_when: str
    margins: Margins
    font: str
    colour: str
    font_basis: str


@dataclass(frozen=True)
class NumberForm:
    leading_zero_below: int
    separator: str
    joiner: str
    basis: str


@dataclass(frozen=True)
class DateForm:
    leading_zero_days_below: int
    leading_zero_months: tuple[int, ...]
    basis: str


@dataclass(frozen=True)
class Stamp:
    """A stamp of urgency: its words and the frame round them."""

    text: str
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """The rules of one legal document for the days between `valid_from` and `valid_to`."""

    code: str
    title: str
    legal_basis: str
    valid_from: date
    valid_to: date | None
    confirmation: str
    note: str
    page: Page
    wording: Mapping[str, str]
    number_form: NumberForm
    date_form: DateForm
    elements: Mapping[str, Element]
    urgency_stamps: tuple[Stamp, ...]
    authorities: Mapping[str, str]
    authorities_basis: str
    kinds: Mapping[str, str]
    copies: Mapping[str, str]
    kinds_basis: str

    def element(self, code: str) -> Element:
        """The part of that code; a KeyError is a slip of the programmer."""
        return self.elements[code]

    def article(self, basis: str) -> str:
        """The place in the law as people cite it."""
        return f"{basis} {self.legal_basis}".replace(" Nghị định Nghị định", " Nghị định")

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
