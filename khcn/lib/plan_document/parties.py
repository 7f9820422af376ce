"""Names of agencies out of a cell or a heading: split without losing a word.

Semicolons always part; commas, "/" and "và" only where a new name begins, because
"Sở Lao động, Thương binh và Xã hội" is one name and "UBND các huyện, thành phố" one class.
"""

import re

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.model import Party
from khcn.lib.plan_document.prose import plain, squeeze

PREFIX = "|".join(re.escape(word) for word in vocabulary.PARTY_PREFIXES)
ORDINARY = "|".join(re.escape(word) for word in vocabulary.NOT_PARTIES)
NEW_NAME = re.compile(rf"(?!(?:{ORDINARY})(?!\w))(?:các\s+)?(?:{PREFIX})(?!\w)")
FIELD_LIST = "|".join(re.escape(word) for word in sorted(vocabulary.FIELDS, key=len, reverse=True))
FIELD = re.compile(rf"(?:{FIELD_LIST})(?!\w)")
FIELD_NAME = re.compile(rf"(?:sở|bộ)\s+(?:{FIELD_LIST})(?!\w)")
PROTECTED = re.compile("|".join([FIELD_NAME.pattern, *vocabulary.COMPOUND_NAMES]))
LISTED = re.compile(r"(?:các\s+)?(sở|bộ|hội|ban)(?:,\s*(?:ban|ngành))*\s*:\s*")
LISTED_BARE = re.compile(rf"(sở|bộ)\s+(?:{FIELD_LIST})\s*,")
STANDS_ALONE = re.compile(r"\s*(?:[,;./]|$|và\s|và/hoặc|liên quan)")  # "Các Sở, Ban, Ngành": no new name
PARTING = re.compile(r",\s*(?:và\s+)?|\s+và\s+|\s*/\s*")
BULLET = re.compile(r"(?:^|\n)\s*[-+*•–]\s*")
OPEN_ENDS = (
    ",",
    "và",
    "các",
    "của",
    "thuộc",
    "với",
    "chủ tịch",
    "văn phòng",
    "lãnh đạo",
    "giám đốc",
    "thủ trưởng",
)
EDGES = " \t\n.;,:-–•+*…"

LEAD = r"(?:(?:cơ quan|đơn vị)\s+)?chủ trì"
WITH = r"(?:(?:cơ quan|đơn vị)\s+)?phối hợp(?:\s+với)?"
LEAD_FIRST = re.compile(rf"(?<!\w){LEAD}(?:\s+thực hiện)?\s*:\s*")
WITH_FIRST = re.compile(rf"(?<!\w){WITH}(?:\s+thực hiện)?\s*:?\s*")
NAME_LEADS = re.compile(rf"\s*\(?\s*chủ trì\s*\)?\s*[,;.]?\s*(?:{WITH}\s*:?\s*)?")
WITH_MARK = re.compile(r"\s*\(?\s*phối hợp\s*\)?(?=\s*(?:[;,.]|$))")


def split_parties(cell: str) -> tuple[Party, ...]:
    """Every party a cell names, in order, each with its kind."""
    found: list[Party] = []
    for piece in part_lines(BULLET.sub(";", cell)).split(";"):
        for name in split_piece(squeeze(piece)):
            name = name.strip(EDGES)
            if name:
                found.append(Party(name, party_kind(name)))
    return tuple(found)


def part_lines(cell: str) -> str:
    """A line that begins with a name opens a new party, unless the line above was cut short."""
    lines = cell.split("\n")
    text = lines[0]
    for line in lines[1:]:
        words, above = plain(line.strip()), plain(text.strip())
        opens = NEW_NAME.match(words) and line.strip()[0].isupper()
        cut_short = above.endswith(OPEN_ENDS) or above.split(";")[-1].strip() in vocabulary.PARTY_PREFIXES
        text += (";" if opens and not cut_short else "\n") + line
    return text


def split_piece(piece: str) -> list[str]:
    """The names in a stretch without semicolons."""
    words = plain(piece)
    listed = LISTED.match(words)
    if listed and FIELD.match(words, listed.end()):
        return split_fields(piece, words, listed.end(), piece[listed.start(1) : listed.end(1)].capitalize())
    if bare := LISTED_BARE.match(words):
        rest = words[bare.end() :].lstrip()
        if FIELD.match(rest):
            return split_fields(piece, words, bare.end(1), piece[bare.start(1) : bare.end(1)])
    cuts = [(match.start(), match.end()) for match in PARTING.finditer(words)]
    return cut(piece, [(a, b) for a, b in cuts if parts_here(piece, words, a, b)])


def split_fields(piece: str, words: str, start: int, head: str) -> list[str]:
    """ "Các sở: Tài chính, Nội vụ": each field gets the head back; what is no field stands alone."""
    names: list[str] = []
    while start < len(words):
        gap = re.compile(r"\s*(?:,\s*)?(?:và\s+)?").match(words, start)
        start = gap.end() if gap else start
        field = FIELD.match(words, start)
        if not field:
            return names + (split_piece(piece[start:]) if piece[start:].strip(EDGES) else [])
        names.append(f"{head} {piece[start : field.end()]}")
        start = field.end()
    return names


def cut(piece: str, places: list[tuple[int, int]]) -> list[str]:
    names: list[str] = []
    start = 0
    for before, after in places:
        names.append(piece[start:before])
        start = after
    return [*names, piece[start:]]


def parts_here(piece: str, words: str, before: int, after: int) -> bool:
    """Whether a comma or "và" stands between two names and not inside one."""
    if after >= len(words) or inside_field(words, before):
        return False
    new = NEW_NAME.match(words, after)
    if not new or ("/" in words[before:after] and not between_bodies(words, before, new.end())):
        return False
    if words.startswith("các ", after):
        return True
    if not piece[after].isupper():
        return new[0] == "ubnd" and words[:before].endswith(("tỉnh", "nông thôn", "môi trường", "công nghệ"))
    return not STANDS_ALONE.match(words, new.end())


def between_bodies(words: str, before: int, after: int) -> bool:
    """Whether a "/" stands between two whole names: not in "12/UBND-KT", not in "Các Sở/Ban Ngành"."""
    left = words[:before].rpartition("/")[2].strip()
    return (
        not words.startswith("-", after)
        and len(left.removeprefix("các ").split()) > 1
        and party_kind(left) != "text"
    )


def inside_field(words: str, place: int) -> bool:
    return any(match.start() < place < match.end() for match in PROTECTED.finditer(words))


def party_kind(name: str) -> str:
    words = plain(name)
    if starts(words, vocabulary.NOT_PARTIES):
        return "text"
    if starts(words, vocabulary.CLASS_STARTS):
        return "agency" if named_body(name, words) else "class"
    if starts(words, vocabulary.PARTY_PREFIXES) and len(name) < 120:
        return "class" if re.search(r"(?<!\w)(liên quan|các huyện|các xã)(?!\w)", words) else "agency"
    return "text"


def named_body(name: str, words: str) -> bool:
    """ "Hợp tác xã Minh Khai" is one body although the word begins a class."""
    plural = re.search(r"(?<!\w)(?:các|những|mọi|toàn thể|tất cả)(?!\w)", words)
    if plural or words.startswith(("ubnd", "ủy ban", "hđnd", "sở")):
        return False
    return name[0].isupper() and any(word[0].isupper() for word in name.split()[2:])


def starts(words: str, prefixes: tuple[str, ...]) -> bool:
    return any(
        words.startswith(p) and (len(words) == len(p) or not words[len(p)].isalnum()) for p in prefixes
    )


def is_state_body(party: Party) -> bool:
    words = plain(party.name)
    longest = max((p for p in vocabulary.PARTY_PREFIXES if starts(words, (p,))), key=len, default="")
    return longest not in vocabulary.NON_STATE_PREFIXES


def split_roles(cell: str) -> tuple[str, str, bool]:
    """Lead and coordinators of one cell, and whether the cell itself told them apart."""
    words = plain(cell)
    lead, support = LEAD_FIRST.search(words), WITH_FIRST.search(words)
    if lead and support and support.start() >= lead.end():
        return cell[: lead.start()] + cell[lead.end() : support.start()], cell[support.end() :], True
    if lead and support and support.end() <= lead.start():
        return cell[: support.start()] + cell[lead.end() :], cell[support.end() : lead.start()], True
    if lead:
        return cell[: lead.start()] + cell[lead.end() :], "", True
    if named := NAME_LEADS.search(words):
        rest = WITH_MARK.sub(lambda m: " " * len(m[0]), words[named.end() :])
        kept = "".join(c if r != " " else " " for c, r in zip(cell[named.end() :], rest, strict=True))
        return cell[: named.start()], kept, True
    if support and support[0].rstrip().endswith(":"):
        return cell[: support.start()], cell[support.end() :], True
    return cell, "", False


def merge_names(parties: tuple[Party, ...], whole: str) -> Party:
    """One party for a group: the single one, else the wording as it stands."""
    if len(parties) == 1:
        return parties[0]
    name = squeeze(whole).strip(EDGES)
    kinds = {party.kind for party in parties}
    return Party(name, "class" if "class" in kinds else "text" if not kinds or "text" in kinds else "agency")
