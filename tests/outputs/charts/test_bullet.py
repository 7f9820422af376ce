from decimal import Decimal as D

from khcn.outputs.charts import Baseline, Bullet, Goal, Milestone
from khcn.outputs.charts.palette import FORECAST, OBSERVED, TARGET_ZONE, WHITE
from tests.outputs.charts.reading import BASELINE, GOAL, elements, texts


def bullet(value: str | None = "12.5", **rest: object) -> Bullet:
    given = {"title": "Còn thiếu", "unit": "%", "goal": GOAL, "baseline": BASELINE} | rest
    return Bullet(value=None if value is None else D(value), **given)  # type: ignore[arg-type]


def zone(chart: Bullet) -> tuple[str, str]:
    (rect,) = elements(chart.picture().svg, "rect", fill=TARGET_ZONE)
    return rect.get("x", ""), rect.get("width", "")


def legend(chart: Bullet) -> list[str]:
    return [item.label for item in chart.picture().legend]


def test_legend_tells_each_mark_with_its_value() -> None:
    chart = bullet(now="2025", milestones=(Milestone(2026, D(14)),))
    assert legend(chart) == [
        "Hiện nay (2025): 12,5%", "Gốc (2020): 8%", "Mốc năm 2026: 14%", "Mục tiêu 2030: ≥\u00a020%",
    ]  # fmt: skip


def test_ticks_reach_beyond_the_target() -> None:
    assert texts(bullet().picture().svg) == ["0%", "5%", "10%", "15%", "20%", "25%"]


def test_bar_is_as_long_as_the_value_and_drawn_from_zero() -> None:
    (bar,) = elements(bullet().picture().svg, "rect", fill=OBSERVED)
    assert (bar.get("x"), bar.get("width")) == ("3.00%", "47.00%")


def test_reached_side_lies_above_below_or_between() -> None:
    assert zone(bullet()) == ("78.20%", "18.80%")
    assert zone(bullet(goal=Goal(D(5), "le"))) == ("3.00%", "37.60%")
    assert zone(bullet(goal=Goal(D(15), "between", D(20)))) == ("59.40%", "18.80%")


def test_missing_value_draws_no_bar_and_says_so() -> None:
    chart = bullet(None)
    assert elements(chart.picture().svg, "rect", fill=OBSERVED) == []
    assert legend(chart)[0] == "Hiện nay: chưa có số liệu"


def test_zero_is_a_value() -> None:
    chart = bullet("0")
    (bar,) = elements(chart.picture().svg, "rect", fill=OBSERVED)
    assert bar.get("width") == "0.00%"
    assert legend(chart)[0] == "Hiện nay: 0%"


def test_value_far_outside_is_clipped_with_an_arrow_and_a_note() -> None:
    picture = bullet("900").picture()
    assert [path.get("d") for path in elements(picture.svg, "path", fill=OBSERVED)] == ["M-5 -5L5 0L-5 5Z"]
    assert picture.note == "Giá trị hiện nay nằm ngoài thang của hình; mũi tên chỉ phía của nó."
    assert ("Hiện nay", "900%") in picture.table.rows


def test_value_inside_needs_no_note() -> None:
    assert bullet(note="Ghi chú").picture().note == "Ghi chú"


def test_negative_value_goes_to_the_left_of_zero() -> None:
    chart = bullet("-5", goal=Goal(D(10)), baseline=Baseline(D(-8), 2020))
    (bar,) = elements(chart.picture().svg, "rect", fill=OBSERVED)
    assert texts(chart.picture().svg) == ["−10%", "−5%", "0%", "5%", "10%", "15%"]
    assert (bar.get("x"), bar.get("width")) == ("21.80%", "18.80%")


def test_preliminary_value_is_drawn_hollow() -> None:
    svg = bullet(final=False).picture().svg
    assert len(elements(svg, "rect", fill=WHITE, stroke=OBSERVED)) == 1
    assert FORECAST not in svg


def test_long_amounts_are_shortened_beside_marks_but_not_in_the_table() -> None:
    picture = bullet("123456789000", unit="đồng", goal=Goal(D("250000000000")), baseline=None).picture()
    assert picture.legend[0].label == "Hiện nay: 123,46\u00a0tỷ đồng"
    assert ("Hiện nay", "123.456.789.000\u00a0đồng") in picture.table.rows
    assert texts(picture.svg) == ["0", "100", "200", "300", "tỷ đồng"]


def test_lower_is_better_is_told() -> None:
    assert bullet(direction="down").description().endswith("càng thấp càng tốt")
