"""High-tech zones: boundaries, value per hectare."""

import json
from datetime import date
from decimal import Decimal

import pytest

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.registers.high_tech_zones.rules import boundary_is_geojson, share_within_whole, value_in_right_unit
from tests.factories import AgencyFactory, actor_for, seat

ZONES, YEARS = registers.get("vung-nong-nghiep-cnc"), registers.get("vung-nong-nghiep-cnc-nam")
RING = [[105.1, 22.1], [105.2, 22.1], [105.2, 22.2], [105.1, 22.1]]
SWAPPED = [[latitude, longitude] for longitude, latitude in RING]


def refusal(shape):
    text = shape if isinstance(shape, str) else json.dumps(shape)
    return str(boundary_is_geojson({"boundary": text}).get("boundary", ""))


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Polygon", "coordinates": [RING]},
        {"type": "MultiPolygon", "coordinates": [[RING], [RING]]},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}}]},
        "",
    ],
)  # fmt: skip
def test_polygons_of_every_wrapping_are_accepted(shape):
    assert refusal(shape) == ""


@pytest.mark.parametrize(
    "shape",
    ["{", "[]", "5", "null", '{"type": "Point", "coordinates": [105, 22]}', '{"type": "Polygon"}',
     '{"type": "Feature", "geometry": null}', '{"type": "Polygon", "coordinates": []}'],
)  # fmt: skip
def test_other_texts_are_refused(shape):
    assert refusal(shape).startswith("Ranh giới phải là GeoJSON")


@pytest.mark.parametrize("rings", [5, [5], ["ab"], [None], [[]], [[1, 2, 3, 1]]])
def test_coordinates_of_the_wrong_shape_are_refused_not_crashed_on(rings):
    assert refusal({"type": "Polygon", "coordinates": rings})


def test_open_ring_is_refused():
    assert refusal({"type": "Polygon", "coordinates": [RING[:-1]]}).startswith(
        "Đường ranh giới chưa khép kín"
    )


def test_latitude_before_longitude_is_found_out():
    assert refusal({"type": "Polygon", "coordinates": [SWAPPED]}).startswith("Tọa độ nằm ngoài Việt Nam")


def test_share_above_the_whole_is_refused():
    assert list(share_within_whole({"contract_share": Decimal("100.5")})) == ["contract_share"]


def test_value_in_a_wrong_unit_is_found_out():
    year = {"area": Decimal(10), "normal_per_ha": 200_000_000}
    assert list(value_in_right_unit({**year, "value": 10**14})) == ["value"]
    assert list(value_in_right_unit({**year, "normal_per_ha": 200, "value": 3 * 10**9})) == ["normal_per_ha"]
    assert value_in_right_unit({**year, "value": 3 * 10**9}) == {}


@pytest.mark.django_db
def test_value_per_hectare_is_worked_out_and_compared_with_normal_production():
    by = actor_for(seat("coordinator", AgencyFactory()))
    zone = add_record(
        ZONES, by=by, values={"name": "Vùng mẫu", "crop": "Chè", "submitted_on": date(2024, 1, 2)}
    )
    values = {"zone": zone, "area": Decimal("100"), "value": 30_000_000_000, "normal_per_ha": 200_000_000}
    told = add_record(YEARS, by=by, values={**values, "year": 2024})
    silent = add_record(YEARS, by=by, values={**values, "year": 2025, "area": None})
    assert (told.value_per_ha, told.gain) == (300_000_000, Decimal("50.00"))
    assert (silent.value_per_ha, silent.gain) == (None, None)
