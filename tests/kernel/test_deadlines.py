from datetime import date

import pytest

from khcn.kernel.deadlines import time_left


@pytest.mark.parametrize(
    ("today", "due", "phrase"),
    [
        (date(2026, 11, 23), date(2026, 12, 5), "còn 8 ngày làm việc"),
        (date(2026, 12, 4), date(2026, 12, 4), "đến hạn hôm nay"),
        (date(2026, 12, 4), date(2026, 12, 5), "đến hạn trước ngày làm việc tới"),
        (date(2026, 12, 6), date(2026, 12, 5), "vừa quá hạn"),
        (date(2026, 12, 8), date(2026, 12, 4), "quá hạn 2 ngày làm việc"),
    ],
)
def test_time_left_is_told_in_working_days(today, due, phrase):
    assert time_left(today, due) == phrase
