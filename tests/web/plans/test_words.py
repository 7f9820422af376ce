"""Figures and times in Vietnamese words."""

from decimal import Decimal

import pytest

from khcn.plan.models import ReportingDuty
from khcn.web.workspace.plans import words
from tests.factories import TargetFactory, TaskFactory

HARD = "\xa0"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"operator": "gt", "low": 60, "unit": "%"}, f"trên 60{HARD}%"),
        ({"operator": "between", "low": 5, "high": 7, "unit": ""}, "5–7"),
        ({"operator": "approx", "low": Decimal("1.5"), "unit": "%"}, f"khoảng 1,5{HARD}%"),
        ({"operator": "ge", "low": 2, "high": 3, "unit": ""}, "ít nhất 2–3"),
        ({"operator": "eq", "low": 40, "unit": "%"}, f"đạt 40{HARD}%"),
        ({"operator": "le", "low": 1200, "unit": "tấn"}, f"không quá 1.200{HARD}tấn"),
        ({"operator": "", "low": None, "kind": "milestone"}, "hoàn thành"),
        ({"operator": "", "low": None, "kind": "qualitative"}, "định tính, không nêu con số"),
        ({"operator": "", "low": None, "kind": "qualitative", "governing": False}, "theo từng phần"),
        ({"operator": "ge", "low": None, "kind": "share"}, "—"),
        ({"operator": "ge", "low": 0, "unit": "%"}, f"ít nhất 0{HARD}%"),
    ],
)
def test_level_in_words(told, expected):
    assert words.level(TargetFactory.build(**told)) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"horizon": "by", "year": 2030}, "đến năm 2030"),
        ({"horizon": "each_year", "year": None}, "hằng năm"),
        ({"horizon": "each_year", "year": 2030}, "hằng năm, đến 2030"),
        ({"horizon": "increment", "year": 2030}, "tăng thêm đến năm 2030"),
    ],
)
def test_horizon_in_words(told, expected):
    assert words.horizon(TargetFactory.build(**told)) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"schedule": "yearly", "from_year": None, "to_year": None}, "Hằng năm"),
        ({"schedule": "until", "from_year": None, "to_year": 2030}, "Đến 2030"),
        ({"schedule": "range", "from_year": 2022, "to_year": 2025}, "2022–2025"),
        (
            {"schedule": "range", "from_year": 2022, "to_year": 2025, "extended_to": 2027},
            "2022–2025; gia hạn đến 2027",
        ),
        ({"schedule": "dates", "dates": ["2026-06-30", "quý IV"]}, "30/06/2026, quý IV"),
        ({"schedule": "unknown", "schedule_text": "khi có vốn"}, "khi có vốn"),
    ],
)
def test_schedule_in_words(told, expected):
    assert words.schedule(TaskFactory.build(**told)) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"due_day": 5, "due_month": 12}, "05/12 hằng năm"),
        ({"due_day": 5, "due_month": 12, "year": 2025}, "05/12/2025"),
        ({"year": 2030}, "một lần, trong năm 2030"),
        ({}, "văn bản không nêu ngày"),
    ],
)
def test_due_day_in_words(told, expected):
    assert words.due_words(ReportingDuty(**told)) == expected
