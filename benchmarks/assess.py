"""Series rated per second, in columns, against one series at a time by the exact rules; and the whole command with its files."""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

settings.configure(USE_I18N=False)  # sentences are translated as they are told

from khcn.indicators.progress import Goal, Point, rate  # noqa: E402
from khcn.indicators.progress.mass.assessing import assess  # noqa: E402
from khcn.lib.collecting import collecting_paused  # noqa: E402

COUNTS = (100_000, 300_000)
ONE_BY_ONE = 3_000
YEARS = range(2015, 2025)


def make(count: int, *, seed: int = 57) -> list[dict[str, Any]]:
    """Artificial series of ten years; two of a hundred are malformed, ten have no target."""
    chance = random.Random(seed)
    return [_series(number, chance) for number in range(count)]


def _series(number: int, chance: random.Random) -> dict[str, Any]:
    level = round(chance.uniform(1, 100), 1)
    points: list[list[Any]] = [[year, round(level * chance.uniform(0.8, 1.4), 1)] for year in YEARS]
    upward = chance.random() < 0.6
    target = round(level * (1.5 if upward else 0.5), 1)
    if number % 50 == 0:
        points[3][1] = "n/a"
    return {
        "id": f"S{number}",
        "points": points,
        "direction": "up" if upward else "down",
        "base_year": 2015,
        "target": None if number % 10 == 0 else target,
        "target_year": 2030,
        "limit": None,
        "bounds": [0, 1000],
    }


def exact(series: dict[str, Any], method: str) -> str:
    points = [Point(year, Decimal(repr(value))) for year, value in series["points"]]
    target, upward = series["target"], series["direction"] == "up"
    goal = Goal(
        operator="ge" if upward else "le",
        low=None if target is None else Decimal(repr(target)),
        year=series["target_year"],
        upward=upward,
    )
    return rate(points, goal, base_year=series["base_year"], today_year=2024, method=method).status


def plain(series: dict[str, Any]) -> str:
    """The least one can do in a loop: linear ratio in doubles, without any care."""
    points = dict(map(tuple, series["points"]))
    base, last = min(points), max(points)
    if series["target"] is None or not all(isinstance(value, float) for value in points.values()):
        return "not_available"
    pace = (points[last] - points[base]) / (last - base)
    ratio = pace / ((series["target"] - points[base]) / (series["target_year"] - base) or 1)
    return (
        "on_track" if ratio >= 0.95 else "moderate" if ratio >= 0.6 else "limited" if ratio >= 0 else "worse"
    )


def timed(work: Callable[[], object], count: int = 3) -> float:
    """The least of several CPU times in seconds, this program's and its children's: one core, whoever else is busy."""
    times = []
    with collecting_paused():
        for _number in range(count):
            start = _cpu()
            work()
            times.append(_cpu() - start)
    return min(times)


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def measure_rating(series: list[dict[str, Any]], method: str) -> None:
    few = [one for one in series[:ONE_BY_ONE] if one["points"][3][1] != "n/a"]
    slow = timed(lambda: [exact(one, method) for one in few], 1) / len(few)
    loop = timed(lambda: [plain(one) for one in series]) / len(series)
    each = timed(lambda: assess(series, method)) / len(series)
    print(
        f"{method:<8}{len(series):>9,} series{1 / each:>10,.0f} series/s"
        f"{slow / each:>8.0f} × the exact rules{loop / each:>8.2f} × a careless loop"
    )


def measure_command(series: list[dict[str, Any]], method: str) -> None:
    """Start of the program, reading, rating and writing."""
    with tempfile.TemporaryDirectory() as folder:
        given, told = Path(folder) / "in.json", Path(folder) / "out.json"
        given.write_text(json.dumps({"series": series}), encoding="utf-8")
        program = Path(sys.executable).parent / "khcn"
        words = [program, "indicators", "assess", "--input", given, "--method", method, "--output", told]
        taken = timed(lambda: subprocess.run(words, check=True), 1)
        files = timed(lambda: json.dumps(json.loads(given.read_text(encoding="utf-8"))), 1)
        words[words.index("assess") :] = ["assess", "--help"]
        start = timed(lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL), 1)
        print(
            f"{'command':<8}{len(series):>9,} series{len(series) / taken:>10,.0f} series/s"
            f"{taken:>8.1f} s, of them start {start:.1f} s{taken / files:>8.1f} × reading and writing its input"
        )


def main() -> None:
    for count in map(int, sys.argv[1:] or COUNTS):
        series = make(count)
        for method in ("linear", "cagr"):
            measure_rating(series, method)
        measure_command(series, "cagr")


if __name__ == "__main__":
    main()
