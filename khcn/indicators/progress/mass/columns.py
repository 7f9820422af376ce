"""Many entries as columns: which point is the base and which the latest, for all series at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from khcn.indicators.progress.mass.reading import COLUMNS, LARGEST, Entry

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FIRST_YEAR, LAST_YEAR = 1, 9999


@dataclass(frozen=True)
class Columns:
    """One place a series. Faults are flags; values beside a raised flag mean nothing."""

    direction: Floats
    target: Floats
    target_year: Floats
    limit: Floats
    lowest: Floats
    highest: Floats
    base_year: Floats
    base: Floats
    year: Floats
    value: Floats
    bad_value: Flags
    bad_year: Flags
    double: Flags
    all_before: Flags
    single: Flags

    @property
    def years(self) -> Floats:
        return self.year - self.base_year

    @property
    def whole(self) -> Floats:
        return self.target_year - self.base_year


def columns(entries: Sequence[Entry]) -> Columns:
    given = dict(zip(COLUMNS, np.array([entry.numbers for entry in entries], dtype=float).T, strict=True))
    counts = np.array([len(entry.flat) for entry in entries]) // 2
    series = np.repeat(np.arange(len(entries)), counts)
    years, values = _flat(entries)
    order, double = _order(series, years)
    if order is not None:
        years, values = years[order], values[order]
    starts = np.cumsum(counts) - counts
    early = np.bincount(series, weights=years < given["base_year"][series], minlength=len(entries)).astype(
        int
    )
    last = starts + counts - 1
    base = np.minimum(starts + early, last)
    return Columns(
        direction=given["direction"],
        target=given["target"],
        target_year=given["target_year"],
        limit=given["limit"],
        lowest=given["lowest"],
        highest=given["highest"],
        base_year=years[base],
        base=values[base],
        year=years[last],
        value=values[last],
        bad_value=_any(~(np.abs(values) <= LARGEST), series, len(entries)),
        bad_year=_any(~((years >= FIRST_YEAR) & (years <= LAST_YEAR)), series, len(entries)),
        double=_any(double, series, len(entries)),
        all_before=early == counts,
        single=counts - early == 1,
    )


def _flat(entries: Sequence[Entry]) -> tuple[Floats, Floats]:
    numbers = [number for entry in entries for number in entry.flat]
    try:
        flat = np.array(numbers, dtype=float)
    except OverflowError:
        flat = np.array([number if -LARGEST <= number <= LARGEST else np.inf for number in numbers])
    return flat[0::2], flat[1::2]


def _order(series: npt.NDArray[np.int_], years: Floats) -> tuple[npt.NDArray[np.int_] | None, Flags]:
    """How to put points into order, if they are not, and which say a year twice."""
    same = series[1:] == series[:-1]
    order = None
    if bool(np.any(same & ~(years[1:] > years[:-1]))):
        order = np.lexsort((years, series))
        years = years[order]
    double = np.zeros(len(years), dtype=bool)
    double[1:] = same & (years[1:] == years[:-1])
    return order, double


def _any(flags: Flags, series: npt.NDArray[np.int_], count: int) -> Flags:
    found = np.zeros(count, dtype=bool)
    found[series[flags]] = True
    return found
