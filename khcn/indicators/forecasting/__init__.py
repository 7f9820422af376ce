"""Calibrated forecasts of yearly series: point, intervals, probability of a target, required pace.

Importing this is cheap; numpy and statsforecast are loaded by the first forecast (worker and command only).
"""

from khcn.indicators.forecasting.answer import Forecast, Request
from khcn.indicators.forecasting.forecaster import forecast, forecast_many
from khcn.indicators.forecasting.series import FEWEST_POINTS

__all__ = ["FEWEST_POINTS", "Forecast", "Request", "forecast", "forecast_many"]
