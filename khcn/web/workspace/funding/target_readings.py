"""The targets on money, each reading beside the others: dự toán or quyết toán, career spending only or all."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from khcn.indicators.choices import Vintage
from khcn.indicators.expressions import cards_in_force, formulas_of
from khcn.indicators.models import Card
from khcn.indicators.rules import STAFF
from khcn.indicators.series import Figure, series_of
from khcn.plan.models import Plan, TargetMeasure
from khcn.web.templatetags.khcn_ui import vn_number
from khcn.web.workspace.funding.readings import Reading, tells_readings
from khcn.web.workspace.registers.common import maybe_url

#: Facts of the registers of money begin so.
MONEY = "funding."
#: Shares of a budget are small.
PLACES = 3


@tells_readings
def of_targets(request: HttpRequest, plan: Plan, years: range) -> Iterator[Reading]:
    """All readings of every target of which one reading stands on money; five queries."""
    cards = cards_in_force()
    measures = _measures(plan, cards)
    inside = request.actor.has(*STAFF)
    series = series_of(
        {one.indicator_id for one in measures}, public=not inside,
        cards={card.indicator_id: card for card in cards.values()},
    )  # fmt: skip
    for one in measures:
        card = cards.get(one.indicator.code)
        if card is None or (not inside and one.indicator.visibility != "public"):
            continue
        told = series.get((one.indicator_id, card.territory_id or 0), {})
        latest = max((year for year in told if year in years), default=None)
        yield _reading(one, card, None if latest is None else told[latest])


def _measures(plan: Plan, cards: dict[str, Card]) -> list[TargetMeasure]:
    money = {code for code, card in cards.items() if card.fact.startswith(MONEY)}
    on_money = {code for code, formula in formulas_of(cards.values()).items() if money & set(formula.names)}
    rows = TargetMeasure.objects.filter(target__plan=plan, target__withdrawn=False).select_related(
        "target", "indicator"
    )
    found = list(rows.order_by("target__order", "order"))
    targets = {one.target_id for one in found if one.indicator.code in on_money}
    return [one for one in found if one.target_id in targets]


def _reading(measure: TargetMeasure, card: Card, figure: Figure | None) -> Reading:
    target = measure.target
    return Reading(
        target=f"{target.code}. {target.short_title}", label=measure.label or card.name,
        value=f"{vn_number(figure.value, PLACES)} {card.unit}" if figure else _("chưa có số liệu"),
        when=f"{figure.year}, {Vintage(figure.vintage).label.lower()}" if figure else "",
        how=f"{card.numerator} / {card.denominator}" if card.numerator else "",
        url=maybe_url("indicator_detail", code=measure.indicator.code), chosen=measure.governing,
    )  # fmt: skip
