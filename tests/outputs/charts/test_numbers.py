from decimal import Decimal as D

import pytest

from khcn.outputs.charts.data import Goal
from khcn.outputs.charts.numbers import brief, number, with_unit


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (D("1234.5"), "1.234,5"),
        (D("12.5000"), "12,5"),
        (D("17.123456"), "17,12"),
        (D("0.001234"), "0,0012"),
        (D("-3.5"), "−3,5"),
        (D("-0.00001"), "0"),
        (D("1E+3"), "1.000"),
        (D("100"), "100"),
        (D(0), "0"),
        (None, "—"),
        (D("NaN"), "—"),
        (D("Infinity"), "—"),
    ],
)
def test_figure_is_written_the_vietnamese_way(value: D | None, told: str) -> None:
    assert number(value) == told


def test_places_given_are_kept_and_rounded_half_up() -> None:
    assert (number(D("2.345"), 2), number(D(3), 1), number(D("0.5"), 0)) == ("2,35", "3,0", "1")


def test_unit_is_left_out_where_the_value_is_missing() -> None:
    assert (with_unit(D(5), "%"), with_unit(D(5), "hồ sơ"), with_unit(None, "%")) == (
        "5%",
        "5\u00a0hồ sơ",
        "—",
    )


def test_long_amounts_are_told_in_words() -> None:
    told = [brief(D(value), "đồng") for value in ("999999", "1250000", "123456789000", "-2500000000000")]
    assert told == [
        "999.999\u00a0đồng",
        "1,25\u00a0triệu đồng",
        "123,46\u00a0tỷ đồng",
        "−2,5\u00a0nghìn tỷ đồng",
    ]


def test_goal_tells_its_operator() -> None:
    goals = [
        Goal(D(20)),
        Goal(D(5), "le"),
        Goal(D(15), "between", D(20)),
        Goal(D(3), "approx"),
        Goal(D(1), "eq"),
    ]
    assert [goal.text("%") for goal in goals] == ["≥\u00a020%", "≤\u00a05%", "15–20%", "≈\u00a03%", "1%"]


def test_both_ends_of_a_range_are_told_in_the_same_size() -> None:
    goal = Goal(D(500_000_000), "between", D(2_000_000_000))
    assert goal.text("đồng") == "0,5–2\u00a0tỷ đồng"


def test_minus_and_dash_do_not_meet() -> None:
    assert Goal(D(-6), "between", D(-5)).text("%") == "−6 đến −5%"


def test_units_that_are_large_already_are_not_made_larger() -> None:
    assert [brief(D(1_250_000), unit) for unit in ("triệu đồng", "%", "")] == [
        "1.250.000\u00a0triệu đồng", "1.250.000%", "1,25\u00a0triệu",
    ]  # fmt: skip
