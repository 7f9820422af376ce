import pytest

from khcn.operations.st_tasks.judging.finance import Line, Sum, appraise
from khcn.operations.st_tasks.judging.steps import BadSheet, Fault

LINES = (
    Line("labour 2026", "labour", "state", 2026, 300_000_000, 280_000_000),
    Line("labour 2027", "labour", "state", 2027, 200_000_000, 200_000_000),
    Line("seeds", "materials", "host", 2026, 99_999_999_999, 99_999_999_999),
)


def test_an_appraisal_adds_up_by_source_year_and_item():
    found = appraise(lines=LINES, article="TT 20/2023/TT-BKHCN")
    assert found.complete
    assert found.total == Sum("", 100_499_999_999, 100_479_999_999, -20_000_000, 0)
    assert found.by_source == (
        Sum("host", 99_999_999_999, 99_999_999_999, 0, 0),
        Sum("state", 500_000_000, 480_000_000, -20_000_000, 0),
    )
    assert [(one.name, one.appraised) for one in found.by_year] == [
        (2026, 100_279_999_999),
        (2027, 200_000_000),
    ]
    assert [(one.name, one.difference) for one in found.by_item] == [
        ("labour", -20_000_000),
        ("materials", 0),
    ]


def test_a_line_not_appraised_is_named_and_never_a_cut_to_zero():
    found = appraise(lines=[*LINES, Line("travel", "travel", "state", 2026, 50_000_000)])
    assert (found.total.difference, found.total.waiting) == (-20_000_000, 1)
    assert found.faults == (Fault("finance.not_appraised", {"item": "travel"}),)
    assert not found.complete


def test_a_line_appraised_to_zero_is_a_cut_to_zero():
    found = appraise(lines=[Line("travel", "travel", "state", 2026, 50_000_000, 0)])
    assert (found.total.difference, found.complete) == (-50_000_000, True)


def test_nobody_gets_more_than_was_asked():
    found = appraise(lines=[Line("travel", "travel", "state", 2026, 5, 6)])
    assert found.faults == (
        Fault("finance.above_asked", {"item": "travel", "asked_money": 5, "appraised_money": 6}),
    )


@pytest.mark.parametrize(("amount", "code"), [(-1, "negative"), (1.5, "not_exact"), (True, "not_exact")])
def test_money_is_a_whole_number_of_dong(amount, code):
    for line in (Line("x", "x", "state", 2026, amount), Line("x", "x", "state", 2026, 1, amount)):
        with pytest.raises(BadSheet, match=code):
            appraise(lines=[line])
