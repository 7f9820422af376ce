"""Forecasts of indicators: made by a worker, kept with what they stood on, shown outside when a person accepts them."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.cards import card_in_force
from khcn.indicators.choices import CardState, ForecastState, Vintage
from khcn.indicators.entering import bounds_of
from khcn.indicators.models import Card, Indicator, StoredForecast
from khcn.indicators.periods import end_of_year
from khcn.indicators.series import Series, one_series
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.jobs.domain import Progress, job, start
from khcn.kernel.jobs.models import Job
from khcn.kernel.territory.models import Unit
from khcn.lib.vn_text import nfc

LEVELS = (80, 95)
#: The plan's last year; a forecast always reaches it.
LEAST_HORIZON, MOST_HORIZON = 1, 15


def order_forecast(*, indicator: Indicator, until: int, by: Actor, url: str = "") -> Job:
    """Ask a worker for a forecast to the year `until`; the models take seconds to load, so not here."""
    require(by, "indicators.forecast.accept", indicator)
    card_in_force(indicator)
    title = _("Dự báo: {name}").format(name=indicator.name)
    return start(
        "indicators.forecast",
        title=title[:200],
        by=by,
        url=url,
        indicator=indicator.pk,
        until=until,
        ordered_by=by.user_id,
    )


@job("indicators.forecast")
def forecast_job(
    _progress: Progress, *, indicator: int, until: int, ordered_by: int | None = None
) -> dict[str, Any]:
    made = make_forecast(indicator=Indicator.objects.get(pk=indicator), until=until, ordered_by=ordered_by)
    return {"forecast": made.pk}


def make_forecast(
    *, indicator: Indicator, until: int, territory: Unit | None = None, ordered_by: int | None = None
) -> StoredForecast:
    """Forecast here and now from final and preliminary yearly figures; the same input gives the same row again."""
    from khcn.indicators.forecasting import forecast

    card = card_in_force(indicator)
    place = territory or card.territory
    if place is None:
        raise DomainError(
            _("Phiếu định nghĩa chưa ghi địa bàn nên chưa dự báo được."), code="forecast.no_territory"
        )
    given = points_for(card, one_series(indicator.pk, place.pk))
    latest = StoredForecast.objects.filter(indicator=indicator, territory=place).first()
    told = [[year, str(value)] for year, value in given]
    if latest is not None and latest.given == told and latest.card_id == card.pk and _reaches(latest, until):
        return latest
    horizon = until - given[-1][0] if given else LEAST_HORIZON
    made = forecast(
        given, horizon=max(LEAST_HORIZON, min(horizon, MOST_HORIZON)), levels=LEVELS, bounds=bounds_of(card),
        kind=card.kind, direction="up" if card.upward else "down",
    )  # fmt: skip
    return StoredForecast.objects.create(
        indicator=indicator, card=card, territory=place, given=told, model=made.model, pool=made.pool,
        points=[[year, str(value)] for year, value in made.points],
        intervals={str(level): [[str(low), str(high)] for low, high in band] for level, band in made.intervals.items()},
        reason=made.reason, made_by_id=ordered_by,
    )  # fmt: skip


def points_for(card: Card, series: Series) -> list[tuple[int, Decimal]]:
    """What a forecast may stand on: figures of whole years that are no estimates, since the last break."""
    points: list[tuple[int, Decimal]] = []
    for year, figure in sorted(series.items()):
        if figure.breaks:
            points.clear()
        if figure.last_day >= end_of_year(card, year) and figure.vintage != Vintage.ESTIMATE:
            points.append((year, figure.value))
    return points


@transaction.atomic
def accept_forecast(*, forecast: StoredForecast, by: Actor, note: str = "") -> StoredForecast:
    """A person stands by this forecast, so it may be shown outside; the one accepted before is kept as replaced."""
    require(by, "indicators.forecast.accept", forecast.indicator)
    Indicator.objects.select_for_update().get(pk=forecast.indicator_id)
    row = StoredForecast.objects.select_related("indicator").get(pk=forecast.pk)
    if row.state != ForecastState.COMPUTED or not row.points:
        raise DomainError(
            _("Dự báo này đã được chấp nhận, đã bị thay, hoặc không có kết quả."),
            code="forecast.not_acceptable",
        )
    if not Card.objects.filter(pk=row.card_id, state=CardState.IN_FORCE).exists():
        raise DomainError(
            _("Dự báo này tính theo định nghĩa cũ. Hãy tính lại theo định nghĩa đang áp dụng."),
            code="forecast.old_card",
        )
    accepted = StoredForecast.objects.filter(
        indicator=row.indicator_id, territory=row.territory_id, state=ForecastState.ACCEPTED
    )
    accepted.update(state=ForecastState.REPLACED)
    row.state, row.accepted_by_id, row.accepted_at, row.note = (
        ForecastState.ACCEPTED, by.user_id, timezone.now(), nfc(note).strip(),
    )  # fmt: skip
    row.save()
    record_event(
        "forecast.accept",
        row.indicator,
        by=by,
        after={"model": row.model, "points": row.points, "note": row.note},
    )
    figures_changed.send(sender=StoredForecast, indicators=[row.indicator_id], by=by)
    return row


def _reaches(made: StoredForecast, until: int) -> bool:
    return bool(made.reason) or bool(made.points and made.points[-1][0] >= until)
