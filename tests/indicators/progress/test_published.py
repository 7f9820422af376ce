"""Worked examples: figures of the plan of Tuyên Quang (57/KH-UBND, 2023) and of the Open SDG progress method (sdg-build 2.4)."""

from decimal import Decimal

import pytest

from khcn.indicators.progress import Goal, panel, rate
from khcn.indicators.progress.ratios import coefficient
from khcn.indicators.progress.thresholds import score_of_growth, score_of_ratio, status_of_ratio
from tests.indicators.progress.builders import down_to, rounded, series, up_to

SPENDING = series(
    y2021="0.2", y2024="0.35"
)  # share of the budget spent on S&T: baseline of the plan, footnote to II.2
TFP = series(y2020="33.9", y2024="36.1")


@pytest.mark.parametrize(
    ("target", "method", "ratio", "status"),
    [
        ("1.5", "cagr", "0.82", "moderate"),
        ("1.5", "linear", "0.35", "limited"),
        ("1", "cagr", "1.05", "on_track"),
        ("1", "linear", "0.56", "limited"),
    ],
)
def test_spending_on_science_is_judged_otherwise_by_each_rule(target, method, ratio, status):
    told = rate(SPENDING, up_to(target), today_year=2024, method=method)
    assert (told.status, rounded(told.ratio, "0.01")) == (status, Decimal(ratio))


def test_tfp_just_below_on_track_is_not_rounded_up():
    """33.9 → 36.1 of 40 (target and baseline of the plan): 0.950 when rounded, and still moderate."""
    told = rate(TFP, up_to("40"), today_year=2024, method="cagr")
    assert (told.status, rounded(told.ratio)) == ("moderate", Decimal("0.9496"))
    line = rate(TFP, up_to("40"), today_year=2024, method="linear")
    assert (line.status, rounded(line.ratio)) == ("moderate", Decimal("0.9016"))
    assert "90,1% nhịp cần có" in line.reason


@pytest.mark.parametrize(("ratio", "score"), [("-0.6", "-5"), ("0.6", "0"), ("1.3", "5")])
def test_scores_meet_the_published_anchors(ratio, score):
    assert rounded(score_of_ratio(Decimal(ratio)), "0.001") == pytest.approx(
        Decimal(score), abs=Decimal("0.001")
    )


@pytest.mark.parametrize(
    ("growth", "score"), [("-0.02", "-5"), ("0.005", "0"), ("0.015", "2.5"), ("0.02", "5")]
)
def test_scores_without_target_meet_the_published_anchors(growth, score):
    assert score_of_growth(Decimal(growth), Decimal(1)) == Decimal(score)


@pytest.mark.parametrize(
    ("ratio", "status"),
    [
        ("0.95", "on_track"),
        ("0.9499999999999999999999999999", "moderate"),
        ("0.6", "moderate"),
        ("0.5999999999999999999999999999", "limited"),
        ("0", "limited"),
        ("-0.0000000000000000000000000001", "deterioration"),
    ],
)
def test_cut_offs_of_the_ratio_are_exact(ratio, status):
    assert status_of_ratio(Decimal(ratio)) == status


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ("101.5", "on_track"),
        ("101.4999", "moderate"),
        ("100.5", "moderate"),
        ("100.4999", "limited"),
        ("100", "limited"),
        ("99.9", "deterioration"),
    ],
)
def test_growth_of_exactly_the_threshold_counts_as_reached(last, status):
    assert rate(series(y2020="100", y2021=last), Goal(), today_year=2021, method="cagr").status == status


def test_fifteen_per_mille_compounded_over_years_is_still_fifteen_per_mille():
    grown = str(100 * Decimal("1.015") ** 7)
    told = rate(series(y2015="100", y2022=grown), Goal(), today_year=2022, method="cagr")
    assert (told.status, told.growth, told.score) == ("on_track", Decimal("0.015"), Decimal("2.5"))


@pytest.mark.parametrize(
    ("base", "limit", "expected"),
    [
        ("200", "100", "1"),
        ("100", "100", "0"),
        ("0", "0", "1"),
        ("150", "100", "0.9539"),
        ("50", "100", "0.9539"),
    ],
)
def test_coefficient_shrinks_near_the_limit(base, limit, expected):
    assert rounded(coefficient(Decimal(base), Decimal(limit))) == Decimal(expected).quantize(
        Decimal("0.0001")
    )


def test_series_that_stands_at_its_limit_and_stays_is_on_track():
    told = rate(series(y2020="100", y2024="100"), Goal(), today_year=2024, method="cagr", limit=Decimal(100))
    assert (told.status, told.score) == ("on_track", Decimal(5))


@pytest.mark.parametrize("values", [("0", "0"), ("0", "2")])
def test_compound_growth_from_zero_is_refused_and_not_made_up(values):
    """The peer turns a base of 0 into 0.001: 0 → 0 becomes deterioration, 0 → 2 of 5 a ratio of 7.36."""
    points = series(y2020=values[0], y2024=values[1])
    told = rate(points, up_to("5"), today_year=2024, method="cagr")
    assert (told.status, told.ratio, told.score) == ("not_available", None, None)


def test_target_of_zero_counts_as_one_thousandth():
    told = rate(series(y2020="10", y2024="5"), down_to("0"), today_year=2024, method="cagr")
    expected = (1 - 0.5**0.25) / (1 - 0.0001**0.1)
    assert float(told.ratio) == pytest.approx(expected, rel=1e-12)


def test_counts_are_never_rated_by_compound_growth():
    own, line, compound, eurostat = panel(
        series(y2020="1", y2024="3"), up_to("5", kind="count"), today_year=2024
    )
    assert [own.status, line.status] == ["on_track", "on_track"]
    assert [compound.status, eurostat.status] == ["not_available", "not_available"]


def test_panel_names_each_rule_and_marks_eurostat_as_to_be_confirmed():
    told = panel(SPENDING, up_to("1.5"), today_year=2024)
    assert [rating.rule for rating in told] == ["own.linear", "linear", "cagr", "eurostat"]
    assert [rating.status for rating in told] == ["limited", "limited", "moderate", "moderate"]
    assert told[3].label == "tiến bộ vừa phải"
    assert "cần xác nhận" in told[3].reason


@pytest.mark.parametrize(
    ("last", "label"),
    [
        ("102", "tiến bộ đáng kể"),
        ("101", "tiến bộ vừa phải"),
        ("100.1", "không tiến bộ"),
        ("99", "rời xa mục tiêu vừa phải"),
        ("98.9", "rời xa mục tiêu đáng kể"),
    ],
)
def test_eurostat_without_target_has_strict_upper_edges(last, label):
    told = rate(series(y2020="100", y2021=last), Goal(), today_year=2021, method="eurostat")
    assert told.label == label


def test_negative_series_that_rises_towards_zero_makes_progress():
    told = rate(series(y2020="-10", y2025="-7"), up_to("-5"), today_year=2025, method="cagr")
    assert told.status == "on_track"
    assert (
        rate(series(y2020="-10", y2025="-12"), up_to("-5"), today_year=2025, method="cagr").status
        == "deterioration"
    )


@pytest.mark.parametrize("values", [("-1", "2"), ("2", "-1")])
def test_compound_growth_across_zero_is_refused(values):
    points = series(y2020=values[0], y2024=values[1])
    assert rate(points, up_to("5"), today_year=2024, method="cagr").status == "not_available"
