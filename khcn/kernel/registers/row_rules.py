"""Rules over the values of a row that several registers share."""

from collections.abc import Mapping
from typing import Any

from khcn.kernel.registers.declaration import Rule, Text


def not_before(later: str, earlier: str, sentence: Text) -> Rule:
    """One day does not come before another, where both are told; the sentence stands at the later one."""

    def rule(values: Mapping[str, Any]) -> Mapping[str, Text]:
        first, second = values.get(earlier), values.get(later)
        return {later: sentence} if first and second and second < first else {}

    return rule
