"""What records of intellectual property must obey beyond their types."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from khcn.registers.ip.choices import LEADING_DIGITS, Office

Sentences = Mapping[str, str | Promise]
#: Application numbers of the national IP office: kind, year, running number (to be confirmed).
NUMBER = re.compile(r"(?P<kind>[1-9])-(19|20)\d\d-\d{4,6}")


def applicant_named(values: Mapping[str, Any]) -> Sentences:
    """Somebody applied: an organisation, a person of the directory, or a name written out."""
    if any(values.get(name) for name in ("organisation", "person", "applicant_text")):
        return {}
    return {
        "organisation": _(
            "Hãy ghi chủ đơn: tổ chức, cá nhân trong danh bạ, hoặc tên ở ô chủ đơn ngoài danh bạ."
        )
    }


def application_number(values: Mapping[str, Any]) -> Sentences:
    """1-2023-01234 at the national office; the first digit tells the kind. Other offices count otherwise."""
    number, kind = values.get("application_no"), str(values.get("kind") or "")
    if not number or values.get("office") != Office.NATIONAL or kind not in LEADING_DIGITS:
        return {}
    found = NUMBER.fullmatch(number)
    if found is None:
        shape = f"{LEADING_DIGITS[kind]}-2023-01234"
        return {"application_no": _("“%(number)s” chưa đúng dạng số đơn, ví dụ %(shape)s (không có dấu cách).") % {"number": number, "shape": shape}}  # fmt: skip
    if found["kind"] != LEADING_DIGITS[kind]:
        return {
            "application_no": _(
                "Số đơn “%(number)s” bắt đầu bằng %(digit)s, không khớp với loại đối tượng đã chọn."
            )
            % {"number": number, "digit": found["kind"]}
        }
    return {}


def holder_named(values: Mapping[str, Any]) -> Sentences:
    """The right to use belongs to an organisation of the directory or to somebody written out."""
    if values.get("organisation") or values.get("holder"):
        return {}
    return {"organisation": _("Hãy chọn tổ chức được trao quyền, hoặc ghi tên hộ, cá nhân.")}
