"""The house rules: every named case has a defined answer."""

from dataclasses import replace
from decimal import Decimal

import pytest

from khcn.indicators.progress import STATUSES, Goal, Point, rate
from tests.indicators.progress.builders import down_to, rounded, series, up_to


def told(points, goal, today=2025, **more):
    rating = rate(points, goal, today_year=today, **more)
    assert rating.status in STATUSES
    assert rating.reason.strip()
    return rating


LINE = series(y2020="10", y2025="15")


def test_rating_tells_rule_points_ratio_and_both_paces():
    rating = told(LINE, up_to("20"))
    assert (rating.rule, rating.status, rating.ratio) == ("own.linear", "on_track", Decimal(1))
    assert (rating.base, rating.current) == tuple(LINE)
    assert (rating.pace, rating.required_pace, rating.shortfall) == (Decimal(1), Decimal(1), Decimal(5))
    assert rating.reason == (
        "Từ 10 (năm 2020) đến 15 (năm 2025), chỉ tiêu 20 năm 2030: nhịp thực tế bằng 100% nhịp cần có, từ 95% trở lên "
        "nên đúng tiến độ. Đến nay mỗi năm thay đổi 1; từ nay mỗi năm cần 1."
    )


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ("14.75", "on_track"),
        ("14.7499", "moderate"),
        ("13", "moderate"),
        ("12.9999", "limited"),
        ("10", "limited"),
        ("9.9", "deterioration"),
    ],
)
def test_straight_line_has_exact_edges(last, status):
    assert told(series(y2020="10", y2025=last), up_to("20")).status == status


@pytest.mark.parametrize(
    ("last", "status"), [("5", "on_track"), ("8", "limited"), ("11", "deterioration"), ("0", "achieved")]
)
def test_less_is_better_when_the_goal_says_so(last, status):
    assert told(series(y2020="10", y2025=last), down_to("0")).status == status


def test_range_is_rated_by_its_low_end_and_shows_the_high_one():
    goal = up_to("5", operator="between", high=Decimal(7), kind="count")
    reached = told(series(y2021="0", y2025="5"), goal)
    assert (reached.status, reached.high_met) == ("achieved", False)
    assert reached.reason.endswith("Mức cao hơn là 7, chưa đạt.")
    assert told(series(y2021="0", y2025="7"), goal).high_met is True


def test_at_least_two_to_three_is_a_comparison_and_a_range_at_once():
    goal = up_to("2", high=Decimal(3), kind="count")
    assert (
        told(series(y2021="0", y2025="2"), goal).status,
        told(series(y2021="0", y2025="2"), goal).high_met,
    ) == ("achieved", False)


def test_range_where_less_is_better_is_rated_by_its_high_end():
    goal = down_to("3", operator="between", high=Decimal(5))
    reached = told(series(y2020="9", y2025="5"), goal)
    assert (reached.status, reached.high_met, reached.shortfall) == ("achieved", False, Decimal(0))


def test_about_counts_as_at_least():
    goal = up_to("1.5", operator="approx")
    assert told(series(y2020="0.5", y2025="1.5"), goal).status == "achieved"
    assert told(series(y2020="0.5", y2025="9"), goal).status == "achieved"
    assert told(series(y2020="0.5", y2025="1.49"), goal).status == "on_track"


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("50", "96", "achieved"),
        ("50", "105", "achieved"),
        ("50", "80", "on_track"),
        ("150", "140", "limited"),
        ("100", "106", "deterioration"),
        ("120", "150", "deterioration"),
    ],
)
def test_about_where_overshooting_is_bad_is_rated_by_the_distance(first, last, status):
    goal = up_to("100", operator="approx", overshoot_bad=True)
    rating = told(series(y2020=first, y2025=last), goal)
    assert (rating.rule, rating.status) == ("own.near", status)


def test_interval_that_must_not_be_overshot():
    goal = up_to("4", operator="between", high=Decimal(6), overshoot_bad=True)
    assert told(series(y2020="1", y2025="5"), goal).status == "achieved"
    assert told(series(y2020="1", y2025="9"), goal).status == "limited"
    assert told(series(y2020="1", y2025="9"), goal, today=2031).status == "overdue"


def test_above_is_not_the_number_itself():
    goal = up_to("35", operator="gt")
    assert told(series(y2020="18.9", y2025="35"), goal).status == "on_track"
    assert told(series(y2020="18.9", y2025="35.1"), goal).status == "achieved"


@pytest.mark.parametrize(
    ("value", "today", "status"),
    [
        ("1", 2025, "achieved"),
        ("0", 2025, "not_available"),
        ("0", 2030, "not_available"),
        ("0", 2031, "overdue"),
        ("1", 2031, "achieved"),
    ],
)
def test_milestone_is_done_not_done_or_overdue(value, today, status):
    rating = told(series(y2025=value), Goal(kind="milestone", horizon="milestone", year=2030), today)
    assert (rating.rule, rating.status, rating.score) == ("own.milestone", status, None)


def test_milestone_without_word_is_open_until_its_year_and_overdue_after():
    goal = Goal(horizon="milestone", low=Decimal(1), year=2030)
    assert (
        told([], goal).reason
        == "Chưa hoàn thành; hạn là năm 2030, còn 5 năm. Cột mốc không có nhịp để xếp loại."
    )
    assert told([], goal, 2031).reason == "Quá hạn: hạn là năm 2030, chưa có xác nhận hoàn thành."


def test_milestone_stays_done_though_later_values_are_missing_or_zero():
    assert (
        told(series(y2023="1", y2025="0"), Goal(kind="milestone", year=2030)).current == series(y2023="1")[0]
    )


def test_provisional_word_does_not_finish_a_milestone():
    points = [Point(2025, Decimal(1), provisional=True)]
    assert told(points, Goal(kind="milestone", year=2030)).status == "not_available"


def test_missed_target_after_its_year_is_overdue_and_never_limited():
    rating = told(LINE, up_to("20"), today=2031)
    assert (rating.status, rating.score, rating.ratio) == ("overdue", None, Decimal(1))
    assert rating.reason == "Quá hạn: hạn là năm 2030, giá trị mới nhất (năm 2025) là 15, chưa đạt mức 20."
    assert told(LINE, up_to("20", 2025), today=2025).status == "limited"


def test_reached_target_stays_reached_after_its_year():
    assert told(series(y2020="10", y2029="21"), up_to("20"), today=2033).status == "achieved"


@pytest.mark.parametrize(
    ("first", "last", "target", "status"),
    [
        ("0", "0", "5", "limited"),
        ("0", "2", "5", "moderate"),
        ("-2", "1", "4", "on_track"),
        ("-4", "-5", "-2", "deterioration"),
        ("-4", "-3", "-2", "on_track"),
        ("3", "-1", "5", "deterioration"),
    ],
)
def test_zero_negative_and_changing_signs_follow_the_line(first, last, target, status):
    assert told(series(y2020=first, y2025=last), up_to(target)).status == status


@pytest.mark.parametrize(("last", "status"), [("10", "achieved"), ("11", "achieved"), ("9", "deterioration")])
def test_target_equal_to_the_base_means_keeping_it(last, status):
    assert told(series(y2020="10", y2025=last), up_to("10")).status == status


def test_above_the_base_is_limited_while_nothing_moved():
    assert told(series(y2020="10", y2025="10"), up_to("10", operator="gt")).status == "limited"


@pytest.mark.parametrize("goal", [up_to("5"), down_to("15")])
def test_target_on_the_wrong_side_of_the_base_is_asked_back(goal):
    base, *points = series(y2020="10", y2025="10")
    rating = told(points, goal, base=base)
    assert rating.status == "not_available"
    assert "hãy kiểm tra chiều" in rating.reason


@pytest.mark.parametrize(("goal", "status"), [(up_to("5"), "achieved"), (up_to("12"), "limited")])
def test_series_that_began_beyond_the_target_has_it_where_no_baseline_is_told(goal, status):
    assert told(series(y2020="10", y2025="10"), goal).status == status


def test_series_that_began_beyond_the_target_and_fell_back_is_asked_about():
    assert told(series(y2020="10", y2025="4"), up_to("5")).status == "not_available"


@pytest.mark.parametrize("goal", [up_to("5", operator="le"), down_to("15", operator="ge")])
def test_comparison_against_the_direction_is_asked_back(goal):
    assert "ngược với chiều mong muốn" in told(LINE, goal).reason


def test_target_year_that_is_the_base_year_has_no_pace():
    assert told(LINE, up_to("20", 2020), today=2020).status == "not_available"
    assert told(LINE, up_to("20", 2020), today=2025).status == "overdue"
    assert told(LINE, up_to("15", 2020), today=2025).status == "achieved"
    assert told(LINE, up_to("20", 2020), today=2025, method="linear").status == "not_available"


def test_target_without_year_or_number_is_asked_back():
    assert told(LINE, up_to("20", None)).reason == "Chưa xếp loại được: chỉ tiêu chưa có năm đích."
    assert told(LINE, up_to("15", None)).status == "achieved"
    assert told(LINE, Goal(year=2030)).reason == "Chưa xếp loại được: chỉ tiêu không có mức bằng số."
    assert "người có thẩm quyền" in told(LINE, Goal(kind="qualitative")).reason


def test_one_observation_has_no_trend():
    rating = told(series(y2025="15"), up_to("20"))
    assert (rating.status, rating.pace, rating.required_pace) == ("not_available", None, Decimal(1))
    assert rating.reason == "Chưa đủ dữ liệu: mới có một quan sát, 15 năm 2025; xu hướng cần ít nhất hai."


def test_one_observation_that_meets_the_number_has_reached_it():
    assert told(series(y2025="21"), up_to("20")).status == "achieved"
    assert told(series(y2025="15"), up_to("20"), today=2031).status == "overdue"


def test_the_plans_own_baseline_and_one_observation_are_two_points():
    base = Point(2020, Decimal("10"))
    assert told(series(y2025="15"), up_to("20"), base=base).base == base
    assert told(series(y2019="3", y2020="4", y2025="15"), up_to("20"), base=base).ratio == Decimal(1)
    assert told([], up_to("20"), base=base).status == "not_available"


def test_no_observation_is_no_colour():
    assert told([], up_to("20")).reason == "Chưa đủ dữ liệu: chưa có quan sát nào."


def test_provisional_values_are_told_and_not_rated():
    estimate = Point(2025, Decimal(19), provisional=True)
    assert told([estimate], up_to("20")).reason == (
        "Chưa đủ dữ liệu: chỉ có số ước tính hoặc sơ bộ, chưa có số chính thức. "
        "Đã có số chưa chính thức 19 của năm 2025, không dùng để xếp loại."
    )
    rating = told([*series(y2020="10", y2024="12"), estimate], up_to("20"))
    assert (rating.status, rating.current) == ("limited", series(y2024="12")[0])
    assert rating.reason.endswith("Đã có số chưa chính thức 19 của năm 2025, không dùng để xếp loại.")


def test_provisional_and_official_value_of_one_year_are_not_a_contradiction():
    assert told([*LINE, Point(2025, Decimal(14), provisional=True)], up_to("20")).ratio == Decimal(1)
    assert told([*LINE, Point(2025, Decimal(14))], up_to("20")).status == "not_available"


def test_provisional_baseline_is_thin_evidence():
    base = Point(2020, Decimal(10), provisional=True)
    assert (
        "giá trị gốc năm 2020 mới là số ước tính" in told(series(y2025="15"), up_to("20"), base=base).reason
    )


def test_break_between_base_and_latest_value_stops_the_comparison():
    points = [
        *series(y2019="3", y2020="10"),
        Point(2023, Decimal(30), break_before=True),
        *series(y2025="31"),
    ]
    rating = told(points, up_to("20"))
    assert (rating.status, rating.pace) == ("not_available", None)
    assert "bị ngắt ở năm 2023" in rating.reason
    assert told(points, up_to("40"), base_year=2023).status == "limited"


def test_break_told_by_a_provisional_value_counts_too():
    points = [*LINE, Point(2022, Decimal(30), provisional=True, break_before=True)]
    assert "bị ngắt ở năm 2022" in told(points, up_to("20")).reason


def test_observations_before_the_base_year_are_left_out():
    points = series(y2010="1", y2022="10", y2025="12")
    assert told(points, up_to("20"), base_year=2020).base == points[1]
    assert told(points[:1], up_to("20"), base_year=2020).status == "not_available"
    assert told(points[:2], up_to("20"), base_year=2020).reason.startswith(
        "Chưa đủ dữ liệu: mới có một quan sát"
    )


def test_points_in_any_order_and_parts_of_years():
    points = [Point(Decimal("2025.5"), Decimal("15.5")), Point(2020, Decimal(10))]
    assert told(points, up_to("20")).ratio == Decimal(1)
    near = [Point(Decimal("2025.5"), Decimal(2)), Point(2025, Decimal(1))]
    assert "chưa đủ một năm" in told(near, up_to("20")).reason


def test_values_that_are_no_numbers_are_refused_without_exception():
    assert told([*LINE, Point(2026, Decimal("NaN"))], up_to("20")).status == "not_available"
    assert told(LINE, up_to("20"), base=Point(2019, Decimal("Infinity"))).status == "not_available"


def test_level_for_one_year_is_held_until_that_year():
    goal = up_to("2", horizon="at")
    assert told(series(y2020="1", y2025="2"), goal).status == "on_track"
    assert told(series(y2020="1", y2030="2"), goal, today=2030).status == "achieved"


class TestRoadMap:
    goal = up_to("20", milestones={2023: Decimal(12), 2025: Decimal(16)})

    @pytest.mark.parametrize(
        ("last", "status"),
        [
            ("16", "on_track"),
            ("15.2", "on_track"),
            ("15.1", "moderate"),
            ("9.6", "moderate"),
            ("9.5", "deterioration"),
            ("20", "achieved"),
        ],
    )
    def test_step_of_the_year_is_asked_before_the_trend(self, last, status):
        rating = told(series(y2020="10", y2025=last), self.goal)
        assert (rating.rule, rating.status) == ("own.yearly", status)

    def test_far_behind_but_rising_is_limited(self):
        assert told(series(y2020="2", y2025="9"), self.goal).status == "limited"

    def test_between_steps_the_last_one_counts_and_before_the_first_the_line(self):
        assert told(series(y2020="10", y2024="12"), self.goal).status == "on_track"
        assert told(series(y2020="10", y2022="12"), self.goal).rule == "own.linear"

    def test_missed_end_is_overdue(self):
        assert told(series(y2020="10", y2030="19"), self.goal, today=2031).status == "overdue"

    def test_steps_that_are_zero_have_no_share(self):
        goal = down_to("-2", milestones={2025: Decimal(0)})
        rating = told(series(y2020="5", y2025="1"), goal)
        assert (rating.status, rating.ratio) == ("limited", Decimal(0))


class TestEachYear:
    goal = up_to("1.5", horizon="each_year", operator="approx", kind="share")

    def test_year_that_meets_the_number_is_on_track_and_years_are_counted(self):
        rating = told(series(y2022="1.2", y2023="1.6", y2024="1.5"), self.goal)
        assert (rating.status, rating.years_met, rating.years_rated) == ("on_track", 2, 3)
        assert (
            rating.reason
            == "Giá trị năm 2024 là 1,5, đạt mức 1,5 đặt ra. Đạt 2 trong 3 năm gần nhất có số liệu."
        )

    @pytest.mark.parametrize(
        ("last", "status"),
        [
            ("1.425", "on_track"),
            ("1.42", "moderate"),
            ("0.9", "moderate"),
            ("0.89", "limited"),
            ("0.1", "deterioration"),
        ],
    )
    def test_shares_of_the_number_follow_the_usual_cut_offs(self, last, status):
        assert told(series(y2023="0.2", y2024=last), self.goal).status == status

    def test_single_year_is_enough(self):
        assert told(series(y2024="1.5"), self.goal).status == "on_track"

    def test_last_year_decides_when_the_period_is_over(self):
        assert told(series(y2030="1.5"), self.goal, today=2031).status == "achieved"
        assert told(series(y2030="1.4"), self.goal, today=2031).status == "overdue"

    def test_road_map_sets_another_number_for_a_year(self):
        goal = replace(self.goal, milestones={2024: Decimal("0.5")})
        assert told(series(y2023="0.4", y2024="0.6"), goal).status == "on_track"


class TestAverage:
    goal = up_to("8", horizon="average", kind="growth")

    def test_growth_is_averaged_geometrically(self):
        rating = told(series(y2021="10", y2022="6"), self.goal)
        assert (rating.status, rounded(rating.shortfall)) == ("on_track", Decimal("0.0185"))
        assert rounded(rating.ratio) == Decimal("0.9977")

    def test_exactly_the_number_every_year_meets_it(self):
        assert told(series(y2021="8", y2022="8", y2023="8"), self.goal).reason.startswith(
            "Bình quân nhân 3 năm có số liệu (2021–2023) là 8, đạt mức 8."
        )

    def test_needed_mean_of_the_years_left_is_told(self):
        goal = up_to("8", 2024, horizon="average")
        rating = told(series(y2021="6", y2022="6"), goal, today=2022)
        assert (rating.status, rating.ratio, rating.required_pace) == (
            "moderate",
            Decimal("0.75"),
            Decimal(10),
        )
        assert (
            rating.reason
            == "Bình quân 2 năm có số liệu (2021–2022) là 6, chưa đạt mức 8. Các năm còn lại cần bình quân 10."
        )

    def test_growth_needed_in_the_years_left_is_geometric(self):
        rating = told(
            series(y2021="0", y2022="0"), up_to("10", 2024, horizon="average", kind="growth"), today=2022
        )
        assert (rating.status, rounded(rating.required_pace)) == ("limited", Decimal("21.0000"))

    def test_mean_decides_when_the_period_is_over(self):
        goal = up_to("8", 2022, horizon="average")
        assert told(series(y2021="8", y2022="8"), goal).status == "achieved"
        assert told(series(y2021="8", y2022="7"), goal).status == "overdue"

    def test_one_year_is_no_mean_and_a_fall_by_all_has_none(self):
        assert "ít nhất hai năm" in told(series(y2021="8"), self.goal).reason
        assert "bình quân nhân" in told(series(y2021="8", y2022="-100"), self.goal).reason

    def test_falling_mean_is_deterioration(self):
        assert told(series(y2021="-2", y2022="-3"), self.goal).status == "deterioration"

    def test_given_base_lies_before_the_period(self):
        rating = told(series(y2020="1", y2021="8", y2022="8"), self.goal, base=Point(2020, Decimal(1)))
        assert rounded(rating.ratio) == Decimal(1)


class TestIncrement:
    goal = up_to("30", horizon="increment", kind="increment")

    def test_number_is_counted_from_the_base(self):
        rating = told(series(y2020="100", y2025="115"), self.goal)
        assert (rating.status, rating.ratio, rating.shortfall) == ("on_track", Decimal(1), Decimal(15))
        assert told(series(y2020="100", y2025="130"), self.goal).status == "achieved"

    def test_decrease_is_counted_from_the_base_too(self):
        goal = down_to("30", horizon="increment", kind="increment")
        assert told(series(y2020="100", y2025="85"), goal).ratio == Decimal(1)

    def test_without_base_there_is_nothing_to_count_from(self):
        assert told([], self.goal).reason == "Chưa đủ dữ liệu: chưa có quan sát nào."
        assert told(series(y2025="30"), self.goal).status == "not_available"
