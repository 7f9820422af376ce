"""Point, intervals, probability and pace of one series, the unpleasant ones included."""

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khcn.indicators.forecasting import Forecast, Request, forecast, forecast_many
from khcn.kernel.errors import DomainError


def yearly(*values, first=2015):
    return [(first + at, Decimal(str(value))) for at, value in enumerate(values)]


GROWING = yearly(10, 12, 13.5, 13, 15, 17, 18.2, 19)


def test_forecast_names_the_years_after_the_last_known_one():
    told = forecast(GROWING, horizon=3)
    assert [year for year, _ in told.points] == [2023, 2024, 2025]
    assert told.model == "median(ets,dotm,rwd)"
    assert told.reason == ""
    assert told.pool.startswith("khcn-yearly ")


def test_six_points_are_told_to_be_too_few_for_exponential_smoothing():
    told = forecast(GROWING[-6:], horizon=2)
    assert told.model == "median(dotm,rwd) – ETS từ chối ≤ 6 điểm"
    assert forecast(GROWING[-7:], horizon=2).model == "median(ets,dotm,rwd)"


def test_a_model_that_fails_is_told_and_the_others_go_on(monkeypatch):
    from khcn.indicators.forecasting import models

    monkeypatch.setattr(models, "_dotm", lambda values, horizon: [float("nan")] * horizon)
    told = forecast(GROWING, horizon=2)
    assert told.model == "median(ets,rwd) – DOTM không chạy được"
    assert len(told.points) == 2


def test_order_of_the_points_does_not_matter():
    assert forecast(list(reversed(GROWING)), horizon=3) == forecast(GROWING, horizon=3)


def test_a_series_turned_upside_down_has_its_forecast_turned():
    up, down = forecast(GROWING, horizon=4), forecast([(y, -v) for y, v in GROWING], horizon=4)
    for (low, high), (mirrored_low, mirrored_high) in zip(up.intervals[80], down.intervals[80], strict=True):
        assert float(low) == pytest.approx(-float(mirrored_high), rel=0.05, abs=0.2)
        assert float(high) == pytest.approx(-float(mirrored_low), rel=0.05, abs=0.2)


@pytest.mark.parametrize("known", [0, 1, 2, 3])
def test_fewer_than_four_points_give_a_reason_and_the_pace(known):
    told = forecast(yearly(0.2, 0.3, 0.5)[:known], horizon=6, target=Decimal("1.5"), target_year=2030)
    assert told == Forecast(
        reason=f"Mới có {known} điểm (cần ít nhất 4 năm): chưa dự báo, chỉ nêu tốc độ cần có.",
        required_pace=[None, "0.0866666667", "0.0857142857", "0.0769230769"][known]
        and Decimal(["", "0.0866666667", "0.0857142857", "0.0769230769"][known]),
    )


def test_the_pace_of_the_plan_is_what_the_plan_says():
    """TFP share 33,9 % in 2020 to 40 % in 2030: 0,61 points a year."""
    told = forecast([(2020, Decimal("33.9"))], horizon=1, target=Decimal(40), target_year=2030)
    assert told.required_pace == Decimal("0.61")


def test_there_is_no_pace_to_a_year_that_is_over():
    told = forecast(GROWING, horizon=1, target=Decimal(40), target_year=2022)
    assert (told.required_pace, told.probability_of_target) == (None, None)


def test_a_constant_series_says_so_and_does_not_pretend_to_know_a_probability():
    told = forecast(yearly(5, 5, 5, 5, 5), horizon=2, target=Decimal(9), target_year=2020)
    assert told.model == "giữ nguyên giá trị cuối – chuỗi không đổi, thang sai số lấy bằng bước làm tròn 1"
    assert told.points == [(2020, 5), (2021, 5)]
    assert told.probability_of_target is None
    assert all(low < 5 < high for low, high in told.intervals[80])


def test_the_scale_of_a_constant_series_is_its_last_digit():
    coarse, fine = (forecast(yearly(*[v] * 5), horizon=1).intervals[80][0] for v in ("5", "5.01"))
    assert (coarse[1] - 5) == pytest.approx((fine[1] - Decimal("5.01")) * 100, rel=Decimal("0.01"))


def test_nothing_but_zeros_of_a_count_stays_at_nought_or_above():
    told = forecast(yearly(0, 0, 0, 0), horizon=3, kind="count")
    assert [value for _, value in told.points] == [0, 0, 0]
    assert {low for low, _ in told.intervals[95]} == {0}


def test_a_falling_count_keeps_an_interval_at_its_bound():
    told = forecast(yearly(100, 80, 55, 30, 8), horizon=3, kind="count")
    assert [value for _, value in told.points] == [0, 0, 0]
    assert all(low == 0 and high > 0 for low, high in told.intervals[80])


def test_a_series_may_be_negative():
    told = forecast(yearly(-3, -2, 0, 1, -4, -2), horizon=2)
    assert told.reason == "" and len(told.points) == 2


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (
            [*GROWING, (2022, Decimal(20))],
            "Năm 2022 có hai giá trị khác nhau: 19 và 20. Hãy chọn một giá trị.",
        ),
        (yearly(1, 2, 3, "NaN"), "Giá trị năm 2018 không phải số, hoặc lớn quá mức tính được."),
        (yearly(1, 2, 3, "1e101"), "Giá trị năm 2018 không phải số, hoặc lớn quá mức tính được."),
        (
            [(2010 + 2 * at, Decimal(at)) for at in range(6)],
            "Chuỗi có năm trống: chỉ 1 trong 6 điểm là các năm liền nhau tới năm gần nhất (cần ít nhất 4). "
            "Hãy bổ sung số của năm còn thiếu.",
        ),
    ],
)
def test_points_that_cannot_be_read_as_years_in_a_row_give_a_reason(points, reason):
    assert forecast(points, horizon=2).reason == reason


def test_the_same_value_told_twice_counts_once():
    assert forecast([*GROWING, GROWING[-1]], horizon=2) == forecast(GROWING, horizon=2)


def test_a_gap_leaves_the_years_after_it():
    told = forecast([(2005, Decimal(3)), *GROWING], horizon=2)
    assert told.model == "median(ets,dotm,rwd) – chỉ dùng 2015–2022, các năm liền nhau gần nhất"
    assert told.points == forecast(GROWING, horizon=2).points


def test_a_value_beyond_the_bounds_is_not_forecast_from():
    told = forecast(yearly(90, 95, 99, 104), horizon=2, bounds=(Decimal(0), Decimal(100)))
    assert told.reason == (
        "Giá trị năm 2018 là 104, nằm ngoài giới hạn của chỉ tiêu. Hãy kiểm tra số hoặc giới hạn."
    )


@pytest.mark.parametrize("kind", ["milestone", "qualitative"])
def test_what_is_no_number_is_not_forecast(kind):
    assert forecast(GROWING, horizon=2, kind=kind).reason == (
        "Loại chỉ tiêu này không phải chuỗi số nên không dự báo."
    )


def test_a_farther_target_is_less_likely_and_never_impossible():
    likely, unlikely, absurd = (
        forecast(GROWING, horizon=6, target=Decimal(target), target_year=2026).probability_of_target
        for target in (20, 30, 9000)
    )
    assert 1 > likely > unlikely > absurd > 0


def test_less_is_better_turns_the_probability():
    up, down = (
        forecast(GROWING, horizon=1, target=Decimal(21), target_year=2024, direction=d)
        for d in ("up", "down")
    )
    assert up.probability_of_target + down.probability_of_target == 1


def test_a_target_beyond_the_horizon_is_still_judged():
    told = forecast(GROWING, horizon=1, target=Decimal(22), target_year=2025)
    assert len(told.points) == 1
    assert told.probability_of_target is not None


def test_a_target_farther_than_the_pool_reaches_has_no_probability():
    assert forecast(GROWING, horizon=1, target=Decimal(22), target_year=2033).probability_of_target is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"horizon": 0}, "horizon"), ({"horizon": 11}, "horizon"), ({"levels": (100,)}, "levels"),
     ({"levels": ()}, "levels"), ({"direction": "left"}, "direction")],
)  # fmt: skip
def test_a_wrong_call_is_refused(wrong, code):
    with pytest.raises(DomainError) as refusal:
        forecast(GROWING, **{"horizon": 2, **wrong})
    assert refusal.value.code == code


def test_many_are_answered_in_order():
    one, other = Request(GROWING, 2), Request(yearly(1), 2)
    assert forecast_many([one, other, one]) == [
        forecast(GROWING, horizon=2),
        forecast(yearly(1), horizon=2),
        forecast(GROWING, horizon=2),
    ]


def test_large_and_small_numbers_are_told_in_their_own_digits():
    dong = forecast(yearly(*(v * 10**12 for v in (1, 2, 2.5, 4, 4.4))), horizon=1)
    tiny = forecast(yearly(*(f"{v}e-9" for v in (1, 2, 2.5, 4, 4.4))), horizon=1)
    assert dong.points[0][1] == int(dong.points[0][1])
    assert float(dong.points[0][1]) == pytest.approx(float(tiny.points[0][1]) * 1e21, rel=0.01)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(
        st.one_of(st.integers(0, 5), st.decimals(0, 100, places=2), st.just(Decimal(0))),
        min_size=4,
        max_size=12,
    ),
    target=st.decimals(-50, 150, places=1),
    direction=st.sampled_from(["up", "down"]),
)
def test_whatever_the_series_the_answer_is_within_bounds_and_in_order(values, target, direction):
    told = forecast(
        yearly(*values),
        horizon=5,
        levels=(50, 80, 95),
        bounds=(Decimal(0), Decimal(100)),
        target=target,
        target_year=2030,
        direction=direction,
    )
    assert told.reason == ""
    assert told.probability_of_target is None or 0 < told.probability_of_target < 1
    for at, (_year, point) in enumerate(told.points):
        (low95, high95), (low80, high80), (low50, high50) = (
            told.intervals[level][at] for level in (95, 80, 50)
        )
        assert 0 <= low95 <= low80 <= low50 <= point <= high50 <= high80 <= high95 <= 100


def test_the_package_is_light_until_it_forecasts():
    asked = "import khcn.indicators.forecasting, sys; print({'numpy', 'statsforecast', 'scipy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
