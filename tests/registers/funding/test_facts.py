"""The sums for T5 and T6: what belongs to which reading, and nothing twice."""

from datetime import date

import pytest

from khcn.kernel.registers.measure import measure
from khcn.registers.funding.models import FundingLine

pytestmark = pytest.mark.django_db
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def line(origin, level, content, **figures):
    FundingLine.objects.create(year=2024, origin=origin, level=level, content=content, **figures)


def value(code):
    return measure(f"funding.{code}", period=YEAR).value


@pytest.fixture
def lines():
    line("science", "province", "a", planned=100, allocated=90, disbursed=80, settled=70, decision="1/QĐ")
    line("science", "district", "b", planned=10)
    line("science", "central", "c", planned=1000, settled=900)
    line("investment", "province", "d", planned=40, settled=30)
    line("integrated", "none", "e", planned=500, disbursed=400)
    line("enterprise", "none", "f", planned=60, disbursed=50)
    line("foreign", "none", "g", disbursed=5)
    line("unknown", "none", "h", planned=7)
    line("science", "province", "tổng", planned=99999, settled=99999, control=True)
    FundingLine.objects.create(year=2023, origin="science", level="province", content="a", planned=1)


def test_each_reading_has_its_sum(lines):
    codes = (
        "planned_career", "settled_career", "planned_all", "settled_all", "planned_state", "settled_state", "planned_integrated",
        "integrated", "planned_mobilised", "mobilised", "mobilised_other", "total_planned", "allocated", "disbursed",
        "total_settled", "without_source", "without_document",
    )  # fmt: skip
    assert {code: value(code) for code in codes} == {
        "planned_career": 110, "settled_career": 70, "planned_all": 150, "settled_all": 100, "planned_state": 1150,
        "settled_state": 1000, "planned_integrated": 500, "integrated": 400, "planned_mobilised": 60, "mobilised": 55,
        "mobilised_other": 5, "total_planned": 1710, "allocated": 90, "disbursed": 535, "total_settled": 1000,
        "without_source": 7, "without_document": 6,
    }  # fmt: skip


def test_sum_of_nothing_known_is_missing_and_a_typed_zero_is_zero():
    line("science", "province", "a", planned=0)
    told = measure("funding.settled_career", period=YEAR)
    assert (told.value, told.counted, told.missing) == (None, 1, 1)
    assert value("planned_career") == 0
