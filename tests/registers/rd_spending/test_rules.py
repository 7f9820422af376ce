"""How the parts of an R&D spending fit together."""

import pytest

from khcn.registers.rd_spending.models import RdRound
from khcn.registers.rd_spending.rules import (
    SOURCES,
    fund_is_part_of_the_spending,
    same_year_as_the_round,
    sums_to_total,
)

check = sums_to_total(*SOURCES)
ALL = {"own_money": 70, "state_money": 20, "foreign_money": 0, "other_money": 10}


@pytest.mark.parametrize(
    ("values", "sound"),
    [
        (ALL | {"total": 100}, True),
        (ALL | {"total": 101}, False),
        ({"own_money": 70, "total": 100}, True),
        ({"own_money": 120, "total": 100}, False),
        ({"own_money": 70, "total": None}, True),
        ({"total": 100}, True),
        ({"own_money": 0, "state_money": 0, "foreign_money": 0, "other_money": 0, "total": 0}, True),
    ],
)
def test_sources_add_up_when_all_are_known_and_never_exceed(values, sound):
    assert (check(values) == {}) == sound


def test_refusal_tells_both_figures():
    assert (
        str(check(ALL | {"total": 1000})["total"])
        == "Chi R&D 1.000 đồng không khớp tổng các phần 100 đồng. Hãy xem lại."
    )


def test_fund_pays_for_research_and_innovation_together():
    assert fund_is_part_of_the_spending({"from_fund": 60, "total": 40, "innovation": 20}) == {}
    assert set(fund_is_part_of_the_spending({"from_fund": 61, "total": 40, "innovation": 20})) == {
        "from_fund"
    }


def test_year_is_that_of_the_round():
    assert set(same_year_as_the_round({"round": RdRound(year=2024), "year": 2025})) == {"year"}


@pytest.mark.parametrize(
    ("asked", "told", "share"), [(50, 40, "80.0"), (3, 1, "33.3"), (0, 0, None), (10, None, None)]
)
def test_coverage_is_missing_rather_than_zero(asked, told, share):
    found = RdRound(population=asked, responded=told).coverage
    assert (None if found is None else str(found)) == share
