"""Pictures of targets from where they stand: all in one look, one over the years, one towards its goal."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.indicators.choices import Calendar, Frequency, Vintage
from khcn.indicators.models import StoredForecast
from khcn.indicators.progress import Point
from khcn.indicators.progress.words import say_year
from khcn.outputs import charts
from khcn.outputs.charts.data import Operator
from khcn.plan.models import Plan, Target
from khcn.status.choices import TargetStatus
from khcn.status.targets import Outcome, Standing
from khcn.status.targets.evidence import why_not_comparable
from khcn.status.targets.steps import OF_A_WAY, goal_ends, on_scale
from khcn.web.workspace.plans import words
from khcn.web.workspace.plans.target_rows import TargetRow
from khcn.web.workspace.plans.target_words import Reading, finding, reading_of

EVERY = {Frequency.TWO_YEARLY: 2, Frequency.FIVE_YEARLY: 5}
_YEARS = re.compile(r"\d{4}(–\d{4})?$")
BETTER = (TargetStatus.OFF_TRACK, TargetStatus.AT_RISK, TargetStatus.ON_TRACK, TargetStatus.REACHED)


def url_of(plan: Plan, target: Target) -> str:
    return reverse("target_detail", kwargs={"plan": plan.code, "code": target.code})


def name_of(target: Target) -> str:
    return f"{target.code}. {target.short_title}"


# --- What the charts are told ---------------------------------------------------------------------


def goal_of(outcome: Outcome) -> charts.Goal | None:
    """The target on the scale of the values; what is to be added counts from the baseline."""
    ends = goal_ends(outcome)
    if ends is None:
        return None
    low, high = ends
    goal = outcome.evidence.goal
    return charts.Goal(low=low, high=high, operator=cast(Operator, goal.operator), year=goal.year)


def baseline_of(outcome: Outcome) -> charts.Baseline | None:
    """The plan's baseline where it was used; a count that begins with the plan has none."""
    told = outcome.measure.baseline if outcome.measure else None
    card = outcome.evidence.card
    if told is None or outcome.measure is None or why_not_comparable(outcome.measure, card):
        return None
    if told.calendar == Calendar.AVERAGE:
        return charts.Baseline(told.value, told.first_day.year, told.last_day.year)
    return charts.Baseline(told.value, told.year)


def period(point: Point) -> str:
    """Only the year, or the years of an average: drawings have little room."""
    found = _YEARS.search(point.label)
    return found[0] if found else say_year(point.year)


# --- All targets ----------------------------------------------------------------------------------


def dot_plot(plan: Plan, rows: Sequence[TargetRow]) -> charts.Picture | None:
    """Each target that the plan holds to on its own way from baseline to goal."""
    shown = [row for row in rows if row.counts]
    if not shown:
        return None
    title = finding(row.code for row in shown)
    note = _(
        "Chỉ tiêu phải đạt hằng năm, bình quân thời kỳ, cột mốc hoặc chưa có số nền không có quãng đường để vẽ."
    )
    return charts.DotPlot(title=title, note=note, targets=tuple(_dot(plan, row) for row in shown)).picture()


def _dot(plan: Plan, row: TargetRow) -> charts.Target:
    outcome = row.standing.main if row.standing else None
    rating = outcome.rating if outcome else None
    figure = outcome.figure if outcome else None
    of_way = outcome is not None and row.target.horizon in OF_A_WAY and rating is not None
    reading = reading_of(outcome) if outcome else None
    told = " ".join(
        f"{one.label}: {one.sentence}" if len(row.told) > 1 else one.sentence for one in row.told[:2]
    )
    return charts.Target(
        label=name_of(row.target), rating=row.code, url=url_of(plan, row.target),
        now=figure.value if figure else None, now_period=reading.when.removeprefix("năm ") if reading else "",
        final=figure is None or figure.vintage == Vintage.FINAL,
        baseline=rating.base.value if of_way and rating and rating.base else None,
        baseline_period=period(rating.base) if of_way and rating and rating.base else "",
        goal=goal_of(outcome) if outcome else None, unit=reading.unit if reading else "",
        sentence="" if of_way and rating and rating.base else told,
    )  # fmt: skip


# --- Years ----------------------------------------------------------------------------------------


def heat_map(
    plan: Plan, targets: Sequence[Target], years: Sequence[int], told: Mapping[int, Mapping[int, Standing]]
) -> charts.Picture:
    rows = tuple(
        charts.HeatRow(
            label=_with_unit(target, told[target.pk][years[-1]]), url=url_of(plan, target),
            cells={year: _heat(standing, year) for year, standing in told[target.pk].items()},
        )
        for target in targets
    )  # fmt: skip
    title = _moved([told[target.pk] for target in targets], years)
    note = _("Mỗi ô là trạng thái vào cuối năm, theo số liệu biết đến hôm nay; năm đã qua không dùng dự báo.")
    return charts.HeatMap(title=title, note=note, years=tuple(years), targets=rows).picture()


def _with_unit(target: Target, standing: Standing) -> str:
    """The unit stands once with the name, so that the cells of years stay narrow."""
    unit = Reading(standing.main).unit if standing.main else ""
    return f"{name_of(target)} ({unit})" if unit else name_of(target)


def _heat(standing: Standing, year: int) -> charts.Heat:
    main = standing.deciding
    figure = main.figure if main else None
    value = figure.value if figure and figure.year == year else None
    return charts.Heat(rating=standing.code, value=value, note=main.sentence if main else "")


def _moved(told: Sequence[Mapping[int, Standing]], years: Sequence[int]) -> str:
    """“Năm 2026 so với 2025: 2 chỉ tiêu tốt lên, 1 xấu đi, 5 giữ nguyên.”"""
    if len(years) < 2:
        return finding(one[years[-1]].code for one in told)
    now, before = years[-1], years[-2]
    changes = [
        BETTER.index(new) - BETTER.index(old)
        for one in told
        if (new := one[now].status) in BETTER and (old := one[before].status) in BETTER
    ]
    if not changes:
        return _("Chưa có chỉ tiêu nào đủ dữ liệu cả hai năm {before} và {now} để so sánh.").format(
            before=before, now=now
        )
    return _("Năm {now} so với {before}: {better} chỉ tiêu tốt lên, {worse} xấu đi, {same} giữ nguyên.").format(
        now=now, before=before, better=sum(one > 0 for one in changes), worse=sum(one < 0 for one in changes),
        same=sum(one == 0 for one in changes),
    )  # fmt: skip


def slopes(rows: Sequence[TargetRow]) -> list[charts.Picture]:
    """Baseline, now and target of each target that has a way; small, one scale each."""
    return [picture for row in rows if row.counts and (picture := _slope(row)) is not None]


def _slope(row: TargetRow) -> charts.Picture | None:
    outcome = row.standing.main if row.standing else None
    goal = goal_of(outcome) if outcome else None
    rating = outcome.rating if outcome else None
    if row.target.horizon not in OF_A_WAY or goal is None or rating is None or rating.base is None:
        return None
    if rating.current is None or rating.current is rating.base:
        return None
    reading = reading_of(outcome)  # type: ignore[arg-type]
    heads = (period(rating.base), period(rating.current), str(goal.year or ""))
    way = charts.Way(
        label=reading.label, baseline=rating.base.value, now=rating.current.value, target=_bar(goal, outcome)
    )
    title = f"{name_of(row.target)}: {_share(way, reading.code)}"
    return charts.Slope(title=title, unit=reading.unit, ways=(way,), heads=heads).picture()  # type: ignore[arg-type]


def _bar(goal: charts.Goal, outcome: Outcome | None) -> Decimal:
    """The end of a range that must be met."""
    upward = outcome is None or outcome.evidence.goal.upward
    return goal.low if upward or goal.high is None else goal.high


def _share(way: charts.Way, status: str) -> str:
    assert way.baseline is not None and way.now is not None and way.target is not None
    if status == TargetStatus.REACHED:
        return _("đã đạt mức đặt ra")
    whole = way.target - way.baseline
    if not whole:
        return _("giữ mức của số nền")
    percent = round((way.now - way.baseline) / whole * 100)
    if percent < 0:
        return _("đi ngược hướng mục tiêu")
    return (
        _("đã đi hết quãng đường")
        if percent >= 100
        else _("đã đi {percent}% quãng đường").format(percent=percent)
    )


# --- One target -----------------------------------------------------------------------------------


def bullet(target: Target, outcome: Outcome) -> charts.Picture | None:
    figure, card, reading = outcome.figure, outcome.evidence.card, reading_of(outcome)
    if card is None or (figure is None and goal_of(outcome) is None):
        return None
    return charts.Bullet(
        title=headline(target, reading), unit=card.unit,
        value=figure.value if figure else None, now=reading.when,
        final=figure is None or figure.vintage == Vintage.FINAL, baseline=baseline_of(outcome),
        milestones=milestones(outcome), goal=goal_of(outcome),
        direction="up" if outcome.evidence.goal.upward else "down", floor=card.lower, ceiling=card.upper,
    ).picture()  # fmt: skip


def headline(target: Target, reading: Reading) -> str:
    """“Nay 23,9 % GRDP (năm 2025); mục tiêu trên 35 % GRDP, đến năm 2030”."""
    now = (
        _("Nay {value} ({when})").format(value=reading.value, when=reading.when)
        if reading.value
        else _("Nay chưa có số liệu")
    )
    if words.is_qualitative(target):
        return now
    told = _("{now}; mục tiêu {level}, {horizon}")
    return told.format(now=now, level=words.level(target), horizon=words.horizon(target))


def milestones(outcome: Outcome) -> tuple[charts.Milestone, ...]:
    told = ((year, on_scale(outcome, low)) for year, low in sorted(outcome.evidence.goal.milestones.items()))
    return tuple(charts.Milestone(year, low) for year, low in told if low is not None)


def fan(target: Target, outcome: Outcome) -> charts.Picture | None:
    """The years of one reading with forecast, steps, baseline and goal."""
    card, reading = outcome.evidence.card, reading_of(outcome)
    if card is None or not outcome.evidence.series:
        return None
    series = outcome.evidence.series
    points = tuple(
        charts.Point(
            year, figure.value, figure.vintage == Vintage.FINAL, str(Vintage(figure.vintage).label).lower()
        )
        for year, figure in sorted(series.items())
    )
    breaks = tuple(year for year, figure in sorted(series.items()) if figure.breaks)
    name = charts.Series(reading.label, points, breaks, EVERY.get(Frequency(card.frequency), 1))
    return charts.Fan(
        title=_outlook(reading, target), unit=card.unit, series=(name,),
        forecast=tuple(forecast_points(reading.forecast)), goal=goal_of(outcome), baseline=baseline_of(outcome),
        milestones=milestones(outcome), floor=card.lower, ceiling=card.upper, note=forecast_note(reading),
    ).picture()  # fmt: skip


def _outlook(reading: Reading, target: Target) -> str:
    told = [_("{label}: {value} {when}").format(label=reading.label, value=reading.value, when=reading.when)]
    if reading.forecast is not None:
        year, value = reading.forecast.points[-1]
        told.append(_("dự báo {year} khoảng {value}").format(year=year, value=reading.amount(Decimal(value))))
    if reading.probability:
        told.append(
            _("khả năng đạt vào {year} là {percent}").format(year=target.year, percent=reading.probability)
        )
    return "; ".join(told)


def forecast_points(forecast: StoredForecast | None) -> list[charts.ForecastPoint]:
    if forecast is None:
        return []
    narrow, wide = (forecast.intervals.get(level, []) for level in ("80", "95"))
    found = []
    for index, (year, value) in enumerate(forecast.points):
        ends = [Decimal(end) for band in (narrow, wide) if index < len(band) for end in band[index]]
        found.append(charts.ForecastPoint(int(year), Decimal(value), *ends))
    return found


def forecast_note(reading: Reading) -> str:
    if reading.forecast is None:
        return ""
    if reading.accepted:
        return _("Dự báo đã được chấp nhận.")
    return _("Dự báo do máy tính, chưa ai chấp nhận; không hiện ra ngoài bộ máy.")
