"""Heat map, slope, bars by territory, money by source."""

from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.outputs.charts import (
    Funding,
    Goal,
    Heat,
    HeatMap,
    HeatRow,
    MoneyBars,
    Place,
    Slope,
    TerritoryBars,
    Way,
    ordered,
)
from khcn.outputs.charts.palette import OBSERVED, TARGET
from khcn.outputs.charts.slope import spread
from tests.outputs.charts.reading import elements, texts

HEAT = HeatMap(
    title="Trở lại đúng tiến độ",
    years=(2023, 2024, 2025),
    targets=(
        HeatRow(label="A", unit="%", cells={2023: Heat(rating="off_track", value=D("8.5")), 2025: Heat(rating="on_track")}),
        HeatRow(label="B", cells={}),
    ),
)  # fmt: skip
PLACES = (
    Place(label="Xã Đông", value=D(3)),
    Place(label="Xã Ánh", value=None, note="chưa nộp"),
    Place(label="Xã Dương", value=D(0)),
    Place(label="Xã An", value=D(-2)),
)
MONEY = (
    Funding(label="Sự nghiệp", planned=D(100), allocated=D(80), disbursed=D(20)),
    Funding(label="Huy động", planned=D(50), allocated=None, disbursed=D(0)),
)


def test_year_without_rating_is_an_empty_cell_not_a_bad_one() -> None:
    cells = HEAT.picture().rows[0].cells
    assert [cell.rating.code if cell.rating else None for cell in cells] == ["off_track", None, "on_track"]
    assert HEAT.table().rows == (("A", "8,5% – Chệch hướng", "—", "Đúng tiến độ"), ("B", "—", "—", "—"))


def test_heat_map_explains_the_ratings_it_uses_by_letter() -> None:
    assert [(rating.letter, str(rating.label)) for rating in HEAT.picture().ratings] == [
        ("X", "Chệch hướng"), ("T", "Đúng tiến độ"),
    ]  # fmt: skip
    assert texts(HEAT.standalone()).count("X") == 2


def test_places_sort_by_value_or_vietnamese_name_and_missing_come_last() -> None:
    def names(order: str) -> list[str]:
        return [place.label for place in ordered(PLACES, order)]

    assert names("-gia-tri") == ["Xã Đông", "Xã Dương", "Xã An", "Xã Ánh"]
    assert names("gia-tri") == ["Xã An", "Xã Dương", "Xã Đông", "Xã Ánh"]
    assert names("ten") == ["Xã An", "Xã Ánh", "Xã Dương", "Xã Đông"]
    assert names("") == [place.label for place in PLACES]


def test_missing_place_has_no_bar_and_tells_why_while_zero_is_a_value() -> None:
    rows = TerritoryBars(title="A", places_shown=PLACES, goal=Goal(D(4)), unit="%").picture().rows
    bars = [elements(row.track, "rect", fill=OBSERVED) if row.track else [] for row in rows]
    assert [len(found) for found in bars] == [1, 0, 1, 1]
    assert [row.text for row in rows] == ["3%", "—", "0%", "−2%"]
    assert rows[1].sentence == "chưa nộp"
    assert bars[2][0].get("width") == "0.00%"
    assert len(elements(rows[0].track, "path", fill=TARGET)) == 1


def test_territory_tells_range_and_how_many_are_missing() -> None:
    told = TerritoryBars(title="A", places_shown=PLACES, unit="%").description()
    assert told == "4 đơn vị, 1 chưa có số liệu. Thấp nhất −2% (Xã An), cao nhất 3% (Xã Đông)."


def test_money_leaves_out_stages_nobody_knows_and_tells_missing_from_zero() -> None:
    chart = MoneyBars(title="A", funding=MONEY)
    assert [item.label for item in chart.legend()] == ["Kế hoạch", "Đã giao", "Đã giải ngân"]
    assert texts(chart.picture().rows[1].track) == ["50\u00a0đồng", "chưa có số", "0\u00a0đồng"]


def test_money_rates_need_both_figures() -> None:
    assert [row.detail for row in MoneyBars(title="A", funding=MONEY).picture().rows] == [
        "giao 80% kế hoạch, giải ngân 25% số giao", "",
    ]  # fmt: skip


def test_total_of_money_adds_what_is_known() -> None:
    assert MoneyBars(title="A", funding=MONEY).table().rows[-1] == (
        "Cộng (phần đã biết)", "150\u00a0đồng", "80\u00a0đồng", "20\u00a0đồng",
    )  # fmt: skip


def test_stacked_money_has_a_bar_per_stage_and_names_who_is_missing() -> None:
    picture = MoneyBars(title="A", funding=MONEY, stacked=True).picture()
    assert [(row.label, row.detail, row.sentence) for row in picture.rows] == [
        ("Kế hoạch", "150\u00a0đồng", ""),
        ("Đã giao", "80\u00a0đồng", "Chưa có số của: Huy động."),
        ("Đã giải ngân", "20\u00a0đồng", ""),
    ]
    assert texts(picture.rows[0].track) == ["1", "2"]


def test_negative_money_is_drawn_to_the_left() -> None:
    chart = MoneyBars(title="A", funding=(Funding(label="Thu hồi", planned=D(10), disbursed=D(-5)),))
    first, second = elements(chart.picture().rows[0].track, "rect")
    assert (first.get("x"), second.get("x")) == ("25.06%", "0.50%")


def test_slope_labels_do_not_touch() -> None:
    ways = tuple(
        Way(label=f"Đường {n}", baseline=D(8) + D(n) / 100, now=D(12), target=D(20)) for n in range(6)
    )
    svg = Slope(title="A", ways=ways).picture().svg
    left = sorted(float(e.get("y", 0)) for e in elements(svg, "text", text_anchor="end"))
    assert len(left) == 6
    assert min(b - a for a, b in pairwise(left)) >= 14.9


def test_slope_without_now_is_dashed_all_the_way() -> None:
    svg = Slope(title="A", ways=(Way(label="A", baseline=D(8), now=None, target=D(20)),)).picture().svg
    assert [line.get("stroke-dasharray") for line in elements(svg, "path", fill="none")] == ["5 4"]


def test_slope_of_too_many_lines_is_refused() -> None:
    way = Way(label="A", baseline=D(1), now=D(2), target=D(3))
    with pytest.raises(ValueError, match="7 lines"):
        Slope(title="A", ways=(way,) * 7)


@given(st.lists(st.floats(34, 200), min_size=1, max_size=6))
def test_labels_pushed_apart_stay_in_the_picture(places: list[float]) -> None:
    moved = spread(sorted(places), 15.0, 24.0, 210.0)
    assert all(b - a >= 14.999 for a, b in pairwise(moved))
    assert moved[-1] <= 210
    assert moved[0] >= 24
