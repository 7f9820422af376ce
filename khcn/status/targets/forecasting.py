"""Forecasts for the indicators that measure targets: made anew each day where the figures changed."""

import logging
from datetime import date

from khcn.indicators.models import Indicator
from khcn.indicators.outlook import make_forecast
from khcn.indicators.signals import figures_changed
from khcn.kernel.errors import DomainError
from khcn.kernel.jobs.daily import daily
from khcn.plan.models import TargetMeasure

logger = logging.getLogger(__name__)


@daily("status.forecast")
def forecast_targets(day: date) -> None:
    """The models load only where a worker does this; a series that did not change keeps its forecast."""
    wanted: dict[int, int] = {}
    rows = TargetMeasure.objects.filter(target__withdrawn=False, target__year__gt=day.year)
    for indicator, year in rows.exclude(target__kind="qualitative").values_list("indicator", "target__year"):
        wanted[indicator] = max(year or 0, wanted.get(indicator, 0))
    made = [one.pk for one in Indicator.objects.filter(pk__in=wanted) if _made(one, wanted[one.pk])]
    if made:
        figures_changed.send(sender=TargetMeasure, indicators=made, by=None)


def _made(indicator: Indicator, until: int) -> bool:
    """Whether there is a forecast that was not there before."""
    before = indicator.forecasts.order_by("-pk").values_list("pk", flat=True).first()
    try:
        made = make_forecast(indicator=indicator, until=until)
    except DomainError as refusal:
        logger.info("No forecast for %s: %s", indicator.code, refusal.message)
        return False
    return made.pk != before
