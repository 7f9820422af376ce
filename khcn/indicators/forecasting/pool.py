"""Errors of past forecasts, in steps of their own series, by length of history and years ahead.

`errors.json` holds quantiles only; `benchmarks/forecast.py pool` makes it anew and says what from.
An error counts as positive when the series went further in the sense of its own trend than was forecast, so a
share and its complement get mirrored intervals, and falling and growing collections can stand in one pool.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

FARTHEST = 10
FILE = Path(__file__).with_name("errors.json")


@dataclass(frozen=True)
class ErrorPool:
    name: str
    series: int
    levels: list[float]
    cells: dict[int, list[list[float]]]

    def spread(self, n: int, level: int, horizon: int) -> list[tuple[float, float]]:
        """Offsets in steps for each year ahead: never narrower than the year before, never past the point."""
        tail = (1 - level / 100) / 2
        rows = self._rows(n)[:horizon]
        lows = accumulate((min(0.0, self._at(row, self._wide(tail))) for row in rows), min)
        highs = accumulate((max(0.0, self._at(row, 1 - self._wide(tail))) for row in rows), max)
        return list(zip(lows, highs, strict=True))

    def share_reaching(self, n: int, ahead: int, offset: float) -> float:
        """Share of errors of at least `offset`; never nought or one, which a finite pool cannot know."""
        row = self._rows(n)[ahead - 1]
        surely = 1 / (self.series + 1)
        return min(1 - surely, max(surely, 1 - self._below(row, offset)))

    def _rows(self, n: int) -> list[list[float]]:
        """Of the longest history in the pool that is not longer than this one."""
        return self.cells[max((size for size in self.cells if size <= n), default=min(self.cells))]

    def _wide(self, tail: float) -> float:
        """The tail of a finite sample: of k errors and one to come, the outermost stands for 1 / (k + 1)."""
        return max(self.levels[0], tail - (1 - tail) / self.series)

    def _at(self, row: list[float], share: float) -> float:
        right = min(max(bisect_right(self.levels, share), 1), len(row) - 1)
        return _between(share, self.levels[right - 1], self.levels[right], row[right - 1], row[right])

    def _below(self, row: list[float], offset: float) -> float:
        if offset < row[0]:
            return 0.0
        if offset >= row[-1]:
            return 1.0
        right = bisect_right(row, offset)
        return _between(offset, row[right - 1], row[right], self.levels[right - 1], self.levels[right])


def _between(x: float, x0: float, x1: float, y0: float, y1: float) -> float:
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


@cache
def shipped() -> ErrorPool:
    return read(json.loads(FILE.read_text(encoding="utf-8")))


def read(stored: dict) -> ErrorPool:
    return ErrorPool(
        name=stored["name"],
        series=stored["series"],
        levels=stored["levels"],
        cells={int(n): rows for n, rows in stored["cells"].items()},
    )
