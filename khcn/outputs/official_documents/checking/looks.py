"""How letters and paragraphs really look, once styles, defaults and direct formatting have been resolved."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letters:
    """The look of a run; sizes in points, colours as RRGGBB, `None` where it cannot be told."""

    font: str
    font_marked: str
    size: float
    bold: bool
    italic: bool
    capitals: bool
    colour: str | None
    underlined: bool
    hidden: bool

    def fonts_of(self, text: str) -> set[str]:
        """Word keeps one font for ASCII and another for letters with marks."""
        seen = [char for char in text if char.isalnum()]
        plain = {self.font} if any(char.isascii() for char in seen) else set()
        return plain | ({self.font_marked} if any(not char.isascii() for char in seen) else set())


@dataclass(frozen=True)
class Span:
    """A piece of text of one look, as the reader sees it (capitals applied)."""

    text: str
    letters: Letters


@dataclass(frozen=True)
class Spread:
    """The look of a paragraph; lengths in millimetres, spaces in points.

    `first` is where the first line begins, measured from the margin; `line` is a multiple of single
    spacing, or None when only Word could tell. `contents` marks lines of a table of contents.
    """

    align: str
    left: float
    right: float
    first: float
    before: float
    after: float
    line: float | None
    line_points: float | None
    line_least: bool
    contextual: bool
    style: str
    tabs: tuple[tuple[float, str], ...]
    rule_above: bool
    rule_below: bool
    new_page: bool
    contents: bool = False
