"""What a policy document must obey beyond its fields."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text, registers


def governs_known_registers(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """`governs` holds codes of registers, separated by semicolons."""
    codes = [code.strip() for code in str(values.get("governs") or "").split(";") if code.strip()]
    unknown = [code for code in codes if registers.get(code) is None]
    if not unknown:
        return {}
    return {
        "governs": _(
            "Không có sổ mã “%(codes)s”. Hãy ghi mã sổ như trong địa chỉ trang, cách nhau bằng dấu chấm phẩy."
        )
        % {"codes": "; ".join(unknown)}
    }


def issued_documents_have_a_symbol(values: Mapping[str, Any]) -> Mapping[str, Text]:
    if values.get("issued_on") and not values.get("symbol"):
        return {"symbol": _("Văn bản đã ban hành phải có số, ký hiệu.")}
    return {}
