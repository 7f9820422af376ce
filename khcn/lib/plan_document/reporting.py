"""Who reports to whom by when: periodic reports, and reviews made once ("sơ kết", "tổng kết")."""

import re

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.duties import DUTY_START, is_party, read_heading
from khcn.lib.plan_document.model import Party, Reporting, Section, Span
from khcn.lib.plan_document.parties import FIELD_NAME, NEW_NAME, merge_names, split_parties
from khcn.lib.plan_document.prose import BULLET, clauses, overlaps, paragraphs, plain, sentences, squeeze
from khcn.lib.plan_document.schedule import find_days

TOPIC = re.compile(r"báo cáo|sơ kết|tổng kết")
REVIEW = re.compile(r"(" + "|".join(vocabulary.REVIEWS) + r")(?:(?!sơ kết|tổng kết)[^;.]){0,80}?20\d\d(?!\d)")
HALF_AND_WHOLE = re.compile(
    r"(?:6|06|sáu) tháng\s*(?:,|và)\s*(?:hằng năm|hàng năm|cả năm|một năm|1 năm|năm)(?!\w)"
)
NAME_END = re.compile(
    r"[,;.:()]|\s+(?:" + "|".join(re.escape(word) for word in vocabulary.NAME_STOPS) + r")(?!\w)|\s+và\s+"
)
Rhythm = tuple[str, str | None, bool]  # frequency, due "MM-DD", whether the text names a day at all
SENDING = re.compile(r"báo cáo|gửi|trình")
PERIODS = (
    ("quarterly", r"(?:hằng|hàng|mỗi|từng|định kỳ|báo cáo) quý"),
    ("monthly", r"(?:hằng|hàng|mỗi|từng) tháng"),
    ("half_yearly", r"(?:6|06|sáu) tháng(?: đầu năm)?"),
    (
        "yearly",
        r"(?:(?:hằng|hàng|mỗi|từng|cả|một|1|định kỳ) năm|(?:(?<=, )|(?<=và )|(?<=báo cáo ))năm(?=\s*\()|(?<=báo cáo )năm)",
    ),
)
PERIOD = re.compile("|".join(rf"(?P<{name}>(?<!\w){words}(?!\w))" for name, words in PERIODS))
DAY_OF_PERIOD = re.compile(
    r"ngày\s+(?:mùng\s+)?\d{1,2}\s+(?:của\s+|hằng\s+|hàng\s+|mỗi\s+)?(?:tháng(?!\s*\d)|quý)"
)
NOT_NAMED = Party("Không nêu cơ quan báo cáo", "text")


def parse_reporting(text: str, sections: tuple[Section, ...], excluded: list[Span]) -> tuple[Reporting, ...]:
    """Reporting duties of every section, the fuller one where two say the same."""
    found: list[Reporting] = []
    for section in sections:
        if not TOPIC.search(plain(text), *section.own):
            continue
        heading = heading_parties(text, section, sections)
        for paragraph in paragraphs(text, behind_heading(text, section)):
            if overlaps(paragraph, excluded) or not TOPIC.search(plain(text), *paragraph):
                continue
            for sentence in sentences(text, paragraph):
                for piece in clauses(text, sentence):
                    found += read_clause(text, section.path, piece, heading)
    return tuple(drop_weaker(found))


def behind_heading(text: str, section: Section) -> Span:
    """The section's own text without the parties it is addressed to."""
    heading = read_heading(text, *section.body)
    start = heading.text_from if is_party(heading.name) else section.own[0]
    return min(start, section.own[1]), section.own[1]


def heading_parties(
    text: str, section: Section, sections: tuple[Section, ...]
) -> tuple[Party, tuple[Party, ...]]:
    """The parties a section or one above it is addressed to."""
    above = [other for other in sections if other.path in section.ancestors]
    for candidate in [section, *reversed(above)]:
        name = read_heading(text, *candidate.body).name
        if len(name) < 250 and is_party(name):
            parties = split_parties(name)
            return merge_names(parties, name), parties
    return NOT_NAMED, (NOT_NAMED,)


def read_clause(
    text: str, clause: str, piece: Span, heading: tuple[Party, tuple[Party, ...]]
) -> list[Reporting]:
    words = plain(text)[piece[0] : piece[1]]
    party, parties = own_subject(text, piece) or heading
    made = [
        Reporting(clause, party, parties, "once", due, year, (), span)
        for due, year, span in reviews(words, piece[0])
    ]
    if "báo cáo" not in words or made or words.strip(" .") == "chế độ báo cáo":
        return made
    to = recipients(text, piece)
    return [
        Reporting(clause, party, parties, frequency, due, None, to, piece, told)
        for frequency, due, told in said_rhythms(words)
    ]


def said_rhythms(words: str) -> list[Rhythm]:
    """Every period a clause names, each with its own day where the clause gives each one."""
    if paired := paired_rhythms(words):
        return paired
    frequencies, days = said_frequencies(words), days_of(words)
    said = [str(mark.lastgroup) for mark in PERIOD.finditer(words)]
    if len(said) == len(days) > 1:
        return [(frequency, day, True) for frequency, day in zip(said, days, strict=True)]
    if not frequencies and not (days and "trước" in words):
        return []
    if len(days) == len(frequencies):
        return [(frequency, day, True) for frequency, day in zip(frequencies, days, strict=True)]
    told = bool(days or DAY_OF_PERIOD.search(words))
    return [(frequency, day, told) for frequency in frequencies or ["yearly"] for day in days or [None]]


def paired_rhythms(words: str) -> list[Rhythm]:
    """ "Hằng quý (trước ngày 15 của tháng cuối quý) và năm (trước ngày 10/12)": a day behind each period."""
    marks = list(PERIOD.finditer(words))
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(words)]
    found: list[Rhythm] = []
    for mark, end in zip(marks, ends, strict=True):
        stretch = words[mark.start() : end]
        days = days_of(stretch)
        if not days and not DAY_OF_PERIOD.search(stretch):
            return []
        found += [(str(mark.lastgroup), day, True) for day in days or [None]]
    return found


def days_of(words: str) -> list[str | None]:
    """Days of every year: those without a year of their own."""
    return [f"{month:02d}-{day:02d}" for year, month, day in find_days(words)[0] if year is None]


def said_frequencies(words: str) -> list[str]:
    """The shortest period named; "6 tháng, hằng năm" and "6 tháng và cả năm" name two."""
    said = [name for name, options in vocabulary.REPORT_FREQUENCIES if any(word in words for word in options)]
    return ["half_yearly", "yearly"] if HALF_AND_WHOLE.search(words) else said[:1]


def reviews(words: str, offset: int) -> list[tuple[str | None, int, Span]]:
    """ "Sơ kết vào cuối năm 2025": the year, and the day where one is said."""
    found = []
    for match in REVIEW.finditer(words):
        days = [day for day in find_days(match[0])[0] if day[0]]
        due = f"{days[0][1]:02d}-{days[0][2]:02d}" if days else None
        found.append((due, int(match[0][-4:]), (offset + match.start(), offset + match.end())))
    return found


def own_subject(text: str, piece: Span) -> tuple[Party, tuple[Party, ...]] | None:
    """The parties a clause begins with, if it does."""
    words = plain(text)
    bullet = BULLET.match(text, piece[0])
    start = bullet.end() if bullet else piece[0]
    if given := re.compile(r"(?:giao|yêu cầu|đề nghị)\s+(?:cho\s+)?").match(words, start):
        start = given.end()
    if not words.startswith("các ", start) and not (NEW_NAME.match(words, start) and text[start].isupper()):
        return None
    verb = DUTY_START.search(words, start + 1, piece[1])
    ends = [
        m.start() for m in (verb, re.compile(r"\s(?:gửi|báo cáo|lập)\s").search(words, start, piece[1])) if m
    ]
    name = text[start : min(ends)] if ends else ""
    if not name or not is_party(name) or len(name) > 200:
        return None
    parties = split_parties(name)
    return merge_names(parties, name), parties


def recipients(text: str, piece: Span) -> tuple[str, ...]:
    """Named bodies behind the word that says where a report goes."""
    words = plain(text)
    sending = SENDING.search(words, *piece)
    place = sending.end() if sending else piece[1]
    names: dict[str, None] = {}
    while place < piece[1] and (match := NEW_NAME.search(words, place, piece[1])):
        place = match.end()
        if not text[match.start()].isupper() or words[match.start() - 1].isalnum():
            continue
        field = FIELD_NAME.match(words, match.start())
        stop = NAME_END.search(words, field.end() if field else match.end(), piece[1])
        place = stop.start() if stop else piece[1]
        names.setdefault(squeeze(text[match.start() : place]), None)
    return tuple(names)


def drop_weaker(found: list[Reporting]) -> list[Reporting]:
    """A duty named in passing is the same as the one with its date in the chapter on reports."""
    dated = {(item.party, item.frequency) for item in found if item.due and item.frequency != "once"}
    kept: list[Reporting] = []
    seen: set[tuple[Party, str, str | None, int | None, Span | None]] = set()
    for item in found:
        if item.due is None and (item.party, item.frequency) in dated:
            continue
        once = item.span if item.frequency == "once" else None
        key = (item.party, item.frequency, item.due, item.year, once)
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept
