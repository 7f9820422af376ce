"""How yearly capital must fit together."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text
from khcn.kernel.registers.values import text_of


def disbursed_within_the_capital(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """Nobody can pay out more than the capital of the year and what was carried over."""
    planned, disbursed = values.get("planned"), values.get("disbursed")
    if planned is None or disbursed is None:
        return {}
    most = planned + (values.get("carried_over") or 0)
    if disbursed <= most:
        return {}
    return {
        "disbursed": _(
            "Đã giải ngân %(spent)s đồng, quá vốn có trong năm %(most)s đồng. Hãy ghi cả vốn năm trước chuyển sang."
        )
        % {"spent": text_of(disbursed), "most": text_of(most)}
    }


def disbursed_has_a_day(values: Mapping[str, Any]) -> Mapping[str, Text]:
    if values.get("disbursed") and not values.get("counted_to"):
        return {"counted_to": _("Hãy ghi số giải ngân tính đến ngày nào.")}
    return {}
