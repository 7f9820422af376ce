"""The source beside the items: an excerpt around the chosen sentence, or the whole text."""

from collections.abc import Iterable
from dataclasses import dataclass

AROUND = 30


@dataclass(frozen=True)
class Span:
    """An item's sentence: the id of its mark, and where it stands."""

    anchor: str
    start: int
    end: int
    chosen: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with an anchor it is marked."""

    text: str
    anchor: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Excerpt:
    pieces: list[Piece]
    first_line: int
    last_line: int
    whole: bool


def excerpt(
    text: str, spans: Iterable[Span], *, whole: bool = False, above: int = AROUND, below: int = AROUND
) -> Excerpt:
    """Some lines around the chosen sentence (else around the first one), with every sentence marked.

    Where sentences overlap only one can be marked: the chosen one, else the one that begins first.
    """
    ordered = sorted(spans, key=lambda span: (not span.chosen, span.start, span.end))
    start, end = (
        (0, len(text)) if whole or not text else _window(text, ordered[0] if ordered else None, above, below)
    )
    marked = _apart([span for span in ordered if start <= span.start < span.end <= end])
    return Excerpt(
        list(_cut(text, start, end, marked)),
        text.count("\n", 0, start) + 1,
        text.count("\n", 0, end) + 1,
        start == 0 and end == len(text),
    )


def _window(text: str, middle: Span | None, above: int, below: int) -> tuple[int, int]:
    start = end = middle.start if middle else 0
    end = max(end, middle.end if middle else 0)
    for _line in range(above + 1):
        start = text.rfind("\n", 0, start)
        if start < 0:
            break
    for _line in range(below):
        end = text.find("\n", end + 1)
        if end < 0:
            break
    return max(start + 1, 0), len(text) if end < 0 else end


def _apart(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _cut(text: str, start: int, end: int, marked: list[Span]) -> Iterable[Piece]:
    at = start
    for span in marked:
        if at < span.start:
            yield Piece(text[at : span.start])
        yield Piece(text[span.start : span.end], span.anchor, span.chosen)
        at = span.end
    if at < end:
        yield Piece(text[at:end])
