"""How a series stands towards its goal: exact for one series (`rate`, `panel`), vectorised for many (`mass`)."""

from khcn.indicators.progress.model import METHODS, STATUSES, Goal, Point, Rating
from khcn.indicators.progress.rating import panel, rate

__all__ = ["METHODS", "STATUSES", "Goal", "Point", "Rating", "panel", "rate"]
