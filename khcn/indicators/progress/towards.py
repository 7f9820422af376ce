"""Rules that compare the pace between two points with the pace that the goal needs."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from khcn.indicators.progress import model, ratios, sentences, thresholds
from khcn.indicators.progress.case import Case
from khcn.indicators.progress.model import NotRated, Point, Rating, Year

Ratio = Fraction | Decimal
RatioOf = Callable[[Point, Point, Decimal, Year, bool], Ratio]


def linear(base: Point, current: Point, bar: Decimal, whole: Year, upward: bool) -> Fraction:
    return ratios.linear_ratio(base.value, current.value, bar, _years(base, current), whole)


def compound(base: Point, current: Point, bar: Decimal, whole: Year, upward: bool) -> Decimal:
    ratio = ratios.compound_ratio(base.value, current.value, bar, _years(base, current), whole, upward=upward)
    if ratio is None:
        raise NotRated(
            _(
                "Chưa xếp loại được: tốc độ tăng kép không xác định khi giá trị gốc bằng 0 hoặc số liệu đổi dấu; hãy xem cách tuyến tính."
            )
        )
    return ratio


def rate_towards(case: Case, rule: str, ratio_of: RatioOf) -> Rating:
    """Reached, overdue, or by the ratio of real to needed pace; the steps are asked in this order."""
    base, current = case.evidence.pair()
    bar = case.bar()
    met = case.goal.meets(current.value, bar)
    if not (met and _began_beyond(case, rule)):
        refuse_wrong_side(case, base, bar)
    if met:
        told = case.rating(rule, model.ACHIEVED, sentences.achieved(current, bar))
        return replace(told, ratio=_ratio_if_any(case, ratio_of), score=thresholds.MOST)
    if base.value == bar:
        return case.rating(rule, _status_of_keeping(base, current), sentences.not_kept(base, current, bar))
    whole = _whole(case, base)
    if case.overdue:
        told = case.rating(rule, model.OVERDUE, sentences.overdue(case, current, bar))
        return replace(told, ratio=_ratio_if_any(case, ratio_of))
    ratio = ratio_of(base, current, bar, whole, case.goal.upward)
    return _by_ratio(case, rule, ratio)


def _began_beyond(case: Case, rule: str) -> bool:
    """House rules: where the plan tells no baseline, a series that began beyond the target and is there still has it."""
    return rule.startswith("own") and not case.evidence.base_given


def refuse_wrong_side(case: Case, base: Point, bar: Decimal) -> None:
    if (bar - base.value) * (1 if case.goal.upward else -1) < 0:
        raise NotRated(sentences.wrong_side(base, bar, upward=case.goal.upward))


def _by_ratio(case: Case, rule: str, ratio: Ratio) -> Rating:
    shown = ratios.as_decimal(ratio) if isinstance(ratio, Fraction) else ratio
    status = thresholds.status_of_ratio(ratio)
    base, current = case.evidence.pair()
    bare = case.rating(rule, status, "")
    reason = sentences.by_ratio(status, base, current, case.bar(), case.target_year(), shown, bare)
    told = case.rating(rule, status, reason)
    return replace(told, ratio=shown, score=thresholds.score_of_ratio(shown))


def _whole(case: Case, base: Point) -> Year:
    whole = case.target_year() - base.year
    if whole <= 0:
        raise NotRated(sentences.target_year_not_after_base(case.target_year(), base))
    return whole


def _years(base: Point, current: Point) -> Year:
    return current.year - base.year


def _ratio_if_any(case: Case, ratio_of: RatioOf) -> Decimal | None:
    """For reached and overdue goals the ratio is told where it exists, and decides nothing."""
    base, current = case.evidence.pair()
    bar = case.bar()
    try:
        if base.value == bar:
            return None
        ratio = ratio_of(base, current, bar, _whole(case, base), case.goal.upward)
    except NotRated:
        return None
    return ratios.as_decimal(ratio) if isinstance(ratio, Fraction) else ratio


def _status_of_keeping(base: Point, current: Point) -> str:
    """The base already stands at the target, and the target is not met: fallen back, or not yet above it."""
    return model.LIMITED if current.value == base.value else model.DETERIORATION
