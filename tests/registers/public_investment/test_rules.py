"""Yearly capital of public investment."""

from datetime import date

import pytest

from khcn.registers.public_investment.rules import disbursed_has_a_day, disbursed_within_the_capital


@pytest.mark.parametrize(
    ("planned", "carried", "spent", "sound"),
    [
        (100, None, 100, True),
        (100, None, 101, False),
        (100, 20, 120, True),
        (None, None, 5, True),
        (0, None, 0, True),
    ],
)
def test_no_more_is_paid_than_there_was(planned, carried, spent, sound):
    values = {"planned": planned, "carried_over": carried, "disbursed": spent}
    assert (disbursed_within_the_capital(values) == {}) == sound


def test_paid_capital_tells_its_day():
    assert set(disbursed_has_a_day({"disbursed": 5})) == {"counted_to"}
    assert disbursed_has_a_day({"disbursed": 5, "counted_to": date(2026, 9, 30)}) == {}
