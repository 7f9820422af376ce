"""What the house knows about an item before anybody types: figures, updates, obstacles, the answer of last time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ItemKind, ObstacleState, ReportState
from khcn.agency_reports.models import Answer, Obstacle, ReportRequest, RequestItem, TaskUpdate
from khcn.indicators.choices import CardState
from khcn.indicators.models import Card
from khcn.indicators.series import Figure, series_of
from khcn.kernel.agencies.queries import SuccessionMap

#: Room for "filled in from".
ORIGIN_LENGTH = 200


@dataclass(frozen=True)
class Prefill:
    """Values that stand in a new report, and where they come from in words."""

    values: dict[str, Any]
    origin: str


@dataclass(frozen=True)
class Figures:
    """The figure of the cycle's year as the house has it, and the one of the year before."""

    now: Figure | None = None
    before: Figure | None = None

    @property
    def computed(self) -> Decimal | None:
        """What registers and formulas count for the year now."""
        return self.now.count.value if self.now and self.now.count else None


def cards_of(items: Iterable[RequestItem]) -> dict[int, Card]:
    """The cards in force of the indicators that are asked for."""
    keys = [item.indicator_id for item in items if item.indicator_id]
    if not keys:
        return {}
    rows = Card.objects.filter(indicator__in=keys, state=CardState.IN_FORCE)
    return {card.indicator_id: card for card in rows}


def figures_of(cards: Mapping[int, Card], year: int) -> dict[int, Figures]:
    """By indicator: this year and the one before, for the territory of the card."""
    places = {card.territory_id for card in cards.values() if card.territory_id}
    if not places:
        return {}
    told = series_of(cards, territories=places, cards=cards)
    found = {}
    for key, card in cards.items():
        series = told.get((key, card.territory_id or 0), {})
        found[key] = Figures(series.get(year), series.get(year - 1))
    return found


def answers_before(request: ReportRequest, items: Iterable[RequestItem]) -> dict[int, Answer]:
    """By item: what the agency, or the one whose duties it carries on, said to the same in the cycle before."""
    if request.cycle.previous_id is None:
        return {}
    rows = Answer.objects.filter(
        report__request__cycle=request.cycle.previous_id,
        report__request__agency__in=predecessors(request),
        report__state__in=[ReportState.SENT, ReportState.ACCEPTED],
    )
    rows = rows.select_related("item").order_by("report__state", "report__version").reverse()
    by_thing = {_thing(row.item): row for row in rows}
    return {item.pk: by_thing[_thing(item)] for item in items if _thing(item) in by_thing}


def prefill(request: ReportRequest, items: Collection[RequestItem]) -> dict[int, Prefill]:
    """By item: the latest update and open obstacles of tasks, the figure of indicators. Few queries for any number."""
    cards = cards_of(items)
    figures = figures_of(cards, request.cycle.year)
    agencies = predecessors(request)
    updates, obstacles = _updates(request, items, agencies), _obstacles(request, items, agencies)
    found = {}
    for item in items:
        if item.kind == ItemKind.TASK:
            one = _of_task(updates.get(item.task_id or 0), obstacles.get(item.task_id or 0, []))
        elif item.kind == ItemKind.INDICATOR:
            one = _of_indicator(cards.get(item.indicator_id or 0), figures.get(item.indicator_id or 0))
        else:
            continue
        found[item.pk] = one
    return found


def predecessors(request: ReportRequest) -> frozenset[int]:
    """The agency itself and those whose duties it carries on."""
    day = min(request.cycle.last_day, request.due_on)
    return SuccessionMap.load().answers_for(request.agency_id, day) | {request.agency_id}


def _thing(item: RequestItem) -> tuple[str, Any]:
    return item.kind, item.task_id or item.indicator_id or item.section


def _updates(
    request: ReportRequest, items: Iterable[RequestItem], agencies: Collection[int]
) -> dict[int, TaskUpdate]:
    cycle = request.cycle
    rows = TaskUpdate.objects.filter(
        task__in=[item.task_id for item in items if item.task_id],
        agency__in=agencies,
        corrections=None,
        as_of__range=(cycle.first_day, cycle.last_day),
    )
    return {row.task_id: row for row in rows.order_by("as_of", "id")}


def _obstacles(
    request: ReportRequest, items: Iterable[RequestItem], agencies: Collection[int]
) -> dict[int, list[Obstacle]]:
    rows = Obstacle.objects.filter(
        task__in=[item.task_id for item in items if item.task_id],
        agency__in=agencies,
        raised_on__lte=request.cycle.last_day,
    ).exclude(state=ObstacleState.CLOSED)
    found: dict[int, list[Obstacle]] = {}
    for row in rows.order_by("raised_on", "id"):
        found.setdefault(row.task_id or 0, []).append(row)
    return found


def _of_task(update: TaskUpdate | None, obstacles: list[Obstacle]) -> Prefill:
    values: dict[str, Any] = {}
    origins = []
    if update is not None:
        values = {
            "declared": update.declared, "text": update.result, "value": update.amount, "unit": update.unit,
        }  # fmt: skip
        origins.append(_("cập nhật tính đến ngày {day:%d/%m/%Y}").format(day=update.as_of))
    if obstacles:
        values |= {
            "obstacle": "\n".join(_whole(one) for one in obstacles),
            "proposal": "\n".join(one.proposal for one in obstacles),
            "level": obstacles[-1].level,
        }
        origins.append(_("{count} vướng mắc đang mở").format(count=len(obstacles)))
    return Prefill(values, "; ".join(origins)[:ORIGIN_LENGTH])


def _whole(obstacle: Obstacle) -> str:
    return f"{obstacle.title}. {obstacle.description}" if obstacle.description else obstacle.title


def _of_indicator(card: Card | None, figures: Figures | None) -> Prefill:
    if card is None:
        return Prefill({}, "")
    values: dict[str, Any] = {"unit": card.unit}
    figure = figures.now if figures else None
    if figure is None:
        return Prefill(values, "")
    source = figure.count if figure.observation is None else figure.observation
    values |= {"value": figure.value}
    if source is not None and source.denominator:
        values |= {"numerator": source.numerator, "denominator": source.denominator}
    told = (
        _("số liệu đã ghi của năm {year}") if figure.observation else _("số các sổ đang đếm của năm {year}")
    )
    return Prefill(values, told.format(year=figure.year)[:ORIGIN_LENGTH])
