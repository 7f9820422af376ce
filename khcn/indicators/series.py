"""Reading figures: for each indicator and territory one figure a year, with where it comes from.

What wins where several stand for the same year, for people of the administration:

1. a figure that somebody confirmed or published as final (chính thức);
2. for what the house counts itself: the count as it stands now;
3. the latest confirmed or published figure, preliminary before estimate.

Readers outside see published figures only. A draft never stands in a series. A corrected figure keeps its place until
its correction is confirmed (for readers outside: published). Figures told in another unit than the card in force
do not stand beside the others.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from khcn.indicators.choices import VINTAGE_ORDER, CardState, ValueState, Vintage
from khcn.indicators.models import Card, Count, Observation
from khcn.indicators.periods import end_of_year, is_yearly, moment, year_of


@dataclass(frozen=True)
class Figure:
    """One point of a series. `count` is what the house counts now for the same year, where it counts."""

    indicator_id: int
    territory_id: int
    year: int
    at: Decimal
    value: Decimal
    first_day: date
    last_day: date
    vintage: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    observation: Observation | None = None
    count: Count | None = None
    breaks: bool = False
    artificial: bool = False

    @property
    def published(self) -> bool:
        return self.observation is not None and self.observation.state == ValueState.PUBLISHED

    @property
    def provisional(self) -> bool:
        return self.vintage != Vintage.FINAL

    @property
    def differs(self) -> bool:
        """Số đã công bố khác số hiện tại."""
        if self.observation is None or self.count is None or self.count.value is None:
            return False
        return self.observation.state == ValueState.PUBLISHED and self.observation.value != self.count.value


#: Figures by year.
Series = dict[int, Figure]
Place = tuple[int, int]

#: States of figures that stand in a series, for readers outside and for people of the administration.
OUTSIDE = (ValueState.PUBLISHED,)
INSIDE = (ValueState.CONFIRMED, ValueState.PUBLISHED)


def series_of(
    indicators: Iterable[int], *, public: bool = False, territories: Iterable[int] | None = None,
    today: date | None = None, cards: Mapping[int, Card] | None = None,
) -> dict[Place, Series]:  # fmt: skip
    """By (indicator, territory). Three queries, whatever is asked; `today` leaves out what was told for later.

    `cards`: those in force by indicator, where the caller has read them already.
    """
    keys, places = list(indicators), list(territories or ())
    cards = _cards(keys) if cards is None else cards
    told = Observation.objects.filter(indicator__in=keys)
    counts = Count.objects.filter(indicator__in=keys)
    if territories is not None:
        told = told.filter(Q(territory__in=places) | Q(replaces__territory__in=places))
        counts = counts.filter(territory__in=places)
    if public:
        counts = counts.none()
    if today is not None:
        counts = counts.filter(first_day__lte=today)
    told = told.select_related("card").order_by("revision", "pk")
    standing = [
        row for row in _standing(told, OUTSIDE if public else INSIDE)
        if (today is None or row.first_day <= today) and (territories is None or row.territory_id in places)
    ]  # fmt: skip
    return _joined(cards, standing, counts)


def one_series(indicator: int, territory: int, *, public: bool = False, today: date | None = None) -> Series:
    return series_of([indicator], public=public, territories=[territory], today=today).get(
        (indicator, territory), {}
    )


def series_from(
    card: Card, told: Iterable[Observation], counts: Iterable[Count], *, public: bool = False
) -> dict[Place, Series]:
    """The same for one indicator from rows that were read already; `told` are all of its figures, oldest revision first."""
    rows = _standing(told, OUTSIDE if public else INSIDE)
    return _joined({card.indicator_id: card}, rows, [] if public else counts)


def _standing(told: Iterable[Observation], stands: Collection[str]) -> list[Observation]:
    """Figures in one of these states, without those whose correction, or a correction of that, is in one too."""
    rows = {row.pk: row for row in told}
    standing = [row for row in rows.values() if row.state in stands and not row.withdrawn]
    corrected: set[int] = set()
    for row in standing:
        before = rows.get(row.replaces_id or 0)
        while before is not None and before.pk not in corrected:
            corrected.add(before.pk)
            before = rows.get(before.replaces_id or 0)
    return [row for row in standing if row.pk not in corrected]


def standing_revisions(told: Iterable[Observation], *, public: bool = False) -> dict[int, Observation | None]:
    """For each of these figures, by key, the revision of it that stands now; None where it was withdrawn.

    One query, and none where all of them stand themselves.
    """
    stands = OUTSIDE if public else INSIDE
    found: dict[int, Observation | None] = {row.pk: row for row in told}
    moved = {row for row in found.values() if row and not (row.current and row.state in stands)}
    if not moved:
        return found
    rows = Observation.objects.filter(indicator__in={row.indicator_id for row in moved})
    read = list(rows.select_related("card", "territory", "indicator").order_by("revision", "pk"))
    now = {_first_of(row, read): row for row in _standing(read, stands)}
    return found | {row.pk: now.get(_first_of(row, read)) for row in moved}


def _first_of(row: Observation, told: Iterable[Observation]) -> int:
    """The key of the figure that a row corrects, or that its predecessors corrected."""
    before = {one.pk: one.replaces_id for one in told}
    key = row.pk
    while (older := before.get(key)) is not None:
        key = older
    return key


def _cards(keys: list[int]) -> dict[int, Card]:
    return {
        card.indicator_id: card for card in Card.objects.filter(indicator__in=keys, state=CardState.IN_FORCE)
    }


def _joined(
    cards: Mapping[int, Card], told: Iterable[Observation], counts: Iterable[Count]
) -> dict[Place, Series]:
    best: dict[tuple[Place, int], Observation] = {}
    for row in told:
        card = cards.get(row.indicator_id)
        if card is None or not stands_in(row, card):
            continue
        key = ((row.indicator_id, row.territory_id), year_of(card, row.last_day, row.calendar))
        if key not in best or _rank(row, card) >= _rank(best[key], card):
            best[key] = row
    now = {
        ((row.indicator_id, row.territory_id), row.year): row
        for row in counts
        if row.indicator_id in cards and row.card_id == cards[row.indicator_id].pk
    }
    found: dict[Place, Series] = {}
    for place, year in sorted(best.keys() | now.keys()):
        figure = figure_of(cards[place[0]], best.get((place, year)), now.get((place, year)))
        if figure is not None:
            found.setdefault(place, {})[year] = figure
    return found


def _rank(row: Observation, card: Card) -> tuple[bool, bool, date, int, int]:
    """A year's latest day stands for it, but an estimate of how it will end waits behind what is known."""
    return (
        row.calendar == card.calendar, row.vintage != Vintage.ESTIMATE, row.last_day,
        VINTAGE_ORDER.index(Vintage(row.vintage)), row.revision,
    )  # fmt: skip


def stands_in(row: Observation, card: Card) -> bool:
    """Whether a figure belongs into the yearly series: a whole year, in the unit of the card in force."""
    return same_unit(row.card, card) and is_yearly(row.first_day, row.last_day, row.calendar, card)


def same_unit(told: Card, now: Card) -> bool:
    return told.pk == now.pk or " ".join(told.unit.lower().split()) == " ".join(now.unit.lower().split())


def figure_of(card: Card, told: Observation | None, count: Count | None) -> Figure | None:
    """What stands for a year of which this was told and that is counted."""
    counts = count is not None and count.value is not None
    if told is not None and (told.vintage == Vintage.FINAL or not counts):
        return Figure(
            told.indicator_id, told.territory_id, year_of(card, told.last_day, told.calendar),
            moment(card, told.last_day), told.value, told.first_day, told.last_day, told.vintage, told.numerator, told.denominator, told, count, told.breaks_series,
            told.artificial,
        )  # fmt: skip
    if count is None or count.value is None:
        return None
    over = count.last_day >= end_of_year(card, count.last_day.year)
    return Figure(
        count.indicator_id, count.territory_id, count.year, moment(card, count.last_day), count.value, count.first_day,
        count.last_day, Vintage.PRELIMINARY if over else Vintage.ESTIMATE, count.numerator, count.denominator,
        told, count,
    )  # fmt: skip
