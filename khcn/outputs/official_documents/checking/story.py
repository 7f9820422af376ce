"""The document as lines in reading order, each with its look and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from khcn.lib.vn_text import fold
from khcn.outputs.official_documents.checking.looks import Span, Spread

_RULE_SIGNS = frozenset("_-–—─━―=.*¯ ")
_RULE_STROKES = frozenset("_-–—─━―¯")


@dataclass(frozen=True)
class CellPlace:
    """The table cell a line stands in; `room` is what its text may fill, in millimetres."""

    table: int
    row: int
    column: int
    columns: int
    room: float | None


@dataclass
class Line:
    """A line as typed: a paragraph, or a part of it between line breaks."""

    spans: list[Span]
    spread: Spread
    paragraph: int
    section: int
    cell: CellPlace | None = None
    boxed: bool = False
    begins: bool = True
    ends: bool = True
    label: str = ""
    rules: list[float | None] = field(default_factory=list)
    pictured: bool = False
    new_page: bool = False

    @cached_property
    def text(self) -> str:
        """As people read it, with the number Word prints, blanks at the ends removed."""
        return (self.label + "".join(span.text for span in self.spans)).replace("\u00a0", " ").strip()

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def is_rule(self) -> bool:
        """A line drawn with underscores or hyphens."""
        text = self.text
        return len(text) >= 3 and set(text) <= _RULE_SIGNS and bool(set(text) & _RULE_STROKES)

    @property
    def is_empty(self) -> bool:
        return not self.text

    @property
    def lettered(self) -> list[Span]:
        """The pieces that show letters or figures."""
        return [span for span in self.spans if any(char.isalnum() for char in span.text)]

    @property
    def is_upper(self) -> bool:
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) >= 2 and all(not char.islower() for char in letters)

    def share_bold(self) -> float:
        """How much of the letters is bold, 0 to 1."""
        return _share([(sum(map(str.isalnum, span.text)), span.letters.bold) for span in self.lettered])

    def share_italic(self) -> float:
        return _share([(sum(map(str.isalnum, span.text)), span.letters.italic) for span in self.lettered])

    @property
    def size(self) -> float:
        return self.lettered[0].letters.size if self.lettered else 0.0


def _share(parts: Sequence[tuple[int, bool]]) -> float:
    whole = sum(count for count, _ in parts)
    return sum(count for count, on in parts if on) / whole if whole else 0.0


@dataclass(frozen=True)
class PageField:
    """A page number in a header or footer."""

    where: str
    align: str | None
    size: float
    bold: bool
    italic: bool
    alone: bool
    text: str


@dataclass(frozen=True)
class Section:
    """Paper, margins (mm) and page numbers of a part of the document."""

    index: int
    width: float | None
    height: float | None
    margins: dict[str, float | None]
    gutter: float
    columns: int
    own_first_page: bool
    number_format: str
    number_start: int | None
    fields: tuple[PageField, ...]
    unreadable: bool = False

    @property
    def landscape(self) -> bool:
        return self.width is not None and self.height is not None and self.width > self.height


@dataclass
class Story:
    """All that the checks read."""

    lines: list[Line]
    sections: list[Section]
    others: list[Line]
    tracked: bool = False
    comments: bool = False
    macros: bool = False
    decomposed: bool = False
    mirrored: bool = False
    pages: int | None = None
    default_tab: float = 12.7
    legacy_fonts: frozenset[str] = frozenset()

    @cached_property
    def shown(self) -> list[Line]:
        """Lines with text, rules left out."""
        return [line for line in self.lines if not line.is_empty and not line.is_rule]
