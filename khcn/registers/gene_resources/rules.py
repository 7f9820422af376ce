"""What a gene resource must obey beyond its fields."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text

_COLLECTED = re.compile(r"^(?P<year>\d{4})(?P<month>\d{2}|--)(?P<day>\d{2}|--)$")
ANIMALS = ("livestock", "aquatic")


def collecting_date_as_in_mcpd(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """YYYYMMDD, unknown month or day written as hyphens."""
    told = values.get("collected_text") or ""
    if not told or _is_day(told):
        return {}
    return {
        "collected_text": _(
            "“%(text)s” chưa đúng. Hãy ghi năm, tháng, ngày liền nhau; chưa biết thì gạch ngang: 20240115, 202401--, 2024----."
        )
        % {"text": told}
    }


def country_as_three_letters(values: Mapping[str, Any]) -> Mapping[str, Text]:
    told = values.get("origin_country") or ""
    if not told or re.fullmatch(r"[A-Z]{3}", told):
        return {}
    return {"origin_country": _("Hãy ghi mã nước ba chữ in hoa theo ISO 3166-1, ví dụ VNM.")}


def plants_have_a_genus(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """A species needs its genus; an epithet starts in lower case."""
    if values.get("species") and not values.get("genus"):
        return {"genus": _("Đã ghi loài thì hãy ghi chi.")}
    return {}


def heads_are_for_animals(values: Mapping[str, Any]) -> Mapping[str, Text]:
    if values.get("kind") in (*ANIMALS, None, ""):
        return {}
    names = [name for name in ("males", "females") if values.get(name)]
    return {name: _("Số con chỉ ghi cho vật nuôi, thủy sản.") for name in names}


def _is_day(told: str) -> bool:
    found = _COLLECTED.match(told)
    if found is None or (found["month"] == "--" and found["day"] != "--"):
        return False
    month = 1 if found["month"] == "--" else int(found["month"])
    day = 1 if found["day"] == "--" else int(found["day"])
    try:
        date(int(found["year"]), month, day)
    except ValueError:
        return False
    return True
