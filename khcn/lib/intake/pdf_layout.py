"""One PDF page as blocks from top to bottom: lines, ruled tables, and text in two columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page

from khcn.lib.intake.builder import RawCell
from khcn.lib.intake.labels import begins_item, join_wrapped
from khcn.lib.vn_text import fold

Word = dict[str, Any]

_GUTTER = 20.0
_MIN_GUTTER = 6.0
_MAX_EDGES = 6_000
_STAMP_CHARACTERS = 300


@dataclass(frozen=True)
class Line:
    """A line of text with its place on the page, in points from the top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int = 0
    first_word: float = 0.0


@dataclass(frozen=True)
class Grid:
    """A table of one page; `edges` are the places of its vertical rules."""

    rows: list[list[RawCell]]
    edges: tuple[float, ...]
    top: float
    page: int

    @property
    def column_count(self) -> int:
        return len(self.edges) - 1


Block = Line | Grid


def page_blocks(page: Page) -> list[Block]:
    """What stands on the page in reading order."""
    words = page.extract_words(extra_attrs=["size"], y_tolerance=2)
    grids: list[Grid] = []
    if 0 < len(page.edges) <= _MAX_EDGES:
        for table in page.find_tables():
            inside, outside = _split(words, table.bbox)
            grid = _grid(table.cells, inside, page.page_number)
            if grid is not None:
                grids.append(grid)
                words = outside
    groups = _lines(words)
    lines = [_line(group, page.page_number) for group in groups]
    head = 0.4 * float(page.height) if page.page_number == 1 else 0.0
    columns = _with_columns(groups, lines, float(page.width), head)
    return sorted([*columns, *grids], key=lambda block: block.top)


def is_scan(page: Page) -> bool:
    """An empty page, or one image over half the page with no more text than a stamp or a signature gives."""
    if not page.chars:
        return True
    area = page.width * page.height / 2
    images = [image for image in page.images if image["width"] * image["height"] > area]
    return bool(images) and len(page.chars) < _STAMP_CHARACTERS


def _split(words: list[Word], box: tuple[float, float, float, float]) -> tuple[list[Word], list[Word]]:
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        (inside if _is_in(word, box) else outside).append(word)
    return inside, outside


def _is_in(word: Word, box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


def _grid(boxes: list[tuple[float, float, float, float]], words: list[Word], page: int) -> Grid | None:
    """Cells with their extent; None for a frame around text, which is no table."""
    xs = _distinct(edge for box in boxes for edge in (box[0], box[2]))
    ys = _distinct(edge for box in boxes for edge in (box[1], box[3]))
    if len(xs) < 3 or not words:
        return None
    rows: list[list[RawCell]] = [[] for _ in ys[:-1]]
    for box in sorted(boxes, key=lambda box: (_place(ys, box[1]), box[0])):
        inside, words = _split(words, box)
        first, last = _place(ys, box[1]), _place(ys, box[3])
        columns = max(1, _place(xs, box[2]) - _place(xs, box[0]))
        rows[min(first, len(rows) - 1)].append(RawCell(_cell_text(inside), columns, max(1, last - first)))
    return Grid([row for row in rows if row], tuple(xs), ys[0], page)


def _distinct(edges: Iterable[float]) -> list[float]:
    """Edges in order, those nearer than three points taken as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > 3:
            found.append(edge)
    return found


def _place(edges: list[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))


def _cell_text(words: list[Word]) -> str:
    """Lines of a cell are wrapped ones, so they are joined unless one begins an item."""
    text = ""
    for group in _lines(words):
        line = _joined(group)
        text = f"{text}\n{line}" if begins_item(line) else join_wrapped(text, line)
    return text.strip()


def _lines(words: list[Word]) -> list[list[Word]]:
    """Words grouped by their base line, from top to bottom, each group from left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        last = groups[-1] if groups else []
        if last and word["bottom"] - last[0]["bottom"] <= 0.35 * word["size"]:
            last.append(word)
        else:
            groups.append([word])
    return [_without_marks(sorted(group, key=lambda word: word["x0"])) for group in _raised(groups)]


def _raised(groups: list[list[Word]]) -> Iterator[list[Word]]:
    """Put lines that hold only raised small figures (marks of notes) into the line they belong to."""
    waiting: list[Word] = []
    for index, group in enumerate(groups):
        following = groups[index + 1] if index + 1 < len(groups) else []
        if following and _is_mark(group, following):
            waiting += group
        else:
            yield [*waiting, *group]
            waiting = []


def _is_mark(group: list[Word], following: list[Word]) -> bool:
    size = max(word["size"] for word in following)
    small = all(word["text"].isdigit() and word["size"] < 0.8 * size for word in group)
    return small and group[0]["bottom"] > min(word["top"] for word in following)


def _without_marks(words: list[Word]) -> list[Word]:
    """Leave out raised references to notes, but not the exponent of a unit nor a note's own number."""
    size = max(word["size"] for word in words)
    base = max(word["bottom"] for word in words if word["size"] == size)
    kept: list[Word] = []
    for word in words:
        raised = word["size"] < 0.8 * size and word["bottom"] < base - 0.1 * size
        unit = bool(kept) and fold(kept[-1]["text"]).endswith(("m", "10"))
        if kept and raised and word["text"].isdigit() and not unit:
            kept[-1] = {**kept[-1], "x1": word["x1"]}
        else:
            kept.append(word)
    return kept


def _joined(words: list[Word]) -> str:
    text = words[0]["text"]
    for before, word in pairwise(words):
        text += (" " if word["x0"] - before["x1"] > 0.1 * word["size"] else "") + word["text"]
    return str(text)


def _line(words: list[Word], page: int) -> Line:
    sizes = sorted(word["size"] for word in words for _ in word["text"])
    first = words[0]
    return Line(
        text=_joined(words),
        x0=first["x0"],
        x1=max(word["x1"] for word in words),
        top=min(word["top"] for word in words),
        bottom=max(word["bottom"] for word in words),
        size=round(sizes[len(sizes) // 2], 1),
        page=page,
        first_word=first["x1"] - first["x0"],
    )


def _with_columns(groups: list[list[Word]], lines: list[Line], width: float, head: float) -> Iterator[Block]:
    """Lines; letterhead (above `head`) and signature, which stand in two columns, as grids of one row."""
    index = 0
    while index < len(groups):
        signature = "noi nhan" in fold(lines[index].text)
        end, gutter = (index, None)
        if signature or lines[index].top < head:
            end, gutter = _column_block(groups, index, width, signature)
        if gutter is None:
            yield lines[index]
            index += 1
            continue
        middle = (gutter[0] + gutter[1]) / 2
        sides = [
            [[word for word in group if (word["x0"] < middle) == left] for group in groups[index:end]]
            for left in (True, False)
        ]
        cells = [RawCell("\n".join(_joined(part) for part in side if part)) for side in sides]
        yield Grid([cells], (0.0, middle, width), lines[index].top, lines[index].page)
        index = end


def _column_block(
    groups: list[list[Word]], start: int, width: float, is_signature: bool
) -> tuple[int, tuple[float, float] | None]:
    """Where the two-column block that begins here ends, and the blank strip between the columns."""
    gutter = _gutter(groups[start], width)
    if gutter is None:
        return start, None
    split, end = 1, start + 1
    column_middle = (gutter[1] + groups[start][-1]["x1"]) / 2
    for index in range(start + 1, len(groups)):
        narrowed = _narrowed(gutter, groups[index], width)
        if narrowed is None:
            break
        gutter = narrowed
        first, last = groups[index][0]["x0"], groups[index][-1]["x1"]
        middle = (first + last) / 2
        is_split = first < gutter[0] + _MIN_GUTTER and last > gutter[1] - _MIN_GUTTER
        in_right_column = abs(middle - column_middle) < abs(middle - width / 2)
        split += is_split
        if is_split or is_signature or (first >= gutter[1] and in_right_column):
            end = index + 1
    return (end, gutter) if split >= 2 or is_signature else (start, None)


def _narrowed(gutter: tuple[float, float], words: list[Word], width: float) -> tuple[float, float] | None:
    """The strip that stays blank with this line added; None when the line runs across it."""
    first, last = words[0]["x0"], words[-1]["x1"]
    if last <= gutter[1] - _MIN_GUTTER:
        return max(gutter[0], last), gutter[1]
    if first >= gutter[0] + _MIN_GUTTER:
        return gutter[0], min(gutter[1], first)
    other = _gutter(words, width)
    common = None if other is None else (max(gutter[0], other[0]), min(gutter[1], other[1]))
    return common if common is not None and common[1] - common[0] >= _MIN_GUTTER else None


def _gutter(words: list[Word], width: float) -> tuple[float, float] | None:
    """The widest gap of a line, when it is wide and near the middle of the page."""
    gaps = [(before["x1"], word["x0"]) for before, word in pairwise(words)]
    wide = [gap for gap in gaps if gap[1] - gap[0] >= _GUTTER and 0.2 < sum(gap) / 2 / width < 0.8]
    return max(wide, key=lambda gap: gap[1] - gap[0], default=None)


def renamed(block: Block, convert: Any) -> Block:
    """The block with every text passed through `convert`."""
    if isinstance(block, Line):
        return replace(block, text=convert(block.text))
    rows = [[replace(cell, text=convert(cell.text)) for cell in row] for row in block.rows]
    return replace(block, rows=rows)
