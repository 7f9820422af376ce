"""A mean over the whole period: arithmetic, geometric for rates of growth in per cent."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from math import prod

from django.utils.translation import gettext as _

from khcn.indicators.progress import model, ratios, thresholds
from khcn.indicators.progress.case import Case
from khcn.indicators.progress.model import NotRated, Point, Rating
from khcn.indicators.progress.words import say, say_year
from khcn.indicators.progress.yearly import level_ratio

HUNDRED = Fraction(100)


def rate_average(case: Case) -> Rating:
    """The mean so far against the number; when the period is over the mean decides."""
    years = _years(case)
    mean, met = _mean(case, years), _meets(case, years)
    over = years[-1].year >= case.target_year()
    ratio = level_ratio(mean, case.bar(), upward=case.goal.upward)
    status = _status(case, ratio, met=met, over=over)
    told = case.rating("own.average", status, _words(case, years, mean, met=met, over=over), years[-1])
    return replace(
        told,
        ratio=None if ratio is None else ratios.as_decimal(ratio),
        pace=None,
        required_pace=None if over else _needed(case, years),
        shortfall=_gap(case, mean),
        high_met=None if case.goal.far is None else case.goal.meets(mean, case.goal.far),
    )


def _status(case: Case, ratio: Fraction | None, *, met: bool, over: bool) -> str:
    if met:
        return model.ACHIEVED if over else model.ON_TRACK
    if over and case.overdue:
        return model.OVERDUE
    return model.DETERIORATION if ratio is None else thresholds.status_of_ratio(ratio)


def _years(case: Case) -> list[Point]:
    """Official values of the period; a base that was given lies before it."""
    found, last = case.evidence, case.target_year()
    if found.unusable:
        raise NotRated(found.fault)
    years = [point for point in found.official if _within(case, point) and point.year <= last]
    if len(years) < 2:
        raise NotRated(
            _("Chưa đủ dữ liệu: bình quân thời kỳ cần ít nhất hai năm có số chính thức, hiện có %s.")
            % len(years)
        )
    return years


def _within(case: Case, point: Point) -> bool:
    base = case.evidence.base
    if base is None:
        return True
    return point.year > base.year if case.evidence.base_given else point.year >= base.year


def _mean(case: Case, years: Sequence[Point]) -> Decimal:
    values = [Fraction(point.value) for point in years]
    if case.goal.kind != "growth":
        return ratios.as_decimal(sum(values, Fraction(0)) / len(values))
    return _root(prod(_factors(years), start=Fraction(1)), len(values))


def _meets(case: Case, years: Sequence[Point]) -> bool:
    """Compared without the root, so that exactly 8 % a year is 8 %."""
    bar, count = Fraction(case.bar()), len(years)
    if case.goal.kind == "growth":
        reached, asked = prod(_factors(years), start=Fraction(1)), (1 + bar / HUNDRED) ** count
    else:
        reached, asked = sum((Fraction(p.value) for p in years), Fraction(0)), bar * count
    if case.goal.operator == "gt":
        return reached > asked
    return reached >= asked if case.goal.upward else reached <= asked


def _needed(case: Case, years: Sequence[Point]) -> Decimal | None:
    """What each year that is left must bring so that the mean of the period is the number."""
    whole = int(case.target_year() - Fraction(years[0].year)) + 1
    left, bar = whole - len(years), Fraction(case.bar())
    if left <= 0:
        return None
    if case.goal.kind != "growth":
        return ratios.as_decimal((bar * whole - sum((Fraction(p.value) for p in years), Fraction(0))) / left)
    asked = (1 + bar / HUNDRED) ** whole
    return _root(asked / prod(_factors(years), start=Fraction(1)), left)


def _factors(years: Sequence[Point]) -> list[Fraction]:
    factors = [1 + Fraction(point.value) / HUNDRED for point in years]
    if min(factors) <= 0:
        raise NotRated(
            _("Chưa xếp loại được: có năm giảm từ 100% trở lên nên không tính được bình quân nhân.")
        )
    return factors


def _root(product: Fraction, count: int) -> Decimal:
    with localcontext(ratios.WORKING):
        factor = Decimal(product.numerator) / Decimal(product.denominator)
        return ratios.KEPT.plus((factor ** (1 / Decimal(count)) - 1) * 100)


def _gap(case: Case, mean: Decimal) -> Decimal:
    return max((case.bar() - mean) * (1 if case.goal.upward else -1), Decimal(0))


def _words(case: Case, years: Sequence[Point], mean: Decimal, *, met: bool, over: bool) -> str:
    numbers = {
        "count": len(years),
        "first": say_year(years[0].year),
        "last": say_year(years[-1].year),
        "mean": say(mean),
        "bar": say(case.bar()),
        "due": case.target_year(),
    }
    kind = _("Bình quân nhân") if case.goal.kind == "growth" else _("Bình quân")
    verdict = _("đạt mức %(bar)s") if met else _("chưa đạt mức %(bar)s")
    told = _("%(count)s năm có số liệu (%(first)s–%(last)s) là %(mean)s,") % numbers
    needed = None if over else _needed(case, years)
    reason = f"{kind} {told} {verdict % numbers}."
    if over and not met and case.overdue:
        reason = _("Quá hạn: thời kỳ kết thúc năm %(due)s.") % numbers + f" {reason}"
    if needed is not None:
        reason += " " + _("Các năm còn lại cần bình quân %(needed)s.") % {"needed": say(needed)}
    return reason
