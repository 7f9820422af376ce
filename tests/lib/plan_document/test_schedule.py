import pytest

from khcn.lib.plan_document.model import Schedule
from khcn.lib.plan_document.schedule import parse_schedule


@pytest.mark.parametrize(
    ("raw", "kind", "start", "end", "dates"),
    [
        ("Hằng năm", "yearly", None, None, ()),
        ("Hàng  năm", "yearly", None, None, ()),
        ("Thường xuyên", "yearly", None, None, ()),
        ("Hằng năm, giai đoạn 2026-2030", "yearly", 2026, 2030, ()),
        ("Trước 30/6 hằng năm", "yearly", None, None, ("06-30",)),
        ("2022- 2025", "range", 2022, 2025, ()),
        ("Giai đoạn 2026 – 2030", "range", 2026, 2030, ()),
        ("Từ năm 2026 đến năm 2028", "range", 2026, 2028, ()),
        ("2026", "range", 2026, 2026, ()),
        ("Năm 2026, 2028", "range", 2026, 2028, ()),
        ("Đến 2030", "until", None, 2030, ()),
        ("Đến hết năm 2027", "until", None, 2027, ()),
        ("Trước năm 2030", "until", None, 2029, ()),
        ("Quý III/2026", "dates", 2026, 2026, ("2026-09-30",)),
        ("Quý IV năm 2026", "dates", 2026, 2026, ("2026-12-31",)),
        ("Tháng 2/2028", "dates", 2028, 2028, ("2028-02-29",)),
        ("trước ngày 30/6", "dates", None, None, ("06-30",)),
        ("ngày 05 tháng 12 năm 2026", "dates", 2026, 2026, ("2026-12-05",)),
        ("Đợt 1: 30/6/2026; đợt 2: Quý I/2027", "dates", 2026, 2027, ("2026-06-30", "2027-03-31")),
        ("6 tháng đầu năm 2027", "dates", 2027, 2027, ("2027-06-30",)),
        ("Cuối năm 2025", "dates", 2025, 2025, ("2025-12-31",)),
        ("ngày 31/02/2026", "unknown", None, None, ()),
        ("Theo yêu cầu", "unknown", None, None, ()),
        ("", "unknown", None, None, ()),
    ],
)
def test_schedule(raw, kind, start, end, dates):
    found = parse_schedule(raw)
    assert (found.kind, found.start, found.end, found.dates) == (kind, start, end, dates)
    assert found.raw == " ".join(raw.split())


def test_an_empty_cell_takes_the_schedule_of_its_group():
    group = Schedule("range", 2026, 2027, (), "2026-2027")
    assert parse_schedule("  ", group) is group


def test_a_day_without_year_takes_the_year_of_its_group():
    group = Schedule("range", 2027, 2027, (), "Năm 2027")
    assert parse_schedule("trước 30/6", group).dates == ("2027-06-30",)
    assert parse_schedule("trước 30/6", Schedule("range", 2026, 2027)).dates == ("06-30",)
