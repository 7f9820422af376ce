import pytest

from khcn.lib.plan_document.reporting import said_rhythms
from tests.lib.plan_document.reading import kinds, parse_text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "hằng quý (trước ngày 15 của tháng cuối quý) và năm (trước ngày 10/12) báo cáo ubnd tỉnh",
            [("quarterly", None), ("yearly", "12-10")],
        ),
        (
            "báo cáo 6 tháng và cả năm trước ngày 15/6 và 15/12",
            [("half_yearly", "06-15"), ("yearly", "12-15")],
        ),
        (
            "trước ngày 10 tháng 12 hằng năm và trước ngày 15 tháng 6 (báo cáo 6 tháng)",
            [("yearly", "12-10"), ("half_yearly", "06-15")],
        ),
        (
            "báo cáo quý trước ngày 20 tháng cuối quý, báo cáo năm trước ngày 20/11",
            [("quarterly", None), ("yearly", "11-20")],
        ),
        ("6 tháng, hằng năm báo cáo", [("half_yearly", None), ("yearly", None)]),
        ("báo cáo trước ngày 05 tháng 12", [("yearly", "12-05")]),
        ("báo cáo kịp thời khi có vướng mắc", []),
    ],
)
def test_each_period_has_its_own_day(words, expected):
    assert [(frequency, due) for frequency, due, _ in said_rhythms(words)] == expected


def test_a_day_of_every_month_is_a_day():
    head = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: "
    assert "report_date_missing" not in kinds(
        parse_text(head + "Trước ngày 25 hằng tháng báo cáo Sở Tài chính.")
    )
    assert "report_date_missing" in kinds(parse_text(head + "Hằng tháng báo cáo Sở Tài chính."))
