"""What reading a file gives: one text, and the tables found in it by the format itself."""

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """One table cell; `span` says where its text stands in `Extracted.text`."""

    text: str
    span: Span
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of cells in reading order; merged cells stand once, with their extent."""

    rows: tuple[tuple[Cell, ...], ...]
    span: Span


@dataclass(frozen=True)
class Extracted:
    """Plain text in Unicode NFC with line breaks "\\n"; spans are offsets into `text`.

    `kind` is txt, docx, pdf or doc. `notes` are Vietnamese sentences on what was
    repaired while reading (old font, decomposed letters), for the person to see.
    """

    text: str
    kind: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = field(default=())


class IntakeError(Exception):
    """The file cannot be read. `code` is stable, `message` is a Vietnamese sentence for the user."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
