"""What records of incubation must obey beyond their types."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Sentences = Mapping[str, str | Promise]


def not_before(later: str, earlier: str, sentence: str | Promise) -> Callable[[Mapping[str, Any]], Sentences]:
    """One day does not come before another, where both are told."""

    def rule(values: Mapping[str, Any]) -> Sentences:
        first, second = values.get(earlier), values.get(later)
        return {later: sentence} if first and second and second < first else {}

    return rule


def alive_before_closing(values: Mapping[str, Any]) -> Sentences:
    """Nobody saw a venture at work after it had closed."""
    closed, seen = values.get("closed_on"), values.get("alive_on")
    if closed and seen and seen > closed:
        return {
            "alive_on": _("Ngày biết còn hoạt động sau ngày ngừng hoạt động hẳn. Hãy kiểm tra lại hai ngày.")
        }
    return {}
