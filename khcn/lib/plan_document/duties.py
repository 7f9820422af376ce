"""Who has to do what: one group a heading under "Tổ chức thực hiện", or a line "Sở A: …" there."""

import re
from dataclasses import dataclass

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.model import Duty, Section, Span, Unparsed
from khcn.lib.plan_document.parties import FIELD, merge_names, split_parties
from khcn.lib.plan_document.prose import BULLET, lines, overlaps, paragraphs, plain, squeeze, trim

STARTS = "|".join(re.escape(word) for word in sorted(vocabulary.DUTY_STARTS, key=len, reverse=True))
DUTY_START = re.compile(rf"(?:(?<=[:.,;…\s])|^)\s*(?:{STARTS})(?!\w)")
GIVING = re.compile(r"(?:" + "|".join(vocabulary.GIVING) + r")\s+")
ASIDE = re.compile(r"\([^()]*kèm theo[^()]*\)\.?$")
LONGEST_NAME = 250


@dataclass(frozen=True)
class Heading:
    """The parties' wording, and where the duty's text begins on that line."""

    name: str
    text_from: int


def duty_sections(sections: tuple[Section, ...]) -> list[Section]:
    return [
        section
        for section in sections
        if any(word in plain(section.title) for word in vocabulary.DUTY_SECTION)
        and not inside_duties(section, sections)
    ]


def inside_duties(section: Section, sections: tuple[Section, ...]) -> bool:
    above = [other for other in sections if other.path in section.ancestors]
    return any(word in plain(other.title) for other in above for word in vocabulary.DUTY_SECTION)


def parse_duties(
    text: str, sections: tuple[Section, ...], excluded: list[Span]
) -> tuple[tuple[Duty, ...], tuple[Unparsed, ...]]:
    duties: list[Duty] = []
    unparsed: list[Unparsed] = []
    for section in duty_sections(sections):
        children = [s for s in sections if s.ancestors and s.ancestors[-1] == section.path]
        groups = [(child.path, child.span, child.body[0]) for child in children]
        for clause, span, start in groups or bullet_groups(text, section):
            duty = read_group(text, clause, span, start, excluded)
            if duty:
                duties.append(duty)
            elif not is_report_heading(text, start, span[1]):
                unparsed.append(Unparsed("Không rõ cơ quan nào phải thực hiện nội dung này.", span))
    return tuple(duties), tuple(unparsed)


def is_report_heading(text: str, start: int, end: int) -> bool:
    return any(plain(text)[start:end].strip().startswith(word) for word in vocabulary.REPORT_SECTION)


def bullet_groups(text: str, section: Section) -> list[tuple[str, Span, int]]:
    """Paragraphs of a section without sub-headings."""
    rest = list(lines(text, section.body)[1:]) or lines(text, section.body)
    return [
        (section.path, span, bullet.end() if (bullet := BULLET.match(text, span[0])) else span[0])
        for span in paragraphs(text, (rest[0].start, section.body[1]) if rest else section.body)
    ]


def read_group(text: str, clause: str, span: Span, start: int, excluded: list[Span]) -> Duty | None:
    heading = read_heading(text, start, span[1])
    parties = split_parties(heading.name)
    if not parties or len(heading.name) > LONGEST_NAME or all(party.kind == "text" for party in parties):
        return None
    body = [
        piece
        for piece in paragraphs(text, (heading.text_from, span[1]))
        if not ASIDE.match(plain(text)[piece[0] : piece[1]]) and not overlaps(piece, excluded)
    ]
    while body and plain(text).startswith(vocabulary.CLOSING_SENTENCES, body[-1][0]):
        body.pop()
    words = "\n".join(squeeze(text[a:b]) for a, b in body)
    end = body[-1][1] if body else heading.text_from
    return Duty(clause, merge_names(parties, heading.name), parties, words, trim(text, (span[0], end)))


def read_heading(text: str, start: int, end: int) -> Heading:
    """A heading is the whole line, or reaches to a colon or to the first verb of the duty."""
    words = plain(text)
    pieces = paragraphs(text, (start, end))
    left, right = pieces[0] if pieces else (start, end)
    if given := GIVING.match(words, left):
        left = given.end()
    verb = next(
        (m for m in DUTY_START.finditer(words, left + 1, right) if outside_name(words, left, m.start())), None
    )
    if end_of_name := name_before_colon(text, words, left, right):
        return Heading(text[left:end_of_name], end_of_name + 1)
    colon = words.find(":", left, verb.start() if verb else right)
    if (
        colon > 0
        and is_party(text[left:colon])
        and (verb is None or words[colon + 1 : verb.start()].strip() == "")
    ):
        return Heading(text[left:colon], colon + 1)
    if verb:
        return Heading(text[left : verb.start()], verb.start())
    if (
        colon > 0
        and is_party(text[left:colon])
        and right - colon > 40
        and not words.startswith("các tổ chức", left)
    ):
        return Heading(text[left:colon], colon + 1)
    return Heading(text[left:right], right)


def name_before_colon(text: str, words: str, left: int, right: int) -> int | None:
    """The colon that parts the parties from their duty; not the one that opens a list of names."""
    for match in re.finditer(":", words[left:right]):
        colon = left + match.start()
        behind = re.split(r"[,;.:]", text[colon + 1 : right], maxsplit=1)[0].strip()
        if colon - left > LONGEST_NAME or not is_party(text[left:colon]):
            return None
        if behind and not opens_names(behind):
            return colon
    return None


def opens_names(words: str) -> bool:
    """ "Các sở: Nội vụ, Y tế", "Các cơ quan báo chí: Báo Mẫu, Đài Mẫu"."""
    return is_party(words) or bool(FIELD.match(plain(words))) or plain(words).startswith("chính trị")


def outside_name(words: str, left: int, place: int) -> bool:
    """A verb inside a name ("Sở Xây dựng") opens no duty: that needs a stop, or a small letter behind a name."""
    before = words[left:place].rstrip()
    return (
        bool(before)
        and (before[-1] in ":.,;…" or is_party(before))
        and not before.endswith(("sở", "bộ", "ban", "và"))
    )


def is_party(words: str) -> bool:
    if words.isupper() and " " in words.strip():
        return False  # a title, such as "TỔ CHỨC THỰC HIỆN"
    parties = split_parties(words)
    return bool(parties) and all(party.kind != "text" for party in parties)
