"""Milestone, trend and forecast together."""

from decimal import Decimal

import pytest

from khcn.indicators.progress import Goal, Point
from khcn.plan.models import Target
from khcn.status.targets.judging import Evidence, judge

GOAL = Goal(operator="ge", low=Decimal(40), year=2030, kind="share")


def points(**values):
    return [Point(int(year[1:]), Decimal(str(value))) for year, value in values.items()]


def evidence(rows, chance=None, goal=GOAL, **more):
    probability = None if chance is None else Decimal(str(chance))
    return Evidence(Target(), None, goal, rows, probability=probability, **more)


ON_TRACK = points(y2020=30, y2025=35)
MODERATE = points(y2020=30, y2025=34)
LIMITED = points(y2020=30, y2025=31)


@pytest.mark.parametrize(
    ("rows", "chance", "status"),
    [
        (ON_TRACK, None, "on_track"),
        (ON_TRACK, "0.8", "on_track"),
        (ON_TRACK, "0.79", "at_risk"),
        (ON_TRACK, "0.4", "at_risk"),
        (ON_TRACK, "0.39", "at_risk"),
        (MODERATE, None, "at_risk"),
        (MODERATE, "0.9", "at_risk"),
        (MODERATE, "0.1", "off_track"),
        (LIMITED, None, "off_track"),
        (LIMITED, "0.9", "at_risk"),
        (LIMITED, "0.5", "off_track"),
    ],
)
def test_trend_and_forecast_are_weighed_with_caution(rows, chance, status):
    assert judge(evidence(rows, chance), year=2025).status == status


def test_reached_stays_reached_whatever_the_forecast_says():
    outcome = judge(evidence(points(y2020=30, y2025=41), "0.05"), year=2025)
    assert outcome.status == "reached"


def test_overdue_stays_off_track_whatever_the_forecast_says():
    outcome = judge(evidence(points(y2020=30, y2030=39), "0.99"), year=2031)
    assert (outcome.status, outcome.rating.status) == ("off_track", "overdue")


@pytest.mark.parametrize("rows", [[], points(y2025=35)])
def test_thin_evidence_gets_no_colour_even_with_a_sure_forecast(rows):
    outcome = judge(evidence(rows, "0.99"), year=2025)
    assert outcome.status == "not_enough"
    assert outcome.sentence


def test_sentence_tells_probability_and_that_signals_disagree():
    told = judge(evidence(ON_TRACK, "0.55"), year=2025).sentence
    assert "khả năng đạt vào năm 2030 khoảng 55 %" in told
    assert "chưa khớp nhau" in told


def test_step_of_the_year_counts_before_the_trend():
    goal = Goal(operator="ge", low=Decimal(40), year=2030, kind="share", milestones={2025: Decimal(36)})
    behind = judge(evidence(ON_TRACK, goal=goal), year=2025)
    met = judge(evidence(points(y2020=30, y2025=36), goal=goal), year=2025)
    assert behind.rating.rule == met.rating.rule == "own.yearly"
    assert (met.status, behind.status) == ("on_track", "on_track")
    far = judge(evidence(points(y2020=30, y2025=20), goal=goal), year=2025)
    assert far.status == "off_track"


def test_what_is_missing_is_told_instead_of_a_rating():
    outcome = judge(evidence([], missing="Chưa chọn chỉ số nào."), year=2025)
    assert (outcome.status, outcome.sentence, outcome.rating) == ("not_enough", "Chưa chọn chỉ số nào.", None)
