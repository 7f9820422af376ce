"""The list of indicators with their latest figures, and the same as a workbook."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.indicators.choices import CardState, ForecastState, Group
from khcn.indicators.models import Card, Indicator, StoredForecast
from khcn.indicators.series import Figure, Series, series_of
from khcn.kernel.access import may, visible
from khcn.kernel.base import matches
from khcn.outputs.charts import Picture
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import conditions_in_force, page_of, wants_workbook, workbook_response
from khcn.web.workspace.indicators.common import is_inside
from khcn.web.workspace.indicators.filters import DIFFERING, TO_CONFIRM, WITHOUT, IndicatorFilters
from khcn.web.workspace.indicators.pictures import spark_of
from khcn.web.workspace.indicators.words import days_if_odd, figure_text

PER_PAGE = 100
ORDER = list(Group.values)


@dataclass
class Row:
    indicator: Indicator
    card: Card | None
    series: Series = field(default_factory=dict)
    forecast: StoredForecast | None = None

    @property
    def latest(self) -> Figure | None:
        return self.series[max(self.series)] if self.series else None

    @property
    def value(self) -> str:
        return figure_text(self.latest.value, self.card) if self.latest and self.card else ""

    @property
    def days(self) -> str:
        return days_if_odd(self.latest, self.card) if self.latest and self.card else ""

    @property
    def differs(self) -> bool:
        return any(figure.differs for figure in self.series.values())

    @property
    def spark(self) -> Picture | None:
        if self.card is None or len(self.series) < 2:
            return None
        return spark_of(self.indicator.name, self.card, self.series, self.forecast)


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    inside = is_inside(request)
    form = IndicatorFilters(request.GET, inside=inside)
    rows = _kept(_rows(_asked(request, form), public=not inside), form)
    if wants_workbook(request):
        return _workbook(rows)
    page = page_of(request, rows, PER_PAGE)
    context = {
        "page_title": _("Chỉ số"), "page": page, "groups": _groups(page.object_list), "form": form,
        "active": conditions_in_force(request, form), "inside": inside,
        "may_add": may(request.actor, "indicators.card.edit"),
        "may_enter": inside and may(request.actor, "indicators.observation.enter"),
    }  # fmt: skip
    return render(request, "indicators/indicator_list.html", context)


def _asked(request: HttpRequest, form: IndicatorFilters) -> list[Indicator]:
    found = visible(request.actor, "indicators.indicator.view", Indicator.objects.select_related("owner"))
    if words := form.told("q"):
        found = found.filter(matches(words))
    if owner := form.told("co-quan"):
        found = found.filter(owner__code=owner)
    return sorted(found, key=lambda one: (ORDER.index(one.group), one.order, one.code))


def _rows(indicators: list[Indicator], *, public: bool) -> list[Row]:
    """Each with the series of its card's territory: five queries, however many there are."""
    keys = [one.pk for one in indicators]
    found = Card.objects.filter(indicator__in=keys, state=CardState.IN_FORCE)
    cards = {card.indicator_id: card for card in found}
    places = {card.territory_id for card in cards.values() if card.territory_id}
    figures = series_of(keys, public=public, territories=places, cards=cards)
    accepted = StoredForecast.objects.filter(
        indicator__in=keys, state=ForecastState.ACCEPTED, card__state=CardState.IN_FORCE
    )
    forecasts = {(made.indicator_id, made.territory_id): made for made in accepted}
    rows = []
    for one in indicators:
        card = cards.get(one.pk)
        place = (one.pk, card.territory_id or 0) if card else (0, 0)
        rows.append(Row(one, card, figures.get(place, {}), forecasts.get(place)))
    return rows


def _kept(rows: list[Row], form: IndicatorFilters) -> list[Row]:
    source, state = form.told("nguon"), form.told("so-lieu")
    if source:
        rows = [row for row in rows if row.card and row.card.source == source]
    tests = {
        WITHOUT: lambda row: not row.series,
        DIFFERING: lambda row: row.differs,
        TO_CONFIRM: lambda row: row.card is not None and row.card.needs_confirmation,
    }
    return [row for row in rows if tests[state](row)] if state in tests else rows


def _groups(rows: Any) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.indicator.group, []).append(row)
    return [(str(Group(code).label), found[code]) for code in ORDER if code in found]


def _workbook(rows: list[Row]) -> HttpResponse:
    columns = [
        Column(_("Mã"), 28), Column(_("Chỉ số"), 60), Column(_("Nhóm"), 24), Column(_("Đơn vị"), 16),
        Column(_("Nguồn"), 24), Column(_("Năm"), 8, "number"), Column(_("Giá trị mới nhất"), 18, "number"),
        Column(_("Mức độ chính thức"), 16), Column(_("Đã công bố"), 12), Column(_("Cơ quan chịu trách nhiệm"), 40),
    ]  # fmt: skip
    return workbook_response(_("Chỉ số"), columns, (_told(row) for row in rows))


def _told(row: Row) -> list[Any]:
    latest, card, one = row.latest, row.card, row.indicator
    return [
        one.code, one.name, one.get_group_display(), card.unit if card else "", card.get_source_display() if card else "",
        latest.year if latest else None, latest.value if latest else None,
        _vintage(latest) if latest else "", _("có") if latest and latest.published else "",
        one.owner.name if one.owner else "",
    ]  # fmt: skip


def _vintage(figure: Figure) -> str:
    from khcn.indicators.choices import Vintage

    return str(Vintage(figure.vintage).label)
