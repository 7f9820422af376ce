"""What records of incubation must obey beyond their types."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Sentences = Mapping[str, str | Promise]


def alive_before_closing(values: Mapping[str, Any]) -> Sentences:
    """Nobody saw a venture at work after it had closed."""
    closed, seen = values.get("closed_on"), values.get("alive_on")
    if closed and seen and seen > closed:
        return {
            "alive_on": _("Ngày biết còn hoạt động sau ngày ngừng hoạt động hẳn. Hãy kiểm tra lại hai ngày.")
        }
    return {}
