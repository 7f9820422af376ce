"""The tree of numbered headings: PHẦN, CHƯƠNG, A., I., Điều 1., 1., 1.1., a)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khcn.lib.plan_document.model import Section, Span
from khcn.lib.plan_document.parties import party_kind
from khcn.lib.plan_document.prose import (
    ABBREVIATION,
    Line,
    continues,
    lines,
    overlaps,
    squeeze,
    trim,
    wrap_width,
)

PART, CHAPTER, LETTER, ROMAN, ARTICLE, ROMAN_IN_ARTICLE, NUMBER, SMALL_LETTER = 0, 10, 20, 30, 40, 45, 50, 60
LONG_TITLE = 160
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")

NAMED = re.compile(r"(phần|chương|mục|điều)\s+(?:thứ\s+(\w+)|([ivxlc]+|\d{1,3})\b)\s*[.:/\-–]?\s*", re.I)
ROMAN_HEAD = re.compile(r"([IVXLC]{1,6})\s*[./\-–)]\s*(?=\S)")
LETTER_HEAD = re.compile(r"([A-HĐ])\s*[./\-–)]\s+(?=\S)")
DOTTED_HEAD = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s?[./)\-–]?\s+(?=\S)")
NUMBER_HEAD = re.compile(r"(\d{1,2})\s*[./)\-–]\s+(?=\S)")
RUNS_ON = re.compile(r"(?<=[\w)])[:.]\s+")
SMALL_HEAD = re.compile(r"([a-zđ])\s*[)]\s*(?=\S)")


@dataclass(frozen=True)
class Label:
    rank: int
    label: str
    ordinal: int
    length: int


def roman(text: str) -> int:
    """Value of a Roman numeral; 0 when it is written in a way nobody writes."""
    values = [ROMAN_VALUES[char] for char in text.upper()]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return total if 0 < total < 60 else 0


def named_label(match: re.Match[str]) -> Label | None:
    word, ordinal_word, figure = match[1], match[2], match[3]
    if ordinal_word:
        ordinal = ORDINALS.index(ordinal_word.lower()) + 1 if ordinal_word.lower() in ORDINALS else 0
    else:
        ordinal = int(figure) if figure.isdigit() else roman(figure)
    ranks = {"phần": PART, "chương": CHAPTER, "mục": ROMAN, "điều": ARTICLE}
    rank = ranks[word.lower()]
    if rank in (ROMAN, ARTICLE) and not re.search(r"[.:]\s*$", match[0]):
        return None
    label = f"{word.capitalize()} {'thứ ' + ordinal_word.lower() if ordinal_word else figure.upper()}"
    return Label(rank, label, ordinal, match.end()) if ordinal else None


def read_label(line: str) -> Label | None:
    """The official number at the start of a line, when the line can be a heading."""
    if match := NAMED.match(line):
        return named_label(match) if match[1][0].isupper() else None
    if (match := ROMAN_HEAD.match(line)) and roman(match[1]) and title_case(line, match.end()):
        return Label(ROMAN, match[1], roman(match[1]), match.end())
    if (match := LETTER_HEAD.match(line)) and title_case(line, match.end()):
        return Label(LETTER, match[1], "ABCDĐEFGH".index(match[1]) + 1, match.end())
    if (match := DOTTED_HEAD.match(line)) and title_case(line, match.end()):
        parts = match[1].split(".")
        return Label(NUMBER + len(parts) - 1, match[1], int(parts[-1]), match.end())
    if (match := NUMBER_HEAD.match(line)) and title_case(line, match.end()):
        return Label(NUMBER, str(int(match[1])), int(match[1]), match.end())
    if match := SMALL_HEAD.match(line):
        return Label(SMALL_LETTER, match[1] + ")", "abcdđeghiklmnopqrstuvxy".find(match[1]) + 1, match.end())
    return None


def title_case(line: str, start: int) -> bool:
    return line[start].isupper() or line[start] in '“"('


class Tree:
    """The open headings while reading downwards, and what number may come next."""

    def __init__(self) -> None:
        self.open: list[tuple[Label, str]] = []
        self.last: dict[int, int] = {}
        self.attachment = 0
        self.seen: set[str] = set()

    def accepts(self, label: Label) -> bool:
        last = self.last.get(label.rank)
        if label.rank > NUMBER and label.rank < SMALL_LETTER and not self.fits_parent(label):
            return False
        if last is None or label.ordinal == 1:
            return label.ordinal == 1 or label.rank <= ROMAN_IN_ARTICLE
        return last < label.ordinal <= last + 2

    def fits_parent(self, label: Label) -> bool:
        parents = [item.label for item, _ in self.open if NUMBER <= item.rank < label.rank]
        return not parents or label.label.startswith(parents[-1] + ".")

    def placed(self, label: Label) -> Label:
        """Roman numbers stand above articles, but below the article that lays down a whole plan."""
        open_ranks = {item.rank for item, _ in self.open}
        inside = label.rank == ROMAN and ARTICLE in open_ranks and ROMAN not in open_ranks
        return (
            replace(label, rank=ROMAN_IN_ARTICLE) if inside and not label.label.startswith("Mục") else label
        )

    def begin_attachment(self) -> None:
        """Behind recipients and signature another document begins."""
        self.open, self.last = [], {}

    def push(self, label: Label) -> str:
        self.open = [item for item in self.open if item[0].rank < label.rank]
        self.last = {rank: n for rank, n in self.last.items() if rank <= label.rank}
        self.last[label.rank] = label.ordinal
        path = self.path(label)
        if path in self.seen and label.rank <= ROMAN and label.ordinal == 1:
            self.attachment += 1
            self.open = []
            path = self.path(label)
        while path in self.seen:
            path += "'"
        self.seen.add(path)
        self.open.append((label, path))
        return path

    def path(self, label: Label) -> str:
        """The parent's path and the label; "1.1" already holds the number of the heading above it."""
        dotted = NUMBER < label.rank < SMALL_LETTER
        above = [path for item, path in self.open if not (dotted and item.rank >= NUMBER)]
        start = above[-1] if above else f"PL{self.attachment}" if self.attachment else ""
        return f"{start}.{label.label.rstrip(')')}".lstrip(".")


def heading_lines(text: str, excluded: list[Span]) -> Iterator[tuple[Line, Label, list[Line]]]:
    every = [line for line in lines(text) if not overlaps(line.span, excluded)]
    for i, line in enumerate(every):
        label = read_label(text[line.start : line.end])
        if label is not None:
            yield line, label, every[i + 1 : i + 4]


def shorten(title: str) -> str:
    """A heading that runs on into its text ends where the text begins, a long one at its first stop."""
    title = heading_part(title)
    if len(title) <= LONG_TITLE:
        return title
    stops = [m.start() for m in re.finditer(r"[.:;]\s", title[:LONG_TITLE])]
    return title[: stops[0]] if stops else title[:LONG_TITLE].rsplit(" ", 1)[0]


def heading_part(title: str) -> str:
    """ "Sở A: theo dõi …" and "Mục đích. Cụ thể hóa …" without the sentence; "Mục tiêu: đến năm 2030" is whole."""
    if title.endswith(":"):
        return title
    for stop in RUNS_ON.finditer(title):
        before, after = title[: stop.start()], title[stop.end() :].lstrip('“"(')
        sentence = after[:1].isupper() and not ABBREVIATION.search(before + ".")
        if sentence or (stop[0].startswith(":") and party_kind(before) != "text"):
            return before
    return title


def read_title(text: str, line: Line, label: Label, following: list[Line]) -> str:
    title = text[line.start + label.length : line.end]
    last = line
    for after in following:
        words = text[after.start : after.end]
        if (title and not title_goes_on(text, last, after)) or read_label(words):
            break
        if not title and label.rank > CHAPTER:
            break
        title, last = f"{title} {words}".strip(), after
    return shorten(squeeze(title))


@dataclass(frozen=True)
class Head:
    """A heading in its place in the tree, before it is known where its text ends."""

    line: Line
    label: Label
    path: str
    title: str
    ancestors: tuple[str, ...]

    @property
    def start(self) -> int:
        return self.line.start + self.label.length


def title_goes_on(text: str, line: Line, after: Line) -> bool:
    """Capitals under capitals, a small letter, or a line without room for the next word."""
    title, words = text[line.start : line.end], text[after.start : after.end]
    if after.gap or len(title) > LONG_TITLE:
        return False
    wrapped = wrap_width(text) is not None or words[0].islower()
    return (title.isupper() and words.isupper()) or (wrapped and continues(text, line, after))


def parse_sections(text: str, excluded: list[Span], ends: list[int]) -> tuple[Section, ...]:
    """Sections in reading order; each reaches to the next heading of its level or an end of a body."""
    heads = place_heads(text, excluded, ends)
    made: list[Section] = []
    for i, head in enumerate(heads):
        stop = section_end(i, heads, text, ends)
        after = heads[i + 1].line.start if i + 1 < len(heads) else stop
        made.append(
            Section(
                head.path,
                head.label.label,
                head.title,
                len(head.ancestors) + 1,
                (head.line.start, stop),
                (head.start, stop),
                trim(text, (head.start, min(stop, after))),
                head.ancestors,
            )
        )
    return tuple(made)


def place_heads(text: str, excluded: list[Span], ends: list[int]) -> list[Head]:
    tree = Tree()
    heads: list[Head] = []
    borders = sorted(ends)
    for line, found, following in heading_lines(text, excluded):
        while borders and line.start > borders[0]:
            tree.begin_attachment()
            borders.pop(0)
        label = tree.placed(found)
        if tree.accepts(label):
            path = tree.push(label)
            ancestors = tuple(parent for _, parent in tree.open[:-1])
            heads.append(Head(line, label, path, read_title(text, line, label, following), ancestors))
    return heads


def section_end(index: int, heads: list[Head], text: str, ends: list[int]) -> int:
    head = heads[index]
    after = [len(text), *(end for end in ends if end > head.line.end)]
    for place in range(index + 1, len(heads)):
        if heads[place].label.rank <= head.label.rank:
            after.append(heads[place].line.start)
            break
    return max(head.line.end, trim(text, (head.line.start, min(after)))[1])
