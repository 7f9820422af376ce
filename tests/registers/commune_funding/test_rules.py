"""Communes, and the districts of before."""

import pytest

from khcn.kernel.territory.models import Level, Unit
from khcn.registers.commune_funding.rules import unit_of_the_lower_level


@pytest.mark.parametrize(
    ("level", "year", "sound"),
    [
        (Level.COMMUNE, 2026, True),
        (Level.DISTRICT, 2024, True),
        (Level.DISTRICT, 2025, True),
        (Level.DISTRICT, 2026, False),
        (Level.PROVINCE, 2024, False),
    ],
)
def test_only_units_of_the_lower_level_of_their_time_are_taken(level, year, sound):
    values = {"territory": Unit(name="Nơi mẫu", level=level), "year": year}
    assert (unit_of_the_lower_level(values) == {}) == sound
