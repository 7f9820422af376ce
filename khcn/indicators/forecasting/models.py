"""The point forecast: the median of exponential smoothing, dynamic optimised Theta and a shrunk drift.

Libraries are loaded by `load_models`, never by importing this module: a web process does not pay for them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from functools import cache
from math import isfinite
from statistics import median

FEWEST_FOR_ETS = 7
SHRINKS_DRIFT_BY = 20

Path = list[float]
Model = Callable[[Sequence[float], int], Path]


def point_forecast(values: Sequence[float], horizon: int) -> tuple[Path, dict[str, str]]:
    """The median path, and what became of each model: "" when it ran, else "few" or "failed".

    `values` are of the order of one (see `scaled`), oldest first, at least two.
    """
    paths, fates = [], {}
    for name, model in (("ets", _ets), ("dotm", _dotm), ("rwd", _drift)):
        path, fates[name] = _run(model, values, horizon) if _enough(name, values) else ([], "few")
        if path:
            paths.append(path)
    return [median(at_year) for at_year in zip(*paths, strict=True)], fates


def _enough(name: str, values: Sequence[float]) -> bool:
    """AutoETS raises "tiny datasets" up to six points; a fallback inside the library would hide it."""
    return name != "ets" or len(values) >= FEWEST_FOR_ETS


def _run(model: Model, values: Sequence[float], horizon: int) -> tuple[Path, str]:
    try:
        path = [float(value) for value in model(values, horizon)]
    except Exception:  # the library raises what it likes; one series must not stop a batch
        return [], "failed"
    return (path, "") if all(map(isfinite, path)) else ([], "failed")


def _drift(values: Sequence[float], horizon: int) -> Path:
    """Last value plus the mean change, shrunk by n² / (n² + 20): four changes say little about the next six."""
    n = len(values)
    step = (values[-1] - values[0]) / (n - 1) * n * n / (n * n + SHRINKS_DRIFT_BY)
    return [values[-1] + step * ahead for ahead in range(1, horizon + 1)]


def _ets(values: Sequence[float], horizon: int) -> Path:
    return _ask("AutoETS", values, horizon)


def _dotm(values: Sequence[float], horizon: int) -> Path:
    return _ask("DynamicOptimizedTheta", values, horizon)


def _ask(name: str, values: Sequence[float], horizon: int) -> Path:
    import numpy

    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return load_models()[name](season_length=1).forecast(y=numpy.array(values, float), h=horizon)["mean"]


@cache
def load_models() -> dict[str, Callable]:
    """Some seconds at the first call of a process."""
    from statsforecast.models import AutoETS, DynamicOptimizedTheta

    return {"AutoETS": AutoETS, "DynamicOptimizedTheta": DynamicOptimizedTheta}
