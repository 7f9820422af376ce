"""Which units may stand in the register."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text
from khcn.kernel.territory.models import Level

LAST_DISTRICT_YEAR = 2025


def unit_of_the_lower_level(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """A commune, or for years up to 2025 a district of before the merger."""
    unit, year = values.get("territory"), values.get("year")
    if unit is None or unit.level == Level.COMMUNE:
        return {}
    if unit.level != Level.DISTRICT:
        return {"territory": _("Hãy chọn xã hoặc phường; “%(unit)s” không phải cấp xã.") % {"unit": unit}}
    if year is not None and year > LAST_DISTRICT_YEAR:
        return {"territory": _("Từ 01/07/2025 không còn cấp huyện. Hãy ghi xã, phường.")}
    return {}
