"""How good are our forecasts, and the pool of errors they rest on.

    .venv/bin/python benchmarks/forecast.py evaluate [--on NAME] [--table FILE]   each collection against a pool of the others
    .venv/bin/python benchmarks/forecast.py pool [--leave-out NAME ...]           writes the errors.json that is shipped

Collections of yearly series:
- four that come with statsmodels, which statsforecast brings along (fertility by country of the World Bank, investment of
  firms, national economies, nature), so the script always has something to stand on;
- whatever is put into benchmarks/data/ as NAME.csv with the header id,year,value, one row a year, all years of a series
  (training and test part together). For the goal of the project: m3_yearly.csv (645 series of the M3 competition, R package
  Mcomp), and as pools beside it m1_yearly.csv (181, Mcomp) and tourism_yearly.csv (518, R package Tcomp).

A competition file is judged at its own origin, the last six years held back; the others at rolling origins. The pool used to judge a
collection never contains it.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from khcn.indicators.forecasting import models
from khcn.indicators.forecasting.pool import FARTHEST, FILE, ErrorPool, read

DATA = Path(__file__).parent / "data"
AHEAD = 6
SIZES = (4, 5, 6, 7, 8, 10, 12, 14)
SHARES = [0.005, 0.01, 0.015, 0.02, 0.025, *(p / 100 for p in range(3, 98)), 0.975, 0.98, 0.985, 0.99, 0.995]
ORIGINS = 8
SHORTEST = 8  # history, when "all" of it is used at rolling origins
METHODS = ("ours", "ETS", "DOTM", "RWD", "naive")
BEST_PUBLISHED = {"MASE": 2.625, "sMAPE": 16.42}  # on M3 yearly: ROBUST-Trend, RBF
TARGETS = (-6, -3, -1, 1, 3, 6, 10)


@dataclass(frozen=True)
class Window:
    """What was known, and what came."""

    series: str
    known: np.ndarray
    came: np.ndarray

    @property
    def step(self) -> float:
        return float(np.abs(np.diff(self.known)).mean())

    @property
    def sense(self) -> int:
        return -1 if self.known[-1] < self.known[0] else 1


Collection = dict[str, np.ndarray]


# --- data


def collections() -> dict[str, Collection]:
    return {**from_statsmodels(), **{file.stem: from_csv(file) for file in sorted(DATA.glob("*.csv"))}}


def from_csv(file: Path) -> Collection:
    series: dict[str, dict[int, float]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            series[row["id"]][int(row["year"])] = float(row["value"])
    gaps = [name for name, points in series.items() if max(points) - min(points) + 1 != len(points)]
    if gaps:
        sys.exit(f"{file}: years are missing in {', '.join(gaps[:5])}")
    return {name: np.array([points[year] for year in sorted(points)]) for name, points in series.items()}


@cache
def from_statsmodels() -> dict[str, Collection]:
    return {"fertility": _fertility(), "firms": _firms(), "economies": _economies(), "nature": _nature()}


def _table(name: str):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(f"statsmodels.datasets.{name}").load_pandas().data


def _fertility() -> Collection:
    table = _table("fertility").set_index("Country Code")
    years = [name for name in table.columns if name.isdigit()]
    rows = {code: row.dropna().astype(float) for code, row in table[years].iterrows()}
    return {
        code: row.to_numpy()
        for code, row in rows.items()
        if len(row) >= 20 and int(row.index[-1]) - int(row.index[0]) + 1 == len(row)
    }


def _firms() -> Collection:
    return {
        f"{firm} {what}": rows.sort_values("year")[what].to_numpy(float)
        for firm, rows in _table("grunfeld").groupby("firm")
        for what in ("invest", "value", "capital")
    }


def _economies() -> Collection:
    us, danish, german = _table("macrodata"), _table("danish_data"), _table("interest_inflation")
    yearly = {
        "us": us.groupby("year").mean().drop(columns="quarter").iloc[:-1],
        "us labour": _table("longley").drop(columns="YEAR"),
        "copper": _table("copper").drop(columns="TIME"),
        "dk": danish.groupby(danish.index.year).mean().iloc[:-1],
        "de": german.groupby("year").mean().drop(columns="quarter").iloc[1:-1],
    }
    return {
        f"{name} {column}": table[column].to_numpy(float)
        for name, table in yearly.items()
        for column in table
    }


def _nature() -> Collection:
    sea, carbon = _table("elnino").drop(columns="YEAR"), _table("co2")["co2"]
    return {
        **{f"sea {month}": sea[month].to_numpy(float) for month in sea},
        "nile": _table("nile")["volume"].to_numpy(float),
        "sun": _table("sunspots")["SUNACTIVITY"].to_numpy(float),
        "carbon": carbon.groupby(carbon.index.year).mean().iloc[1:-1].to_numpy(),
    }


# --- windows and errors


def windows(
    series: Collection, size: int | None, *, rolling: bool, least: int = AHEAD, most: int = AHEAD
) -> Iterator[Window]:
    """With `least` to `most` years after them. `size` None: all that was known.

    Rolling origins are spread evenly, at most ORIGINS a series.
    """
    for name, values in series.items():
        first, last = (size or SHORTEST), len(values) - least
        if last < first:
            continue
        origins = np.unique(np.linspace(first, last, ORIGINS).round().astype(int)) if rolling else [last]
        for origin in origins:
            known = values[origin - size : origin] if size else values[:origin]
            if np.abs(np.diff(known)).sum():
                yield Window(name, known, values[origin : origin + most])


def paths(window: Window, ahead: int = AHEAD, methods: tuple[str, ...] = METHODS) -> dict[str, np.ndarray]:
    """In the units of the series; NaN where a model refuses."""
    size = np.abs(window.known).max()
    scaled = [float(value) for value in window.known / size]
    told = {name: _alone(name, scaled, ahead) or [np.nan] * ahead for name in methods}
    return {name: np.array(path) * size for name, path in told.items()}


def _alone(method: str, values: list[float], ahead: int) -> list[float]:
    if method == "ours":
        return models.point_forecast(values, ahead)[0]
    if method in ("naive", "RWD"):
        change = (values[-1] - values[0]) / (len(values) - 1) if method == "RWD" else 0.0
        return [values[-1] + change * h for h in range(1, ahead + 1)]
    if method == "ETS" and len(values) < models.FEWEST_FOR_ETS:
        return []
    return models._run({"ETS": models._ets, "DOTM": models._dotm}[method], values, ahead)[0]


@cache
def _pool_errors(collection: str, size: int) -> tuple[np.ndarray, int]:
    """Errors in steps and in the sense of the trend, NaN where the series has ended; and how many series."""
    found, names = [], set()
    for window in windows(collections_now()[collection], size, rolling=True, least=1, most=FARTHEST):
        row = np.full(FARTHEST, np.nan)
        path = paths(window, FARTHEST, ("ours",))["ours"][: len(window.came)]
        row[: len(window.came)] = window.sense * (window.came - path) / window.step
        found.append(row)
        names.add(window.series)
    return np.array(found), len(names)


@cache
def collections_now() -> dict[str, Collection]:
    return collections()


def build_pool(names: list[str], *, centred: bool) -> dict:
    """Quantiles over the collections, each weighing as the root of its number of series."""
    cells, most = {}, 0
    for size in SIZES:
        parts = [_pool_errors(name, size) for name in names]
        parts = [(errors, count) for errors, count in parts if len(errors)]
        most = max(most, sum(count for _, count in parts))
        cells[size] = [_quantiles(parts, ahead, centred) for ahead in range(FARTHEST)]
    return {"series": most, "levels": SHARES, "cells": cells}


def _quantiles(parts: list[tuple[np.ndarray, int]], ahead: int, centred: bool) -> list[float]:
    values, weights = [], []
    for errors, count in parts:
        known = errors[:, ahead][~np.isnan(errors[:, ahead])]
        values.append(known)
        weights.append(np.full(len(known), np.sqrt(count) / max(len(known), 1)))
    value, weight = np.concatenate(values), np.concatenate(weights)
    order = np.argsort(value)
    share = (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()
    row = np.interp(SHARES, share, value[order])
    row = row - np.interp(0.5, share, value[order]) if centred else row
    return np.maximum.accumulate(np.round(row, 2) + np.arange(len(row)) * 1e-4).round(4).tolist()


# --- judging


def judge(name: str, size: int | None, others: list[str]) -> dict:
    """Accuracy at AHEAD years, and coverage of our intervals from the other collections."""
    told = list(windows(collections_now()[name], size, rolling=name in from_statsmodels()))
    if len(told) < 10:
        return {}
    found = [paths(window) for window in told]
    result = {"windows": len(told), "series": len({window.series for window in told})}
    for method in METHODS:
        result[method] = _accuracy(told, [path[method] for path in found])
    result["library"] = {"80": _own_coverage(told)}
    naive = result["naive"]
    for method in METHODS:
        result[method]["OWA"] = sum(result[method][m] / naive[m] for m in ("sMAPE", "MASE")) / 2
    for centred in (True, False):
        pool = read({"name": "others", **build_pool(others, centred=centred)})
        result["centred" if centred else "plain"] = _calibration(told, [path["ours"] for path in found], pool)
    return result


def _own_coverage(told: list[Window]) -> float:
    """How often the 80 % interval that the library itself gives with its best single model contains the truth."""
    model, inside = models.load_models()["DynamicOptimizedTheta"], []
    for window in told:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            own = model(season_length=1).forecast(y=window.known.astype(float), h=AHEAD, level=[80])
        inside += list((window.came >= own["lo-80"]) & (window.came <= own["hi-80"]))
    return 100 * float(np.mean(inside))


def _accuracy(told: list[Window], found: list[np.ndarray]) -> dict[str, float]:
    came, path = np.array([window.came for window in told]), np.array(found)
    step = np.array([window.step for window in told])[:, None]
    miss = np.abs(came - path)
    with np.errstate(all="ignore"):
        symmetric = np.nan_to_num(2 * miss / (np.abs(came) + np.abs(path)), nan=0.0)
    return {"sMAPE": 100 * float(symmetric.mean()), "MASE": float((miss / step).mean())}


def _calibration(told: list[Window], found: list[np.ndarray], pool: ErrorPool) -> dict[str, float]:
    """Coverage over all years ahead; Brier score of reaching targets some steps from the last value."""
    inside, brier = {80: [], 95: []}, []
    for window, path in zip(told, found, strict=True):
        n, miss = len(window.known), window.sense * (window.came - path) / window.step
        for level, seen in inside.items():
            seen += [
                low <= error <= high
                for (low, high), error in zip(pool.spread(n, level, AHEAD), miss, strict=True)
            ]
        for steps in TARGETS:
            target = window.known[-1] + window.sense * steps * window.step
            offset = window.sense * (target - path[-1]) / window.step
            brier.append((pool.share_reaching(n, AHEAD, offset) - (miss[-1] >= offset)) ** 2)
    return {
        **{str(level): 100 * float(np.mean(seen)) for level, seen in inside.items()},
        "Brier": float(np.mean(brier)),
    }


def evaluate(on: str | None) -> str:
    names = list(collections_now())
    if on and on not in names:
        sys.exit(
            f"There is no collection “{on}”: put {DATA / (on + '.csv')} there (id,year,value). Known: {', '.join(names)}."
        )
    lines = [
        "| collection | n | windows (series) | MASE ours | ETS | DOTM | RWD | naive | sMAPE ours | OWA ours "
        "| cover 80 | cover 95 | Brier | plain pool: 80 | 95 | Brier | DOTM's own 80 |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for size in (5, 10, None):
        told = {name: judge(name, size, [n for n in names if n != name]) for name in ([on] if on else names)}
        told = {name: result for name, result in told.items() if result}
        lines += [_line(name, size, result) for name, result in told.items()]
        if len(told) > 1:
            lines.append(_mean_line(size, list(told.values())))
    return "\n".join([*lines, "", *_verdicts(names)])


def _line(name: str, size: int | None, result: dict) -> str:
    alone = [_number(result[m]["MASE"], 3) for m in ("ours", "ETS", "DOTM", "RWD", "naive")]
    ours = [_number(result["ours"]["sMAPE"], 2), _number(result["ours"]["OWA"], 3)]
    cells = [
        name,
        size or "all",
        f"{result['windows']} ({result['series']})",
        *alone,
        *ours,
        *_covers(result),
        _number(result["library"]["80"], 1),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _covers(result: dict) -> list[str]:
    return [
        _number(result[pool][what], 3 if what == "Brier" else 1)
        for pool in ("centred", "plain")
        for what in ("80", "95", "Brier")
    ]


def _mean_line(size: int | None, results: list[dict]) -> str:
    """Each collection counts the same."""
    kinds = results[0].keys() - {"windows", "series"}
    mean = {
        kind: {what: float(np.mean([r[kind][what] for r in results])) for what in results[0][kind]}
        for kind in kinds
    }
    return _line(
        "**mean of collections**",
        size,
        {"windows": sum(r["windows"] for r in results), "series": sum(r["series"] for r in results), **mean},
    )


def _number(value: float, places: int) -> str:
    return "–" if np.isnan(value) else f"{value:.{places}f}"


def _verdicts(names: list[str]) -> list[str]:
    """What the project wants to know, and what cannot be said for want of data."""
    missing = [name for name in ("m3_yearly", "m1_yearly", "tourism_yearly") if name not in names]
    if "m3_yearly" not in names:
        return [
            f"NOT MEASURED: MASE below 2.625 and coverage on M3 yearly. Missing in {DATA.name}/: {', '.join(missing)} (.csv)."
        ]
    result = judge("m3_yearly", None, [name for name in names if name != "m3_yearly"])["ours"]
    return [
        f"M3 yearly: {what} {result[what]:.3f} against the best published {best}."
        for what, best in BEST_PUBLISHED.items()
    ]


def write_pool(leave_out: list[str]) -> None:
    names = [name for name in collections_now() if name not in leave_out]
    built = build_pool(names, centred=True)
    made = time.strftime("%Y.%m")
    stored = {
        "name": f"khcn-yearly {made}",
        "made_from": {name: len(collections_now()[name]) for name in names},
        "how": "benchmarks/forecast.py pool; centred at the median; errors in mean absolute first differences, in the sense of the trend",
        **built,
    }
    FILE.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size / 1000:.0f} kB, {built['series']} series of {', '.join(names)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    judging = verbs.add_parser("evaluate")
    judging.add_argument("--on")
    judging.add_argument("--table", type=Path, help="write the table there too")
    verbs.add_parser("pool").add_argument("--leave-out", nargs="*", default=[])
    given = parser.parse_args()
    if given.verb == "pool":
        return write_pool(given.leave_out)
    told = evaluate(given.on)
    print(told)
    if given.table:
        given.table.write_text(told + "\n", encoding="utf-8")
    return None


if __name__ == "__main__":
    main()
