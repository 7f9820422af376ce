"""Words and figures of a document: clean text, capitals, number and date lines, counters."""

import re
from datetime import date
from decimal import Decimal

from khcn.lib.vn_text import nfc
from khcn.outputs.charts.numbers import number as vn_number
from khcn.outputs.official_documents.layout import Layout
from khcn.outputs.official_documents.model import Document, Letterhead

NBSP = "\u00a0"
GAP = NBSP * 6
MISSING = "–"
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_PLACEHOLDER = re.compile(r"({{.*?}}|{%.*?%})")
_LETTERS = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y")  # fmt: skip
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
KIND_NAMES = {"BC": "Báo cáo", "TTr": "Tờ trình", "CV": "Công văn", "KH": "Kế hoạch", "TB": "Thông báo", "BB": "Biên bản", "PHIEU": "Phiếu", "QD": "Quyết định"}  # fmt: skip


def clean(text: str) -> str:
    """The text in form C, without the characters Word refuses or that turn the reading direction."""
    return nfc(_REFUSED.sub("", _LINE_ENDS.sub("\n", text)))


def capitals(text: str) -> str:
    """Capitals with their marks; placeholders of templates stay as they are."""
    parts = _PLACEHOLDER.split(clean(text).strip())
    return "".join(part if _PLACEHOLDER.fullmatch(part) else part.upper() for part in parts)


def roman(number: int) -> str:
    told = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        told += sign * count
    return told


def letter(number: int) -> str:
    """a, b, c, d, đ, e, g …: the letters of điểm; after y comes aa."""
    count = len(_LETTERS)
    return (
        _LETTERS[number - 1]
        if number <= count
        else letter((number - 1) // count) + _LETTERS[(number - 1) % count]
    )


def kind_name(document: Document) -> str:
    """`Báo cáo`, as running text writes it."""
    return clean(document.kind_name) or KIND_NAMES[document.kind]


def number_line(head: Letterhead, rules: Layout) -> str:
    """`Số: 05/BC-SKHCN`; an open number leaves room for the clerk."""
    if head.number_text is not None:
        return f"{rules.wording['number_label']} {clean(head.number_text)}"
    return f"{rules.wording['number_label']} {document_number(head, rules)}"


def document_number(head: Letterhead, rules: Layout) -> str:
    form, symbol = rules.number_form, clean(head.symbol).strip()
    if head.symbol_number is None:
        return f"{GAP}{form.separator}{symbol}"
    width = len(str(form.leading_zero_below))
    return f"{head.symbol_number:0{width}d}{form.separator}{symbol}"


def place_date(head: Letterhead, rules: Layout) -> str:
    """`Tuyên Quang, ngày 05 tháng 02 năm 2027`."""
    if head.date_text is not None:
        return clean(head.date_text)
    return f"{clean(head.place)}, {day_words(head, rules)}"


def day_words(head: Letterhead, rules: Layout) -> str:
    if head.date is None:
        return f"ngày{GAP}tháng{GAP}năm {head.year or GAP}"
    return date_words(head.date, rules)


def date_words(day: date, rules: Layout) -> str:
    form = rules.date_form
    day_part = f"{day.day:02d}" if day.day < form.leading_zero_days_below else str(day.day)
    month = f"{day.month:02d}" if day.month in form.leading_zero_months else str(day.month)
    return f"ngày {day_part} tháng {month} năm {day.year}"


def cell_text(value: str | int | Decimal | date | None, places: int | None, *, is_number: bool) -> str:
    """A value as people read it: `1.234,5`, `05/12/2026`; a dash where a figure is missing."""
    if value is None:
        return MISSING if is_number else ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | Decimal):
        return vn_number(Decimal(value), places)
    return clean(value)


def ended(text: str, mark: str) -> str:
    """The line with exactly this mark at its end."""
    return clean(text).strip().rstrip(".;,:/ ") + mark


def listed(lines: list[str]) -> list[str]:
    """Lines of a list: `;` after each, a full stop after the last."""
    return [ended(line, "." if number == len(lines) else ";") for number, line in enumerate(lines, start=1)]
