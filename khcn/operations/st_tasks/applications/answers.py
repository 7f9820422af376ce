"""Answers to a form: what is kept of what was typed, what is wrong with it, how it is shown.

A draft keeps everything. What cannot be read (“1,5 tỉ rưỡi” for money) is kept as it was typed and told as a problem;
what is read is kept in one plain form: money and years as whole numbers, numbers as decimal text, days as ISO text,
several choices as a list of codes, yes and no as true and false.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from khcn.kernel.form_fields import DayField, read_figure
from khcn.kernel.registers.form_fields import MoneyCell, read_money
from khcn.lib.vn_text import fold, nfc
from khcn.operations.st_tasks.models import Application, StTask
from khcn.operations.st_tasks.procedures.shape import Form, FormField

#: No answer may be longer, whatever the form says.
LONGEST = 50_000
FIRST_YEAR, LAST_YEAR = 1950, 2100
TEXTS = ("line", "text")
_PLAIN = re.compile(r"-?[0-9]{1,16}(\.[0-9]+)?")
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Problem:
    """What is wrong, in one sentence that names the field; `where` is the code of the field or of a part of the page."""

    where: str
    sentence: str


def asked_fields(form: Form) -> list[FormField]:
    """The fields that take an answer; a note is only read."""
    return [one for one in form.fields if one.kind != "note"]


def kept(field: FormField, typed: Any) -> Any:
    """What is kept of what was typed; nothing is dropped because it cannot be read."""
    if field.kind == "choices":
        several = typed if isinstance(typed, list | tuple) else [typed]
        return sorted({_clean(one) for one in several if one not in EMPTY})
    if isinstance(typed, list | tuple):
        typed = typed[-1] if typed else ""
    if field.kind == "text":
        return nfc(str(typed if typed is not None else "").replace("\x00", "").replace("\r\n", "\n")).rstrip()
    text = " ".join(_clean(typed).split())
    return _READERS.get(field.kind, _same)(text)


def problem_of(field: FormField, value: Any, *, complete: bool) -> str:
    """The sentence about an answer as it is kept, "" where nothing is wrong; `complete` asks for what is required."""
    if value in EMPTY:
        return _("Hãy điền “%(field)s”.") % {"field": field.label} if field.required and complete else ""
    if field.kind in TEXTS:
        return _too_long(field, str(value))
    if not is_read(field, value):
        return _UNREAD[field.kind]() % {"field": field.label, "text": str(value)[:40]}
    return _beyond(field, value)


def problems_of(form: Form, answers: Mapping[str, Any], *, complete: bool) -> Iterator[Problem]:
    for field in asked_fields(form):
        if sentence := problem_of(field, answers.get(field.code), complete=complete):
            yield Problem(field.code, sentence)


def is_read(field: FormField, value: Any) -> bool:
    """Whether the kept answer is a value of its kind rather than text that could not be read."""
    if field.kind in ("money", "year"):
        return isinstance(value, int) and not isinstance(value, bool)
    if field.kind == "number":
        return number_of(value) is not None
    if field.kind == "date":
        return day_of(value) is not None
    codes = {code for code, _name in field.choices}
    if field.kind == "choice":
        return value in codes
    if field.kind == "choices":
        return isinstance(value, list) and codes.issuperset(value)
    return isinstance(value, bool) if field.kind == "yes_no" else True


def number_of(value: Any) -> Decimal | None:
    """The kept number; text that only looks like one, such as 1E100, was not read and is none."""
    if not isinstance(value, str) or not _PLAIN.fullmatch(value):
        return None
    return Decimal(value)


def day_of(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def shown(field: FormField, value: Any) -> str:
    """An answer for reading, and for the box in which it is typed again."""
    if value in EMPTY:
        return ""
    names = dict(field.choices)
    if field.kind == "choices" and isinstance(value, list):
        return "; ".join(names.get(str(one), str(one)) for one in value)
    if field.kind == "choice":
        return names.get(value, str(value))
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if field.kind == "money" and isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if field.kind == "number" and (number := number_of(value)) is not None:
        return f"{number:f}".replace(".", ",")
    day = day_of(value) if field.kind == "date" else None
    return f"{day:%d/%m/%Y}" if day else str(value)


def digest(value: Any) -> str:
    """A short mark by which a page remembers what stood when it was made; all that is empty is the same."""
    plain = "" if value in EMPTY else value
    told = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def value_for_column(field: FormField, value: Any) -> Any:
    """The answer as a column of the record takes it; None for what cannot be read."""
    if value in EMPTY or not (field.kind in TEXTS or is_read(field, value)):
        return None
    if field.kind == "date":
        return day_of(value)
    return number_of(value) if field.kind == "number" else value


def longest(field: FormField) -> int:
    """How many characters a text may have: by the form, and by the column that takes it over."""
    limits = [LONGEST]
    if field.maximum:
        limits.append(field.maximum)
    if column := _column_length(field.column):
        limits.append(column)
    return min(limits)


def _column_length(name: str) -> int:
    for model in (Application, StTask):
        try:
            return getattr(model._meta.get_field(name), "max_length", 0) or 0
        except FieldDoesNotExist:
            continue
    return 0


def _clean(typed: Any) -> str:
    return nfc(str(typed if typed is not None else "").replace("\x00", "").strip())


def _same(text: str) -> Any:
    return text


def _money(text: str) -> Any:
    try:
        return "" if not text else MoneyCell(required=False).to_python(str(read_money(text)))
    except ValidationError:
        return text


def _number(text: str) -> Any:
    try:
        figure = read_figure(text)
    except ValidationError:
        return text
    if figure is None:
        return ""
    plain = f"{figure:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _year(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else text


def _day(text: str) -> Any:
    try:
        found = DayField(required=False).clean(text)
    except ValidationError:
        return text
    return found.isoformat() if found else ""


def _yes_no(text: str) -> Any:
    word = fold(text)
    if word in ("co", "true", "1", "on"):
        return True
    return False if word in ("khong", "false", "0") else text


_READERS = {"money": _money, "number": _number, "year": _year, "date": _day, "yes_no": _yes_no}

_UNREAD = {
    "money": lambda: _(
        "“%(field)s”: “%(text)s” chưa đọc được. Hãy ghi số đồng, ví dụ 1.500.000 hoặc 1,5 tỷ."
    ),
    "number": lambda: _("“%(field)s”: “%(text)s” không phải là số. Hãy ghi như 8,5 hoặc 1.234,5."),
    "year": lambda: _("“%(field)s”: “%(text)s” chưa phải là năm. Hãy ghi bốn chữ số, ví dụ 2027."),
    "date": lambda: _("“%(field)s”: “%(text)s” chưa phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 05/12/2026."),
    "choice": lambda: _("“%(field)s”: “%(text)s” không có trong danh sách. Hãy chọn lại."),
    "choices": lambda: _("“%(field)s” có mục không có trong danh sách. Hãy chọn lại."),
    "yes_no": lambda: _("“%(field)s”: hãy chọn có hoặc không."),
}


def _too_long(field: FormField, text: str) -> str:
    limit = longest(field)
    if len(text) <= limit:
        return ""
    return _("“%(field)s” dài %(long)s ký tự, nhiều nhất là %(limit)s. Hãy rút gọn.") % {
        "field": field.label, "long": _figure(len(text)), "limit": _figure(limit)
    }  # fmt: skip


def _beyond(field: FormField, value: Any) -> str:
    if field.kind == "year" and not FIRST_YEAR <= value <= LAST_YEAR:
        return _("“%(field)s”: năm phải từ %(first)s đến %(last)s.") % {
            "field": field.label, "first": FIRST_YEAR, "last": LAST_YEAR
        }  # fmt: skip
    if field.kind in ("number", "money"):
        return _figure_beyond(field, Decimal(value))
    if field.kind == "choices" and field.maximum and len(value) > field.maximum:
        return _("“%(field)s”: chọn nhiều nhất %(most)s mục.") % {"field": field.label, "most": field.maximum}
    return ""


def _figure_beyond(field: FormField, figure: Decimal) -> str:
    if figure < 0:
        return _("“%(field)s” không được âm.") % {"field": field.label}
    if field.maximum and figure > field.maximum:
        return _("“%(field)s” không được quá %(most)s.") % {
            "field": field.label,
            "most": _figure(field.maximum),
        }
    return ""


def _figure(number: int) -> str:
    return f"{number:,}".replace(",", ".")
