"""Who issued what, when: letterhead, title, and the documents the plan rests on.

What the document leaves blank ("Số:      /KH-UBND") stays null. A plan attached to
another document takes number and date from the "(Kèm theo …)" line where it names the plan itself.
"""

import re
from datetime import date

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.model import Identity, LegalBasis, Section, Span
from khcn.lib.plan_document.parties import NEW_NAME
from khcn.lib.plan_document.prose import Line, clauses, lines, paragraphs, plain, squeeze

SYMBOL = (
    r"(?P<symbol>(?P<number>\d+)\s*(?:/\s*(?:\d{4}\s*/\s*)?|-)\s*[A-ZĐ][A-ZĐa-z0-9&]*"
    r"(?:\s?[-/]\s?[A-ZĐ][A-ZĐa-z0-9&]*)*)"
)
HEAD_SYMBOL = re.compile(r"[Ss]ố\s*:?\s*" + SYMBOL)
CITED = re.compile(r"(?<!\w)" + SYMBOL)
DAY = r"ngày\s*(?P<day>\d{1,2})?\s*[….\s]*(?:tháng|/)\s*(?P<month>\d{1,2})?\s*[….\s]*(?:năm|/)\s*(?P<year>\d{4})?(?!\d)"
PLACE_DAY = re.compile(r"(?P<place>[^\W\d_][^,\n\t]{1,40}),\s*" + DAY)
DAY_ONLY = re.compile(DAY)
ATTACHED = re.compile(r"kèm theo\s+(?P<kind>[^\d\n:]{3,60}?)\s*(?:số\s*:?)?\s*(?=\d|/|ngày|\s{2})")
OF_ISSUER = re.compile(r"\s*của\s+(?P<issuer>[^)]{3,120})")
BASIS_LINE = re.compile(r"căn cứ|thực hiện|thi hành|theo|xét")
NAMED_LAW = re.compile(r"(?:bộ luật|luật|pháp lệnh|hiến pháp)\s+")
PARTY_COMMITTEE = re.compile(r"(?:tỉnh|thành|huyện|đảng) ủy ")
MOTTO = re.compile("|".join(vocabulary.MOTTO))
COLUMN_GAP = re.compile(r"\t+|\s{3,}|\s*\|\s*")
LAST_HEAD_LINE = 25
PROVINCE = re.compile(r"(?:tỉnh|thành phố)\s+((?:[A-ZĐÂĂÊÔƠƯÀ-Ỹ][^\W\d_]*\s*){1,4})")


def parse_identity(text: str, sections: tuple[Section, ...]) -> Identity:
    words = plain(text)
    every = lines(text, (0, min(len(text), 20000)))
    kind_line = find_kind(text, words, every)
    body = sections[0].span[0] if sections else min(len(text), 8000)
    head: Span = (0, kind_line.start if kind_line else min(body, 1500))
    kind = kind_of(words, kind_line) if kind_line else None
    title, title_end = read_title(text, words, every, kind_line, body)
    symbol, number, symbol_place = read_symbol(text, head)
    blank = blank_number(words, head) if symbol is None else None
    place, issued = read_place_and_day(text, words, head)
    issuer = read_issuer(text, head, symbol_place if blank is None else blank)
    attached = read_attached(text, words, kind)
    if symbol is None and blank is None and attached:
        symbol, number = attached[0], attached[1]
        issued = issued or attached[2]
    issuer = issuer or (attached[3] if attached else None) or signing_issuer(text, words, title)
    place = place or (province_of(issuer) if issuer else None)
    bases = read_bases(text, words, (kind_line.end if kind_line else 0, body), title_end)
    return Identity(kind, number, symbol, issuer, place, issued, title, bases)


def find_kind(text: str, words: str, every: list[Line]) -> Line | None:
    """The line in capitals that names the kind of document."""
    for line in every[:60]:
        if text[line.start : line.end].isupper() and kind_of(words, line):
            return line
    return None


def kind_of(words: str, line: Line) -> str | None:
    said = squeeze(words[line.start : line.end])
    for kind in vocabulary.KINDS:
        if said == kind or (said.startswith(kind + " ") and len(said.split()) > len(kind.split()) + 2):
            return kind.upper()
    return None


def read_title(
    text: str, words: str, every: list[Line], kind_line: Line | None, body: int
) -> tuple[str | None, int]:
    """The lines under the kind up to a gap, a legal basis or the first section."""
    if kind_line is None:
        return None, 0
    said = squeeze(text[kind_line.start : kind_line.end])
    kind = kind_of(words, kind_line) or ""
    parts = [said] if len(said) > len(kind) else []
    end = kind_line.end
    for line in every:
        if line.start <= kind_line.end:
            continue
        opening = words[line.start : line.end]
        if line.start >= body or opening.startswith(
            ("căn cứ", "ủy ban nhân dân", "hội đồng nhân dân", "(kèm theo")
        ):
            break
        if set(opening) <= set("-_*= ") or (parts and (line.gap or ends_title(opening))):
            if parts:
                break
            continue
        parts.append(squeeze(text[line.start : line.end]))
        end = line.end
    return (" ".join(parts) or None), end


def ends_title(opening: str) -> bool:
    return opening.startswith(("thực hiện quyết định số", "thực hiện nghị quyết số", "thi hành", "kính"))


def read_symbol(text: str, head: Span) -> tuple[str | None, int | None, int]:
    match = HEAD_SYMBOL.search(text, *head)
    if not match:
        return None, None, head[1]
    return re.sub(r"\s", "", match["symbol"]), int(match["number"]), match.start()


def blank_number(words: str, head: Span) -> int | None:
    """Where the letterhead leaves the number open."""
    match = re.search(r"số\s*:?[\s.…_]*[/-]\s*[a-zđ]", words[: head[1]])
    return match.start() if match else None


def read_place_and_day(text: str, words: str, head: Span) -> tuple[str | None, date | None]:
    stretch = words[: head[1]]
    match = PLACE_DAY.search(stretch)
    if not match:
        return None, None
    place = COLUMN_GAP.split(text[match.start("place") : match.end("place")].strip())[-1]
    place = HEAD_SYMBOL.sub("", place).strip()  # both columns of the letterhead run together on one line
    return place or None, make_day(match)


def make_day(match: re.Match[str]) -> date | None:
    if not (match["day"] and match["month"] and match["year"]):
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def read_issuer(text: str, head: Span, symbol_place: int) -> str | None:
    """Capitals of the left column above the number, without the motto of the right one."""
    head_text = text[: min(head[1], symbol_place)]
    for match in reversed(list(MOTTO.finditer(plain(text)[: head[1]]))):
        blank = "".join(c if c in "\n\t" else " " for c in text[slice(*match.span())])
        head_text = (head_text[: match.start()] + blank + head_text[match.end() :])[: len(head_text)]
    parts: list[str] = []
    for line in lines(head_text)[:LAST_HEAD_LINE]:
        for piece in COLUMN_GAP.split(head_text[line.start : line.end]):
            name = squeeze(piece).strip("-_*=– ")
            if name and name.isupper() and not re.match(r"số\b", plain(name)):
                parts.append(name)
    name = " ".join(parts)
    return usual_case(name, text) if names_body(name) else None


def names_body(name: str) -> bool:
    """Capitals at the head of a bare annex ("PHỤ LỤC DANH MỤC …") name nobody."""
    words = plain(name)
    return not words.startswith(("phụ lục", "phụ biểu", "danh mục", "biểu")) and bool(NEW_NAME.search(words))


def usual_case(name: str, text: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH MẪU" as "UBND tỉnh Mẫu"; other names as the text writes them elsewhere."""
    low = plain(name)
    for long, short in (("ủy ban nhân dân", "UBND"), ("hội đồng nhân dân", "HĐND")):
        if low.startswith(long):
            rest = low[len(long) :].strip()
            return f"{short} {area_case(rest)}".strip()
    if party := PARTY_COMMITTEE.match(low):
        return f"{party[0].capitalize()}{low[party.end() :].title()}"
    words = plain(text)
    for match in re.finditer(re.escape(low), words):
        found = text[match.start() : match.end()]
        if not found.isupper() and found[:1].isupper():
            return squeeze(found)
    return name.capitalize() if " " in name else name


def area_case(area: str) -> str:
    for unit in ("tỉnh", "thành phố", "huyện", "xã", "phường", "thị xã"):
        if area.startswith(unit + " "):
            return f"{unit} {area[len(unit) + 1 :].title()}"
    return area.title()


def read_attached(
    text: str, words: str, kind: str | None
) -> tuple[str | None, int | None, date | None, str | None] | None:
    """Number, day and issuer out of the "(Kèm theo …)" line, when it speaks of this very document."""
    for match in ATTACHED.finditer(words):
        if kind and not match["kind"].strip().startswith(kind.lower()):
            continue
        end = words.find("\n", match.end())
        stretch = (match.end("kind"), end if end > 0 else len(text))
        symbol = CITED.search(text, *stretch)
        day = DAY_ONLY.search(words, *stretch)
        issuer = OF_ISSUER.search(text, day.end() if day else match.end(), stretch[1])
        return (
            re.sub(r"\s", "", symbol["symbol"]) if symbol else None,
            int(symbol["number"]) if symbol else None,
            make_day(day) if day else None,
            squeeze(issuer["issuer"]).rstrip(".,;") if issuer else None,
        )
    return None


def signing_issuer(text: str, words: str, title: str | None) -> str | None:
    """Last resort: on whose behalf it is signed, with the province of the title."""
    match = re.search(r"tm\.\s*(ủy ban nhân dân|hội đồng nhân dân)", words)
    province = PROVINCE.search(title or "")
    if not match:
        return None
    short = "UBND" if match[1].startswith("ủy") else "HĐND"
    return f"{short} tỉnh {province[1].strip()}" if province else short


def province_of(issuer: str) -> str | None:
    match = re.search(r"(?:tỉnh|thành phố)\s+(.+)$", issuer)
    return match[1].strip() if match else None


def read_bases(text: str, words: str, before_body: Span, title_end: int) -> tuple[LegalBasis, ...]:
    """Documents named in the title, the "Căn cứ" lines and the opening sentence, each once."""
    found: dict[str, LegalBasis] = {}
    for start, end in paragraphs(text, before_body):
        opening = words[start:end]
        if not (BASIS_LINE.match(opening) or start < title_end):
            continue
        for basis in cited(text, words, (start, end)):
            found.setdefault(basis.symbol, basis)
    return tuple(found.values())


def cited(text: str, words: str, span: Span) -> list[LegalBasis]:
    bases = []
    for match in CITED.finditer(text, *span):
        near = DAY_ONLY.search(words, match.end(), min(span[1], match.end() + 60))
        close = near and not re.search(r"[;(]|\bsố\b", words[match.end() : near.start()])
        end = near.end() if near and close else match.end()
        day = make_day(near) if near and close else None
        bases.append(LegalBasis(re.sub(r"\s", "", match["symbol"]), day, (match.start(), end)))
    return bases or [law for piece in clauses(text, span) for law in named_law(text, words, piece, span[0])]


def named_law(text: str, words: str, span: Span, line: int) -> list[LegalBasis]:
    """A law cited by its name alone."""
    match = NAMED_LAW.search(words, *span)
    if not match or not words.startswith("căn cứ", line):
        return []
    day = DAY_ONLY.search(words, match.end(), span[1])
    stop = re.search(r"\s+ngày\s|[,.]\s*$", words[match.start() : span[1]])
    end = match.start() + stop.start() if stop else span[1]
    return [
        LegalBasis(squeeze(text[match.start() : end]), make_day(day) if day else None, (match.start(), end))
    ]
