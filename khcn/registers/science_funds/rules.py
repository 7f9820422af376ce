"""What the figures of an S&T fund must obey beyond their types."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from khcn.registers.science_funds.choices import HEADS

Sentences = Mapping[str, str | Promise]


def balanced(values: Mapping[str, Any]) -> Sentences:
    """Opening + set aside + received − spent − transferred − refunded = closing.

    Asked only when opening, set aside and closing are told; other figures left empty count as nothing.
    """
    if any(values.get(name) is None for name in ("opening", "set_aside", "closing")):
        return {}
    incoming = sum(values.get(name) or 0 for name in ("opening", "set_aside", "received"))
    outgoing = sum(values.get(name) or 0 for name in (*HEADS, "spent_other", "transferred", "refunded"))
    difference = values["closing"] - (incoming - outgoing)
    if not difference:
        return {}
    more = _("nhiều hơn") if difference > 0 else _("ít hơn")
    return {
        "closing": _(
            "Số dư cuối năm không khớp: theo các khoản đã ghi thì phải là %(due)s đồng, "
            "số đã ghi %(more)s %(difference)s đồng."
        )
        % {"due": money(incoming - outgoing), "more": more, "difference": money(abs(difference))}
    }


def oldest_not_after_year(values: Mapping[str, Any]) -> Sentences:
    """What is unspent at the end of a year was set aside in it or before."""
    oldest, year = values.get("oldest_unspent"), values.get("year")
    if oldest and year and oldest > year:
        return {"oldest_unspent": _("Năm trích lập %(oldest)s sau năm của số liệu %(year)s.") % {"oldest": oldest, "year": year}}  # fmt: skip
    return {}


def money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
