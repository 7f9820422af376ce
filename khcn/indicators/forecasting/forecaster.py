"""Forecast = median of the models; interval = forecast + step × quantiles of the pooled errors, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.forecasting import models
from khcn.indicators.forecasting.answer import Bounds, Forecast, Point, Request
from khcn.indicators.forecasting.chance import reaching
from khcn.indicators.forecasting.pool import FARTHEST, ErrorPool, shipped
from khcn.indicators.forecasting.series import Run, Unforecastable, in_row, required_pace

DIGITS_OF_A_STEP = 3
DIGITS_OF_A_PACE = 8
DIGITS_OF_A_FLOAT = 15


def forecast(
    points: Sequence[Point],
    *,
    horizon: int,
    levels: Sequence[int] = (80, 95),
    bounds: Bounds = (None, None),
    kind: str | None = None,
    target: Decimal | None = None,
    target_year: int | None = None,
    direction: str = "up",
) -> Forecast:
    """The years after the last known one. A series that cannot be forecast answers with its `reason`.

    Refuses (DomainError `horizon`, `levels`, `direction`) only what the caller got wrong.
    """
    return forecast_one(
        Request(points, horizon, tuple(levels), bounds, kind, target, target_year, direction), shipped()
    )


def forecast_many(requests: Iterable[Request]) -> list[Forecast]:
    pool = shipped()
    return [forecast_one(request, pool) for request in requests]


def forecast_one(request: Request, pool: ErrorPool) -> Forecast:
    """With a pool of one's own: for measuring."""
    try:
        run = in_row(request)
        told = _moving(run, request, pool) if float(run.step) else _resting(run, request, pool)
    except Unforecastable as reason:
        told = Forecast(reason=str(reason))
    return told.with_pace(_rounded_pace(required_pace(request)))


def _moving(run: Run, request: Request, pool: ErrorPool) -> Forecast:
    ahead = (request.target_year or 0) - run.last_year
    asked = ahead if request.target is not None and 1 <= ahead <= FARTHEST else 0
    size = float(max(map(abs, run.values)))
    path, fates = models.point_forecast([float(v) / size for v in run.values], max(request.horizon, asked))
    path = [_clip(value * size, request.limits) for value in path]
    return Forecast(
        model=_ran(fates) + _left_out(run),
        **_fan(path, run, request, pool, run.step),
        probability_of_target=_probability(path, run, request, pool, asked) if asked else None,
        pool=pool.name,
    )


def _resting(run: Run, request: Request, pool: ErrorPool) -> Forecast:
    """A series that never moved: its last value; errors in units of its last digit, and no probability."""
    path = [float(run.values[-1])] * request.horizon
    text = _("giữ nguyên giá trị cuối – chuỗi không đổi, thang sai số lấy bằng bước làm tròn %s")
    return Forecast(
        model=text % run.resolution + _left_out(run),
        **_fan(path, run, request, pool, run.resolution),
        pool=pool.name,
    )


def _fan(path: list[float], run: Run, request: Request, pool: ErrorPool, step: Decimal) -> dict:
    """Points and intervals. The point is brought within bounds first, so an interval at a bound keeps its width."""
    unit, digits = float(step), _digits(run, step)
    path = path[: request.horizon]
    intervals = {}
    for level in request.levels:
        offsets = pool.spread(len(run.values), level, request.horizon)
        ends = [sorted((run.sense * low, run.sense * high)) for low, high in offsets]
        intervals[level] = [
            tuple(_round(_clip(at + unit * end, request.limits), digits, request.limits) for end in pair)
            for at, pair in zip(path, ends, strict=True)
        ]
    points = [
        (run.last_year + ahead, _round(at, digits, request.limits)) for ahead, at in enumerate(path, start=1)
    ]
    return {"points": points, "intervals": intervals}


def _probability(path: list[float], run: Run, request: Request, pool: ErrorPool, ahead: int) -> Decimal:
    assert request.target is not None
    return reaching(path[ahead - 1], run, pool, ahead, request.target, upward=request.direction == "up")


def _ran(fates: dict[str, str]) -> str:
    """The median's parts, and after a dash what did not run and why."""
    name = f"median({','.join(model for model, fate in fates.items() if not fate)})"
    few = [model.upper() for model, fate in fates.items() if fate == "few"]
    failed = [model.upper() for model, fate in fates.items() if fate == "failed"]
    if few:
        name += _(" – %(models)s từ chối ≤ %(most)d điểm") % {
            "models": ", ".join(few),
            "most": models.FEWEST_FOR_ETS - 1,
        }
    if failed:
        name += _(" – %s không chạy được") % ", ".join(failed)
    return name


def _left_out(run: Run) -> str:
    if not run.left_out:
        return ""
    return _(" – chỉ dùng %(first)d–%(last)d, các năm liền nhau gần nhất") % {
        "first": run.first_year,
        "last": run.last_year,
    }


def _clip(value: float, bounds: Bounds) -> float:
    low, high = bounds
    if low is not None:
        value = max(value, float(low))
    return value if high is None else min(value, float(high))


def _digits(run: Run, step: Decimal) -> int:
    """The last decimal place worth telling: a thousandth of a step, as far as a float knows it."""
    largest = max(map(abs, run.values)) or step
    return max(step.adjusted() - DIGITS_OF_A_STEP, largest.adjusted() - DIGITS_OF_A_FLOAT)


def _round(value: float, place: int, bounds: Bounds) -> Decimal:
    """Rounded, still within bounds that are finer than the place."""
    low, high = bounds
    rounded = _to_place(Decimal(repr(value)), place)
    if low is not None:
        rounded = max(rounded, low)
    return rounded if high is None else min(rounded, high)


def _to_place(value: Decimal, place: int) -> Decimal:
    """To the power of ten `place`; written out, so that a thousand is 1000 and not 1E+3."""
    rounded = value.quantize(Decimal(1).scaleb(place))
    return rounded if place <= 0 else Decimal(int(rounded))


def _rounded_pace(pace: Decimal | None) -> Decimal | None:
    if pace is None or not pace:
        return pace
    return _to_place(pace, pace.adjusted() - DIGITS_OF_A_PACE)
