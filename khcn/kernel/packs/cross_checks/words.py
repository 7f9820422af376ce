"""holidays.yaml, calendars/deadlines.yaml, synonyms.yaml, directions.yaml: days, time limits, words and tags."""

from collections.abc import Iterator

from khcn.kernel.packs.cross_checks.index import Index, parties, repeated, unknown
from khcn.kernel.packs.errors import Problem
from khcn.lib.vn_text import fold

HOLIDAYS, DEADLINES, SYNONYMS = "holidays.yaml", "calendars/deadlines.yaml", "synonyms.yaml"
DIRECTIONS = "directions.yaml"
_SATURDAY = 5


def check_holidays(index: Index) -> Iterator[Problem]:
    """A day stands once; a swapped working day falls on a weekend and stands for a declared day off."""
    days_off = [row["date"] for row in index.rows("holidays", "extra_days_off")]
    swaps = index.rows("holidays", "swapped_working_days")
    yield from repeated(HOLIDAYS, "extra_days_off", days_off, "ngày")
    yield from repeated(HOLIDAYS, "swapped_working_days", (row["date"] for row in swaps), "ngày")
    for number, swap in enumerate(swaps, start=1):
        place = f"swapped_working_days[{number}]"
        if swap["date"].weekday() < _SATURDAY:
            yield Problem(
                HOLIDAYS, place, f"{swap['date']:%d/%m/%Y} là ngày làm việc thường, không cần làm bù."
            )
        if swap["for"] not in days_off:
            yield Problem(HOLIDAYS, place, f"ngày nghỉ {swap['for']:%d/%m/%Y} chưa có ở extra_days_off.")


def check_deadlines(index: Index) -> Iterator[Problem]:
    """Deadlines name known windows, reporting rules and parties; lead times name known deadlines."""
    windows = [row["code"] for row in index.rows("deadlines", "windows")]
    deadlines = index.rows("deadlines", "deadlines")
    known = [row["code"] for row in deadlines]
    rules = [row["code"] for row in index.rows("plan", "reporting")]
    yield from repeated(DEADLINES, "windows", windows, "mã kỳ số liệu")
    yield from repeated(DEADLINES, "deadlines", known, "mã thời hạn")
    labels = (row["code"] for row in index.rows("deadlines", "statuses"))
    yield from repeated(DEADLINES, "statuses", labels, "mã trạng thái")
    for number, deadline in enumerate(deadlines, start=1):
        place = f"deadlines[{number}]"
        yield from unknown(DEADLINES, place, [deadline["window"]], windows, "mã kỳ số liệu")
        yield from unknown(DEADLINES, place, [deadline["reporting"]], rules, "mã chế độ báo cáo")
        yield from parties(index, DEADLINES, f"{place}.party", deadline["party"])
    for number, lead in enumerate(index.rows("deadlines", "internal_lead"), start=1):
        yield from unknown(DEADLINES, f"internal_lead[{number}]", [lead["before"]], known, "mã thời hạn")


def check_synonyms(index: Index) -> Iterator[Problem]:
    """A term belongs to one group, compared as search compares: folded."""
    groups = index.rows("synonyms", "groups")
    yield from repeated(SYNONYMS, "groups", (group["code"] for group in groups), "mã nhóm từ")
    terms = (term for group in groups for term in sorted({fold(term) for term in group["terms"]}))
    yield from repeated(SYNONYMS, "terms", terms, "từ")


def check_directions(index: Index) -> Iterator[Problem]:
    """A direction stands once and after the one it belongs to; its clause is one of the plan's, if there is a plan."""
    rows = index.rows("directions", "directions")
    yield from repeated(DIRECTIONS, "directions", (row["code"] for row in rows), "mã hướng")
    above: set[str] = set()
    for number, row in enumerate(rows, start=1):
        place = f"directions[{number}]"
        yield from unknown(DIRECTIONS, f"{place}.parent", [row.get("parent")], above, "mã hướng cấp trên")
        if index.clauses:
            yield from unknown(DIRECTIONS, f"{place}.clause", [row.get("clause")], index.clauses, "mục")
        above.add(row["code"])
