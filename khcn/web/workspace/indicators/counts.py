"""What the house counts for one year: the number, what it stands on, and publishing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khcn.indicators.choices import COMPUTED, Origin, ValueState
from khcn.indicators.counting import place_of, recount
from khcn.indicators.models import Card, Count, Indicator, Observation
from khcn.indicators.publishing import publish_count, records_of
from khcn.kernel.access import may
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.fact_rights import seen_by_actor
from khcn.kernel.registers.measure import Scope, fact_of, facts
from khcn.web.links import url_of
from khcn.web.ui.forms import show_refusal
from khcn.web.workspace.indicators.common import frame, in_force, is_inside, url_of_indicator, with_cards
from khcn.web.workspace.indicators.forms import PublishCountForm
from khcn.web.workspace.indicators.territories import communes_of
from khcn.web.workspace.indicators.words import figure_text, figure_with_unit, part_text, period_of
from khcn.web.workspace.plans.common import not_here
from khcn.web.workspace.register_facts.asking import query_of

FIRST = 50


@dataclass(frozen=True)
class Records:
    """The records behind a number that the reader may see, and how many she may not."""

    rows: list[tuple[str, str]]
    counted: int
    hidden: int
    url: str
    register: str


@dataclass(frozen=True)
class Operand:
    name: str
    year: int
    value: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
def count_detail(request: HttpRequest, code: str, year: int) -> HttpResponse:
    indicator, card = _asked(request, code)
    count = _found(request, card, year)
    may_publish = may(request.actor, "indicators.observation.publish", indicator)
    form = PublishCountForm(request.POST or None, count=count) if may_publish else None
    if request.method == "POST" and form is not None and form.is_valid():
        answer = _published(request, form, count, card)
        if answer is not None:
            return answer
    name = _("Số đang tính năm {year}").format(year=year)
    context = frame(
        indicator, f"{indicator.name}: {figure_with_unit(count.value, card)} ({period_of(count)})"
    )
    context["trail"][-1] = (name, "")
    context |= {
        "card": card, "count": count, "value": figure_text(count.value, card), "value_with_unit": figure_with_unit(count.value, card), "period": period_of(count), "form": form,
        "numerator": part_text(count.numerator), "denominator": part_text(count.denominator),
        "records": records_behind(request, card, count), "operands": operands_of(count.operands, count.territory.code),
        "communes": _communes(indicator, card, count, year), "published": _standing(count),
        "is_formula": card.source == Origin.FORMULA,
    }  # fmt: skip
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "indicators/count_detail.html", context, status=status)


def _asked(request: HttpRequest, code: str) -> tuple[Indicator, Card]:
    """The indicator with the card in force, for the administration only."""
    indicator, cards = with_cards(request, code)
    if not is_inside(request):
        not_here(request)
    card = in_force(cards)
    if card is None:
        raise Http404
    return indicator, card


def _found(request: HttpRequest, card: Card, year: int) -> Count:
    if card.source not in COMPUTED:
        raise Http404
    rows = Count.objects.filter(indicator=card.indicator, card=card, last_day__year=year)
    place = request.GET.get("dia-ban", "")
    rows = rows.filter(territory__code=place) if place else rows.filter(territory=card.territory)
    count = rows.select_related("territory", "card", "indicator").first()
    if count is None:
        raise Http404
    return count


def _published(request: HttpRequest, form: PublishCountForm, count: Count, card: Card) -> HttpResponse | None:
    """Publish; where the registers moved on since the count, count anew and let the person look again."""
    told = form.cleaned_data
    try:
        row = publish_count(count=count, by=request.actor, **told)
    except DomainError as refusal:
        if refusal.code != "count.moved":
            show_refusal(form, refusal)
            return None
        recount(registers=_registers(card), by=request.actor)
        messages.warning(request, _("Số vừa thay đổi và đã được tính lại. Hãy xem số mới rồi công bố."))
        return redirect(request.get_full_path())
    messages.success(request, _("Đã công bố: {value}.").format(value=figure_with_unit(row.value, card)))
    return redirect("value_detail", code=card.indicator.code, pk=row.pk)


def _registers(card: Card) -> set[str]:
    offered = facts()
    return {offered[card.fact][0].code} if card.fact in offered else set()


def records_behind(request: HttpRequest, card: Card, figure: Count | Observation) -> Records | None:
    """Only records that this person may see are named. Two queries, three where she sees a part of very many."""
    records = records_of(figure)
    if records is None:
        return None
    register, fact = fact_of(card.fact)
    allowed = seen_by_actor(request.actor)(register)
    seen = records.filter(allowed).order_by("order_key", "pk")
    first = list(with_companions(register, seen, ())[:FIRST])
    counted = records.count()
    shown = counted if not allowed else len(first) if len(first) < FIRST else seen.count()
    scope = Scope(figure.last_day, (figure.first_day, figure.last_day), place_of(card, figure.territory))
    url = reverse("fact_records", kwargs={"fact": card.fact}) + query_of(scope, fact.at_a_date)
    rows = [(str(record), url_of(record)) for record in first]
    return Records(rows, counted, counted - shown, url, str(register.name))


def operands_of(told: Sequence[dict[str, Any]], place: str) -> list[Operand]:
    """What a formula stood on, each with the page that tells where it comes from. Two queries."""
    cards = {
        card.indicator.code: card
        for card in Card.objects.filter(
            indicator__code__in={one["code"] for one in told}, state="in_force"
        ).select_related("indicator", "territory")
    }
    return [_operand(one, cards.get(one["code"]), place) for one in told]


def _operand(told: dict[str, Any], card: Card | None, place: str) -> Operand:
    from decimal import Decimal

    value = None if told["value"] is None else Decimal(told["value"])
    if card is None:
        return Operand(told["code"], told["year"], part_text(value), "")
    if told.get("from") == "count" and card.source in COMPUTED:
        url = url_of_indicator("count_detail", card.indicator, year=told["year"])
        here = card.territory is not None and card.territory.code == place
        url += "" if here else f"?{urlencode({'dia-ban': place})}"
    else:
        url = url_of_indicator("indicator_detail", card.indicator) + "#so-lieu"
    text = figure_with_unit(value, card) if value is not None else _("chưa có số")
    return Operand(card.name, told["year"], text, url)


def _communes(indicator: Indicator, card: Card, count: Count, year: int) -> dict[str, Any] | None:
    """Communes with a number above or below zero as rows; the others by their names."""
    if not card.by_territory or count.territory_id != card.territory_id:
        return None
    here = url_of_indicator("count_detail", indicator, year=year)
    rows = communes_of(card, year)
    told = sorted((row for row in rows if row.value), key=lambda row: -(row.value or 0))
    return {
        "total": len(rows),
        "zero": [row.territory.name for row in rows if row.value == 0],
        "missing": [row.territory.name for row in rows if row.value is None],
        "told": [
            {
                "name": row.territory.name, "value": figure_text(row.value, card), "counted": row.counted,
                "url": f"{here}?{urlencode({'dia-ban': row.territory.code})}",
            }
            for row in told
        ],
    }  # fmt: skip


def _standing(count: Count) -> Observation | None:
    """What was published for the same year and territory."""
    rows = Observation.objects.filter(
        indicator=count.indicator_id, territory=count.territory_id, first_day=count.first_day, last_day__year=count.year,
        state=ValueState.PUBLISHED, withdrawn=False,
    )  # fmt: skip
    return rows.select_related("card").order_by("-published_at").first()
