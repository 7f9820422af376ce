"""Charts of rows: a fluid track for a cell of the page, and all rows below each other for a file."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.utils.safestring import SafeString

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Drawing
from khcn.outputs.charts.marks import Line, text
from khcn.outputs.charts.picture import EMPTY, Row
from khcn.outputs.charts.svg import Node, el, render, wrapped

Thing = TypeVar("Thing")

_LEADING = 15.0


def track(marks: Iterable[Node], height: float) -> SafeString:
    """A drawing as wide as its cell; the words of the row tell the same, so readers skip it."""
    parts = tuple(marks)
    if not parts:
        return EMPTY
    return render(
        el(
            "svg",
            *parts,
            class_="chart-track",
            width="100%",
            height=height,
            aria_hidden="true",
            focusable="false",
        )
    )


def in_sheet(
    width: float,
    *,
    head: Callable[[Line], Iterable[Node]] | None,
    rows: Sequence[tuple[Row, Thing]],
    marks: Callable[[Thing, Line], Iterable[Node]],
    height: float,
    aside: bool = False,
) -> Drawing:
    """Names on the left, tracks in the middle, ratings on the right."""
    rated = aside or any(row.rating for row, _thing in rows)
    left, right = width * 0.4, (width * 0.17 if rated else 0.0)
    line = Line(width=width - left - right - 26, left=left + 8)
    parts: list[Node] = list(head(line)) if head else []
    y = (40.0 if aside else 24.0) if head else 4.0
    for row, thing in rows:
        drawn = list(marks(thing, line))
        names = _names(row, left, with_sentence=bool(drawn))
        block = max(height, _LEADING * len(names))
        parts += [_moved(y + 12 + _LEADING * index, node) for index, node in enumerate(names)]
        parts.append(_moved(y + (block - height) / 2, *drawn))
        parts += [
            *_instead(row, line, y, bool(drawn)),
            *_figure(row, line, y),
            *_rating(row, width - right, y),
        ]
        y += block + 10
        parts.append(el("line", x1=0, x2=width, y1=y - 4, y2=y - 4, stroke=palette.GRID))
    return Drawing(tuple(parts), y)


def _moved(y: float, *nodes: Node) -> Node:
    return el("g", *nodes, transform=f"translate(0 {y:.1f})")


def _small(words: str, x: str | float = 0, y: float = 0) -> Node:
    return text(words, x=x, y=y, size=11, fill=palette.MUTED)


def _names(row: Row, width: float, *, with_sentence: bool) -> list[Node]:
    lines = [text(words, x=0, y=0) for words in wrapped(row.label, width, palette.TEXT, 6)]
    told = [row.detail, row.sentence if with_sentence else ""]
    return lines + [_small(words) for part in told if part for words in wrapped(part, width, 11, 4)]


def _instead(row: Row, line: Line, y: float, drawn: bool) -> list[Node]:
    """The sentence of a row that has no drawing."""
    if drawn or not row.sentence:
        return []
    lines = wrapped(row.sentence, line.width or 0, 11, 4)
    return [_small(words, x=line.left, y=y + 12 + 14 * index) for index, words in enumerate(lines)]


def _figure(row: Row, line: Line, y: float) -> list[Node]:
    if not row.text:
        return []
    return [text(row.text, x=line.left + (line.width or 0) + 12, y=y + 15, size=11)]


def _rating(row: Row, x: float, y: float) -> list[Node]:
    if row.rating is None:
        return []
    ink, ground = palette.TONES[row.rating.tone]
    words = wrapped(str(row.rating.label), 90, 11, 2)
    return [
        el("rect", x=x, y=y + 2, width=16, height=16, fill=ground, stroke=ink, stroke_width=0.5),
        text(row.rating.letter, x=x + 8, y=y + 14, anchor="middle", fill=ink, font_weight=600),
        *(text(line, x=x + 21, y=y + 14 + 14 * index, size=11) for index, line in enumerate(words)),
    ]
