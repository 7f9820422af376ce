"""What a request must obey."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text


def somebody_asked(values: Mapping[str, Any]) -> Mapping[str, Text]:
    if values.get("client") or values.get("client_name"):
        return {}
    return {"client": _("Hãy chọn tổ chức trong danh bạ hoặc ghi người yêu cầu ở ô bên cạnh.")}
