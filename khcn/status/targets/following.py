"""Noticing that a status changed, and why: after figures, definitions, goals or days changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils import timezone

from khcn.indicators.choices import COMPUTED, CardState
from khcn.indicators.models import Count
from khcn.indicators.signals import figures_changed
from khcn.kernel.jobs.daily import daily
from khcn.plan.models import Target, TargetMeasure
from khcn.plan.signals import targets_changed
from khcn.status.choices import Cause
from khcn.status.models import Judgement, StatusChange
from khcn.status.targets.evidence import basis_of
from khcn.status.targets.judging import Outcome
from khcn.status.targets.standing import standings

#: Where several things changed at once, the first of these is told as the cause.
CAUSES = (
    ("definition", Cause.DEFINITION),
    ("rule", Cause.RULE),
    ("target", Cause.TARGET),
    ("value", Cause.VALUE),
    ("forecast", Cause.FORECAST),
)

KEPT = ("measure", "status", "sentence", "change", "basis", "on")


@receiver(figures_changed)
def after_figures(indicators: list[int], **_told: Any) -> None:
    transaction.on_commit(
        lambda: note_changes(indicators=sorted({*indicators} - _uncounted(indicators))), robust=True
    )


def _uncounted(indicators: list[int]) -> set[int]:
    """Indicators whose counts are still those of an older definition: judged when the worker has counted anew."""
    rows = Count.objects.filter(indicator__in=indicators, card__state=CardState.REPLACED)
    rows = rows.filter(indicator__cards__state=CardState.IN_FORCE, indicator__cards__source__in=COMPUTED)
    return set(rows.values_list("indicator", flat=True))


@receiver(targets_changed)
def after_targets(plan: int, **_told: Any) -> None:
    transaction.on_commit(lambda: note_changes(plan=plan), robust=True)


@daily("status.targets")
def after_a_day(day: date) -> None:
    """Time itself changes statuses: a year ends, a deadline passes."""
    note_changes(today=day)


def note_changes(
    *, indicators: list[int] | None = None, plan: int | None = None, today: date | None = None
) -> list[StatusChange]:
    """Judge the targets concerned anew and keep each change. Constant queries; of two at once the second waits."""
    day = today or timezone.localdate()
    with transaction.atomic():
        rows = list(_concerned(indicators, plan).select_for_update(of=("self",)))
        before = {one.place: one for one in Judgement.objects.filter(target__in=rows)}
        fresh = [
            _judgement(outcome, day)
            for standing in standings(rows, day).values()
            for outcome in standing.outcomes
        ]
        changes = {
            row.place: change
            for row, outcome in fresh
            if (change := _change(row, outcome, before.get(row.place))) is not None
        }
        StatusChange.objects.bulk_create(changes.values())
        _keep([row for row, _outcome in fresh], before, changes)
        return list(changes.values())


def _concerned(indicators: list[int] | None, plan: int | None) -> QuerySet[Target]:
    targets = Target.objects.filter(withdrawn=False).order_by("pk")
    if indicators is not None:
        measured = TargetMeasure.objects.filter(indicator__in=indicators)
        targets = targets.filter(pk__in=measured.values("target"))
    return targets if plan is None else targets.filter(plan=plan)


def _judgement(outcome: Outcome, day: date) -> tuple[Judgement, Outcome]:
    target, measure = outcome.evidence.target, outcome.measure
    row = Judgement(
        place=f"{target.pk}-{measure.pk if measure else 0}", target=target, measure=measure, status=outcome.status,
        sentence=outcome.sentence, basis=dict(basis_of(outcome.evidence, day)), on=day,
    )  # fmt: skip
    return row, outcome


def _keep(rows: list[Judgement], before: dict[str, Judgement], changes: Mapping[str, StatusChange]) -> None:
    changed = []
    for row in rows:
        old = before.get(row.place)
        row.change = changes.get(row.place)
        if old is not None and (row.change or _differs(old, row)):
            row.pk, row.change_id = old.pk, row.change_id or old.change_id
            changed.append(row)
    Judgement.objects.bulk_create([row for row in rows if row.place not in before])
    Judgement.objects.bulk_update(changed, KEPT, batch_size=200)


def _differs(old: Judgement, row: Judgement) -> bool:
    return (old.status, old.sentence, old.measure_id, old.basis) != (
        row.status, row.sentence, row.measure_id, _plain(row.basis),
    )  # fmt: skip


def _change(row: Judgement, outcome: Outcome, before: Judgement | None) -> StatusChange | None:
    if before is not None and before.status == row.status:
        return None
    return StatusChange(
        target=row.target, measure=outcome.measure, before=before.status if before else "", after=row.status,
        cause=_cause(before.basis if before else None, row.basis), sentence=outcome.sentence, basis=row.basis,
        on=row.on,
    )  # fmt: skip


def _cause(before: dict[str, Any] | None, now: dict[str, Any]) -> Cause:
    if before is None:
        return Cause.FIRST
    return next((cause for name, cause in CAUSES if before.get(name) != _plain(now[name])), Cause.TIME)


def _plain(told: Any) -> Any:
    """As JSON gives it back: tuples become lists."""
    if isinstance(told, dict):
        return {name: _plain(one) for name, one in told.items()}
    return [_plain(one) for one in told] if isinstance(told, list | tuple) else told
