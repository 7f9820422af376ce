"""What records of high-tech zones must obey beyond their types."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Sentences = Mapping[str, str | Promise]
#: Degrees between which Viet Nam lies: longitude, latitude.
LONGITUDE, LATITUDE = (102, 118), (6, 24)
HIGHEST_PER_HA, TIMES_NORMAL = 10**12, 1000


def share_within_whole(values: Mapping[str, Any]) -> Sentences:
    """A share lies between 0 and 100 %."""
    told = values.get("contract_share")
    if told is None or 0 <= told <= 100:
        return {}
    return {"contract_share": _("Tỷ lệ phải từ 0 đến 100 %.")}


def value_in_right_unit(values: Mapping[str, Any]) -> Sentences:
    """Value per hectare above a thousand billion đồng, or a thousand times the normal one, is a slip of unit."""
    value, area, normal = values.get("value"), values.get("area"), values.get("normal_per_ha")
    if value is None or not area:
        return {}
    if value > HIGHEST_PER_HA * area:
        return {"value": _("Giá trị trên 1 ha vượt quá 1.000 tỷ đồng. Hãy kiểm tra lại đơn vị tính.")}
    if normal and value > TIMES_NORMAL * normal * area:
        return {
            "normal_per_ha": _(
                "Giá trị trên 1 ha hơn 1.000 lần sản xuất thông thường. Hãy kiểm tra lại đơn vị tính."
            )
        }
    return {}


def boundary_is_geojson(values: Mapping[str, Any]) -> Sentences:
    """A boundary is a GeoJSON polygon with closed rings inside Viet Nam, longitude first."""
    text = values.get("boundary")
    if not text:
        return {}
    try:
        rings = list(rings_of(json.loads(text)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        rings = []
    if not rings or not all(isinstance(ring, list) for ring in rings):
        return {"boundary": _("Ranh giới phải là GeoJSON kiểu Polygon hoặc MultiPolygon. Có thể để trống.")}
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        return {
            "boundary": _("Đường ranh giới chưa khép kín: điểm cuối phải trùng điểm đầu, tối thiểu 4 điểm.")
        }
    if not all(_in_country(point) for ring in rings for point in ring):
        return {"boundary": _("Tọa độ nằm ngoài Việt Nam. GeoJSON ghi kinh độ trước, vĩ độ sau (hệ WGS 84).")}
    return {}


def rings_of(shape: Any) -> Iterator[list[Any]]:
    """The rings of all polygons of a GeoJSON object; nothing for other kinds."""
    kind = shape["type"]
    if kind == "Polygon":
        yield from shape["coordinates"]
    elif kind == "MultiPolygon":
        for polygon in shape["coordinates"]:
            yield from polygon
    elif kind == "Feature":
        yield from rings_of(shape["geometry"])
    elif kind == "FeatureCollection":
        for feature in shape["features"]:
            yield from rings_of(feature)


def _in_country(point: Any) -> bool:
    if not isinstance(point, list) or len(point) < 2:
        return False
    longitude, latitude = point[0], point[1]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (longitude, latitude)):
        return False
    return LONGITUDE[0] <= longitude <= LONGITUDE[1] and LATITUDE[0] <= latitude <= LATITUDE[1]
