"""Rules over the values of a notice."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
SYMBOL = re.compile(r"G/TBT/N/(?P<member>[A-Z]{2,4})/[1-9]\d*(/(Add|Corr|Rev|Suppl)\.[1-9]\d*)*")


def symbol(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """G/TBT/N/<member>/<number>, with /Add.1, /Corr.1, /Rev.1 or /Suppl.1 behind; the member is told once more."""
    text = values.get("symbol")
    if not text:
        return {}
    found = SYMBOL.fullmatch(str(text))
    if found is None:
        return {
            "symbol": _("Ký hiệu có dạng G/TBT/N/USA/1234, bản bổ sung thêm /Add.1, /Rev.1, /Corr.1 ở cuối.")
        }
    member = str(values.get("member") or "").upper()
    if member and member != found["member"]:
        return {"member": _("Mã thành viên không khớp với ký hiệu thông báo.")}
    return {}
