"""From lines of pages to paragraphs: running heads dropped, wrapped lines joined, tables continued."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from khcn.lib.intake.builder import RawCell
from khcn.lib.intake.labels import begins_item, join_wrapped
from khcn.lib.intake.pdf_layout import Block, Grid, Line
from khcn.lib.vn_text import fold

_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_NOTE = re.compile(r"(\d{1,3})[.)\]]?\s*(\D.*)", re.DOTALL)
_EDGE_LINES = 2


@dataclass(frozen=True)
class Measure:
    """How the body of the document is set: margins, type size, distance of lines, middle of the page."""

    left: float
    right: float
    size: float
    pitch: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def measure(pages: list[list[Block]]) -> Measure:
    """Taken from all lines, so that a single odd page does not shift the margins."""
    lines = [block for blocks in pages for block in blocks if isinstance(block, Line)]
    if not lines:
        return Measure(0, 0, 12, 16)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 0.6] or lines
    steps = [
        after.top - before.top
        for before, after in pairwise(body)
        if before.page == after.page and 0 < after.top - before.top < 3 * size
    ]
    starts, ends = sorted(line.x0 for line in body), sorted(line.x1 for line in body)
    return Measure(starts[len(starts) // 20], ends[-1 - len(ends) // 20], size, median(steps or [1.3 * size]))


def without_running_heads(pages: list[list[Block]], heights: list[float]) -> list[list[Block]]:
    """Pages without page numbers and without first and last lines that repeat on most pages."""
    counts: Counter[str] = Counter()
    for blocks in pages:
        counts.update({_pattern(blocks[index]) for index in _edge_places(blocks)})
    often = max(3, len(pages) // 2)
    repeated = {pattern for pattern, count in counts.items() if pattern and count >= often}
    return [
        [
            block
            for index, block in enumerate(blocks)
            if not (
                index in _edge_places(blocks) and (_pattern(block) in repeated or _is_number(block, height))
            )
        ]
        for blocks, height in zip(pages, heights, strict=True)
    ]


def _edge_places(blocks: list[Block]) -> set[int]:
    edge = {*range(_EDGE_LINES), *range(len(blocks) - _EDGE_LINES, len(blocks))}
    return {index for index in edge if 0 <= index < len(blocks) and isinstance(blocks[index], Line)}


def _pattern(block: Block) -> str:
    return re.sub(r"\d+", "#", fold(block.text)) if isinstance(block, Line) else ""


def _is_number(block: Block, height: float) -> bool:
    """A page number stands alone near the upper or lower edge."""
    if not isinstance(block, Line) or _PAGE_NUMBER.fullmatch(block.text) is None:
        return False
    return block.bottom < 0.13 * height or block.top > 0.87 * height


def split_notes(blocks: list[Block], body: Measure) -> tuple[list[Block], list[str]]:
    """The page without the notes at its foot, and these notes without their numbers."""
    start = len(blocks)
    while start and isinstance(line := blocks[start - 1], Line) and line.size < 0.93 * body.size:
        start -= 1
    notes: list[str] = []
    for index, block in enumerate(blocks[start:], start):
        if not isinstance(block, Line):
            continue
        match = _NOTE.fullmatch(block.text)
        if match is not None:
            notes.append(match[2])
        elif notes:
            notes[-1] += f" {block.text}"
        else:
            start = index + 1
    return blocks[:start], notes


def paragraphs(pages: list[list[Block]], body: Measure) -> Iterator[str | Grid]:
    """Paragraphs and tables in order; those that run over a page break are whole."""
    text = ""
    last: Line | None = None
    grid: Grid | None = None
    for block in (block for blocks in pages for block in blocks):
        if isinstance(block, Grid):
            if text:
                yield text
            text, last = "", None
            if grid is not None:
                joined = _continued(grid, block)
                if joined is not None:
                    grid = joined
                    continue
                yield grid
            grid = block
            continue
        if grid is not None:
            yield grid
            grid = None
        if last is None or starts_paragraph(last, block, body):
            if text:
                yield text
            text = block.text
        elif _is_centred(block, body) and _is_centred(last, body):
            text += f"\n{block.text}"
        else:
            text = join_wrapped(text, block.text)
        last = block
    if text:
        yield text
    if grid is not None:
        yield grid


def starts_paragraph(last: Line, line: Line, body: Measure) -> bool:
    """Careful: a wrong break can be joined by eye, a wrong joint hides an item of the plan."""
    if begins_item(line.text) or abs(line.size - last.size) > 1:
        return True
    same_page = line.page == last.page
    if same_page and line.top - last.top > 1.5 * body.pitch:
        return True
    if _is_centred(last, body) and _is_centred(line, body):
        return not same_page
    room = body.right - last.x1
    if _is_centred(line, body) and same_page:
        return room > line.first_word + 0.5 * line.size or last.text.endswith((".", ";", ":"))
    if room > line.first_word + 0.5 * line.size:
        return True
    indented = line.x0 > body.left + 0.8 * line.size
    last_indented = last.x0 > body.left + 0.8 * last.size
    return indented and (not last_indented or last.text.endswith((".", ";", ":")))


def _is_centred(line: Line, body: Measure) -> bool:
    margin = 1.5 * line.size
    off = abs((line.x0 + line.x1) / 2 - body.middle)
    return off < line.size and line.x0 > body.left + margin and line.x1 < body.right - margin


def _continued(grid: Grid, following: Grid) -> Grid | None:
    """Both as one table, when the second continues the first on the next page."""
    if grid.column_count != following.column_count or grid.page == following.page:
        return None
    repeated = 0
    for before, after in zip(grid.rows, following.rows, strict=False):
        if _texts(before) != _texts(after):
            break
        repeated += 1
    rows = following.rows[repeated:]
    same_rules = all(abs(a - b) <= 3 for a, b in zip(grid.edges, following.edges, strict=True))
    if not (repeated or same_rules or (rows and not rows[0][0].text)):
        return None
    if rows and not rows[0][0].text and len(rows[0]) == len(grid.rows[-1]):
        merged = [_merged(cell, more) for cell, more in zip(grid.rows[-1], rows[0], strict=True)]
        return replace(grid, rows=[*grid.rows[:-1], merged, *rows[1:]])
    return replace(grid, rows=[*grid.rows, *rows])


def _merged(cell: RawCell, more: RawCell) -> RawCell:
    both = join_wrapped(cell.text, more.text) if cell.text and more.text else cell.text or more.text
    return replace(cell, text=both)


def _texts(row: list[RawCell]) -> list[str]:
    return [fold(cell.text) for cell in row]
