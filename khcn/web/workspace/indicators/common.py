"""What every page of an indicator needs: the indicator itself, its card, its trail."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState
from khcn.indicators.models import Card, Indicator
from khcn.kernel.access import may, require, visible
from khcn.web.workspace.plans.common import Trail, not_here


def is_inside(request: HttpRequest) -> bool:
    """Whether the reader belongs to the administration; others see what was published, and no names."""
    return may(request.actor, "indicators.count.view")


def indicator_or_404(request: HttpRequest, code: str, right: str = "") -> Indicator:
    """The indicator if this person may see it; with `right` she must also hold that one."""
    rows = visible(request.actor, "indicators.indicator.view", Indicator.objects.select_related("owner"))
    found = rows.filter(code=code).first()
    if found is None:
        not_here(request)
    if right:
        require(request.actor, right, found)
    return found


def inside_only(request: HttpRequest, code: str, right: str = "") -> Indicator:
    """The same for pages that only the administration opens."""
    found = indicator_or_404(request, code)
    if not is_inside(request):
        not_here(request)
    if right:
        require(request.actor, right, found)
    return found


def cards_of(indicator: Indicator) -> list[Card]:
    """All versions, the newest first."""
    rows = Card.objects.filter(indicator=indicator).order_by("-version")
    cards = list(rows.select_related("territory", "in_force_by", "created_by"))
    for card in cards:
        card.indicator = indicator
    return cards


def with_cards(request: HttpRequest, code: str) -> tuple[Indicator, list[Card]]:
    """The indicator if this person may see it, and all versions of its card, the newest first. One query."""
    seen = visible(request.actor, "indicators.indicator.view", Indicator.objects.all())
    rows = Card.objects.filter(indicator__code=code, indicator__in=seen).order_by("-version")
    cards = list(rows.select_related("indicator__owner", "territory", "in_force_by", "created_by"))
    indicator = cards[0].indicator if cards else indicator_or_404(request, code)
    for card in cards:
        card.indicator = indicator
    return indicator, cards


def in_force(cards: list[Card]) -> Card | None:
    return next((card for card in cards if card.state == CardState.IN_FORCE), None)


def card_or_404(indicator: Indicator) -> Card:
    """The card in force; pages of figures need one."""
    found = in_force(cards_of(indicator))
    if found is None:
        raise Http404
    return found


def url_of_indicator(name: str, indicator: Indicator, **more: Any) -> str:
    return reverse(name, kwargs={"code": indicator.code, **more})


def trail_of(indicator: Indicator | None = None, *more: tuple[str, str]) -> Trail:
    told: Trail = [(_("Chỉ số"), reverse("indicator_list"))]
    if indicator is not None:
        told.append((indicator.name, url_of_indicator("indicator_detail", indicator)))
    return [*told, *more]


def frame(indicator: Indicator, title: str, *more: tuple[str, str]) -> dict[str, Any]:
    return {"indicator": indicator, "page_title": title, "trail": trail_of(indicator, *more, (title, ""))}
