"""What records of the ecosystem must obey."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text


def coordinates_lie_in_viet_nam(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """Both or neither; latitude 8–24, longitude 102–118 in decimal degrees (WGS 84)."""
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        return {missing: _("Hãy ghi đủ vĩ độ và kinh độ.")}
    told: dict[str, Text] = {}
    if latitude is not None and not 8 <= latitude <= 24:
        told["latitude"] = _("Vĩ độ phải từ 8 đến 24 (độ thập phân). Có thể bạn đã đổi chỗ vĩ độ và kinh độ.")
    if longitude is not None and not 102 <= longitude <= 118:
        told["longitude"] = _("Kinh độ phải từ 102 đến 118 (độ thập phân).")
    return told


def value_needs_contracts(values: Mapping[str, Any]) -> Mapping[str, Text]:
    if values.get("contract_value") and not values.get("contracts"):
        return {"contracts": _("Đã ghi giá trị thì hãy ghi số hợp đồng.")}
    return {}
