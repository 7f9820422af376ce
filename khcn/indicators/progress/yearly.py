"""One value against the number set for its own year; how the years before went comes second."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from khcn.indicators.progress import model, ratios, thresholds
from khcn.indicators.progress.case import Case
from khcn.indicators.progress.model import Point, Rating
from khcn.indicators.progress.words import say, say_percent, say_when

YEARS_COUNTED = 5
StepOf = Callable[[Point], Decimal | None]


def has_step(case: Case) -> bool:
    """Whether the road map says a number for the year of the latest value or an earlier one."""
    latest = case.evidence.latest
    return latest is not None and _step(case, latest) is not None


def rate_step(case: Case) -> Rating:
    """A road map by year: the latest value against the step that should have been made by then."""
    latest = case.evidence.last()
    if case.goal.meets(latest.value, case.bar()):
        return _told(case, "own.yearly", model.ACHIEVED, latest, case.bar())
    return _rate(case, "own.yearly", latest, lambda point: _step(case, point), final=case.bar())


def rate_each_year(case: Case) -> Rating:
    """The same number every year, unless the road map sets another for a year."""
    latest = case.evidence.last()
    of_year: StepOf = lambda point: case.goal.milestones.get(int(point.year), case.bar())  # noqa: E731
    step = of_year(latest)
    year = case.goal.year
    over = year is not None and latest.year >= year
    told = _rate(case, "own.each_year", latest, of_year, final=step if over else None)
    if over and told.status == model.ON_TRACK and step is not None and case.goal.meets(latest.value, step):
        told = replace(told, status=model.ACHIEVED)
    return told


def level_ratio(value: Decimal | Fraction, step: Decimal | Fraction, *, upward: bool) -> Fraction | None:
    """Share of the number reached; None where a share has no meaning (zero or below)."""
    part, whole = (Fraction(value), Fraction(step)) if upward else (Fraction(step), Fraction(value))
    return part / whole if whole > 0 and part >= 0 else None


def _rate(case: Case, rule: str, latest: Point, step_of: StepOf, final: Decimal | None) -> Rating:
    step = step_of(latest)
    if step is None:  # has_step was asked before
        raise AssertionError
    if final is not None and case.overdue and not case.goal.meets(latest.value, final):
        return _counted(case, _told(case, rule, model.OVERDUE, latest, final), step_of)
    if case.goal.meets(latest.value, step):
        return _counted(case, _told(case, rule, model.ON_TRACK, latest, step), step_of)
    ratio = level_ratio(latest.value, step, upward=case.goal.upward)
    status = thresholds.status_of_ratio(ratio) if ratio is not None else model.LIMITED
    if status == model.LIMITED and _worse(case, latest):
        status = model.DETERIORATION
    return _counted(case, _told(case, rule, status, latest, step), step_of)


def _told(case: Case, rule: str, status: str, latest: Point, step: Decimal) -> Rating:
    ratio = level_ratio(latest.value, step, upward=case.goal.upward)
    shown = None if ratio is None else ratios.as_decimal(ratio)
    told = case.rating(rule, status, _words(case, status, latest, step, shown), latest)
    gap = (step - latest.value) * (1 if case.goal.upward else -1)
    return replace(told, ratio=shown, shortfall=max(gap, Decimal(0)))


def _words(case: Case, status: str, latest: Point, step: Decimal, ratio: Decimal | None) -> str:
    numbers = {
        "value": say(latest.value),
        "when": say_when(latest),
        "step": say(step),
        "due": case.goal.year,
        "ratio": "" if ratio is None else say_percent(ratio),
    }
    if status == model.OVERDUE:
        return (
            _("Quá hạn: hạn là năm %(due)s, giá trị %(when)s là %(value)s, chưa đạt mức %(step)s.") % numbers
        )
    if case.goal.meets(latest.value, step):
        return _("Giá trị %(when)s là %(value)s, đạt mức %(step)s đặt ra.") % numbers
    if status == model.DETERIORATION:
        return _("Giá trị %(when)s là %(value)s, kém xa mức %(step)s đặt ra và kém hơn lần trước.") % numbers
    if ratio is None:
        return _("Giá trị %(when)s là %(value)s, chưa đạt mức %(step)s đặt ra.") % numbers
    return (
        _("Giá trị %(when)s là %(value)s, bằng %(ratio)s mức %(step)s đặt ra (ngưỡng 95%% và 60%%).")
        % numbers
    )


def _counted(case: Case, told: Rating, step_of: StepOf) -> Rating:
    """How many of the last years with official values met their number."""
    base = case.evidence.base
    years = [p for p in case.evidence.official if base is None or p.year >= base.year][-YEARS_COUNTED:]
    pairs = [(point.value, step_of(point)) for point in years]
    set_for = [(value, step) for value, step in pairs if step is not None]
    met = sum(case.goal.meets(value, step) for value, step in set_for)
    words = _("Đạt %(met)s trong %(years)s năm gần nhất có số liệu.") % {"met": met, "years": len(set_for)}
    return replace(told, reason=f"{told.reason} {words}", years_met=met, years_rated=len(set_for))


def _step(case: Case, point: Point) -> Decimal | None:
    reached = [year for year in case.goal.milestones if year <= point.year]
    return case.goal.milestones[max(reached)] if reached else None


def _worse(case: Case, latest: Point) -> bool:
    before = [point for point in case.evidence.official if point.year < latest.year]
    if not before:
        return False
    change = latest.value - before[-1].value
    return change < 0 if case.goal.upward else change > 0
