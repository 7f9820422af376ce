"""Calibrated forecasts of yearly series."""
