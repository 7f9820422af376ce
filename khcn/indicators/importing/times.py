"""Periods as files write them: 2024, 2024-Q1, 2024-S1, 2024-01, “quý I/2024”, “6 tháng đầu năm 2024”."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from khcn.indicators.choices import Vintage
from khcn.indicators.periods import window
from khcn.lib.vn_text import fold

if TYPE_CHECKING:
    from khcn.indicators.models import Card

EARLIEST, LATEST = 1900, 2100
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = {"A": 12, "S": 6, "T": 4, "Q": 3, "M": 1}
_SDMX = re.compile(r"^(\d{4})-?(A1|[STQM]\d{1,2})$")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_DAYS = re.compile(r"^(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})$")
_YEAR = re.compile(r"^(?:nam )?(\d{4})(?:\.0)?$")
_QUARTER = re.compile(r"^quy (i{1,3}|iv|[1-4])\s*(?:[/,-]|nam)?\s*(\d{4})$")
_HALF = re.compile(r"^6 thang (dau|cuoi) nam (\d{4})$")
_VN_MONTH = re.compile(r"^thang (\d{1,2})\s*(?:[/,-]|nam)?\s*(\d{4})$")
_VINTAGES = (
    ("uoc tinh", Vintage.ESTIMATE), ("uoc thuc hien", Vintage.ESTIMATE), ("uoc", Vintage.ESTIMATE),
    ("so bo", Vintage.PRELIMINARY), ("chinh thuc", Vintage.FINAL),
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """A whole year (of the indicator's own calendar), or the days from `first` to `last`."""

    year: int | None = None
    first: date | None = None
    last: date | None = None

    def days(self, card: "Card") -> tuple[date, date]:
        if self.year is not None:
            return window(card, self.year)
        assert self.first and self.last
        return self.first, self.last

    def __str__(self) -> str:
        if self.year is not None:
            return str(self.year)
        assert self.first and self.last
        return f"{self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}"


def read_period(cell: Any) -> Period | None:
    """None where the cell is no period."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _whole(int(cell)) if cell == int(cell) else None
    if isinstance(cell, datetime | date):
        return None
    text = str(cell).strip()
    if found := _sdmx(text.upper()):
        return found
    return _vietnamese(" ".join(fold(text).split()))


def read_head(cell: Any) -> tuple[Period, str] | None:
    """The head of a column of figures: a period, perhaps with how final it is: “Sơ bộ 2024”, “2024 (ước tính)”."""
    if not isinstance(cell, str):
        found = read_period(cell)
        return (found, "") if found else None
    text = " ".join(fold(cell).replace("(", " ").replace(")", " ").split())
    for word, vintage in _VINTAGES:
        if re.search(rf"\b{word}\b", text):
            found = read_period(" ".join(re.sub(rf"\b{word}\b", " ", text).split()))
            return (found, vintage) if found else None
    found = read_period(cell)
    return (found, "") if found else None


def _sdmx(text: str) -> Period | None:
    if told := _SDMX.match(text):
        year, letter, number = int(told[1]), told[2][0], int(told[2][1:])
        if letter == "A":
            return _whole(year)
        return _part(year, number, _MONTHS[letter])
    if told := _MONTH.match(text):
        return _part(int(told[1]), int(told[2]), 1)
    if told := _DAYS.match(text):
        try:
            first, last = date.fromisoformat(told[1]), date.fromisoformat(told[2])
        except ValueError:
            return None
        return Period(first=first, last=last) if first <= last and _known(first.year) else None
    return None


def _vietnamese(text: str) -> Period | None:
    if told := _YEAR.match(text):
        return _whole(int(told[1]))
    if told := _QUARTER.match(text):
        return _part(int(told[2]), _ROMAN.get(told[1]) or int(told[1]), 3)
    if told := _HALF.match(text):
        return _part(int(told[2]), 1 if told[1] == "dau" else 2, 6)
    if told := _VN_MONTH.match(text):
        return _part(int(told[2]), int(told[1]), 1)
    return None


def _known(year: int) -> bool:
    return EARLIEST <= year <= LATEST


def _whole(year: int) -> Period | None:
    return Period(year=year) if _known(year) else None


def _part(year: int, number: int, months: int) -> Period | None:
    """The `number`th part of a year cut into pieces of so many months."""
    if not _known(year) or not 1 <= number <= 12 // months:
        return None
    last_month = number * months
    return Period(
        first=date(year, last_month - months + 1, 1),
        last=date(year, last_month, monthrange(year, last_month)[1]),
    )
