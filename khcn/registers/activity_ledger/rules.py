"""What a row of the ledger must obey."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def somebody(values: Mapping[str, Any]) -> dict[str, str]:
    """An organisation or a person must be named."""
    if values.get("organisation") or values.get("person"):
        return {}
    return {"organisation": _("Hãy ghi tổ chức hoặc cá nhân thực hiện hoạt động.")}
