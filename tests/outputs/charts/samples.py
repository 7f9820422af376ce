"""One of every chart, with names and titles that hurt."""

from decimal import Decimal as D

from khcn.outputs.charts import (
    Bullet,
    DotPlot,
    Fan,
    Funding,
    Heat,
    HeatMap,
    HeatRow,
    Milestone,
    MoneyBars,
    Place,
    Point,
    Slope,
    Spark,
    Target,
    TerritoryBars,
    Way,
)
from khcn.outputs.charts.base import Chart
from tests.outputs.charts.reading import BASELINE, FORECAST, GOAL, series


def every(title: str = "Đạt", label: str = "Xã mẫu") -> list[Chart]:
    """All charts with this title and this name in them."""
    told = {"title": title, "source": label, "note": label, "unit": label}
    points = (Point(2020, D(8)), Point(2021, None), Point(2022, D(9), final=False, vintage=label))
    money = (Funding(label=label, planned=D(5), disbursed=D(0)), Funding(label="Nguồn 2", planned=D(-1)))
    return [
        Bullet(value=D(12), now=label, baseline=BASELINE, goal=GOAL, milestones=(Milestone(2026, D(14)),), **told),
        Spark(points=points, forecast=FORECAST, goal=GOAL, **told),
        Fan(
            series=(series(2018, "7", None, "8", "9", label=label, breaks=(2021,)), series(2018, "5", label="Cũ")),
            forecast=FORECAST, goal=GOAL, baseline=BASELINE, milestones=(Milestone(2026, D(14)),), **told,
        ),
        DotPlot(
            targets=(
                Target(label=label, rating="on_track", baseline=D(8), now=D(12), goal=GOAL, unit=label),
                Target(label=label, rating="no such code", rating_label=label, sentence=label, url='"><x'),
            ),
            **told,
        ),
        HeatMap(
            years=(2024, 2025),
            targets=(HeatRow(label=label, cells={2024: Heat(rating="at_risk", value=D(3), note=label)}),),
            **told,
        ),
        Slope(ways=(Way(label=label, baseline=D(8), now=None, target=D(20)),), **told),
        TerritoryBars(places_shown=(Place(label=label, value=D(5)), Place(label=label, value=None)), goal=GOAL, **told),
        MoneyBars(funding=money, **told),
        MoneyBars(funding=money, stacked=True, **told),
    ]  # fmt: skip


def empty() -> list[Chart]:
    """All charts when nothing is known yet."""
    told = {"title": "Chưa có số liệu", "unit": "%"}
    return [
        Bullet(value=None, **told),
        Spark(points=(), **told),
        Spark(points=(Point(2020, None),), **told),
        Fan(series=(), **told),
        Fan(series=(series(2020, None, None),), **told),
        DotPlot(targets=(), **told),
        HeatMap(years=(), targets=(), **told),
        Slope(ways=(), **told),
        Slope(ways=(Way(label="Đường", baseline=None, now=None, target=None),), **told),
        TerritoryBars(places_shown=(), **told),
        TerritoryBars(places_shown=(Place(label="Xã", value=None),), **told),
        MoneyBars(funding=(), **told),
        MoneyBars(funding=(Funding(label="Nguồn"),), stacked=True, **told),
    ]


def same(value: D) -> list[Chart]:
    """All charts with one number everywhere."""
    told = {"title": "Mọi số bằng nhau", "unit": "đồng"}
    goal = type(GOAL)(value, year=2030)
    base = type(BASELINE)(value, 2020)
    steps = tuple(type(FORECAST[0])(step.year, value, value, value, value, value) for step in FORECAST)
    return [
        Bullet(value=value, goal=goal, baseline=base, milestones=(Milestone(2026, value),), **told),
        Spark(points=(Point(2020, value), Point(2021, value)), forecast=steps, goal=goal, **told),
        Fan(series=(series(2020, str(value), str(value)),), forecast=steps, goal=goal, baseline=base, **told),
        DotPlot(targets=(Target(label="A", rating="met", baseline=value, now=value, goal=goal),), **told),
        Slope(ways=(Way(label="A", baseline=value, now=value, target=value),), **told),
        TerritoryBars(places_shown=(Place(label="A", value=value),), goal=goal, **told),
        MoneyBars(funding=(Funding(label="A", planned=value, settled=value),), **told),
        MoneyBars(funding=(Funding(label="A", planned=value, settled=value),), stacked=True, **told),
    ]
