"""Everything below the letterhead: kind and subject, addressees, legal bases, text, closing, annexes."""

from khcn.lib.vn_text import fold
from khcn.outputs.official_documents.checking import patterns
from khcn.outputs.official_documents.checking.anatomy import Anatomy, Annex, Closing
from khcn.outputs.official_documents.checking.finding_head import find_head, halves
from khcn.outputs.official_documents.checking.story import Line, Story
from khcn.outputs.official_documents.layout import Layout

_SHORT = 80
_MOST_SIGNING = 14


def dissect(story: Story, layout: Layout) -> Anatomy:
    """The parts of the document; nothing is guessed that the words do not show."""
    head, after = find_head(story)
    rest = story.lines[after:]
    whole = Anatomy(story, head)
    closing_at, closing_end = _closing(whole, rest)
    annex_at = _annexes(whole, rest, closing_end)
    end = min(closing_at, annex_at)
    whole.main = rest[:end]
    start = _title(whole, rest[:end], layout)
    start = _addressees(whole, rest[:end], start)
    start = _bases(whole, rest[:end], start)
    whole.body = [line for line in rest[start:end] if line.cell is None and not line.boxed]
    return whole


def _title(whole: Anatomy, lines: list[Line], layout: Layout) -> int:
    """Kind of document and its subject; gives the index of what follows."""
    place = next(
        (n for n, line in enumerate(lines) if not line.is_empty and not line.is_rule and not line.boxed), None
    )
    while place is not None and lines[place].folded in patterns.URGENCY:
        place = next((n for n in range(place + 1, len(lines)) if not lines[n].is_empty), None)
    if place is None or whole.head.letter_subject:
        return 0
    line = lines[place]
    letters = _kind_letters(line.folded, layout)
    titled = line.is_upper and line.spread.align == "center" and len(line.text) < 120
    if not (letters or titled) or line.folded.startswith((patterns.ADDRESSEES, "phu luc")):
        return 0
    whole.kind, whole.kind_letters = line, letters
    return _subject(whole, lines, place + 1)


def _kind_letters(folded: str, layout: Layout) -> str:
    """The abbreviation of a line that is the name of a kind, `KH` for `KẾ HOẠCH`."""
    return next((letters for letters, name in layout.kinds.items() if fold(name) == folded), "")


def _subject(whole: Anatomy, lines: list[Line], start: int) -> int:
    """Lines under the kind up to a rule, a gap, or text of another look."""
    place = start
    while place < len(lines):
        line = lines[place]
        if line.is_empty or line.is_rule:
            if whole.subject or line.is_rule:
                break
            place += 1
            continue
        if _begins_text(line) or not _goes_on(whole.subject, line):
            break
        whole.subject.append(line)
        place += 1
        if _has_rule(line):
            break
    stop = next(
        (n for n in range(place, len(lines)) if not lines[n].is_empty and not lines[n].is_rule), len(lines)
    )
    whole.subject_zone = lines[start:stop]
    return place


def _goes_on(subject: list[Line], line: Line) -> bool:
    if line.cell is not None or (line.is_upper and subject):
        return False
    if subject:
        return (
            line.spread.align == subject[0].spread.align == "center"
            and abs(line.share_bold() - subject[0].share_bold()) < 0.5
        )
    return line.spread.align == "center" or line.share_bold() > 0.5


def _has_rule(line: Line) -> bool:
    return bool(line.rules) or line.spread.rule_below


def _begins_text(line: Line) -> bool:
    folded = line.folded
    return bool(
        folded.startswith(patterns.ADDRESSEES)
        or patterns.LEGAL_BASIS.match(folded)
        or patterns.ARTICLE.match(folded)
        or patterns.ROMAN.match(line.text)
        or patterns.CLAUSE.match(line.text)
    )


def _addressees(whole: Anatomy, lines: list[Line], start: int) -> int:
    """`Kính gửi:` and the lines of its list, in paragraphs or in a table."""
    near = [n for n in range(start, len(lines)) if not lines[n].is_empty][:4]
    place = next((n for n in near if lines[n].folded.startswith(patterns.ADDRESSEES)), None)
    if place is None:
        return start
    table = lines[place].cell
    end = place + 1
    if table is not None:
        while end < len(lines) and (cell := lines[end].cell) is not None and cell.table == table.table:
            end += 1
    else:
        while end < len(lines) and patterns.BULLET.match(lines[end].text):
            end += 1
    whole.addressees = [line for line in lines[place:end] if not line.is_empty]
    return end


def _bases(whole: Anatomy, lines: list[Line], start: int) -> int:
    """The legal bases before the text: several in a row, or one that ends with a semicolon."""
    found: list[int] = []
    for n in range(start, len(lines)):
        line = lines[n]
        if line.is_empty or line.is_rule or (not found and line.is_upper and line.spread.align == "center"):
            continue
        if line.cell is not None or not patterns.LEGAL_BASIS.match(line.folded):
            break
        if line.text.endswith(":"):
            break
        found.append(n)
    ended = [lines[n].text.endswith(";") for n in found]
    if len(found) < 2 and not any(ended) and whole.kind_letters not in ("QĐ", "NQ"):
        return start
    whole.bases = [lines[n] for n in found]
    return found[-1] + 1 if found else start


def _closing(whole: Anatomy, lines: list[Line]) -> tuple[int, int]:
    """Where the closing begins and ends; both ends lie behind the last line when there is none."""
    label = next((n for n, line in enumerate(lines) if _is_label(line)), None)
    place = label if label is not None else _last_signing(lines)
    if place is None:
        return len(lines), len(lines)
    if lines[place].cell is not None:
        start, end = _closing_table(whole.closing, lines, place, labelled=label is not None)
        if whole.closing.signing or label is None:
            return start, end
        return _signing_beside(whole.closing, lines, start, end)
    if label is not None:
        place = _first_signing_near(lines, label)
    return _closing_lines(whole.closing, lines, place)


def _is_label(line: Line) -> bool:
    first = halves(line)[0]
    return first.folded.startswith(patterns.RECIPIENTS) and len(first.text) < 20


def _signs(line: Line) -> bool:
    last = halves(line)[-1]
    return len(last.text) < _SHORT and last.is_upper and patterns.SIGNING.match(last.folded) is not None


def _last_signing(lines: list[Line]) -> int | None:
    """Without `Nơi nhận`: the last run of lines that name right and office."""
    found = [n for n, line in enumerate(lines) if _signs(line)]
    if not found:
        return None
    place = found[-1]
    while place - 1 in found:
        place -= 1
    return place


def _first_signing_near(lines: list[Line], label: int) -> int:
    """The signer may stand above the recipients; only names and blanks may lie between."""
    place = label
    for n in range(label - 1, max(-1, label - _MOST_SIGNING - 1), -1):
        line = lines[n]
        if line.cell is not None or len(line.text) > _SHORT or line.spread.align == "justify":
            break
        if _signs(line):
            place = n
    return place


def _closing_table(closing: Closing, lines: list[Line], place: int, *, labelled: bool) -> tuple[int, int]:
    """A table without lines: recipients in one cell, signers in the others beside or above it."""
    own = lines[place].cell
    assert own is not None
    inside = [n for n, line in enumerate(lines) if line.cell is not None and line.cell.table == own.table]
    above = [n for n in inside if (here := lines[n].cell) is not None and here.row < own.row]
    if not any(_signs(lines[n]) for n in above):
        inside = [n for n in inside if n not in above]
    sides: dict[int, list[Line]] = {}
    for n in inside:
        here, line = lines[n].cell, lines[n]
        if here is None or line.is_empty or line.is_rule:
            continue
        if labelled and n == place:
            closing.label = line
        elif labelled and here.row >= own.row and here.column == own.column:
            closing.recipients.append(line)
        else:
            sides.setdefault(here.column, []).append(line)
    closing.signing = list(sides.values())
    return inside[0], inside[-1] + 1


def _signing_beside(closing: Closing, lines: list[Line], start: int, end: int) -> tuple[int, int]:
    """Minutes have the signers in a table of their own, above or below the recipients."""
    near = [
        n
        for n in (*range(start - 1, max(-1, start - 30), -1), *range(end, min(len(lines), end + 30)))
        if _signs(lines[n])
    ]
    place = next((n for n in near if lines[n].cell is not None), None)
    if place is None:
        return start, end
    aside = Closing()
    first, last = _closing_table(aside, lines, place, labelled=False)
    closing.signing = aside.signing
    return min(first, start), max(last, end)


def _closing_lines(closing: Closing, lines: list[Line], place: int) -> tuple[int, int]:
    """Closing in paragraphs: halves of a line, or signer and recipients one after another."""
    side: list[Line] = []
    end, named = place, False
    for n in range(place, min(len(lines), place + 40)):
        line = lines[n]
        if line.cell is not None or (line.new_page and n > place):
            break
        for half in halves(line) if not line.is_empty and not line.is_rule else []:
            if half.folded.startswith(patterns.RECIPIENTS):
                closing.label, closing.placed = half, len(halves(line)) == 1
            elif closing.label is not None and patterns.BULLET.match(half.text):
                closing.recipients.append(half)
            elif not named:
                side.append(half)
                named = not half.is_upper and not half.text.startswith("(") and half.folded != "da ky"
            else:
                continue
            end = n + 1
    closing.signing = [side] if side else []
    return place, end


def _annexes(whole: Anatomy, lines: list[Line], after: int) -> int:
    """Annexes begin a page with the word `Phụ lục`; gives the index of the first one."""
    starts = [
        n for n, line in enumerate(lines) if _is_annex(lines, n, after, signed=bool(whole.closing.signing))
    ]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        whole.annexes.append(_annex(lines[start:end]))
    return starts[0] if starts else len(lines)


def _is_annex(lines: list[Line], n: int, after: int, *, signed: bool) -> bool:
    line = lines[n]
    match = patterns.ANNEX.match(line.folded)
    if match is None or len(line.text) > 160 or (match["rest"] and not match[1]):
        return False
    if signed and n < after:
        return False
    fresh = line.new_page or any(one.new_page for one in lines[max(0, n - 2) : n] if one.is_empty)
    return fresh or (signed and line.spread.align == "center") or (signed and line.cell is not None)


def _annex(lines: list[Line]) -> Annex:
    match = patterns.ANNEX.match(lines[0].folded)
    annex = Annex(lines[0], (match[3] or "") if match else "", lines=lines)
    for line in lines[1:]:
        if line.is_empty:
            continue
        if line.is_rule or line.cell is not None:
            break
        if patterns.ANNEX_NOTE.match(line.folded) or (
            annex.note and annex.note[-1].text.count("(") > annex.note[-1].text.count(")")
        ):
            annex.note.append(line)
        elif annex.note or len(line.text) > 250 or not (line.is_upper or line.spread.align == "center"):
            break
        else:
            annex.title.append(line)
    return annex
