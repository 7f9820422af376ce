"""The blocks of a document or annex, in order, with their numbers counted."""

from collections.abc import Iterator, Sequence

from khcn.outputs.official_documents.markup import PLAIN, Look, flat, paragraph, run, runs
from khcn.outputs.official_documents.model import (
    Article,
    Block,
    Bullet,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Text,
)
from khcn.outputs.official_documents.pictures import Media
from khcn.outputs.official_documents.tables import table
from khcn.outputs.official_documents.words import capitals, clean, ended, letter, roman

_SIGNS = {1: "-", 2: "+"}


class Writer:
    """Writes blocks one after the other; tables and pictures are counted through the whole document."""

    def __init__(self, media: Media) -> None:
        self._media = media
        self._tables = self._pictures = 0
        self._headings = [0, 0, 0]
        self._articles = 0

    def blocks(self, blocks: Sequence[Block], room: float, *, hold_last: bool = False) -> Iterator[str]:
        """Headings and articles are counted anew in each call: each annex begins at I.

        With `hold_last` the last line of text goes to the next page together with what follows it.
        """
        self._headings = [0, 0, 0]
        self._articles = 0
        last = len(blocks)
        for place, block in enumerate(blocks, start=1):
            yield from self._block(block, room, hold_last and place == last)

    def _block(self, block: Block, room: float, hold: bool) -> Iterator[str]:
        held = Look(keep_next=True, keep_lines=True) if hold else PLAIN
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield _paragraph(block, hold)
            case Article():
                yield self._article(block, held)
            case Bullet():
                yield paragraph("Bullet", run(f"{_SIGNS[block.level]} ") + runs(block.text), held)
            case Quote():
                yield from _quote(block)
            case PageBreak():
                yield flat(Look(page_break_before=True))
            case Picture():
                yield from self._picture(block, room)
            case Table():
                yield from table(block, room, self._caption(block))

    def _heading(self, block: Heading) -> str:
        number = self._number(block) if block.number is None else block.number
        text = capitals(block.text) if block.level == 1 else clean(block.text).strip()
        return paragraph(f"Heading{block.level}", run(f"{number} {text}".strip()))

    def _number(self, block: Heading) -> str:
        """I. 1. a), each level counted within the one above."""
        place = block.level - 1
        self._headings[place] += 1
        self._headings[place + 1 :] = [0] * (2 - place)
        count = self._headings[place]
        return (f"{roman(count)}.", f"{count}.", f"{letter(count)})")[place]

    def _article(self, block: Article, look: Look) -> str:
        self._articles += 1
        number = f"Điều {self._articles}." if block.number is None else block.number
        return paragraph("Article", run(f"{number} ", bold=True) + runs(block.text), look)

    def _picture(self, block: Picture, room: float) -> Iterator[str]:
        look = PLAIN if block.caption else Look(keep_next=False)
        yield paragraph("Picture", self._media.drawing(block, room), look)
        if block.caption:
            self._pictures += 1
            yield paragraph(
                "Caption", run(f"Hình {self._pictures}. {clean(block.caption)}"), Look(keep_next=False)
            )

    def _caption(self, block: Table) -> str:
        if not block.caption:
            return ""
        self._tables += 1
        return f"Bảng {self._tables}. {clean(block.caption)}"


def _paragraph(block: Paragraph, hold: bool) -> str:
    look = Look(
        keep_next=hold or block.keep_with_next,
        keep_lines=hold,
        first_line=None if block.indent else 0,
        align=None if block.align == "justify" else block.align,
    )
    return paragraph("BodyText", runs(block.text), PLAIN if look == PLAIN else look)


def _quote(block: Quote) -> Iterator[str]:
    yield paragraph("Quote", runs(block.text))
    if block.source:
        yield paragraph("Source", run(f"({clean(block.source)})"), Look(align="right"))


def end_marked(blocks: Sequence[Block], mark: str) -> tuple[Block, ...]:
    """The blocks with `./.` at the end of the last text, or on a line of its own after a table or picture."""
    if not blocks:
        return ()
    last = blocks[-1]
    if isinstance(last, Paragraph):
        closed: Block = Paragraph(_closed(last.text, mark), last.indent, last.align)
    elif isinstance(last, Bullet):
        closed = Bullet(_closed(last.text, mark), last.level)
    elif isinstance(last, Article):
        closed = Article(_closed(last.text, mark), last.number)
    else:
        return (*blocks, Paragraph(mark))
    return (*blocks[:-1], closed)


def _closed(text: Text, mark: str) -> Text:
    if isinstance(text, str):
        return ended(text, mark)
    *before, last = text
    return (*before, Run(ended(last.text, mark), last.bold, last.italic, last.superscript))
