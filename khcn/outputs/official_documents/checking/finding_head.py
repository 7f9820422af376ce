"""The letterhead: in a table, in text boxes, or in paragraphs with tabs between the two sides."""

from dataclasses import replace
from itertools import takewhile

from rapidfuzz import fuzz

from khcn.outputs.official_documents.checking import patterns
from khcn.outputs.official_documents.checking.anatomy import Head
from khcn.outputs.official_documents.checking.looks import Span
from khcn.outputs.official_documents.checking.story import Line, Story

_REACH = 45
_ALIKE = 86


def find_head(story: Story) -> tuple[Head, int]:
    """The letterhead, and the index of the first line after it."""
    near = [index for index, line in enumerate(story.lines) if not line.is_empty or line.rules][:_REACH]
    anchor = next((index for index in near if _token(story.lines[index])), None)
    head = Head(
        party=any(fuzz.ratio(story.lines[index].folded, patterns.PARTY) > _ALIKE for index in near[:12])
    )
    if anchor is None:
        return head, 0
    table = story.lines[anchor].cell
    if table is not None and table.columns >= 2:
        inside = [index for index in near if _in_table(story.lines[index], table.table)]
        inside = [
            index
            for index, line in enumerate(story.lines)
            if _in_table(line, table.table) and index <= inside[-1]
        ]
        after = inside[-1] + 1
        for index in inside:
            line = story.lines[index]
            side = head.left if line.cell is not None and line.cell.column == 0 else head.right
            side.append(line)
        after = _loose(story, head, near, after)
    else:
        after = _by_words(story, head, near)
    head.pictured = any(line.pictured for line in story.lines[:after])
    _assign(head)
    return head, after


def _in_table(line: Line, table: int) -> bool:
    return line.cell is not None and line.cell.table == table


def _token(line: Line) -> str:
    """Which sure mark of a letterhead the line has; for whole lines and for halves."""
    return next((found for piece in halves(line) if (found := token(piece.folded))), "")


def token(folded: str) -> str:
    if fuzz.ratio(folded, patterns.NATIONAL_NAME) > _ALIKE:
        return "national_name"
    if fuzz.ratio(folded, patterns.MOTTO) > _ALIKE or all(
        word in folded[:40] for word in patterns.MOTTO_WORDS
    ):
        return "motto"
    if len(folded) < 60 and patterns.NUMBER_LINE.match(folded):
        return "number"
    if (
        len(folded) < 90
        and patterns.DATE_LINE.search(folded)
        and not folded.startswith(("(", "can cu", "so"))
    ):
        return "place_date"
    return ""


def halves(line: Line) -> list[Line]:
    """The parts of a line that stand apart by tabs or many blanks; the line itself when there is one."""
    whole = "".join(span.text for span in line.spans)
    if line.cell is not None or not patterns.GAP.search(whole.strip()):
        return [line]
    parts: list[list[Span]] = [[]]
    for span in line.spans:
        pieces = patterns.GAP.split(span.text)
        for number, piece in enumerate(pieces):
            if number:
                parts.append([])
            if piece:
                parts[-1].append(Span(piece, span.letters))
    kept = [part for part in parts if "".join(span.text for span in part).strip()]
    return [
        replace(line, spans=part, rules=list(line.rules) if not number else [])
        for number, part in enumerate(kept)
    ]


def _loose(story: Story, head: Head, near: list[int], after: int) -> int:
    """Number and date may stand in a second table or in paragraphs under the first table."""
    known = {token(line.folded) for line in (*head.left, *head.right)}
    for index in (index for index in near if after <= index < after + 6):
        line = story.lines[index]
        told = {token(piece.folded) for piece in halves(line)} - {""}
        if not told or told & known:
            break
        _sort_line(head, line)
        after = index + 1
    return after


def _by_words(story: Story, head: Head, near: list[int]) -> int:
    """Without a table the words say on which side a piece stands."""
    head.placed = False
    marks = [index for index in near if _token(story.lines[index])]
    last = marks[0]
    for index in marks:
        if index - last > 8:
            break
        last = index
    for index, line in enumerate(story.lines[: last + 1]):
        if not line.is_empty or line.rules or line.spread.rule_above or line.spread.rule_below:
            _sort_line(head, line)
        if line.boxed or (len(halves(line)) == 1 and _token(line)):
            head.placed = head.placed or index == marks[0]
    following = last + 1
    while following < len(story.lines) and _more_subject(story.lines[following], head):
        _sort_line(head, story.lines[following])
        following += 1
    return following


def _more_subject(line: Line, head: Head) -> bool:
    return bool(patterns.LETTER_SUBJECT.match(line.folded)) and bool(head.left)


def _sort_line(head: Head, line: Line) -> None:
    pieces = halves(line)
    for number, piece in enumerate(pieces):
        kind = token(piece.folded)
        right = kind in ("national_name", "motto", "place_date") or (not kind and number > 0)
        if not kind and number == 0 and len(pieces) == 1 and (piece.is_rule or piece.is_empty):
            right = bool(head.right) and not head.left
        (head.right if right else head.left).append(piece)


def _assign(head: Head) -> None:
    for line in (*head.left, *head.right):
        kind = token(line.folded)
        if kind and getattr(head, kind) is None:
            setattr(head, kind, line)
    if head.number is None:
        head.number = next((one for one in head.left if patterns.BARE_NUMBER_LINE.match(one.folded)), None)
    _subject(head)
    names = []
    for line in head.left:
        if line is head.number or line in head.letter_subject:
            break
        if not line.is_empty and not line.is_rule and line.folded not in patterns.URGENCY:
            names.append(line)
    head.superior, head.issuer = split_names(names)


def _subject(head: Head) -> None:
    """`V/v …` under the number, with the lines it runs on."""
    start = next((n for n, line in enumerate(head.left) if patterns.LETTER_SUBJECT.match(line.folded)), None)
    if start is not None:
        below = [line for line in head.left[start:] if not line.is_empty and not line.is_rule]
        head.letter_subject = list(takewhile(lambda line: line.folded not in patterns.URGENCY, below))


def split_names(names: list[Line]) -> tuple[list[Line], list[Line]]:
    """Superior body and issuing body: by weight where it tells, else by the word a name begins with."""
    if len(names) < 2:
        return [], names
    bold = [line.share_bold() > 0.5 for line in names]
    if not bold[0] and bold[-1]:
        first = bold.index(True)
        return names[:first], names[first:]
    starts = [n for n, line in enumerate(names) if n and patterns.ORGANISATIONS.match(line.folded)]
    if starts and patterns.SUPERIORS.match(names[0].folded):
        return names[: starts[-1]], names[starts[-1] :]
    return [], names
