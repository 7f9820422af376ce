from khcn.indicators.models.cards import Card, Decision, Indicator
from khcn.indicators.models.forms import StatCell, StatForm
from khcn.indicators.models.outlook import StoredForecast
from khcn.indicators.models.values import Count, Frozen, Measurement, Observation

__all__ = [
    "Card",
    "Count",
    "Decision",
    "Frozen",
    "Indicator",
    "Measurement",
    "Observation",
    "StatCell",
    "StatForm",
    "StoredForecast",
]
