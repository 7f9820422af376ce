from decimal import Decimal as D

from khcn.outputs.charts import DotPlot, Goal, Target
from khcn.outputs.charts.palette import OBSERVED, TARGET, TARGET_ZONE, WHITE
from khcn.outputs.charts.picture import Row
from tests.outputs.charts.reading import elements, texts

TWENTY = Goal(D(20))


def target(
    now: str | None = None, base: str | None = "8", goal: Goal | None = TWENTY, **rest: object
) -> Target:
    given = {"label": "Chỉ tiêu mẫu", "rating": "on_track", "unit": "%"} | rest
    values = {"now": now, "baseline": base}
    numbers = {key: None if value is None else D(value) for key, value in values.items()}
    return Target(goal=goal, **numbers, **given)  # type: ignore[arg-type]


def rows(*targets: Target) -> tuple[Row, ...]:
    return DotPlot(title="Mọi chỉ tiêu", targets=targets).picture().rows


def place_of_now(row: Row) -> str:
    (dot,) = [e for e in elements(row.track, "path", fill=OBSERVED) if e.get("stroke") == WHITE]
    return str(dot.getparent().get("x"))


def test_now_lies_on_the_way_from_baseline_to_target() -> None:
    assert place_of_now(rows(target("14"))[0]) == "50.00%"
    assert target("14").progress() == 50


def test_way_downwards_counts_the_same() -> None:
    assert target("9.5", base="12", goal=Goal(D(7), "le")).progress() == 50


def test_going_backwards_is_negative_and_shown_to_the_left() -> None:
    (row,) = rows(target("5"))
    assert target("5").progress() == -25
    assert place_of_now(row) == "3.00%"


def test_overshoot_widens_the_scale_then_is_clipped_with_its_number() -> None:
    assert place_of_now(rows(target("23"))[0]) == "97.00%"
    (row,) = rows(target("412", base="20", goal=Goal(D(60))))
    assert texts(row.track) == ["980%"]
    assert len(elements(row.track, "path", d="M-5 -5L5 0L-5 5Z")) == 1


def test_deep_fall_is_clipped_on_the_left() -> None:
    (row,) = rows(target("-100"))
    assert texts(row.track) == ["−900%"]


def test_row_without_baseline_goal_or_way_tells_a_sentence() -> None:
    told = [row.sentence for row in rows(
        target("12", base=None),
        target("12", goal=None),
        target("12", base="20"),
        target(goal=None, base=None, sentence="Mỗi xã một mô hình."),
    )]  # fmt: skip
    assert told == [
        "Chưa có số gốc nên chưa tính được quãng đường.",
        "Mục tiêu không nêu con số.",
        "Số gốc bằng mục tiêu: cần giữ vững.",
        "Mỗi xã một mô hình.",
    ]


def test_missing_value_shows_the_way_without_a_dot() -> None:
    (row,) = rows(target(None))
    assert elements(row.track, "path", fill=OBSERVED) == []
    assert len(elements(row.track, "path", fill=TARGET)) == 1
    assert row.detail == "gốc 8% · nay chưa có số liệu · mục tiêu ≥\u00a020%"


def test_range_shows_its_upper_end_beyond_hundred_per_cent() -> None:
    (row,) = rows(target("9", goal=Goal(D(20), "between", D(23))))
    assert len(elements(row.track, "rect", fill=TARGET_ZONE)) == 1


def test_figures_are_told_with_their_periods() -> None:
    row = rows(target("12.5", now_period="2025", baseline_period="2020", goal=Goal(D(20), year=2030)))[0]
    assert row.detail.replace("\u00a0", " ") == "gốc 8% (2020) · nay 12,5% (2025) · mục tiêu ≥ 20% (2030)"


def test_table_gives_the_share_gone_and_dashes_what_is_missing() -> None:
    table = DotPlot(title="A", targets=(target("14"), target("14", base=None, rating="not_enough"))).table()
    assert table.rows == (
        ("Chỉ tiêu mẫu", "8%", "14%", "≥\u00a020%", "50", "Đúng tiến độ"),
        ("Chỉ tiêu mẫu", "—", "14%", "≥\u00a020%", "—", "Chưa đủ dữ liệu"),
    )


def test_description_counts_ratings() -> None:
    chart = DotPlot(title="A", targets=(target("14"), target("15"), target("9", rating="at_risk")))
    assert chart.description() == "3 chỉ tiêu: đúng tiến độ 2, có nguy cơ 1."


def test_rating_that_is_not_known_is_shown_quietly_with_its_word() -> None:
    rating = rows(target("14", rating="moi", rating_label="Loại mới"))[0].rating
    assert rating is not None
    assert (rating.label, rating.tone) == ("Loại mới", "quiet")
