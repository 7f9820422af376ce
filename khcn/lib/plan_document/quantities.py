"""Figures in Vietnamese prose: value or range, comparator, unit; and the horizon of a clause.

Years, dates, document numbers, article numbers and durations are figures too, but no
quantities: they are masked before anything else looks at the text.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.model import Horizon, Span
from khcn.lib.plan_document.prose import plain

FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?)"
NUMBER = re.compile(
    rf"(?<![\w.,/])(?P<low>{FIGURE})(?P<per>\s*%)?"
    rf"(?:\s*(?:-|đến)\s*(?P<high>{FIGURE}))?(?![\d/])(?P<percent>\s*%)?"
)
MASKS = [
    re.compile(pattern)
    for pattern in (
        r"(?<!\w)\d+(?:/\d{4})?/(?:[a-zđ]{2,}\d*)(?:-\s?[\w&]+)*",
        r"(?<!\w)\d+-[a-zđ]{2,}/\w+",
        r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}",
        r"ngày\s+\d{1,2}(?:\s*/\s*\d{1,2})?(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?",
        r"tháng\s+\d{1,2}(?:\s*/\s*\d{4})?",
        r"(?<!\w)(?:0?\d{1,2})\s*/\s*\d{4}(?!\d)",
        r"(?<![\w.,])(?:19[5-9]\d|20[0-7]\d)(?:\s*-\s*(?:19[5-9]\d|20[0-7]\d))?(?!\s*%|\d|[.,]\d)",
        r"(?:lần thứ|thứ|cấp độ|mức độ|điều|khoản|điểm|mục|phụ lục|biểu|bảng|số|iso|tcvn|qcvn|vilas|khóa|hạng|loại)"
        r"\s*:?\s*\d+(?:[:.\-]\d+)*(?!\s*%|\d)",
        r"(?<![\w.,])\d{1,2}\s+(?:năm|tháng|tuổi)(?!\w)",
        r"cách mạng công nghiệp (?:lần thứ )?\d(?:\.\d)?|công nghiệp 4\.0",
        r"covid-19|24/24|24/7|\[\^?\d+\]",
        r"(?:^|(?<=\n))\s*\d{1,2}(?:\.\d{1,2})*[.)]\s",
    )
]
BASELINE_NOTE = re.compile(r"\((?=[^()]{0,40}(?:năm|giai đoạn|hiện|so với|thực hiện))[^()]*\d[^()]*\)")
WORD = re.compile(r"[^\W\d_][\w&\-]*")
COMPARATOR = re.compile(
    r"(?:(?<=\W)|^)(" + "|".join(re.escape(word) for word, _ in vocabulary.COMPARATORS) + r")\s*(?:từ\s+)?$",
)
MEANING = dict(vocabulary.COMPARATORS)
BY = re.compile(r"(?:đến|tới|trước)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(20\d\d)(?!\d)")
BEFORE = re.compile(r"trước\s+năm\s+(20\d\d)(?!\d)")
COMPARED = re.compile(r"so với\s+(?:cùng kỳ\s+|cuối\s+|giai đoạn\s+)?(?:năm\s+)?20\d\d(?:\s*-\s*20\d\d)?")
AT = re.compile(r"(?:vào|trong)\s+(?:cuối\s+)?năm\s+(20\d\d)(?!\d)")
PERIOD = re.compile(r"(20\d\d)\s*(?:-|đến(?:\s+năm)?)\s*(20\d\d)(?!\d)")
YEAR = re.compile(r"năm\s+(20\d\d)(?!\d)")
UNIT_GAP = re.compile(r"\s*[,/]\s*|\s+")
YEARLY_AVERAGE = re.compile(r"bình quân (?:hằng|hàng|mỗi|giai đoạn|năm)|tăng.{0,40}bình quân|tốc độ tăng")
PER_YEAR = re.compile(r"\s*/\s*năm|\s+(?:mỗi|một)\s+năm")


@dataclass(frozen=True)
class Quantity:
    """`span` reaches from the comparator to the unit; `figure` is the figure alone."""

    low: Decimal | None
    high: Decimal | None
    operator: str
    unit: str | None
    span: Span
    figure: Span
    comparators: int = 0
    ranged: bool = False
    increment: bool = False
    per_year: bool = False

    @property
    def value(self) -> Decimal:
        figure = self.low if self.low is not None else self.high
        assert figure is not None
        return figure


def mask(words: str) -> str:
    """The text with blanks for figures that are no quantities; offsets stay."""
    for pattern in MASKS:
        words = pattern.sub(lambda match: " " * len(match[0]), words)
    return words


def to_decimal(figure: str) -> Decimal:
    """ "1.234,5" and "33,9" as written here; a lone point with three digits behind it parts thousands."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure):
        figure = figure.replace(".", "")
    return Decimal(figure.replace(",", "."))


def find_quantities(text: str, span: Span, *, bare: bool = False) -> list[Quantity]:
    """Quantities of one clause. With `bare` a figure needs no unit, as in a table cell."""
    words = plain(text)[span[0] : span[1]]
    masked = mask(words)
    found: list[Quantity] = []
    for match in NUMBER.finditer(masked):
        quantity = read_quantity(masked, match, span[0], bare)
        if quantity is not None:
            found.append(quantity)
    return found


def read_quantity(words: str, match: re.Match[str], offset: int, bare: bool) -> Quantity | None:
    percent = bool(match["percent"] or match["per"])
    unit, end = ("%", match.end()) if percent else find_unit(words, match.end())
    if unit is None and not bare and not stands_alone(words, match):
        return None
    if percent and (yearly := PER_YEAR.match(words, end)):
        unit, end = "%/năm", yearly.end()
    start, meanings = comparators_before(words, match.start())
    if behind := comparator_behind(words, end):
        meanings.append(behind)
    low, high = to_decimal(match["low"]), to_decimal(match["high"]) if match["high"] else None
    if high is not None and high < low:
        low, high = high, low
    operator = decide(meanings, high is not None)
    if high is None and words[:start].rstrip().endswith(vocabulary.RANKS):
        operator = "le"
    if operator == "le" and high is None:
        low, high = None, low  # type: ignore[assignment]
    before = words[max(0, start - 30) : start].rstrip()
    return Quantity(
        low,
        high,
        operator,
        unit,
        (offset + start, offset + end),
        (offset + match.start(), offset + match.end()),
        len(meanings),
        match["high"] is not None,
        before.endswith(vocabulary.INCREMENT) or grows_against(words, before, end),
        unit == "%/năm" or bool(PER_YEAR.match(words, end)),
    )


def stands_alone(words: str, match: re.Match[str]) -> bool:
    """An index has no unit: "chỉ số HDI đạt trên 0,7."."""
    start, meanings = comparators_before(words, match.start())
    said = bool(meanings) or words[:start].rstrip().endswith(vocabulary.REACHING)
    return said and bool(re.compile(r"\s*(?:[.;,]|$|vào năm|năm\s{2,}|trở lên)").match(words, match.end()))


def grows_against(words: str, before: str, end: int) -> bool:
    """ "tăng 15% so với năm 2020" promises a step, not a level."""
    return before.endswith(("tăng", "giảm")) and bool(re.match(r"[^.;]{0,90}so với", words[end:]))


def comparators_before(words: str, place: int) -> tuple[int, list[str]]:
    meanings: list[str] = []
    while match := COMPARATOR.search(words, max(0, place - 24), place):
        meanings.insert(0, MEANING[match[1]])
        place = match.start(1)
    return place, meanings


def comparator_behind(words: str, place: int) -> str | None:
    near = words[place : place + 30]
    for word, meaning in vocabulary.COMPARATORS_BEHIND:
        if word in near and not re.search(r"[;.]", near[: near.index(word)]):
            return meaning
    return None


def decide(meanings: list[str], ranged: bool) -> str:
    """One operator: a direction beats "about", no comparator means the figure itself or the range."""
    directed = [meaning for meaning in meanings if meaning != "approx"]
    if directed:
        return directed[-1]
    if ranged:
        return "between"
    return "approx" if meanings else "eq"


def find_unit(words: str, place: int) -> tuple[str | None, int]:
    """The noun a count is of: the words behind the figure up to a verb or preposition."""
    start = place + len(words[place:]) - len(words[place:].lstrip())
    for money in vocabulary.MONEY_UNITS:
        if words.startswith(money, start):
            return money, start + len(money)
    first = WORD.match(words, start)
    if start == place or not first or starts_with(words, start, vocabulary.NOT_UNITS):
        return None, place
    end = first.end()
    for _ in range(8):
        gap = UNIT_GAP.match(words, end)
        after = WORD.match(words, gap.end()) if gap else None
        if not after or not goes_on_naming(words, after.start()):
            break
        end = after.end()
    return " ".join(words[start:end].split()), end


def goes_on_naming(words: str, place: int) -> bool:
    return words.startswith("và công nghệ", place) or not starts_with(words, place, vocabulary.UNIT_STOPS)


def starts_with(words: str, place: int, options: tuple[str, ...]) -> bool:
    return any(re.compile(re.escape(option) + r"(?!\w)").match(words, place) for option in options)


def find_horizon(words: str) -> Horizon | None:
    """The horizon a stretch of plain text names itself; a year of comparison is none."""
    words = COMPARED.sub(" ", words)
    if match := BEFORE.search(words):
        return Horizon("by", int(match[1]) - 1)
    if match := BY.search(words):
        return Horizon("by", int(match[1]))
    if match := AT.search(words):
        return Horizon("at", int(match[1]))
    if match := PERIOD.search(words):
        return Horizon("by", int(match[2]))
    if match := YEAR.search(words):
        return Horizon("at", int(match[1]))
    return None


def says_each_year(words: str) -> bool:
    return any(word in words for word in vocabulary.EACH_YEAR)


def says_average(words: str) -> bool:
    """An average over years; "thời gian trung bình" of one case is none."""
    return bool(YEARLY_AVERAGE.search(words))
