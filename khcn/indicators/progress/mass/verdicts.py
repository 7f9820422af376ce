"""The same rules as for one series (`towards`, `published`), asked of all series at once, first answer wins."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from khcn.indicators.progress.mass import exact
from khcn.indicators.progress.mass.codes import NUMBER
from khcn.indicators.progress.mass.columns import FIRST_YEAR, LAST_YEAR, Columns, Flags, Floats
from khcn.indicators.progress.mass.pace import Measured, measure_growth, measure_ratio

Codes = npt.NDArray[np.int8]


@dataclass
class Verdicts:
    """Numbers of codes, and value and score where there are any (else NaN)."""

    codes: Codes
    value: Floats
    score: Floats


def judge(table: Columns, method: str, today: int | None) -> Verdicts:
    count = len(table.value)
    told = Verdicts(np.zeros(count, dtype=np.int8), np.full(count, np.nan), np.full(count, np.nan))
    with np.errstate(all="ignore"):
        _refuse(told.codes, table)
        targeted = ~np.isnan(table.target)
        if method == "linear":
            _settle(told.codes, ~targeted, "no_target")
        else:
            _judge_growth(told, table, (told.codes == 0) & ~targeted)
        _judge_target(told, table, method, today)
    return told


def _refuse(codes: Codes, table: Columns) -> None:
    _settle(codes, table.bad_value, "bad_value")
    _settle(codes, table.bad_year | _no_year(table.target_year), "bad_year")
    _settle(codes, table.double, "double")
    _settle(codes, table.all_before, "all_before")
    _settle(codes, table.single, "single")
    _settle(codes, table.years < 1, "too_near")
    for number in (table.base, table.value, table.target):
        _settle(codes, (number < table.lowest) | (number > table.highest), "outside")


def _judge_target(told: Verdicts, table: Columns, method: str, today: int | None) -> None:
    codes, sign = told.codes, table.direction
    _settle(codes, sign * (table.target - table.base) < 0, "wrong_side")
    open_ = codes == 0
    measured = measure_ratio(table, method)
    _refine_ratio(measured, table, method, open_)
    told.value[open_] = measured.value[open_]
    _settle(codes, sign * (table.value - table.target) >= 0, "achieved")
    _settle(codes, table.target == table.base, "not_kept")
    _settle(codes, np.isnan(table.target_year), "no_target_year")
    _settle(codes, table.whole <= 0, "no_time")
    late = (table.year if today is None else np.full(len(codes), float(today))) > table.target_year
    _settle(codes, late & (sign * (table.value - table.base) < 0), "late_and_worse")
    _settle(codes, late, "late")
    _settle(codes, np.isnan(measured.value) & (measured.status == ""), "no_growth")
    _by_status(codes, measured, "ratio")
    told.value[np.isin(codes, [NUMBER["wrong_side"], NUMBER["no_growth"]])] = np.nan
    _score_ratio(told)


def _refine_ratio(measured: Measured, table: Columns, method: str, wanted: Flags) -> None:
    for place in np.flatnonzero(measured.doubtful & wanted):
        measured.value[place], measured.status[place] = exact.ratio(
            method,
            bool(table.direction[place] > 0),
            float(table.base[place]),
            float(table.value[place]),
            float(table.target[place]),
            float(table.base_year[place]),
            float(table.year[place]),
            float(table.target_year[place]),
        )


def _judge_growth(told: Verdicts, table: Columns, wanted: Flags) -> None:
    if not np.any(wanted):
        return
    measured = measure_growth(table)
    for place in np.flatnonzero(measured.doubtful & wanted):
        measured.value[place], measured.status[place], measured.score[place] = exact.growth(
            bool(table.direction[place] > 0),
            float(table.base[place]),
            float(table.value[place]),
            float(table.base_year[place]),
            float(table.year[place]),
            float(table.limit[place]),
        )
    measured.status[~wanted] = ""
    told.value[wanted], told.score[wanted] = measured.value[wanted], measured.score[wanted]
    _by_status(told.codes, measured, "growth")
    _settle(told.codes, wanted, "no_growth")


def _by_status(codes: Codes, measured: Measured, kind: str) -> None:
    for status in ("on_track", "moderate", "limited", "deterioration"):
        _settle(codes, measured.status == status, f"{kind}_{status}")


def _score_ratio(told: Verdicts) -> None:
    ratio, codes = told.value, told.codes
    high = np.isin(codes, [NUMBER["ratio_on_track"], NUMBER["ratio_moderate"]])
    low = np.isin(codes, [NUMBER["ratio_limited"], NUMBER["ratio_deterioration"]])
    told.score[high] = np.minimum(7.1429 * ratio[high] - 4.2857, 5)
    told.score[low] = np.maximum(4.1667 * ratio[low] - 2.5, -5)
    told.score[codes == NUMBER["achieved"]] = 5


def _no_year(years: Floats) -> Flags:
    return (years < FIRST_YEAR) | (years > LAST_YEAR)


def _settle(codes: Codes, flags: Flags, code: str) -> None:
    codes[(codes == 0) & flags] = NUMBER[code]
