"""One indicator: what it shows, its figures by year, its definition, its forecasts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.indicators.choices import COMPUTED, CardState, ForecastState, Origin
from khcn.indicators.expressions import check_expression
from khcn.indicators.models import Card, Decision, Indicator, StoredForecast
from khcn.indicators.outlook import points_for
from khcn.kernel.access import may, visible
from khcn.plan.models import Target, TargetMeasure
from khcn.status.targets.measures import renew_baselines
from khcn.web.workspace.indicators.common import in_force, is_inside, trail_of, with_cards
from khcn.web.workspace.indicators.definition import lines_of, with_changes
from khcn.web.workspace.indicators.figures import Figures, read_figures
from khcn.web.workspace.indicators.forecasts import model_words, shown_forecast
from khcn.web.workspace.indicators.pictures import fan_of, governing
from khcn.web.workspace.indicators.territories import by_year
from khcn.web.workspace.indicators.words import finding

#: Until when a forecast reaches where no target says so.
HORIZON = 2030


@require_safe
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    indicator, cards = with_cards(request, code)
    inside = is_inside(request)
    card = in_force(cards)
    figures = read_figures(indicator, card, public=not inside)
    measures = measures_of(request, indicator)
    forecasts = _forecasts(indicator, card, inside)
    _mark_outdated(forecasts, figures if inside else None)
    shown = shown_forecast(forecasts)
    title = finding(indicator, card, figures.own, figures.means, timezone.localdate())
    context: dict[str, Any] = {
        "indicator": indicator, "card": card, "inside": inside, "page_title": title, "figures": figures,
        "trail": trail_of(None, (indicator.name, "")), "rows": figures.year_rows(), "others": figures.other_rows(),
        "places": by_year(card, figures.other_places) if card else None, "measures": measures,
        "decisions": Decision.objects.filter(indicator=indicator).select_related("document") if inside else [],
        "lines": lines_of(card, inside=inside) if card else [], "draft": next((one for one in cards if one.state == "draft"), None),
        "versions": with_changes(cards) if inside else [], "forecasts": forecasts, "accepted": shown,
        "faults": _faults(card) if inside else [], "computed": card is not None and card.source in COMPUTED,
        "until": max([HORIZON, *(one.target.year or 0 for one in measures)]), **_rights(request, indicator),
    }  # fmt: skip
    if card is not None and card.territory is not None:
        lines = [(card.territory, figures.own), *figures.other_places]
        context["fan"] = fan_of(card, lines, shown, governing(measures))
    return render(request, "indicators/indicator_detail.html", context)


def measures_of(request: HttpRequest, indicator: Indicator) -> list[TargetMeasure]:
    """The targets that this indicator measures, of plans that the reader may see."""
    seen = visible(request.actor, "plan.target.view", Target.objects.filter(withdrawn=False))
    rows = TargetMeasure.objects.filter(indicator=indicator, target__in=seen)
    rows = rows.select_related("target__plan", "baseline__indicator").prefetch_related("target__steps")
    return renew_baselines(list(rows), public=not is_inside(request))


def _forecasts(indicator: Indicator, card: Card | None, inside: bool) -> list[StoredForecast]:
    rows = StoredForecast.objects.filter(indicator=indicator)
    if card is not None and card.territory_id:
        rows = rows.filter(territory=card.territory_id)
    if not inside:
        rows = rows.filter(state=ForecastState.ACCEPTED, card__state=CardState.IN_FORCE)
    return list(rows.select_related("accepted_by"))


def _mark_outdated(forecasts: list[StoredForecast], figures: Figures | None) -> None:
    """Whether figures or the definition changed since; told to the administration only."""
    card = figures.card if figures else None
    now = points_for(card, figures.own) if card and figures else []
    given = [[year, str(value)] for year, value in now]
    for made in forecasts:
        told: Any = made
        told.model_words = model_words(made.model)
        told.last_year = made.points[-1][0] if made.points else ""
        told.outdated = card is not None and (made.card_id != card.pk or made.given != given)


def _faults(card: Card | None) -> list[str]:
    """What keeps a formula from being worked out, now that the indicators it uses may have changed."""
    if card is None or card.source != Origin.FORMULA:
        return []
    return [_("Công thức không tính được: {fault}").format(fault=fault) for fault in check_expression(card)]


def _rights(request: HttpRequest, indicator: Indicator) -> dict[str, bool]:
    actor = request.actor
    return {
        "may_define": may(actor, "indicators.card.edit", indicator),
        "may_enter": may(actor, "indicators.observation.enter", indicator),
        "may_confirm": may(actor, "indicators.observation.confirm", indicator),
        "may_publish": may(actor, "indicators.observation.publish", indicator),
        "may_accept": may(actor, "indicators.forecast.accept", indicator),
    }
