"""What measures some targets: readings with the definition in force, the plan's baseline and the steps.

One query; one more where a baseline was corrected or withdrawn since it was chosen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q

from khcn.indicators.choices import CardState, Visibility
from khcn.indicators.models import Card
from khcn.indicators.series import standing_revisions
from khcn.kernel.documents.models import Document
from khcn.plan.models import Target, TargetMeasure, TargetStep

STEP = ("pk", "year", "low", "high", "note", "document_id", "document__symbol", "document__summary")


@dataclass
class Measures:
    """By target: its readings, the governing first, and its steps; by indicator: the card in force.

    Steps of a target that nothing measures are not read: there is nothing to hold against them.
    """

    readings: dict[int, list[TargetMeasure]] = field(default_factory=dict)
    steps: dict[int, list[TargetStep]] = field(default_factory=dict)
    cards: dict[int, Card] = field(default_factory=dict)


def measures_of(targets: Iterable[Target], *, public: bool) -> Measures:
    """Readers outside are told of public indicators and published baselines only."""
    rows = TargetMeasure.objects.filter(target__in=targets).annotate(
        card=FilteredRelation("indicator__cards", condition=Q(indicator__cards__state=CardState.IN_FORCE)),
        **{f"step_{name}": F(f"target__steps__{name}") for name in STEP},
    )
    if public:
        rows = rows.filter(indicator__visibility=Visibility.PUBLIC)
    rows = rows.select_related(  # type: ignore[misc]  # the stubs do not know annotated relations
        "indicator", "baseline__territory", "baseline__indicator", "card__territory", "chosen_by", "document"
    )
    found, seen = Measures(), set[int]()
    for row in rows.order_by("-governing", "order", "pk", "step_year"):  # type: ignore[misc]
        _take_step(found, row)
        if row.pk not in seen:
            seen.add(row.pk)
            _take(found, row)
    renew_baselines([row for readings in found.readings.values() for row in readings], public=public)
    return found


def renew_baselines(readings: list[TargetMeasure], *, public: bool) -> list[TargetMeasure]:
    """A baseline is the figure that stands now in place of the chosen one; outside, a published one of a public indicator."""
    chosen = [row.baseline for row in readings if row.baseline is not None]
    now = standing_revisions(chosen, public=public)
    for row in readings:
        base = now[row.baseline.pk] if row.baseline is not None else None
        told = base is not None and (not public or base.indicator.visibility == Visibility.PUBLIC)
        row.baseline = base if told else None
    return readings


def _take(found: Measures, row: TargetMeasure) -> None:
    found.readings.setdefault(row.target_id, []).append(row)
    card: Card | None = getattr(row, "card", None)
    if card is not None:
        card.indicator = row.indicator
        found.cards[row.indicator_id] = card


def _take_step(found: Measures, row: TargetMeasure) -> None:
    told = {name: getattr(row, f"step_{name}") for name in STEP}
    steps = found.steps.setdefault(row.target_id, [])
    if told["pk"] is None or any(step.pk == told["pk"] for step in steps):
        return
    symbol, summary = told.pop("document__symbol"), told.pop("document__summary")
    step = TargetStep(target_id=row.target_id, **told)
    if step.document_id:
        step.document = Document(pk=step.document_id, symbol=symbol, summary=summary)
    steps.append(step)
