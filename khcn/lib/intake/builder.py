"""Puts paragraphs and tables into one text while keeping every cell's place in it."""

from dataclasses import dataclass

from khcn.lib.intake.cleaning import clean_block
from khcn.lib.intake.extracted import Cell, Extracted, IntakeError, Table
from khcn.lib.intake.limits import Limits


@dataclass(frozen=True)
class RawCell:
    """A cell before it has a place in the text."""

    text: str
    columns: int = 1
    rows: int = 1


class TextBuilder:
    """Paragraphs are parted by an empty line; a cell begins a line with a tab, as official sites print it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[Table] = []

    def paragraph(self, text: str) -> None:
        """Append a paragraph; an empty one leaves no trace."""
        if block := clean_block(text):
            self._separate()
            self._append(block)

    def table(self, rows: list[list[RawCell]]) -> None:
        """Append a table row by row; a table without any text is only layout and is left out."""
        cleaned = [[RawCell(clean_block(cell.text), cell.columns, cell.rows) for cell in row] for row in rows]
        if not any(cell.text for row in cleaned for cell in row):
            return
        self._separate()
        start = self._length
        placed = []
        for number, row in enumerate(cleaned):
            if number:
                self._append("\n")
            placed.append(tuple(self._cell(cell) for cell in row))
        self._tables.append(Table(rows=tuple(placed), span=(start, self._length)))

    def extracted(self, *, kind: str, notes: tuple[str, ...]) -> Extracted:
        """The whole, ended by a line break."""
        return Extracted("".join((*self._parts, "\n")), kind, tuple(self._tables), notes)

    @property
    def is_empty(self) -> bool:
        return not self._parts

    def _cell(self, cell: RawCell) -> Cell:
        self._append("\t")
        start = self._length
        self._append(cell.text)
        self._append("\n")
        return Cell(cell.text, (start, start + len(cell.text)), cell.columns, cell.rows)

    def _separate(self) -> None:
        if self._parts:
            self._append("\n" if self._parts[-1].endswith("\n") else "\n\n")

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)
        if self._length > self._limits.characters:
            raise IntakeError(
                "too_much_text",
                f"Tệp có hơn {self._limits.characters:,} ký tự, là mức tối đa hệ thống đọc. ".replace(
                    ",", "."
                )
                + "Hãy tách tệp thành nhiều tệp nhỏ hơn.",
            )
