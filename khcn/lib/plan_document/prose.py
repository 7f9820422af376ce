"""Offsets-keeping reading of Vietnamese prose: lines, paragraphs, sentences, clauses."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

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
LABEL = re.compile(
    r"(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[A-HĐ])\s*[.)/\-]\s+(?![^\W\d_A-ZĐÀ-Ỹ])|[a-zđ]\)\s|(?:Điều|Chương|Phần|Mục)\s"
)
CUT_BEFORE_FIGURE = re.compile(r"\b(?:năm|tháng|ngày|quý|số)$")
FEWEST_WRAPPED, WIDEST = 20, 130
ABBREVIATION = re.compile(r"(?:\b[A-ZĐ]|\b(?:TP|TX|TT|PGS|TS|GS|ThS|KS|St|Nxb|NXB|Tr))\.$")


@lru_cache(maxsize=32)
def plain(text: str) -> str:
    """Lower case with one tone style and simple dashes; as long as `text`, so offsets agree.

    A hard line break inside a sentence reads as a blank.
    """
    low = text.translate(DASHES).lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(DASHES))
    return OLD_TONE.sub(lambda match: OLD_TONES[match[0]], unwrapped(text, low))


def unwrapped(text: str, low: str) -> str:
    """`low` with blanks for the line breaks that part no paragraphs."""
    every = lines(text)
    broken = [line.end for line, after in pairwise(every) if continues(text, line, after)]
    pieces, start = [], 0
    for end in broken:
        place = text.index("\n", end)
        pieces += [low[start:place], " "]
        start = place + 1
    return "".join([*pieces, low[start:]])


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


@lru_cache(maxsize=32)
def wrap_width(text: str) -> int | None:
    """The width at which the whole text was broken into lines; None for text with a line a paragraph."""
    lengths = [
        line.end - line.start for line in lines(text) if text[line.start] != "|" and not in_table(text, line)
    ]
    if len(lengths) < FEWEST_WRAPPED or max(lengths) > WIDEST:
        return None
    full = sum(length > 0.8 * max(lengths) for length in lengths)
    return max(lengths) if full * 4 > len(lengths) else None


def in_table(text: str, line: Line) -> bool:
    return text[max(0, line.start - 1)] == "\t" or "\t" in text[line.start : line.end]


def continues(text: str, line: Line, following: Line) -> bool:
    """Whether a hard line break inside a sentence parts the two lines."""
    if following.gap or in_table(text, following) or BULLET.match(text, following.start):
        return False
    if LABEL.match(text, following.start) or text[line.start] == "|" or text[following.start] == "|":
        return False
    if text[following.start].isdigit() and CUT_BEFORE_FIGURE.search(text, line.start, line.end):
        return True
    return text[following.start].islower() or filled(text, line, following)


def filled(text: str, line: Line, following: Line) -> bool:
    """Whether the line was broken because the next word had no room."""
    begin = trim(text, (text.rfind("\n", 0, line.start) + 1, line.end))[0]  # with the number of a heading
    width, length = wrap_width(text), line.end - begin
    if width is not None:
        word = text[following.start : following.end].split(None, 1)[0]
        return length + 1 + len(word) >= width
    first = text[following.start]
    return (
        60 <= length <= 120 and text[line.end - 1] not in ".;:!?…%)" and (first.isalnum() or first in '(“"')
    )


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
