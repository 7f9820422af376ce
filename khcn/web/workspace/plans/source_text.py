"""The official text cut into pieces for the page: anchors at headings, one marked span."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `anchor` is the section that begins here, `marked` the span asked for."""

    text: str
    anchor: str = ""
    marked: bool = False
    first: bool = False


def pieces(
    text: str, anchors: Mapping[int, str], start: int | None = None, end: int | None = None
) -> list[Piece]:
    """Cut at headings and at the span; a span outside the text marks nothing. Nothing is lost."""
    span = _span(text, start, end)
    cuts = sorted({0, len(text), *span, *(at for at in anchors if 0 <= at < len(text))})
    return [
        Piece(
            text[at:to],
            anchors.get(at, ""),
            bool(span) and span[0] <= at < span[1],
            bool(span) and at == span[0],
        )
        for at, to in pairwise(cuts)
    ]


def _span(text: str, start: int | None, end: int | None) -> tuple[int, ...]:
    if start is None or end is None or not 0 <= start < end <= len(text):
        return ()
    return (start, end)
