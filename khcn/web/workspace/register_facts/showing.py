"""How a fact that was taken is shown: its value with unit, when it is of, what is missing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.registers.measure import Measured, Scope, Value
from khcn.kernel.registers.rules import Level
from khcn.web.templatetags.khcn_ui import vn_date, vn_number
from khcn.web.workspace.register_facts.asking import query_of


@dataclass(frozen=True)
class Shown:
    """One number for a row of a table."""

    code: str
    name: str
    value: str
    unit: str
    when: str
    notes: list[str]
    counted: str
    url: str
    missing: bool


def shown(told: Measured) -> Shown:
    fact = told.fact
    return Shown(
        fact.code,
        str(fact.name),
        number(told.value, fact.measure),
        str(fact.unit),
        when(told.scope, fact.at_a_date),
        list(notes(told)),
        vn_number(told.counted),
        reverse("fact_records", kwargs={"fact": fact.code}) + query_of(told.scope, fact.at_a_date),
        told.value is None,
    )


def number(value: Value, measure: str = "") -> str:
    """1.234,5; a share to one place; a word where there is no value."""
    if value is None:
        return _("chưa có số liệu")
    if measure == "share":
        return vn_number(value, 1)
    return vn_number(value.normalize() if isinstance(value, Decimal) and value else value)


def when(scope: Scope, at_a_date: bool) -> str:
    if at_a_date and scope.at:
        return _("tại ngày %s") % vn_date(scope.at)
    if scope.period is None:
        return ""
    first, last = scope.period
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return _("cả năm %s") % first.year
    return _("từ %(first)s đến hết %(last)s") % {"first": vn_date(first), "last": vn_date(last)}


def notes(told: Measured) -> Any:
    """What a reader must know to trust the number."""
    if told.denominator:
        yield _("%(part)s trong %(whole)s bản ghi") % {
            "part": vn_number(told.numerator), "whole": vn_number(told.denominator)
        }  # fmt: skip
    if told.missing:
        text = _("%s bản ghi chưa ghi chủ thể, không được đếm") if told.fact.measure == "distinct" else None
        yield (text or _("%s bản ghi chưa có giá trị, không tính là 0")) % vn_number(told.missing)
    if told.unplaced:
        yield _("%s bản ghi ở địa bàn cũ đã bị chia, không xếp được vào địa bàn này") % vn_number(
            told.unplaced
        )


def audience(level: Level) -> str:
    """What was counted for this reader."""
    if level == Level.PUBLIC:
        return _(
            "Số liệu trên trang này chỉ tính các bản ghi công khai (và bản ghi của chính đơn vị bạn, nếu có)."
        )
    if level == Level.SHARED:
        return _("Số liệu trên trang này tính các bản ghi được chia sẻ và bản ghi của cơ quan bạn.")
    return ""
