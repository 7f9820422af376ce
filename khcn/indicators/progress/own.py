"""The house rules: which rule answers for which goal. A straight line unless the goal itself asks for something else."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from khcn.indicators.progress import model, ratios, sentences, thresholds
from khcn.indicators.progress.average import rate_average
from khcn.indicators.progress.case import Case
from khcn.indicators.progress.model import NotRated, Rating
from khcn.indicators.progress.towards import linear, rate_towards
from khcn.indicators.progress.words import say, say_when
from khcn.indicators.progress.yearly import has_step, rate_each_year, rate_step

NEARLY = Fraction(5, 100)  # “about”, where overshooting is bad: within 5 % of the number (to be confirmed)


def own(case: Case) -> Rating:
    goal, found = case.goal, case.evidence
    if found.base is None or found.unusable:
        raise NotRated(found.fault)
    if goal.kind == "qualitative" and goal.bar is None:
        raise NotRated(_("Chỉ tiêu định tính, không có mức bằng số: cần người có thẩm quyền đánh giá."))
    case.bar()
    if goal.horizon == "each_year":
        return rate_each_year(case)
    if goal.horizon == "average":
        return rate_average(case)
    if goal.overshoot_bad and goal.operator in ("approx", "eq", "between"):
        return rate_nearness(case)
    told = rate_step(case) if has_step(case) else rate_line(case)
    return _hold(case, told) if told.status == model.ACHIEVED else told


def rate_line(case: Case) -> Rating:
    """Straight line from the base; a value that already meets its goal needs no second observation."""
    rule, goal, found = "own.linear", case.goal, case.evidence
    if found.fault and found.latest is not None and found.latest is found.base:
        latest = found.latest
        if goal.meets(latest.value, case.bar()):
            return _reached(case, rule)
        if case.overdue:
            return case.rating(rule, model.OVERDUE, sentences.overdue(case, latest, case.bar()))
    if case.overdue and _no_time_given(case) and not goal.meets(found.last().value, case.bar()):
        return _late(case, rule)
    return rate_towards(case, rule, linear)


def _no_time_given(case: Case) -> bool:
    """The target year is not after the base year: there is no pace, but the day has passed all the same."""
    return not case.evidence.fault and case.target_year() <= case.evidence.pair()[0].year


def rate_nearness(case: Case) -> Rating:
    """Best at the number from either side: the distance to it has to shrink to nothing."""
    rule = "own.near"
    base, current = case.evidence.pair()
    far, near = _distance(case, base.value), _distance(case, current.value)
    if not near:
        return _hold(case, _reached(case, rule))
    if case.overdue:
        return _late(case, rule)
    if not far:
        words = _("Lúc bắt đầu (%(base)s) đã ở mức %(bar)s; giá trị %(value)s %(when)s đã rời khỏi mức này.")
        return case.rating(rule, model.DETERIORATION, words % _numbers(case))
    whole = case.target_year() - base.year
    if whole <= 0:
        raise NotRated(sentences.target_year_not_after_base(case.target_year(), base))
    ratio = ratios.linear_ratio(far, near, Decimal(0), current.year - base.year, whole)
    shown = ratios.as_decimal(ratio)
    words = _(
        "Mục tiêu là giữ quanh mức %(bar)s, vượt cũng không tốt; khoảng cách thay đổi từ %(far)s xuống %(near)s."
    )
    if near >= far:
        words = _(
            "Mục tiêu là giữ quanh mức %(bar)s, vượt cũng không tốt; khoảng cách thay đổi từ %(far)s đến %(near)s."
        )
    reason = words % {**_numbers(case), "far": say(far), "near": say(near)}
    told = case.rating(rule, thresholds.status_of_ratio(ratio), reason)
    return replace(told, ratio=shown, score=thresholds.score_of_ratio(shown))


def _reached(case: Case, rule: str) -> Rating:
    told = case.rating(rule, model.ACHIEVED, sentences.achieved(case.evidence.last(), case.bar()))
    return replace(told, score=thresholds.MOST)


def _late(case: Case, rule: str) -> Rating:
    latest, bar = case.evidence.last(), case.bar()
    return case.rating(rule, model.OVERDUE, sentences.overdue(case, latest, bar))


def _hold(case: Case, told: Rating) -> Rating:
    """A level that must stand in its year is not reached for good before that year."""
    year, latest = case.goal.year, told.current
    if case.goal.horizon != "at" or year is None or latest is None or latest.year >= year:
        return told
    words = _("Giá trị %(at)s là %(value)s, đã ở mức %(bar)s; phải giữ đến năm %(year)s.")
    reason = words % {
        "at": say_when(latest),
        "value": say(latest.value),
        "bar": say(case.bar()),
        "year": year,
    }
    held = case.rating(told.rule, model.ON_TRACK, reason)
    return replace(held, ratio=told.ratio, score=told.score)


def _distance(case: Case, value: Decimal) -> Decimal:
    """How far outside the accepted interval a value lies, on either side."""
    low, high = _interval(case)
    return ratios.as_decimal(max(low - Fraction(value), Fraction(value) - high, Fraction(0)))


def _interval(case: Case) -> tuple[Fraction, Fraction]:
    ends = [Fraction(end) for end in (case.goal.low, case.goal.high) if end is not None]
    low, high = min(ends), max(ends)
    if case.goal.operator != "approx":
        return low, high
    return low - abs(low) * NEARLY, high + abs(high) * NEARLY


def _numbers(case: Case) -> dict[str, object]:
    base, current = case.evidence.pair()
    return {
        "base": say_when(base),
        "bar": say(case.bar()),
        "value": say(current.value),
        "when": say_when(current),
    }
