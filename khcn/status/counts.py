"""Statuses counted, in the order of urgency, with the place of each in a bar. Never averaged."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khcn.status.choices import TARGET_LABELS, TARGETS_BY_URGENCY


@dataclass(frozen=True)
class Count:
    """A status and how many stand there; `start` and `share` in per cent place it in a bar."""

    code: str
    label: str
    number: int
    start: float
    share: float


def counted(
    codes: Iterable[str], order: Sequence[str] = TARGETS_BY_URGENCY, labels: Mapping[str, Any] = TARGET_LABELS
) -> list[Count]:
    """Those that occur, the most urgent first."""
    numbers = Counter(codes)
    total = sum(numbers.values())
    found, start = [], 0.0
    for code in order:
        if number := numbers[code]:
            share = round(100 * number / total, 3)
            found.append(Count(code, str(labels[code]), number, round(start, 3), share))
            start += share
    return found
