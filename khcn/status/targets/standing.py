"""All targets of plans and how each stands. Seven queries, whatever the number of targets and readings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khcn.indicators.choices import CardState, ForecastState
from khcn.indicators.models import Card, StoredForecast
from khcn.indicators.series import Place, Series, series_of
from khcn.plan.models import Target, TargetMeasure, TargetStep
from khcn.status.choices import TargetStatus
from khcn.status.targets.evidence import evidence_of
from khcn.status.targets.judging import Evidence, Outcome, judge


@dataclass(frozen=True)
class Standing:
    """A target with an outcome for each reading; one of them decides when a person chose it, or when all agree."""

    target: Target
    outcomes: list[Outcome]

    @property
    def deciding(self) -> Outcome | None:
        """The outcome of the governing reading, else the one that all readings share."""
        chosen = next((one for one in self.outcomes if one.governing), None)
        if chosen is not None or not self.outcomes:
            return chosen
        first = self.outcomes[0]
        return first if all(one.status == first.status for one in self.outcomes) else None

    @property
    def contested(self) -> bool:
        """Readings that nobody settled lead to different statuses."""
        return bool(self.outcomes) and self.deciding is None

    @property
    def status(self) -> TargetStatus | None:
        """None while contested: both outcomes are shown."""
        return self.deciding.status if self.deciding else None

    @property
    def main(self) -> Outcome | None:
        """The outcome whose numbers stand first on a page."""
        return self.deciding or next(iter(self.outcomes), None)


def standings(
    targets: Iterable[Target], today: date, *, public: bool = False, year: int | None = None
) -> dict[int, Standing]:
    """By key of the target. `public`: by published figures and accepted forecasts only. `year`: as of its end."""
    rows = list(targets)
    known = _read(rows, today, public=public, year=year or today.year)
    return {
        target.pk: Standing(target, [judge(one, year=known.year) for one in known.evidence(target)])
        for target in rows
    }


@dataclass(frozen=True)
class _Known:
    """Everything that was read for some targets at once."""

    year: int
    measures: dict[int, list[TargetMeasure]]
    steps: dict[int, list[TargetStep]]
    cards: dict[int, Card]
    series: dict[Place, Series]
    forecasts: dict[Place, StoredForecast]

    def evidence(self, target: Target) -> list[Evidence]:
        """One for each reading; one that says what is missing where nothing measures the target."""
        steps = self.steps.get(target.pk, [])
        found = [self._of(target, measure, steps) for measure in self.measures.get(target.pk, [])]
        return found or [evidence_of(target, None, steps=steps, card=None, series={}, forecast=None)]

    def _of(self, target: Target, measure: TargetMeasure, steps: list[TargetStep]) -> Evidence:
        card = self.cards.get(measure.indicator_id)
        place = (measure.indicator_id, (card.territory_id if card else None) or 0)
        series = {year: figure for year, figure in self.series.get(place, {}).items() if year <= self.year}
        return evidence_of(
            target, measure, steps=steps, card=card, series=series, forecast=self.forecasts.get(place)
        )


def _read(targets: list[Target], today: date, *, public: bool, year: int) -> _Known:
    measures = _measures(targets)
    keys = {one.indicator_id for found in measures.values() for one in found}
    cards = Card.objects.filter(indicator__in=keys, state=CardState.IN_FORCE).select_related("territory")
    return _Known(
        year, measures, _steps(targets), {card.indicator_id: card for card in cards},
        series_of(keys, public=public, today=today), _forecasts(keys, public),
    )  # fmt: skip


def _measures(targets: list[Target]) -> dict[int, list[TargetMeasure]]:
    found: dict[int, list[TargetMeasure]] = {}
    rows = TargetMeasure.objects.filter(target__in=targets)
    for one in rows.select_related("indicator", "baseline__territory").order_by("-governing", "order", "pk"):
        found.setdefault(one.target_id, []).append(one)
    return found


def _steps(targets: list[Target]) -> dict[int, list[TargetStep]]:
    found: dict[int, list[TargetStep]] = {}
    for one in TargetStep.objects.filter(target__in=targets):
        found.setdefault(one.target_id, []).append(one)
    return found


def _forecasts(keys: set[int], public: bool) -> dict[Place, StoredForecast]:
    """The accepted forecast; inside the administration, without one, the latest that was computed."""
    states = [ForecastState.ACCEPTED] if public else [ForecastState.ACCEPTED, ForecastState.COMPUTED]
    found: dict[Place, StoredForecast] = {}
    rows = StoredForecast.objects.filter(indicator__in=keys, state__in=states)
    for one in sorted(rows, key=lambda row: (row.state == ForecastState.ACCEPTED, row.made_at)):
        if one.points:
            found[one.indicator_id, one.territory_id] = one
    return found
