"""Which two points a rating rests on, and why there may be none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.progress.model import NotRated, Point, Year
from khcn.indicators.progress.words import say, say_when, say_year


@dataclass(frozen=True)
class Evidence:
    """`fault` says why base and latest value cannot be compared; `latest` may be known all the same."""

    official: tuple[Point, ...] = ()
    base: Point | None = None
    latest: Point | None = None
    newer: Point | None = None
    fault: str = ""
    unusable: bool = False
    base_given: bool = False

    def pair(self) -> tuple[Point, Point]:
        if self.fault or self.base is None or self.latest is None:
            raise NotRated(self.fault)
        return self.base, self.latest

    def last(self) -> Point:
        """The latest official value, for rules that compare one value with one number."""
        if self.latest is None or self.unusable:
            raise NotRated(self.fault)
        return self.latest


def gather(points: Sequence[Point], base: Point | None, base_year: Year | None) -> Evidence:
    """Provisional values are left out; what lies before the base is left out."""
    fault = _unusable(points if base is None else [*points, base]) or _double(points)
    if fault:
        return Evidence(base=base, fault=fault, unusable=True)
    official = tuple(sorted((p for p in points if not p.provisional), key=lambda point: point.year))
    if base is None:
        later = [p for p in official if base_year is None or p.year >= base_year]
        first = later.pop(0) if later else None
    else:
        later, first = [p for p in official if p.year > base.year], base
    latest = later[-1] if later else (first if base is None else None)
    return Evidence(
        official=official,
        base=first,
        latest=latest,
        newer=_newer(points, latest),
        base_given=base is not None,
        fault=_fault(points, official, base, first, later),
    )


def _unusable(points: Sequence[Point]) -> str:
    for point in points:
        if not Decimal(point.value).is_finite() or not Decimal(point.year).is_finite():
            return _("Chưa đủ dữ liệu: có giá trị không phải là số.")
    return ""


def _double(points: Sequence[Point]) -> str:
    years = [point.year for point in points if not point.provisional]
    twice = next((year for year in years if years.count(year) > 1), None)
    if twice is None:
        return ""
    return _("Chưa đủ dữ liệu: năm %s có hơn một giá trị.") % say_year(twice)


def _newer(points: Sequence[Point], latest: Point | None) -> Point | None:
    waiting = [p for p in points if p.provisional and (latest is None or p.year > latest.year)]
    return max(waiting, key=lambda point: point.year, default=None)


def _fault(
    points: Sequence[Point],
    official: Sequence[Point],
    given: Point | None,
    base: Point | None,
    later: Sequence[Point],
) -> str:
    if not official:
        return _nothing(points)
    if base is None or (given is not None and not later):
        return _("Chưa đủ dữ liệu: không có quan sát chính thức nào sau năm gốc.")
    if not later:
        return _("Chưa đủ dữ liệu: mới có một quan sát, %(value)s %(when)s; xu hướng cần ít nhất hai.") % {
            "value": say(base.value),
            "when": say_when(base),
        }
    return _not_comparable(base, later[-1], points)


def _nothing(points: Sequence[Point]) -> str:
    if points:
        return _("Chưa đủ dữ liệu: chỉ có số ước tính hoặc sơ bộ, chưa có số chính thức.")
    return _("Chưa đủ dữ liệu: chưa có quan sát nào.")


def _not_comparable(base: Point, latest: Point, points: Sequence[Point]) -> str:
    if base.provisional:
        return _("Chưa đủ dữ liệu: giá trị gốc %s mới là số ước tính hoặc sơ bộ.") % say_when(base)
    between = (point for point in points if base.year < point.year <= latest.year)
    broken = next((point for point in between if point.break_before), None)
    if broken is not None:
        return _(
            "Chưa đủ dữ liệu: chuỗi số bị ngắt ở %(when)s (đổi định nghĩa hoặc địa giới), không so được với %(base)s."
        ) % {"when": say_when(broken), "base": say_when(base)}
    if latest.year - base.year < 1:
        return _("Chưa đủ dữ liệu: hai quan sát cách nhau chưa đủ một năm.")
    return ""
