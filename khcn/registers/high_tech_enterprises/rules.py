"""What the criteria of a high-tech enterprise must obey beyond their types."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Sentences = Mapping[str, str | Promise]
#: Points of per cent by which a rounded share may stand away from the share of its figures.
ROUNDING = Decimal("0.5")
SHARES = ("revenue_share", "rd_share", "staff_share")


def shares_within_whole(values: Mapping[str, Any]) -> Sentences:
    """A share lies between 0 and 100 %."""
    return {
        name: _("Tỷ lệ phải từ 0 đến 100 %.")
        for name in SHARES
        if values.get(name) is not None and not 0 <= values[name] <= 100
    }


def share_of(share: str, part: str, whole: str) -> Callable[[Mapping[str, Any]], Sentences]:
    """The share told agrees with its figures, where all three are given."""

    def rule(values: Mapping[str, Any]) -> Sentences:
        told, some, every = values.get(share), values.get(part), values.get(whole)
        if told is None or some is None or not every:
            return {}
        worked_out = Decimal(some) * 100 / Decimal(every)
        if abs(worked_out - told) <= ROUNDING:
            return {}
        text = f"{worked_out:.2f}".replace(".", ",")
        return {
            share: _("Tính từ số liệu đã ghi thì tỷ lệ là %(share)s %%. Hãy kiểm tra lại.") % {"share": text}
        }

    return rule
