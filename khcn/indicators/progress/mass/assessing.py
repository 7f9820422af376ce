"""From the entries of the file to its results, in their order."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from khcn.indicators.progress.mass.codes import ORDER, told
from khcn.indicators.progress.mass.columns import Columns, Flags, Floats, columns
from khcn.indicators.progress.mass.reading import Entry, Unreadable, identity, read_entry
from khcn.indicators.progress.mass.verdicts import Verdicts, judge
from khcn.lib.collecting import collecting_paused

METHODS = ("linear", "cagr")
AT_ONCE = 20_000
NUMBERS = (
    "value",
    "score",
    "base_year",
    "base_value",
    "current_year",
    "current_value",
    "required_pace",
    "pace",
)


def assess(entries: Sequence[Any], method: str, today: int | None = None) -> list[dict[str, Any]]:
    """One result for each entry; `today` is the year asked from, else each series' latest year."""
    results: list[dict[str, Any]] = []
    with collecting_paused():
        for start in range(0, len(entries), AT_ONCE):
            results.extend(_assess(entries[start : start + AT_ONCE], method, today))
    return results


def _assess(given: Sequence[Any], method: str, today: int | None) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = [{}] * len(given)
    places, entries = [], []
    for place, entry in enumerate(given):
        try:
            entries.append(read_entry(entry))
            places.append(place)
        except Unreadable as fault:
            results[place] = _unreadable(entry, fault.args[0])
    rated = zip(places, _rated([given[place]["id"] for place in places], entries, method, today), strict=True)
    for place, result in rated:
        results[place] = result
    return results


def _rated(
    names: Sequence[str | int], entries: Sequence[Entry], method: str, today: int | None
) -> Iterator[dict[str, Any]]:
    if not entries:
        return
    table = columns(entries)
    verdicts = judge(table, method, today)
    told_by_code = [("", ""), *(told(code) for code in ORDER)]
    figures = zip(*_figures(table, verdicts), strict=True)
    for name, code, (value, score, year0, y0, year1, y1, needed, pace) in zip(
        names, verdicts.codes.tolist(), figures, strict=True
    ):
        status, reason = told_by_code[code]
        yield {
            "id": name,
            "status": status,
            "value": value,
            "score": score,
            "base_year": year0,
            "base_value": y0,
            "current_year": year1,
            "current_value": y1,
            "required_pace": needed,
            "pace": pace,
            "reason": reason,
        }


def _figures(table: Columns, verdicts: Verdicts) -> tuple[list[Any], ...]:
    """In the order of `NUMBERS`; what is unknown is None."""
    with np.errstate(all="ignore"):
        unusable = table.bad_value | table.bad_year | table.double | table.all_before
        paired = ~unusable & (table.years >= 1)
        pace = np.where(paired, (table.value - table.base) / table.years, np.nan)
        ahead = ~unusable & (table.target_year > table.year)
        ahead &= table.direction * (table.target - table.value) > 0
        needed = np.where(ahead, (table.target - table.value) / (table.target_year - table.year), np.nan)
    return (
        _list(verdicts.value),
        _list(verdicts.score),
        _years(table.base_year, unusable),
        _list(np.where(unusable, np.nan, table.base)),
        _years(table.year, unusable),
        _list(np.where(unusable, np.nan, table.value)),
        _list(needed),
        _list(pace),
    )


def _list(numbers: Floats) -> list[float | None]:
    told: list[float | None] = numbers.tolist()
    for place in np.flatnonzero(~np.isfinite(numbers)):
        told[place] = None
    return told


def _years(numbers: Floats, unusable: Flags) -> list[float | int | None]:
    safe = np.where(unusable, 0, numbers)
    told: list[float | int | None] = safe.astype(int).tolist()
    for place in np.flatnonzero(unusable):
        told[place] = None
    for place in np.flatnonzero(safe != np.floor(safe)):
        told[place] = float(numbers[place])
    return told


def _unreadable(entry: Any, code: str) -> dict[str, Any]:
    status, reason = told(code)
    return {"id": identity(entry), "status": status, **dict.fromkeys(NUMBERS), "reason": reason}
