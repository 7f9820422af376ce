"""The charts of one indicator: its course with forecast and target, and the small one for lists."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.choices import ForecastState
from khcn.indicators.entering import bounds_of
from khcn.indicators.models import Card, StoredForecast
from khcn.indicators.series import Series
from khcn.kernel.territory.models import Unit
from khcn.outputs.charts import Baseline, Fan, ForecastPoint, Goal, Milestone, Picture, Point, Spark
from khcn.outputs.charts import Series as Line
from khcn.plan.models import TargetMeasure
from khcn.web.workspace.indicators.words import figure_with_unit

#: Years of two-yearly and five-yearly indicators have no gaps between them.
EVERY = {"two_yearly": 2, "five_yearly": 5}


def points_of(series: Series) -> tuple[Point, ...]:
    return tuple(
        Point(year, figure.value, final=not figure.provisional, vintage=figure.vintage)
        for year, figure in sorted(series.items())
    )


def forecast_points(made: StoredForecast | None) -> tuple[ForecastPoint, ...]:
    if made is None:
        return ()
    bands = {level: made.intervals.get(level, []) for level in ("80", "95")}
    told = []
    for at, (year, value) in enumerate(made.points):
        low80, high80 = _band(bands["80"], at)
        low95, high95 = _band(bands["95"], at)
        told.append(ForecastPoint(int(year), Decimal(value), low80, high80, low95, high95))
    return tuple(told)


def spark_of(name: str, card: Card, series: Series, forecast: StoredForecast | None) -> Picture | None:
    if not series:
        return None
    return Spark(
        title=name, unit=card.unit, points=points_of(series), forecast=forecast_points(forecast),
        every=EVERY.get(card.frequency, 1), places=card.decimals,
    ).picture()  # fmt: skip


def course(card: Card, series: Series, forecast: StoredForecast | None) -> str:
    """The title of the picture: from where to where, and where it is heading."""
    if not series:
        return str(card.name)
    first, last = series[min(series)], series[max(series)]
    told = _("Năm {year}: {value}").format(year=last.year, value=figure_with_unit(last.value, card))
    if first.year != last.year:
        told = _("Từ {before} năm {first} đến {value} năm {last}").format(
            before=figure_with_unit(first.value, card), first=first.year,
            value=figure_with_unit(last.value, card), last=last.year,
        )  # fmt: skip
    if forecast is not None and forecast.points:
        year, value = forecast.points[-1]
        told = _("{told}; dự báo năm {year} là {value}").format(
            told=told, year=year, value=figure_with_unit(Decimal(value), card)
        )
    return told


def fan_of(
    card: Card, lines: Sequence[tuple[Unit, Series]], forecast: StoredForecast | None,
    measure: TargetMeasure | None,
) -> Picture | None:  # fmt: skip
    """The first line is the indicator's own territory; the forecast is its."""
    if sum(len(series) for _unit, series in lines) < 2 and forecast is None:
        return None
    title = course(card, lines[0][1], forecast)
    lower, upper = bounds_of(card)
    every = EVERY.get(card.frequency, 1)
    goal, baseline, steps = _way(card, measure)
    return Fan(
        title=title, unit=card.unit, places=card.decimals, goal=goal, baseline=baseline, milestones=steps,
        series=tuple(
            Line(unit.name, points_of(series), tuple(sorted(year for year, one in series.items() if one.breaks)), every)
            for unit, series in lines
        ),
        forecast=forecast_points(forecast), floor=lower, ceiling=upper, note=_note(forecast),
    ).picture()  # fmt: skip


def _band(band: list[list[str]], at: int) -> tuple[Decimal | None, Decimal | None]:
    return (Decimal(band[at][0]), Decimal(band[at][1])) if at < len(band) else (None, None)


def _way(
    card: Card, measure: TargetMeasure | None
) -> tuple[Goal | None, Baseline | None, tuple[Milestone, ...]]:
    """Goal, baseline and steps of the target, where they are told in the indicator's own unit."""
    if measure is None or measure.target.low is None or measure.target.unit != card.unit:
        return None, None, ()
    target, base = measure.target, measure.baseline
    goal = Goal(target.low, target.operator, target.high, target.year)  # type: ignore[arg-type]
    baseline = None
    if base is not None and measure.comparable:
        first, last = base.first_day.year, base.last_day.year
        baseline = Baseline(base.value, first, last if last != first else None)
    steps = sorted(target.steps.all(), key=lambda step: step.year)
    return goal, baseline, tuple(Milestone(step.year, step.low) for step in steps)


def _note(forecast: StoredForecast | None) -> str:
    if forecast is None:
        return ""
    if forecast.state != ForecastState.ACCEPTED:
        return _("Dự báo do máy tính, chưa ai chấp nhận; người ngoài bộ máy chưa thấy.")
    return _("Dự báo chấp nhận ngày {day:%d/%m/%Y}.").format(day=forecast.accepted_at)


def governing(measures: Iterable[TargetMeasure]) -> TargetMeasure | None:
    """The target that the picture shows: the one where this indicator governs, else the only one."""
    told = list(measures)
    return next((one for one in told if one.governing), told[0] if len(told) == 1 else None)
