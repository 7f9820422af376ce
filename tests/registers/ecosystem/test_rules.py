"""Coordinates and later results."""

from decimal import Decimal

import pytest

from khcn.registers.ecosystem.rules import coordinates_lie_in_viet_nam, value_needs_contracts


@pytest.mark.parametrize(
    ("latitude", "longitude", "faults"),
    [
        ("21.8", "105.2", set()),
        (None, None, set()),
        ("21.8", None, {"longitude"}),
        (None, "105.2", {"latitude"}),
        ("105.2", "21.8", {"latitude", "longitude"}),
        ("24", "102", set()),
        ("24.1", "102", {"latitude"}),
    ],
)
def test_coordinates_come_in_pairs_inside_the_country(latitude, longitude, faults):
    values = {"latitude": latitude and Decimal(latitude), "longitude": longitude and Decimal(longitude)}
    assert set(coordinates_lie_in_viet_nam(values)) == faults


def test_value_without_a_contract_is_refused():
    assert set(value_needs_contracts({"contract_value": 5, "contracts": None})) == {"contracts"}
    assert value_needs_contracts({"contract_value": 0, "contracts": None}) == {}
