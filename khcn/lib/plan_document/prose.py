"""Offsets-keeping reading of Vietnamese prose: lines, paragraphs, sentences, clauses."""

import re
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]

DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " "})
OLD_TONES = {
    old: new
    for vowel, marked, pairs in (
        ("o", "òóỏõọ", (("a", "àáảãạ"), ("e", "èéẻẽẹ"))),
        ("u", "ùúủũụ", (("y", "ỳýỷỹỵ"),)),
    )
    for second, tones in pairs
    for old, new in ((vowel + tone, marked[i] + second) for i, tone in enumerate(tones))
}
OLD_TONE = re.compile(r"(?<!q)(?:" + "|".join(OLD_TONES) + r")(?![^\W\d_])")
BULLET = re.compile(r"[-+*•–◦▪●]\s+|[-–•](?=[^\W\d_])")
ABBREVIATION = re.compile(r"(?:\b[A-ZĐ]|\b(?:TP|TX|TT|PGS|TS|GS|ThS|KS|St|Nxb|NXB|Tr))\.$")


@lru_cache(maxsize=32)
def plain(text: str) -> str:
    """Lower case with one tone style and simple dashes; as long as `text`, so offsets agree."""
    low = text.translate(DASHES).lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(DASHES))
    return OLD_TONE.sub(lambda match: OLD_TONES[match[0]], low)


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def trim(text: str, span: Span) -> Span:
    """The same piece without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@dataclass(frozen=True)
class Line:
    """A line with words in it; `gap` says that a blank line stands before it."""

    start: int
    end: int
    gap: bool

    @property
    def span(self) -> Span:
        return self.start, self.end


def lines(text: str, within: Span | None = None) -> list[Line]:
    start, stop = within or (0, len(text))
    found: list[Line] = []
    gap = False
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        left, right = trim(text, (start, end))
        if left == right:
            gap = True
        else:
            found.append(Line(left, right, gap))
            gap = False
        start = end + 1
    return found


def continues(text: str, line: Line, following: Line) -> bool:
    """Whether a hard line break inside a sentence parts the two lines."""
    if following.gap:
        return False
    first = text[following.start]
    if BULLET.match(text, following.start):
        return False
    if first.islower():
        return not re.match(r"[a-zđ]\)\s", text[following.start : following.end])
    long = 60 <= line.end - line.start <= 120
    return long and text[line.end - 1] not in ".;:!?…%)" and (first.isalnum() or first in '(“"')


def paragraphs(text: str, within: Span) -> list[Span]:
    """Paragraphs with hard line breaks mended."""
    found: list[Span] = []
    last: Line | None = None
    for line in lines(text, within):
        if last is not None and continues(text, last, line):
            found[-1] = (found[-1][0], line.end)
        else:
            found.append(line.span)
        last = line
    return found


def sentences(text: str, within: Span) -> list[Span]:
    """Sentences of one paragraph."""
    start, end = within
    found: list[Span] = []
    for match in re.finditer(r"[.!?…]+[”\")]*\s+", text[start:end]):
        after = start + match.end()
        before = text[max(start, start + match.start() - 8) : start + match.start() + 1]
        if (
            after < end
            and (text[after].isupper() or text[after] in '“"-')
            and not ABBREVIATION.search(before)
        ):
            found.append((found[-1][1] if found else start, after))
    found.append((found[-1][1] if found else start, end))
    return [piece for piece in (trim(text, span) for span in found) if piece[0] < piece[1]]


def clauses(text: str, within: Span) -> list[Span]:
    """Pieces of a sentence between semicolons that stand outside brackets."""
    start, end = within
    found: list[Span] = []
    depth, left = 0, start
    for i in range(start, end):
        char = text[i]
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == ";" and depth == 0:
            found.append((left, i))
            left = i + 1
    found.append((left, end))
    return [piece for piece in (trim(text, span) for span in found) if piece[0] < piece[1]]


def overlaps(span: Span, spans: list[Span]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in spans)
