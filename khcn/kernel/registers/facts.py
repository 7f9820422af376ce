"""Facts: named numbers that registers offer, always with the records behind them.

    facts = (
        count("science_enterprises.valid", _("Doanh nghiệp KH&CN có giấy chứng nhận còn hiệu lực")),
        total("transfer_contracts.value", _("Giá trị hợp đồng chuyển giao"), "price", unit=_("đồng"), over="signed_on"),
    )

A fact is taken *at* a date (records in force on it) or *over* a period (records whose date or year lies in it).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import EVERYTHING

Text = str | Promise


class AskedDay(TruncDate):
    """In a condition of a fact: the day for which the fact is asked; today where nobody asked for a day."""


ASKED_DAY = AskedDay(Now())
RECORDS = _("bản ghi")
UNITS = _("đơn vị")


@dataclass(frozen=True)
class Fact:
    """One number: `measure` is count, distinct, sum or share.

    `field`: what is summed, or the path whose distinct values are counted (empty: the register's subject).
    `where`: which records belong. `part`: for a share, which of these make the numerator.
    `over`: empty for "at a date"; otherwise the date or year field that places a record in a period.
    `territory`: path to the unit that places a record on the map.
    """

    code: str
    name: Text
    measure: str
    unit: Text = ""
    field: str = ""
    where: Q = EVERYTHING
    part: Q | None = None
    over: str = ""
    territory: str = "territory"

    @property
    def at_a_date(self) -> bool:
        return not self.over

    def asked_on(self, day: date) -> "Fact":
        """The same fact with `day` in place of ASKED_DAY in its conditions."""
        part = None if self.part is None else _on(self.part, day)
        return replace(self, where=_on(self.where, day), part=part)


def _on(condition: Q, day: date) -> Q:
    told = Q(_connector=condition.connector, _negated=condition.negated)
    for child in condition.children:
        if isinstance(child, Q):
            told.children.append(_on(child, day))
        elif isinstance(child, tuple) and isinstance(child[1], AskedDay):
            told.children.append((child[0], day))
        else:
            told.children.append(child)
    return told


def count(code: str, name: Text, *, unit: Text = RECORDS, **rest: Any) -> Fact:
    """How many records."""
    return Fact(code, name, "count", unit, **rest)


def distinct(code: str, name: Text, field: str = "", *, unit: Text = UNITS, **rest: Any) -> Fact:
    """How many different subjects; one that stands in several records counts once."""
    return Fact(code, name, "distinct", unit, field, **rest)


def total(code: str, name: Text, field: str, *, unit: Text, **rest: Any) -> Fact:
    """The sum of a field; records without a value are told, not taken as zero."""
    return Fact(code, name, "sum", unit, field, **rest)


def share(code: str, name: Text, part: Q, *, unit: Text = "%", **rest: Any) -> Fact:
    """The share of records for which `part` holds, in per cent, numerator and denominator kept."""
    return Fact(code, name, "share", unit, part=part, **rest)
