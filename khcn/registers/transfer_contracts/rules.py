"""What a technology-transfer contract must obey beyond the types of its fields."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from khcn.registers.transfer_contracts.choices import Currency, Direction

Sentences = Mapping[str, str | Promise]
#: A value in đồng may differ from price × rate by rounding and bank charges.
TOLERANCE = Decimal("0.01")


def parties_named(values: Mapping[str, Any]) -> Sentences:
    """Each party is in the directory or written out."""
    told: dict[str, str] = {}
    if not values.get("receiver") and not values.get("receiver_text"):
        told["receiver"] = _("Hãy chọn bên nhận trong danh bạ, hoặc ghi tên vào ô bên nhận ngoài danh bạ.")
    if not values.get("provider") and not values.get("provider_text"):
        told["provider"] = _("Hãy chọn bên giao trong danh bạ, hoặc ghi tên vào ô bên giao ngoài danh bạ.")
    return told


def country_of_foreigner(values: Mapping[str, Any]) -> Sentences:
    """A contract across the border names the other country."""
    if values.get("direction") in (Direction.INBOUND, Direction.OUTBOUND) and not values.get("country"):
        return {"country": _("Hợp đồng với nước ngoài cần ghi tên nước của bên kia.")}
    return {}


def value_agrees_with_price(values: Mapping[str, Any]) -> Sentences:
    """The value in đồng follows from price and exchange rate, where they are told."""
    price, value = values.get("price"), values.get("value")
    at_home = values.get("currency") == Currency.VND
    rate = Decimal(1) if at_home else values.get("exchange_rate")
    if price is None or value is None or rate is None:
        return {}
    expected = Decimal(price) * Decimal(rate)
    if abs(expected - value) <= expected * TOLERANCE:
        return {}
    text = f"{expected:,.0f}".replace(",", ".")
    return {
        "value": _("Giá nhân tỷ giá là %(expected)s đồng, khác giá trị đã ghi quá 1 %%.") % {"expected": text}
    }
