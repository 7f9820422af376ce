"""`khcn indicators forecast`: the Series JSON of ARCHITECTURE.md in, forecasts out. A bad series gets a reason."""

from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from khcn.indicators.forecasting import Forecast, Request, forecast_many
from khcn.kernel.errors import DomainError

HELP = "Forecast yearly series with calibrated intervals."
HORIZON, LEVELS = 6, "80,95"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--horizon", type=int, default=HORIZON, help="years after the last known one (1 to 10)"
    )
    parser.add_argument("--levels", default=LEVELS, help="intervals in per cent, for example 80,95")


def run(given: Any, options: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    horizon, levels = options.get("horizon", HORIZON), _levels(options.get("levels", LEVELS))
    Request((), horizon, levels)  # refuses a wrong call at once, even without series
    asked = [_request(series, horizon, levels) for series in _all_series(given)]
    made = iter(forecast_many(request for request in asked if isinstance(request, Request)))
    told = [Forecast(reason=request) if isinstance(request, str) else next(made) for request in asked]
    return {"results": [_plain(_id(series), one) for series, one in zip(given["series"], told, strict=True)]}


def _levels(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise DomainError(
            _("Mức tin cậy “%s” không hợp lệ; cần các số nguyên từ 1 đến 99, ví dụ 80,95.") % text,
            code="levels",
        ) from None


def _all_series(given: Any) -> list[Any]:
    if not isinstance(given, dict) or not isinstance(given.get("series"), list):
        raise DomainError(
            _("Tệp phải là một đối tượng JSON có danh sách “series”; mỗi chuỗi gồm “id” và “points”."),
            code="series_shape",
        )
    return given["series"]


def _request(series: Any, horizon: int, levels: tuple[int, ...]) -> Request | str:
    """What to forecast, or the sentence why this series cannot be read."""
    if not isinstance(series, dict):
        return _("Chuỗi phải là một đối tượng JSON có “id” và “points”.")
    try:
        return Request(
            points=_points(series.get("points")),
            horizon=horizon,
            levels=levels,
            bounds=_bounds(series.get("bounds")),
            kind=series.get("kind") if isinstance(series.get("kind"), str) else None,
            target=_number(series.get("target"), "target"),
            target_year=_year(series.get("target_year"), "target_year"),
            direction="up" if series.get("direction") is None else series["direction"],
        )
    except DomainError as refusal:
        return refusal.message


def _points(given: Any) -> list[tuple[int, Decimal]]:
    """A year without a value is missing, not zero."""
    if not isinstance(given, list) or any(not isinstance(pair, list) or len(pair) != 2 for pair in given):
        raise _unreadable("points", given)
    read = [(_year(year, "points"), _number(value, "points")) for year, value in given]
    return [(year, value) for year, value in read if year is not None and value is not None]


def _bounds(given: Any) -> tuple[Decimal | None, Decimal | None]:
    if given is None:
        return None, None
    if not isinstance(given, list) or len(given) != 2:
        raise _unreadable("bounds", given)
    low, high = (_number(end, "bounds") for end in given)
    if low is not None and high is not None and low > high:
        raise _unreadable("bounds", given)
    return low, high


def _year(given: Any, where: str) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or given != given // 1:
        raise _unreadable(where, given)
    if not 1 <= given <= 9999:
        raise _unreadable(where, given)
    return int(given)


def _number(given: Any, where: str) -> Decimal | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise _unreadable(where, given)
    try:
        number = Decimal(str(given))
        if number.is_finite() and abs(float(number)) < float("inf"):
            return number
    except (InvalidOperation, OverflowError):
        pass
    raise _unreadable(where, given)


def _unreadable(where: str, given: Any) -> DomainError:
    shown = str(given)
    return DomainError(
        _("“%(where)s” không đọc được: %(given)s. Năm là số nguyên, giá trị là số hữu hạn.")
        % {"where": where, "given": shown if len(shown) <= 60 else shown[:57] + "…"},
        code="series_value",
    )


def _id(series: Any) -> Any:
    name = series.get("id") if isinstance(series, dict) else None
    return name if name is None or isinstance(name, str | int) else str(name)


def _plain(name: Any, told: Forecast) -> dict[str, Any]:
    return {
        "id": name,
        "model": told.model,
        "points": [[year, float(value)] for year, value in told.points],
        "intervals": {
            str(level): [[float(low), float(high)] for low, high in ends]
            for level, ends in told.intervals.items()
        },
        "probability_of_target": _float(told.probability_of_target),
        "required_pace": _float(told.required_pace),
        "reason": told.reason,
        "pool": told.pool,
    }


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
