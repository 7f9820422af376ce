"""Many series in columns: agrees with the exact rules, and nothing stops a batch."""

import json
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from khcn.indicators.progress import Goal, Point, Rating, rate
from khcn.indicators.progress.mass.assessing import assess

KEYS = [
    "id",
    "status",
    "value",
    "score",
    "base_year",
    "base_value",
    "current_year",
    "current_value",
    "required_pace",
    "pace",
    "reason",
]


def entry(points: Any, **more: Any) -> dict[str, Any]:
    return {"id": "A", "points": points, "direction": "up", "target": 20, "target_year": 2030, **more}


def one(given: Any, method: str = "linear", **more: Any) -> dict[str, Any]:
    (told,) = assess([given], method, **more)
    assert list(told) == KEYS
    json.dumps(told, allow_nan=False)
    return told


def exactly(given: dict[str, Any], method: str) -> Rating:
    points = [Point(year, Decimal(repr(float(value)))) for year, value in given["points"]]
    upward, target, limit = given["direction"] == "up", given["target"], given.get("limit")
    goal = Goal(
        operator="ge" if upward else "le",
        low=None if target is None else Decimal(repr(float(target))),
        year=given["target_year"],
        upward=upward,
    )
    return rate(
        points,
        goal,
        base_year=given.get("base_year"),
        today_year=max(point.year for point in points),
        method=method,
        limit=None if limit is None else Decimal(repr(float(limit))),
    )


def agree(given: dict[str, Any], method: str) -> None:
    quick, slow = one(given, method), exactly(given, method)
    status = slow.status
    if status == "overdue":
        change = slow.current.value - slow.base.value
        worse = change < 0 if given["direction"] == "up" else change > 0
        status = "deterioration" if worse else "limited"
        assert quick["reason"].startswith("Quá hạn")
    assert quick["status"] == status
    value = slow.ratio if slow.ratio is not None else slow.growth
    assert (quick["value"] is None) == (value is None or not math.isfinite(float(value)))
    for told, meant in (
        (quick["value"], value),
        (quick["score"], slow.score),
        (quick["pace"], slow.pace),
        (quick["required_pace"], slow.required_pace),
    ):
        if told is not None:
            assert told == pytest.approx(float(meant), rel=1e-9, abs=1e-9)


plain = st.decimals(-1000, 1000, places=2, allow_nan=False).map(float)
awkward = st.sampled_from(
    [0.0, 0.001, -0.001, 1e-12, 1e-300, 1e15, 1e200, 100.0, 100.0000001, 0.1, 0.3, -0.1]
)
numbers = st.one_of(plain, awkward, st.floats(-1e6, 1e6, allow_nan=False))


@st.composite
def many_series(draw: st.DrawFn) -> dict[str, Any]:
    years = draw(st.lists(st.integers(2005, 2035), min_size=1, max_size=6, unique=True))
    return {
        "id": 1,
        "points": [[year, draw(numbers)] for year in years],
        "direction": draw(st.sampled_from(["up", "down"])),
        "base_year": draw(st.none() | st.integers(2004, 2036)),
        "target": draw(st.none() | numbers),
        "target_year": draw(st.none() | st.integers(2004, 2045)),
        "limit": draw(st.none() | numbers),
    }


@settings(max_examples=400, deadline=None)
@given(many_series(), st.sampled_from(["linear", "cagr"]))
def test_columns_agree_with_the_exact_rules(series, method):
    agree(series, method)


@settings(max_examples=200, deadline=None)
@given(
    base=st.decimals("0.1", 500, places=1),
    change=st.decimals("0.1", 50, places=1),
    share=st.sampled_from(["0.95", "0.6", "0", "0.949999999999", "0.600000000001", "-0.000000000001"]),
    years=st.integers(1, 12),
    whole=st.integers(1, 20),
    upward=st.booleans(),
)
def test_series_on_a_cut_off_fall_on_the_same_side(base, change, share, years, whole, upward):
    sign = 1 if upward else -1
    target = base + sign * change * whole
    value = base + sign * change * Decimal(share) * years
    series = {
        "points": [[2020, float(base)], [2020 + years, float(value)]],
        "direction": "up" if upward else "down",
        "target": float(target),
        "target_year": 2020 + whole,
        "id": "x",
    }
    assume(series["points"][0][1] != series["target"])
    agree(series, "linear")
    agree(series, "cagr")


@settings(max_examples=150, deadline=None)
@given(
    rate_=st.sampled_from(["1.015", "1.005", "1", "0.99", "1.0149999999"]),
    years=st.integers(1, 9),
    limit=st.none() | st.sampled_from([100.0, 150.0, 90.0, 99.9999]),
)
def test_growth_on_a_cut_off_falls_on_the_same_side(rate_, years, limit):
    last = float(100 * Decimal(rate_) ** years)
    series = {
        "points": [[2020, 100], [2020 + years, last]],
        "direction": "up",
        "target": None,
        "target_year": None,
        "limit": limit,
        "id": 1,
    }
    agree(series, "cagr")


@settings(max_examples=150, deadline=None)
@given(
    level=st.sampled_from([1.1, 33.9, 123456.7]),
    small=st.sampled_from([1e-4, 1e-7, 1e-9, 1e-11, 1e-13]),
    moved=st.integers(-10, 20),
    asked=st.integers(1, 30),
    method=st.sampled_from(["linear", "cagr"]),
)
def test_changes_tiny_against_the_level_are_not_lost(level, small, moved, asked, method):
    points = [[2020, level], [2025, level * (1 + small * moved)]]
    agree(entry(points, target=level * (1 + small * asked)), method)


def test_answer_has_the_numbers_it_rests_on():
    told = one(entry([[2020, 10.0], [2022, 11], [2025, 15.0]], base_year=2020))
    assert told == {
        "id": "A",
        "status": "on_track",
        "value": 1.0,
        "score": pytest.approx(2.8572),
        "base_year": 2020,
        "base_value": 10.0,
        "current_year": 2025,
        "current_value": 15.0,
        "required_pace": 1.0,
        "pace": 1.0,
        "reason": "Nhịp thực tế từ 95% nhịp cần có trở lên.",
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (7, "không phải là một đối tượng"),
        (None, "không phải là một đối tượng"),
        ({}, "“id”"),
        ({"id": ""}, "“id”"),
        ({"id": True}, "“id”"),
        ({"id": "\ud800"}, "“id”"),
        ({"id": "A"}, "“points”"),
        (entry([]), "chưa có quan sát"),
        (entry([[2020, None]]), "chưa có quan sát"),
        (entry("2020"), "“points”"),
        (entry([2020, 10]), "“points”"),
        (entry([[2020, 10, 3]]), "“points”"),
        (entry([["2020", 10], [2025, 15]]), "“points”"),
        (entry([[2020, "10"], [2025, 15]]), "“points”"),
        (entry([[2020, True], [2025, 15]]), "“points”"),
        (entry([[None, 10], [2025, 15]]), "“points”"),
        (entry([[2020, math.nan], [2025, 15]]), "số hữu hạn"),
        (entry([[2020, 10], [2025, math.inf]]), "số hữu hạn"),
        (entry([[2020, 10], [2025, 10**400]]), "số hữu hạn"),
        (entry([[math.nan, 10], [2025, 15]]), "1–9999"),
        (entry([[20200, 10], [2025, 15]]), "1–9999"),
        (entry([[2020, 10], [2020, 11]]), "hơn một giá trị"),
        (entry([[2025, 10], [2020, 11], [2025, 10]]), "hơn một giá trị"),
        (entry([[2020, 10], [2025, 15]], direction=None), "“direction”"),
        (entry([[2020, 10], [2025, 15]], direction="positive"), "“direction”"),
        (entry([[2020, 10], [2025, 15]], direction=["up"]), "“direction”"),
        (entry([[2020, 10], [2025, 15]], target="20"), "“target”"),
        (entry([[2020, 10], [2025, 15]], target=math.nan), "“target”"),
        (entry([[2020, 10], [2025, 15]], target=10**400), "“target”"),
        (entry([[2020, 10], [2025, 15]], target=[20]), "“target”"),
        (entry([[2020, 10], [2025, 15]], target_year="2030"), "“target_year”"),
        (entry([[2020, 10], [2025, 15]], target_year=1e300), "1–9999"),
        (entry([[2020, 10], [2025, 15]], base_year="x"), "“base_year”"),
        (entry([[2020, 10], [2025, 15]], base_year=False), "“base_year”"),
        (entry([[2020, 10], [2025, 15]], limit={}), "“limit”"),
        (entry([[2020, 10], [2025, 15]], bounds=100), "“bounds”"),
        (entry([[2020, 10], [2025, 15]], bounds=[100, 0]), "“bounds”"),
        (entry([[2020, 10], [2025, 15]], bounds=[0, "100"]), "“bounds”"),
        (entry([[2020, 10], [2025, 15]], bounds=[0, 12]), "nằm ngoài"),
        (entry([[2020, 10], [2025, 15]], bounds=[0, 18]), "nằm ngoài"),
        (entry([[2020, 10], [2025, 15]], base_year=2026), "trước năm gốc"),
        (entry([[2020, 10], [2025, 15]], base_year=2021), "mới có một quan sát"),
        (entry([[2020, 10], [2020.5, 15]]), "chưa đủ một năm"),
        (entry([[2020, 10], [2025, 15]], target=None), "Không có chỉ tiêu bằng số"),
        (entry([[2020, 10], [2025, 15]], target=5), "ngược chiều"),
        (entry([[2020, 10], [2025, 15]], target_year=None), "không có năm đích"),
        (entry([[2020, 10], [2025, 15]], target_year=2020), "không sau năm gốc"),
    ],
)
def test_what_cannot_be_rated_is_told_and_does_not_stop_the_others(given, words):
    fine = entry([[2020, 10], [2025, 15]], id="fine")
    before, told, after = assess([fine, given, fine], "linear")
    assert (before["status"], after["status"]) == ("on_track", "on_track")
    assert (before["id"], after["id"]) == ("fine", "fine")
    assert (told["status"], told["value"], told["score"]) == ("not_available", None, None)
    assert words in told["reason"]
    json.dumps(told, allow_nan=False)


def test_missing_values_are_left_out_and_order_does_not_matter():
    told = one(entry([[2026, None], [2025, 15], [2019, None], [2020, 10]]))
    assert (told["status"], told["base_year"], told["current_year"]) == ("on_track", 2020, 2025)


def test_next_later_year_is_the_base_where_the_base_year_has_no_value():
    assert one(entry([[2010, 1], [2018, 10], [2025, 15]], base_year=2015))["base_year"] == 2018


def test_parts_of_years_are_kept():
    told = one(entry([[2020, 10], [2025.5, 15.5]]))
    assert (told["status"], told["value"], told["current_year"]) == ("on_track", 1.0, 2025.5)


def test_open_ended_bounds_hold_on_one_side():
    assert one(entry([[2020, 10], [2025, 15]], bounds=[0, None]))["status"] == "on_track"
    assert one(entry([[2020, -1], [2025, 15]], bounds=[0, None]))["status"] == "not_available"


@pytest.mark.parametrize(("last", "status"), [(19, "limited"), (9, "deterioration"), (20, "achieved")])
def test_missed_target_after_its_year_is_never_on_track(last, status):
    told = one(entry([[2020, 10], [2031, last]]))
    assert (told["status"], told["reason"].startswith("Quá hạn")) == (status, status != "achieved")
    assert told["required_pace"] is None


def test_year_asked_from_decides_what_is_late():
    points = [[2020, 10], [2025, 15]]
    assert one(entry(points), today=2030)["status"] == "on_track"
    assert one(entry(points), today=2031)["reason"].startswith("Quá hạn")


def test_defects_of_the_peer_are_not_copied():
    assert one(entry([[2020, 0], [2024, 0]], target=5), "cagr")["status"] == "not_available"
    assert one(entry([[2020, 0], [2024, 2]], target=5), "cagr")["value"] is None
    assert one(entry([[2020, 0], [2024, 0]], target=5))["status"] == "limited"
    assert one(entry([[2020, 10], [2024, 10]], target=10), "cagr")["status"] == "achieved"
    assert one(entry([[2020, 10], [2024, 9]], target=10), "cagr")["status"] == "deterioration"
    assert one(entry([[2020, 10], [2024, 20]], target=5), "cagr")["status"] == "not_available"


def test_no_entries_no_results():
    assert assess([], "cagr") == []


def test_extremes_of_doubles_stay_numbers():
    for value in (5e-324, 1e-310, 1.6e308, -1.6e308):
        for target in (1e-320, 1.6e308, None):
            for method in ("linear", "cagr"):
                one(entry([[2020, 1e-300], [2025, value]], target=target), method)
