from decimal import Decimal as D

from khcn.outputs.charts import Point, Spark
from khcn.outputs.charts.palette import BAND_80, OBSERVED, TARGET, WHITE
from tests.outputs.charts.reading import FORECAST, GOAL, elements, series, texts, tree


def spark(*values: str | None, **rest: object) -> Spark:
    return Spark(title="Diễn biến", unit="%", points=series(2020, *values).points, **rest)  # type: ignore[arg-type]


def test_it_is_small_and_writes_nothing() -> None:
    root = tree(spark("1", "2").picture().svg)
    assert (root.get("width"), root.get("height")) == ("120", "32")
    assert texts(spark("1", "2").picture().svg) == []


def test_gap_stays_a_gap_and_a_lonely_value_a_dot() -> None:
    svg = spark("7", None, "8", "9").picture().svg
    assert len(elements(svg, "path", fill="none", stroke=OBSERVED)) == 1
    assert len(elements(svg, "path", fill=OBSERVED)) == 2


def test_preliminary_last_value_is_hollow() -> None:
    chart = Spark(title="A", points=(Point(2024, D(1)), Point(2025, D(2), final=False)))
    assert len(elements(chart.picture().svg, "path", fill=WHITE, stroke=OBSERVED)) == 1


def test_forecast_and_target_are_drawn_when_given() -> None:
    svg = spark("7", "8", "9", forecast=FORECAST, goal=GOAL).picture().svg
    assert len(elements(svg, "path", fill=BAND_80)) == 1
    assert len(elements(svg, "path", fill=TARGET)) == 1


def test_readers_are_told_first_and_last_value() -> None:
    assert spark("7", None, "8.5").description() == "2020: 7%, 2022: 8,5%"
    assert spark("7").description() == "2020: 7%"
    assert spark(None).description() == "Chưa có số liệu."


def test_nothing_known_is_a_dotted_line() -> None:
    assert len(elements(spark(None).picture().svg, "line")) == 1
