"""The chance that a forecast which was made and kept gives to a figure in one of its years; no model is run."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from khcn.indicators.forecasting.answer import Point, Request
from khcn.indicators.forecasting.pool import FARTHEST, ErrorPool, shipped
from khcn.indicators.forecasting.series import Run, Unforecastable, in_row

PLACES = Decimal("0.0001")


def chance(
    given: Sequence[Point], told: Mapping[int, Decimal], *, target: Decimal, year: int, upward: bool = True
) -> Decimal | None:
    """Share of pooled errors that carry the forecast to the target by its year; None where nothing can be said.

    `given`: what the forecast stood on; `told`: its points by year.
    """
    try:
        run = in_row(Request(given, 1))
    except Unforecastable:
        return None
    ahead = year - run.last_year
    if not run.step or year not in told or not 1 <= ahead <= FARTHEST:
        return None
    return reaching(float(told[year]), run, shipped(), ahead, target, upward=upward)


def reaching(at: float, run: Run, pool: ErrorPool, ahead: int, target: Decimal, *, upward: bool) -> Decimal:
    """Share of pooled errors that carry a forecast `at` so many years ahead to the target."""
    offset = run.sense * (float(target) - at) / float(run.step)
    further = pool.share_reaching(len(run.values), ahead, offset)
    return Decimal(further if (1 if upward else -1) == run.sense else 1 - further).quantize(PLACES)
