from decimal import Decimal as D

from khcn.outputs.charts import Baseline, Fan, ForecastPoint, Goal, Milestone, Point, Series
from khcn.outputs.charts.palette import (
    BAND_80,
    BAND_95,
    FORECAST,
    INK,
    MILESTONE,
    OBSERVED,
    TARGET,
    TARGET_ZONE,
    WHITE,
)
from tests.outputs.charts.reading import BASELINE, GOAL, elements, series, texts
from tests.outputs.charts.reading import FORECAST as STEPS


def fan(*given: Series, **rest: object) -> Fan:
    return Fan(title="Đang tăng", unit="%", series=given, **rest)  # type: ignore[arg-type]


def lines(chart: Fan, colour: str = OBSERVED) -> list[int]:
    """How many points each unbroken line of a colour has."""
    return [
        str(path.get("d")).count(" ") // 2 + 1
        for path in elements(chart.picture().svg, "path", stroke=colour, fill="none")
    ]


def markers(chart: Fan, ground: str) -> int:
    return len(
        [p for p in elements(chart.picture().svg, "path", fill=ground, stroke=OBSERVED) if p.get("transform")]
    )


def test_missing_year_leaves_a_gap_and_not_a_zero() -> None:
    chart = fan(series(2018, "7", "8", None, "9", "9.5"))
    assert len(lines(chart)) == 2
    assert markers(chart, OBSERVED) == 4
    assert chart.table().rows[2] == ("2020", "—")


def test_year_that_is_not_given_leaves_a_gap_too() -> None:
    assert (
        len(
            lines(
                fan(Series("A", (Point(2018, D(1)), Point(2019, D(2)), Point(2021, D(3)), Point(2022, D(4)))))
            )
        )
        == 2
    )


def test_survey_of_each_second_year_has_no_gaps() -> None:
    points = (Point(2018, D(1)), Point(2020, D(2)), Point(2022, D(3)))
    assert lines(fan(Series("A", points, every=2))) == lines(fan(series(2020, "1", "2", "3")))


def test_break_cuts_the_line_and_is_told() -> None:
    chart = fan(series(2018, "22", "23", "12", "13", breaks=(2020,)))
    assert len(lines(chart)) == 2
    assert chart.legend()[-1].label == "đổi cách tính, không so được qua vạch"


def test_single_value_is_a_marker_without_a_line() -> None:
    chart = fan(series(2025, "3"), goal=GOAL)
    assert (lines(chart), markers(chart, OBSERVED)) == ([], 1)


def test_estimate_is_hollow_and_told_in_table_and_legend() -> None:
    points = (Point(2024, D(11)), Point(2025, D(12), final=False, vintage="sơ bộ"))
    chart = fan(Series("Tỉnh mẫu", points))
    assert (markers(chart, OBSERVED), markers(chart, WHITE)) == (1, 1)
    assert chart.table().rows[1] == ("2025", "12 (sơ bộ)")
    assert "ước tính hoặc sơ bộ" in [item.label for item in chart.legend()]


def test_forecast_is_dashed_with_two_bands_from_the_last_value() -> None:
    svg = fan(series(2023, "9", "10", "12"), forecast=STEPS).picture().svg
    (line,) = elements(svg, "path", stroke=FORECAST)
    wide, narrow = elements(svg, "path", fill=BAND_95)[0], elements(svg, "path", fill=BAND_80)[0]
    last = str(elements(svg, "path", stroke=OBSERVED, fill="none")[0].get("d")).split("L")[-1].strip()
    assert line.get("stroke-dasharray") == "6 4"
    assert all(str(part.get("d")).startswith(f"M{last}") for part in (line, wide, narrow))


def test_bounds_hold_the_bands_and_the_note_tells_it() -> None:
    steps = (ForecastPoint(2026, D(97), D(92), D(103), D(88), D(108)),)
    chart = fan(series(2023, "90", "93", "95"), forecast=steps, floor=D(0), ceiling=D(100))
    assert (
        max(
            float(text.replace(",", "."))
            for text in texts(chart.picture().svg)
            if text[:1] in "89" or text == "100"
        )
        == 100
    )
    assert chart.picture().note.startswith("Một phần khoảng dự báo vượt ra ngoài")
    assert chart.table().rows[-1] == ("2026", "—", "97", "92–103", "88–108")


def test_target_line_tells_its_operator_and_due_year() -> None:
    svg = fan(series(2023, "9", "10"), goal=GOAL).picture().svg
    assert "Mục tiêu ≥\u00a020%" in texts(svg)
    assert texts(svg).count("2030") == 1
    assert len(elements(svg, "path", fill=TARGET)) == 1


def test_range_target_is_a_band_between_two_lines() -> None:
    svg = fan(series(2023, "9", "10"), goal=Goal(D(15), "between", D(20), 2030)).picture().svg
    assert len(elements(svg, "rect", fill=TARGET_ZONE)) == 1
    assert len(elements(svg, "path", fill=TARGET)) == 2


def test_milestones_are_steps_and_a_missing_year_interrupts_them() -> None:
    given = tuple(Milestone(year, D(year - 2012)) for year in (2026, 2027, 2029))
    svg = fan(series(2023, "9", "10"), milestones=given).picture().svg
    assert len(elements(svg, "path", stroke=MILESTONE)) == 2
    assert len(elements(svg, "path", fill=MILESTONE)) == 3


def test_baseline_of_a_period_is_a_bar_over_its_years() -> None:
    chart = fan(series(2020, "9", "10", "11", "12"), baseline=Baseline(D(10), 2021, 2023))
    assert len(elements(chart.picture().svg, "path", fill=WHITE, stroke=INK)) == 1
    assert len(elements(chart.picture().svg, "line", stroke=INK)) == 1
    assert chart.legend()[-1].label == "gốc 2021–2023: 10%"


def test_old_and_new_territory_differ_by_line_and_marker() -> None:
    chart = fan(series(2020, "9", "10"), series(2020, "5", "6", label="Tỉnh mẫu cũ"))
    one, other = (item.mark.split("/>") for item in chart.legend())
    assert one[0] != other[0]
    assert one[1] != other[1]
    assert chart.table().header == ("Năm", "Tỉnh mẫu (%)", "Tỉnh mẫu cũ (%)")


def test_years_on_a_phone_are_thinned_and_the_last_stays() -> None:
    picture = fan(series(2010, *(str(n) for n in range(15))), goal=GOAL).picture()
    wide, narrow = (
        [t for t in texts(svg) if t.startswith("20") and len(t) == 4] for svg in (picture.svg, picture.narrow)
    )
    assert wide[-1] == narrow[-1] == "2030"
    assert len(narrow) < len(wide)


def test_axis_of_large_amounts_names_its_unit_once() -> None:
    chart = Fan(title="Vốn", unit="đồng", series=(series(2020, "1250000000000", "200000000000"),))
    assert texts(chart.picture().svg)[:5] == ["nghìn tỷ đồng", "0", "0,25", "0,5", "0,75"]


def test_description_tells_course_outlook_and_target() -> None:
    chart = fan(series(2023, "9", "10", "12"), forecast=STEPS, goal=GOAL, baseline=BASELINE)
    assert chart.description() == (
        "Tỉnh mẫu: từ 9% năm 2023 đến 12% năm 2025. Dự báo năm 2030: 17%, khoảng 80% từ 12% đến 22%. "
        "Mục tiêu ≥\u00a020% năm 2030."
    )
