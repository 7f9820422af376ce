"""Turning a target, its measures and their figures into what a judgement stands on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.choices import Calendar
from khcn.indicators.models import Card, Observation, StoredForecast
from khcn.indicators.periods import moment, still_adds_up
from khcn.indicators.progress import Goal, Point
from khcn.indicators.series import Figure, Series
from khcn.plan.choices import Horizon, TargetKind
from khcn.plan.models import Target, TargetMeasure, TargetStep
from khcn.status.targets.chance import chance_of
from khcn.status.targets.judging import Evidence

TWO_PLACES = Decimal("0.01")


def goal_of(target: Target, steps: list[TargetStep], card: Card | None = None) -> Goal:
    return Goal(
        operator=target.operator, low=target.low, high=target.high, year=target.year, upward=target.upward,
        kind=target.kind, horizon=_horizon(target, card), overshoot_bad=bool(card and card.overshoot_bad),
        milestones={step.year: step.low for step in steps},
    )  # fmt: skip


def _horizon(target: Target, card: Card | None) -> str:
    """A value that is itself an average over the period so far is compared as it stands."""
    return Horizon.EACH_YEAR if card is not None and card.calendar == Calendar.AVERAGE else target.horizon


def evidence_of(
    target: Target, measure: TargetMeasure | None, *, steps: list[TargetStep], card: Card | None, series: Series,
    forecast: StoredForecast | None,
) -> Evidence:  # fmt: skip
    goal = goal_of(target, steps, card)
    missing = _why_not(target, measure, card)
    if missing or card is None:
        return Evidence(target, measure, goal, series=series, card=card, missing=missing)
    base = baseline_point(measure, card) if measure else None
    return Evidence(
        target, measure, goal, points_of(series, base, card), series, base, forecast,
        chance_of(forecast, goal, base), card.rule, card,
    )  # fmt: skip


def _why_not(target: Target, measure: TargetMeasure | None, card: Card | None) -> str:
    if target.kind == TargetKind.QUALITATIVE and not target.governing:
        return _("Chỉ tiêu này được chấm theo từng phần.")
    if target.kind == TargetKind.QUALITATIVE:
        return _(
            "Kế hoạch không nêu con số cho chỉ tiêu này nên không chấm được; chỉ theo dõi số liệu và minh chứng."
        )
    if measure is None:
        return _("Chưa chọn chỉ số nào để đo chỉ tiêu này.")
    if card is None:
        return _("Chỉ số “{name}” chưa có phiếu định nghĩa đang áp dụng.").format(name=measure.indicator.name)
    if not _same_sort(target.unit, card.unit):
        return _(
            "Mức của chỉ tiêu tính bằng “{target}”, còn chỉ số tính bằng “{indicator}”: kế hoạch không nêu con số "
            "cho cách hiểu này nên chỉ theo dõi, không chấm."
        ).format(target=target.unit, indicator=card.unit)
    return ""


def _same_sort(one: str, other: str) -> bool:
    """Per cent is compared with per cent, money with money; how counted things are called does not matter."""
    return all((mark in one) == (mark in other) for mark in ("%", "đồng"))


def points_of(series: Series, base: Point | None, card: Card) -> list[Point]:
    """The figures as points: what the house counts is certain, what somebody told is when it is final."""
    return [
        Point(
            figure.at, figure.value,
            provisional=_provisional(figure, card),
            break_before=figure.breaks, label=until_words(figure.at, figure.last_day),
        )
        for _year, figure in sorted(series.items())
        if base is None or figure.at > base.year
    ]  # fmt: skip


def _provisional(figure: Figure, card: Card) -> bool:
    """Half a year of what is told for each year says nothing against a whole one."""
    counted = figure.count is not None and figure.count.value is not None
    return still_adds_up(card, figure.last_day, figure.year) or (not counted and figure.provisional)


def baseline_point(measure: TargetMeasure, card: Card) -> Point | None:
    """The plan's baseline where it can be compared; an accumulating indicator begins at zero on its first day."""
    told = measure.baseline
    if told is not None and measure.comparable and told.territory_id == card.territory_id:
        return Point(_middle(told, card), told.value, label=base_words(told, card))
    if card.counted_from is not None:
        label = _("ngày {day}").format(day=f"{card.counted_from:%d/%m/%Y}")
        return Point(moment(card, card.counted_from), Decimal(0), label=label)
    return None


def until_words(at: Decimal, last: date) -> str:
    """“tính đến 23/11/2026” for a year that still runs; "" where the year says it all."""
    return "" if at == at.to_integral_value() else _("tính đến {day}").format(day=f"{last:%d/%m/%Y}")


def base_words(told: Observation, card: Card) -> str:
    """“bình quân 2016–2020” for a value over several years."""
    if told.calendar != Calendar.AVERAGE:
        return until_words(moment(card, told.last_day), told.last_day)
    return _("bình quân {first}–{last}").format(first=told.first_day.year, last=told.last_day.year)


def why_not_comparable(measure: TargetMeasure, card: Card | None) -> str:
    """Why the plan's baseline is shown but not used, in a sentence."""
    told = measure.baseline
    if told is None or card is None:
        return ""
    if told.territory_id != card.territory_id:
        return _("Số nền tính trên {place}, khác địa bàn của chỉ số nên không dùng để chấm.").format(
            place=told.territory.name
        )
    if not measure.comparable:
        return measure.baseline_note or _("Số nền tính theo cách khác nên không dùng để chấm.")
    return ""


def _middle(told: Observation, card: Card) -> Decimal:
    """A value over several years stands in their middle."""
    if told.calendar != Calendar.AVERAGE:
        return moment(card, told.last_day)
    return (Decimal(told.first_day.year + told.last_day.year) / 2).quantize(TWO_PLACES)


def basis_of(evidence: Evidence, today: date) -> Mapping[str, object]:
    """What the status stands on, so that the next change can tell its cause."""
    from khcn.status.targets.judging import RULES_VERSION

    goal = evidence.goal
    latest = evidence.series[max(evidence.series)] if evidence.series else None
    return {
        "definition": [evidence.measure.indicator_id if evidence.measure else None, evidence.card.pk if evidence.card else None],
        "rule": [evidence.method, RULES_VERSION],
        "target": [
            goal.operator, str(goal.low), str(goal.high), goal.year,
            sorted((year, str(low)) for year, low in goal.milestones.items()),
            [str(evidence.base.year), str(evidence.base.value)] if evidence.base else None,
        ],
        "value": [[figure.year, str(figure.value.normalize()), figure.vintage] for figure in evidence.series.values()]
        if latest else [],
        "forecast": evidence.forecast.pk if evidence.forecast else None,
        "year": today.year,
    }  # fmt: skip
