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
    line = Line(width=width - left - right - 16, left=left + 8)
    parts: list[Node] = list(head(line)) if head else []
    y = (40.0 if aside else 24.0) if head else 4.0
    for row, thing in rows:
        names = _names(row, left)
        block = max(height, _LEADING * len(names)) + 10
        parts += [
            el("g", node, transform=f"translate(0 {y + 12 + _LEADING * index:.1f})")
            for index, node in enumerate(names)
        ]
        drawn = list(marks(thing, line))
        parts.append(el("g", *drawn, transform=f"translate(0 {y + (block - 10 - height) / 2:.1f})"))
        parts += _aside(row, line, width - right, y, bool(drawn))
        y += block
        parts.append(el("line", x1=0, x2=width, y1=y - 4, y2=y - 4, stroke=palette.GRID))
    return Drawing(tuple(parts), y)


def _names(row: Row, width: float) -> list[Node]:
    lines = [text(words, x=0, y=0) for words in wrapped(row.label, width, palette.TEXT, 4)]
    lines += [
        text(words, x=0, y=0, size=11, fill=palette.MUTED)
        for words in wrapped(row.detail, width, 11, 3)
        if words
    ]
    return lines


def _aside(row: Row, line: Line, right: float, y: float, drawn: bool) -> list[Node]:
    parts = []
    if row.sentence and not drawn:
        width = line.width or 0
        for index, words in enumerate(wrapped(row.sentence, width, 11, 3)):
            parts.append(text(words, x=line.left, y=y + 12 + 14 * index, size=11, fill=palette.MUTED))
    if row.text:
        parts.append(text(row.text, x=line.left + (line.width or 0) + 12, y=y + 14, size=11))
    if row.rating:
        ink, ground = palette.TONES[row.rating.tone]
        parts.append(
            el("rect", x=right, y=y + 2, width=16, height=16, fill=ground, stroke=ink, stroke_width=0.5)
        )
        parts.append(
            text(row.rating.letter, x=right + 8, y=y + 14, anchor="middle", fill=ink, font_weight=600)
        )
        for index, words in enumerate(wrapped(str(row.rating.label), 90, 11, 2)):
            parts.append(text(words, x=right + 21, y=y + 14 + 14 * index, size=11))
    return parts
