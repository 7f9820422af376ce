"""The parts of a document that are not its body: tables, recipients with signature, footnotes."""

import re
from dataclasses import dataclass

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.prose import Line, Span, lines, overlaps, paragraphs, plain
from khcn.lib.plan_document.tables import Grid

RECIPIENTS = re.compile(r"nơi nhận\s*:?")
ANNEX_TITLE = re.compile(r"(?:phụ lục|phụ biểu)(?:\s+(?:số\s+)?(?:[ivx]+|\d{1,2}|[a-h]))?\s*[.:]?$")
CLOSING = re.compile(r"\./\.")
ATTACHED = re.compile(r"\(?\s*(?:ban hành\s+)?kèm theo\s")
ATTACHMENT_HEAD = re.compile(r"phụ lục|phụ biểu|biểu\s+(?:số\s+)?\d|danh mục|" + "|".join(vocabulary.KINDS))
MARKED_NOTE = re.compile(
    r"(?:\[\^?(\d{1,3})\]:?|([¹²³⁴⁵⁶⁷⁸⁹]+)|(\d{1,2})(?=(?:Năm|Giai đoạn|Tính đến|Theo|Nguồn|Hiện)\s))\s*"
)
NUMBERED_NOTE = re.compile(r"\(?(\d{1,2})[.)]?\s+")
NOTE_WORDS = re.compile(r"năm|giai đoạn|theo|nguồn|tính đến|đến|hiện|số liệu")
NOTE_OPENING = re.compile(
    r"năm|giai đoạn|tính đến|tính tới|đến (?:hết|năm|ngày|cuối)|hiện|số liệu|nguồn"
    r"|theo (?:số liệu|báo cáo|thống kê|niên giám|kết quả|quyết định|nghị quyết)"
)
SUPERSCRIPTS = {char: str(i) for i, char in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


@dataclass(frozen=True)
class Footnote:
    mark: str
    span: Span
    body: Span


@dataclass(frozen=True)
class Zones:
    tables: tuple[Span, ...]
    closings: tuple[Span, ...]
    footnotes: tuple[Footnote, ...]
    annexes: tuple[int, ...] = ()

    @property
    def excluded(self) -> list[Span]:
        """What is read neither as headings nor as sentences."""
        return [*self.tables, *self.closings, *(note.span for note in self.footnotes)]

    @property
    def ends(self) -> list[int]:
        """Where the text of a body ends."""
        starts = [start for start, _ in self.closings]
        return [*starts, *self.annexes, *(note.span[0] for note in self.footnotes[:1])]


def find_zones(text: str, grids: tuple[Grid, ...]) -> Zones:
    tables = tuple(grid.span for grid in grids)
    closings = tuple(find_closings(text, tables))
    notes = tuple(find_footnotes(text, tables, closings))
    return Zones(tables, closings, notes, tuple(find_annexes(text, tables)))


def find_annexes(text: str, tables: tuple[Span, ...]) -> list[int]:
    """Lines in capitals that say nothing but "PHỤ LỤC II": the body above them has ended."""
    words = plain(text)
    return [
        line.start
        for line in lines(text)
        if ANNEX_TITLE.match(words, line.start, line.end)
        and text[line.start : line.end].split()[0].isupper()
        and not overlaps(line.span, list(tables))
    ]


def find_closings(text: str, tables: tuple[Span, ...]) -> list[Span]:
    """From "Nơi nhận" to the title of what is attached, or to the end."""
    words = plain(text)
    every = lines(text)
    found: list[Span] = []
    for i, line in enumerate(every):
        if not RECIPIENTS.match(words, line.start) or (found and line.start < found[-1][1]):
            continue
        stop = next(
            (after.start for after in every[i + 1 :] if opens_attachment(text, words, after)), len(text)
        )
        starts = [start for start, _ in tables if line.end < start < stop]
        found.append((line.start, min([stop, *starts])))
    return found


def opens_attachment(text: str, words: str, line: Line) -> bool:
    if ATTACHMENT_HEAD.match(words, line.start) and text[line.start].isupper():
        return True
    title = text[line.start : line.end]
    if not title.isupper() or len(title.split()) < 4:
        return False
    return not any(word in words[line.start : line.end] for word in (*vocabulary.SIGNATURE_WORDS, "nhân dân"))


def find_footnotes(text: str, tables: tuple[Span, ...], closings: tuple[Span, ...]) -> list[Footnote]:
    """Lines with a footnote mark, and a numbered list after the end of the last table or body."""
    marked = [
        Footnote(mark_of(match), line.span, (match.end(), line.end))
        for line in lines(text)
        if (match := MARKED_NOTE.match(text, line.start, line.end))
        and text[line.start - 1 : line.start] != "\t"
        and NOTE_WORDS.search(plain(text), match.end(), min(line.end, match.end() + 60))
    ]
    return marked or trailing_notes(text, tables, closings)


def mark_of(match: re.Match[str]) -> str:
    return match[1] or match[3] or "".join(SUPERSCRIPTS[char] for char in match[2])


def trailing_notes(text: str, tables: tuple[Span, ...], closings: tuple[Span, ...]) -> list[Footnote]:
    floor = max([0, *(end for _, end in tables), *(start for start, _ in closings)])
    floor = max([floor, *(match.end() for match in CLOSING.finditer(text))])
    if not floor:
        return []
    notes: list[Footnote] = []
    for span in reversed(paragraphs(text, (floor, len(text)))):
        match = NUMBERED_NOTE.match(text, *span)
        if (
            not match
            or not NOTE_OPENING.match(plain(text), match.end())
            or (notes and int(match[1]) != int(notes[0].mark) - 1)
        ):
            break
        notes.insert(0, Footnote(match[1], span, (match.end(), span[1])))
    return notes if notes and notes[0].mark == "1" else []
