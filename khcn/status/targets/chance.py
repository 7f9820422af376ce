"""The probability that a stored forecast gives to reaching a goal by its year."""

from decimal import Decimal

from khcn.indicators.forecasting.chance import chance
from khcn.indicators.models import StoredForecast
from khcn.indicators.progress import Goal, Point
from khcn.plan.choices import Horizon

#: Goals that a value of one year reaches or misses.
OF_ONE_YEAR = (Horizon.BY, Horizon.AT, Horizon.INCREMENT)


def chance_of(forecast: StoredForecast | None, goal: Goal, base: Point | None) -> Decimal | None:
    """None without a forecast that reaches the goal's year, and for goals that no single year decides."""
    bar = goal.bar
    if forecast is None or goal.horizon not in OF_ONE_YEAR or bar is None or goal.year is None:
        return None
    if goal.horizon == Horizon.INCREMENT:
        if base is None:
            return None
        bar += base.value
    given = [(int(year), Decimal(value)) for year, value in forecast.given]
    told = {int(year): Decimal(value) for year, value in forecast.points}
    return chance(given, told, target=bar, year=goal.year, upward=goal.upward)
