"""All targets of plans and how each stands. Six queries, whatever the number of targets and readings."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState, ForecastState
from khcn.indicators.models import Card, StoredForecast
from khcn.indicators.series import Place, Series, series_of
from khcn.plan.models import Target, TargetMeasure, TargetStep
from khcn.status.choices import CONTESTED, TargetStatus
from khcn.status.targets.evidence import evidence_of
from khcn.status.targets.judging import Evidence, Outcome, judge
from khcn.status.targets.measures import measures_of


@dataclass(frozen=True)
class Standing:
    """A target with an outcome for each reading; one of them decides when a person chose it, or when all agree.

    `steps`: those that a person set, with their document; not read where nothing measures the target.
    """

    target: Target
    outcomes: list[Outcome]
    steps: list[TargetStep] = field(default_factory=list)

    @property
    def deciding(self) -> Outcome | None:
        """The outcome of the governing reading, else the one that all readings share; silent ones contradict nobody."""
        chosen = next((one for one in self.outcomes if one.governing), None)
        if chosen is not None or not self.outcomes:
            return chosen
        speaking = [one for one in self.outcomes if one.status != TargetStatus.NO_DATA] or self.outcomes
        return speaking[0] if len({one.status for one in speaking}) == 1 else None

    @property
    def contested(self) -> bool:
        """Readings that nobody settled lead to different statuses."""
        return bool(self.outcomes) and self.deciding is None

    @property
    def status(self) -> TargetStatus | None:
        """None while contested: both outcomes are shown."""
        return self.deciding.status if self.deciding else None

    @property
    def code(self) -> str:
        """The status, or that readings contest it."""
        return self.status.value if self.status else CONTESTED

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
    return {target.pk: known.standing(target) for target in rows}


def standings_by_year(
    targets: Iterable[Target], years: Iterable[int], today: date, *, public: bool = False
) -> dict[int, dict[int, Standing]]:
    """By key of the target and year: how it stood at the end of each, by the figures known today. Read once.

    A forecast made now knows what came after a past year, so past years are judged without one.
    """
    rows = list(targets)
    known = _read(rows, today, public=public, year=today.year)
    then = {
        year: replace(known, year=year, forecasts=known.forecasts if year >= today.year else {})
        for year in years
    }
    return {target.pk: {year: one.standing(target) for year, one in then.items()} for target in rows}


@dataclass(frozen=True)
class _Known:
    """Everything that was read for some targets at once."""

    year: int
    public: bool
    measures: dict[int, list[TargetMeasure]]
    steps: dict[int, list[TargetStep]]
    cards: dict[int, Card]
    series: dict[Place, Series]
    forecasts: dict[Place, StoredForecast]

    def standing(self, target: Target) -> Standing:
        outcomes = [judge(one, year=self.year) for one in self.evidence(target)]
        return Standing(target, outcomes, self.steps.get(target.pk, []))

    def evidence(self, target: Target) -> list[Evidence]:
        """One for each reading; one that says what is missing where nothing measures the target."""
        steps = self.steps.get(target.pk, [])
        found = [self._of(target, measure, steps) for measure in self.measures.get(target.pk, [])]
        if found:
            return found
        nothing = evidence_of(target, None, steps=steps, card=None, series={}, forecast=None)
        if self.public:
            nothing = replace(nothing, missing=_("Chưa có số liệu nào được công bố cho chỉ tiêu này."))
        return [nothing]

    def _of(self, target: Target, measure: TargetMeasure, steps: list[TargetStep]) -> Evidence:
        card = self.cards.get(measure.indicator_id)
        place = (measure.indicator_id, (card.territory_id if card else None) or 0)
        series = {year: figure for year, figure in self.series.get(place, {}).items() if year <= self.year}
        return evidence_of(
            target, measure, steps=steps, card=card, series=series, forecast=self.forecasts.get(place)
        )


def _read(targets: list[Target], today: date, *, public: bool, year: int) -> _Known:
    found = measures_of(targets, public=public)
    keys = {one.indicator_id for readings in found.readings.values() for one in readings}
    return _Known(
        year, public, found.readings, found.steps, found.cards,
        series_of(keys, public=public, today=today, cards=found.cards), _forecasts(keys, public),
    )  # fmt: skip


def _forecasts(keys: set[int], public: bool) -> dict[Place, StoredForecast]:
    """The accepted forecast of the definition in force; inside, without one, the latest that was computed."""
    states = [ForecastState.ACCEPTED] if public else [ForecastState.ACCEPTED, ForecastState.COMPUTED]
    found: dict[Place, StoredForecast] = {}
    rows = StoredForecast.objects.filter(indicator__in=keys, state__in=states, card__state=CardState.IN_FORCE)
    for one in sorted(
        rows.select_related("accepted_by"), key=lambda row: (row.state == ForecastState.ACCEPTED, row.made_at)
    ):
        if one.points:
            found[one.indicator_id, one.territory_id] = one
    return found
