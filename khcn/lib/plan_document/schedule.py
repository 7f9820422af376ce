"""When a task is due, out of what people write in that column."""

import re
from calendar import monthrange
from collections.abc import Callable

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.model import Schedule
from khcn.lib.plan_document.prose import plain, squeeze

YEAR = r"(20\d\d)"
RANGE = re.compile(rf"(?<![\d/.]){YEAR}\s*(?:-|đến(?:\s+hết)?(?:\s+năm)?|tới(?:\s+năm)?)\s*{YEAR}(?!\d)")
UNTIL = re.compile(rf"(?:đến|tới|hết)\s*(?:hết\s*)?(?:cuối\s*)?(?:năm\s*)?{YEAR}(?!\d)")
BEFORE = re.compile(rf"trước\s+(?:năm\s*){YEAR}(?!\d)")
FROM = re.compile(rf"(?:từ|kể từ|bắt đầu từ)\s+(?:năm\s*)?{YEAR}(?!\d)")
FULL_DATE = re.compile(rf"(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*{YEAR}(?!\d)")
WORD_DATE = re.compile(rf"ngày\s+(\d{{1,2}})\s+tháng\s+(\d{{1,2}})(?:\s+năm\s+{YEAR})?")
SHORT_DATE = re.compile(r"(?<![\d/.])(\d{1,2})\s*/\s*(\d{1,2})(?![\d/])")
QUARTER_NAMES = r"(?:iv|i{1,3}|[1-4])(?!\w)"
QUARTER = re.compile(
    rf"quý\s+({QUARTER_NAMES}(?:\s*(?:,|-|và)\s*(?:quý\s+)?{QUARTER_NAMES})*)"
    rf"(?:\s*(?:/|-|,|năm)?\s*(?:năm\s*)?{YEAR})?"
)
ONWARDS = re.compile(r"(?:các|những) năm (?:tiếp theo|sau)|trở đi")
MONTH = re.compile(rf"tháng\s+(\d{{1,2}})(?:\s*(?:/|-|,|năm)\s*(?:năm\s*)?{YEAR})?")
HALF = re.compile(rf"(?:6|06|sáu)\s+tháng\s+(đầu|cuối)\s+năm(?:\s*{YEAR})?")
YEAR_END = re.compile(rf"cuối\s+năm\s*{YEAR}(?!\d)")
ONE_YEAR = re.compile(rf"(?<![\d/.]){YEAR}(?![\d/])")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

Day = tuple[int | None, int, int]


def parse_schedule(raw: str, inherited: Schedule | None = None) -> Schedule:
    """The schedule of one cell; a cell that says nothing takes the group's, a day without year its year."""
    kept = squeeze(raw)
    if not kept.strip(" .-"):
        return inherited or Schedule("unknown", raw=kept)
    words = plain(kept)
    days, rest = find_days(words)
    year = inherited.end if inherited and inherited.start == inherited.end else None
    years = find_years(words)
    dates = tuple(iso_day(day, year or single_year(years, days)) for day in days)
    if any(word in words for word in vocabulary.YEARLY):
        return Schedule("yearly", *find_years(rest), dates, kept)
    if dates:
        known = [int(d[:4]) for d in dates if len(d) == 10]
        return Schedule("dates", min(known, default=None), max(known, default=None), dates, kept)
    if match := RANGE.search(words):
        start, end = int(match[1]), int(match[2])
        last = None if ONWARDS.search(words) else max(start, end)
        return Schedule("range", min(start, end), last, (), kept)
    return open_schedule(words, kept)


def open_schedule(words: str, kept: str) -> Schedule:
    """Schedules with one end, or single years."""
    if match := BEFORE.search(words):
        return Schedule("until", None, int(match[1]) - 1, (), kept)
    start = FROM.search(words)
    if (match := UNTIL.search(words)) and not start:
        return Schedule("until", None, int(match[1]), (), kept)
    if start:
        return Schedule("range", int(start[1]), int(match[1]) if match else None, (), kept)
    years = [int(match[1]) for match in ONE_YEAR.finditer(words)]
    if years:
        return Schedule("range", min(years), None if ONWARDS.search(words) else max(years), (), kept)
    return Schedule("unknown", raw=kept)


def find_years(words: str) -> tuple[int | None, int | None]:
    """First and last year of a stretch, where a range or an end is named."""
    if match := RANGE.search(words):
        return int(match[1]), int(match[2])
    if match := UNTIL.search(words):
        return None, int(match[1])
    years = [int(match[1]) for match in ONE_YEAR.finditer(words)]
    return (min(years), max(years)) if years else (None, None)


def single_year(years: tuple[int | None, int | None], days: list[Day]) -> int | None:
    """The year for days written without one: named once for all of them."""
    named = {day[0] for day in days if day[0]}
    if len(named) == 1:
        return named.pop()
    return years[0] if years[0] is not None and years[0] == years[1] else None


def find_days(words: str) -> tuple[list[Day], str]:
    """Days in reading order and the text without them. A month, quarter or half year counts to its last day."""
    found: list[tuple[int, Day]] = []
    for pattern, read in READERS:
        for match in pattern.finditer(words):
            days = [day for day in read(match) if day is not None]
            if days:
                found += [(match.start(), day) for day in days]
                words = words[: match.start()] + " " * len(match[0]) + words[match.end() :]
    return [day for _, day in sorted(found, key=lambda item: item[0])], words


def checked(year: str | None, month: int, day: int) -> Day | None:
    number = int(year) if year else None
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(number or 2024, month)[1]:
        return None
    return number, month, day


def month_end(year: str | None, month: int) -> Day | None:
    return (
        checked(year, month, monthrange(int(year) if year else 2023, month)[1]) if 1 <= month <= 12 else None
    )


def quarter_ends(names: str, year: str | None) -> list[Day | None]:
    quarters = re.findall(r"iv|i{1,3}|[1-4]", names)
    return [month_end(year, 3 * QUARTERS[name]) for name in quarters]


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Day | None]]], ...] = (
    (FULL_DATE, lambda m: [checked(m[3], int(m[2]), int(m[1]))]),
    (WORD_DATE, lambda m: [checked(m[3], int(m[2]), int(m[1]))]),
    (HALF, lambda m: [month_end(m[2], 6 if m[1] == "đầu" else 12)]),
    (QUARTER, lambda m: quarter_ends(m[1], m[2])),
    (MONTH, lambda m: [month_end(m[2], int(m[1]))]),
    (YEAR_END, lambda m: [month_end(m[1], 12)]),
    (SHORT_DATE, lambda m: [checked(None, int(m[2]), int(m[1]))]),
)


def iso_day(day: Day, year: int | None) -> str:
    number, month, dom = day[0] or year, day[1], day[2]
    return f"{number:04d}-{month:02d}-{dom:02d}" if number else f"{month:02d}-{dom:02d}"
