from dataclasses import dataclass
from datetime import date

import pytest

from khcn.web.workspace.my_work.groups import days_left, grouped

MONDAY = date(2024, 6, 3)


@dataclass
class Item:
    title: str
    due_on: date | None
    reason: str = "Bạn là cơ quan chủ trì"
    record: None = None


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (None, ""),
        (MONDAY, "hạn là hôm nay"),
        (date(2024, 6, 4), "còn 1 ngày làm việc"),
        (date(2024, 6, 10), "còn 5 ngày làm việc"),
        (date(2024, 5, 31), "quá hạn 1 ngày làm việc"),
        (date(2024, 5, 27), "quá hạn 5 ngày làm việc"),
    ],
)
def test_days_left_count_working_days(due_on, words):
    assert days_left(due_on, MONDAY) == words


def test_due_on_the_weekend_that_begins_is_not_zero_days():
    assert days_left(date(2024, 6, 8), date(2024, 6, 7)) == "hạn vào ngày nghỉ sắp tới"
    assert days_left(date(2024, 6, 8), date(2024, 6, 9)) == "đã quá hạn"


def test_most_pressing_group_comes_first_and_empty_ones_are_left_out():
    groups = grouped(
        [
            Item("không hạn", None),
            Item("cuối năm", date(2024, 12, 1)),
            Item("tuần này B", date(2024, 6, 6)),
            Item("tuần này A", date(2024, 6, 6)),
            Item("hôm nay", MONDAY),
            Item("tháng trước", date(2024, 5, 6)),
        ],
        MONDAY,
    )
    assert [(group.code, [line.title for line in group.lines]) for group in groups] == [
        ("overdue", ["tháng trước"]),
        ("soon", ["hôm nay", "tuần này A", "tuần này B"]),
        ("later", ["cuối năm"]),
        ("undated", ["không hạn"]),
    ]
    assert [line.late for group in groups for line in group.lines] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]
