from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.outputs.charts.scale import Scale, nice_ticks, scale_for, without_far

numbers = st.decimals(min_value=D("-1e15"), max_value=D("1e15"), allow_nan=False, places=3)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (D(0), D(20), ["0", "5", "10", "15", "20"]),
        (D("0.2"), D("0.9"), ["0.2", "0.4", "0.6", "0.8", "1.0"]),
        (D(-15), D(250), ["-100", "0", "100", "200", "300"]),
        (D(7), D(7), ["0", "2", "4", "6", "8"]),
        (D(-7), D(-7), ["-8", "-6", "-4", "-2", "0"]),
        (D(0), D(0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low: D, high: D, ticks: list[str]) -> None:
    assert nice_ticks(low, high) == tuple(D(tick) for tick in ticks)


@given(numbers, numbers)
def test_ticks_always_enclose_and_stay_few(one: D, other: D) -> None:
    ticks = nice_ticks(one, other)
    assert ticks[0] <= min(one, other)
    assert ticks[-1] >= max(one, other)
    assert 2 <= len(ticks) <= 8


@given(st.lists(st.one_of(st.none(), numbers), max_size=6))
def test_every_value_has_a_place_between_zero_and_one(values: list[D | None]) -> None:
    scale = scale_for(values)
    assert scale.low < scale.high
    assert all(0 <= scale.share(value) <= 1 for value in values if value is not None)


def test_bounds_of_the_indicator_are_not_passed() -> None:
    scale = scale_for([D(3), D(97)], count=3, floor=D(0), ceiling=D(100))
    assert (scale.low, scale.high) == (D(0), D(100))


def test_value_beyond_a_bound_is_shown_all_the_same() -> None:
    assert scale_for([D(20), D(104)], floor=D(0), ceiling=D(100)).high >= 104


def test_value_outside_is_held_at_the_end_and_its_side_told() -> None:
    scale = Scale(D(0), D(10))
    assert [(scale.share(D(value)), scale.side(D(value))) for value in (-1, 0, 5, 10, 11)] == [
        (0.0, -1), (0.0, 0), (0.5, 0), (1.0, 0), (1.0, 1),
    ]  # fmt: skip


def test_far_value_does_not_squeeze_the_rest() -> None:
    assert without_far([D(412)], [D(20), D(60)]) == [D(20), D(60), D(105)]


def test_without_anchors_every_value_counts() -> None:
    assert without_far([D(412), None], []) == [D(412)]
