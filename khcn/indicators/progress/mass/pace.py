"""Ratios and growths in doubles, with a flag wherever doubles might fall on the wrong side of a cut-off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from khcn.indicators.progress import ratios, thresholds
from khcn.indicators.progress.mass.columns import Columns, Flags, Floats

NEAR_CUT_OFF = 1e-8
NEAR_EACH_OTHER = 1e-5
SMALLEST, GREATEST = 1e-150, 1e150
SHORTEST_TIME = 0.01
GREATEST_POWER = 20
HIGH, MIDDLE = float(thresholds.ON_TRACK), float(thresholds.MODERATE)
GROWTH_HIGH, GROWTH_MIDDLE = float(thresholds.GROWTH_HIGH), float(thresholds.GROWTH_MIDDLE)


@dataclass
class Measured:
    """Status is empty where nothing is defined; `doubtful` places must be worked out exactly."""

    value: Floats
    status: npt.NDArray[np.str_]
    score: Floats
    doubtful: Flags


def measure_ratio(table: Columns, method: str) -> Measured:
    defined = (table.target != table.base) & (table.whole > 0) & (table.years >= 1)
    doubtful = _ill_conditioned(table.value, table.base) | _ill_conditioned(table.target, table.base)
    doubtful |= table.whole < SHORTEST_TIME
    if method == "linear":
        value = (table.value - table.base) * table.whole / (table.years * (table.target - table.base))
    else:
        defined &= (
            _one_sign(table.value, table.base) & (table.base != 0) & _one_sign(table.target, table.base)
        )
        value, odd = _compound_ratio(table)
        doubtful |= odd
    doubtful |= ~np.isfinite(value)
    for edge in (HIGH, MIDDLE):
        doubtful |= np.abs(value - edge) < NEAR_CUT_OFF
    value[~defined] = np.nan
    status = _classes(value, HIGH, MIDDLE, defined)
    return Measured(value, status, np.full(len(value), np.nan), doubtful & defined)


def measure_growth(table: Columns) -> Measured:
    defined = _one_sign(table.value, table.base) & (table.base != 0) & (table.years >= 1)
    rate, odd = _compound(table.base, table.value, table.years)
    value = np.where(table.base > 0, rate, -rate) * table.direction
    near_limit = _coefficient(table)
    doubtful = odd | _ill_conditioned(table.value, table.base) | (near_limit < NEAR_EACH_OTHER)
    for edge in (GROWTH_HIGH, GROWTH_MIDDLE):
        doubtful |= np.abs(value - edge * near_limit) < NEAR_CUT_OFF
    value[~defined] = np.nan
    status = _classes(value, GROWTH_HIGH * near_limit, GROWTH_MIDDLE * near_limit, defined)
    return Measured(value, status, _score(value, near_limit, status), doubtful & defined)


def _compound_ratio(table: Columns) -> tuple[Floats, Flags]:
    small = np.copysign(float(ratios.SMALL), table.base)
    target = np.where(table.target == 0, small, table.target)
    real, odd = _compound(table.base, table.value, table.years)
    needed, odd_too = _compound(table.base, target, table.whole)
    value = np.where(table.base > 0, real, -real) * table.direction / np.abs(needed)
    return value, odd | odd_too | _ill_conditioned(target, table.base)


def _compound(first: Floats, last: Floats, years: Floats) -> tuple[Floats, Flags]:
    """Growth a year, and where the power is too great for a double to be trusted."""
    share = last / first
    near = np.abs(share - 1) < 0.5
    power = np.where(near, np.log1p((last - first) / first), np.log(share)) / years
    return np.expm1(power), np.abs(power) > GREATEST_POWER


def _coefficient(table: Columns) -> Floats:
    near, edge = np.abs(table.base), np.abs(table.limit)
    share = np.where(near <= edge, near / edge, (2 * edge - near) / edge)
    told = 1 - share ** float(ratios.LIMIT_POWER)
    return np.where(np.isnan(table.limit) | (near >= 2 * edge), 1.0, told)


def _score(value: Floats, near_limit: Floats, status: npt.NDArray[np.str_]) -> Floats:
    eased = value / near_limit
    told = np.select(
        [status == "on_track", status == "moderate", status == "limited", status == "deterioration"],
        [
            np.minimum(500 * eased - 5, 5),
            250 * eased - 1.25,
            500 * eased - 2.5,
            np.maximum(125 * value - 2.5, -5),
        ],
        np.nan,
    )
    return np.asarray(told, dtype=float)


def _classes(
    value: Floats, high: Floats | float, middle: Floats | float, defined: Flags
) -> npt.NDArray[np.str_]:
    return np.select(
        [~defined, value >= high, value >= middle, value >= 0],
        [np.str_(""), np.str_("on_track"), np.str_("moderate"), np.str_("limited")],
        np.str_("deterioration"),
    )


def _one_sign(numbers: Floats, base: Floats) -> Flags:
    return (numbers == 0) | (np.sign(numbers) == np.sign(base))


def _ill_conditioned(number: Floats, base: Floats) -> Flags:
    """Where the difference of two decimals is not well told by the difference of their doubles."""
    sizes = np.abs(number), np.abs(base)
    odd = [(size > GREATEST) | ((size > 0) & (size < SMALLEST)) for size in sizes]
    apart = np.abs(number - base)
    return odd[0] | odd[1] | ((apart > 0) & (apart < NEAR_EACH_OTHER * np.maximum(*sizes)))
