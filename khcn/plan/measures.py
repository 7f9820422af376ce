"""Acts on how targets are measured: which reading governs, what is added to the measures, the steps by year."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.models import Indicator, Observation
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.plan.models import Finding, Target, TargetMeasure, TargetStep
from khcn.plan.signals import targets_changed


@transaction.atomic
def add_measure(
    *, target: Target, indicator: Indicator, label: str, by: Actor, baseline: Observation | None = None,
    comparable: bool = True, baseline_note: str = "",
) -> TargetMeasure:  # fmt: skip
    """Let an indicator measure the target beside those that do already; it does not govern yet."""
    target = _locked(target, by)
    if TargetMeasure.objects.filter(target=target, indicator=indicator).exists():
        sentence = _("Chỉ số này đã dùng để đo chỉ tiêu {code}.").format(code=target.code)
        raise DomainError(sentence, code="measure.exists", fields={"indicator": sentence})
    measure = TargetMeasure.objects.create(
        target=target, indicator=indicator, label=label.strip(), baseline=baseline, comparable=comparable,
        baseline_note=baseline_note.strip(), order=target.measures.count() + 1,
    )  # fmt: skip
    record_event(
        "target.measure_add", target, by=by, after={"indicator": indicator.code, "label": measure.label}
    )
    targets_changed.send(sender=Target, plan=target.plan_id, by=by)
    return measure


@transaction.atomic
def choose_measure(
    *, measure: TargetMeasure, reason: str, by: Actor, document: Document | None = None
) -> TargetMeasure:
    """Settle by which indicator the target is judged. The other readings stay and are still shown, as not governing."""
    target = _locked(measure.target, by)
    if not reason.strip():
        sentence = _("Hãy ghi lý do chọn cách tính này; người sau cần biết vì sao.")
        raise DomainError(sentence, code="measure.reason_missing", fields={"reason": sentence})
    before = target.measures.filter(governing=True).first()
    if before is not None:
        before.governing = False
        before.save()
    measure = TargetMeasure.objects.select_related("indicator").get(pk=measure.pk)
    measure.governing, measure.reason, measure.document = True, reason.strip(), document
    measure.chosen_by_id, measure.chosen_at = by.user_id, timezone.now()
    measure.save()
    record_event(
        "target.measure_choose", target, by=by,
        before={"indicator": before.indicator.code} if before else None,
        after={"indicator": measure.indicator.code, "reason": measure.reason, "document": str(document or "")},
    )  # fmt: skip
    targets_changed.send(sender=Target, plan=target.plan_id, by=by)
    return measure


@transaction.atomic
def unchoose_measures(*, target: Target, by: Actor) -> None:
    """No reading governs any more: all outcomes are shown again."""
    target = _locked(target, by)
    for measure in target.measures.filter(governing=True):
        measure.governing = False
        measure.save()
        record_event("target.measure_unchoose", target, by=by, before={"indicator": measure.indicator.code})
    targets_changed.send(sender=Target, plan=target.plan_id, by=by)


@transaction.atomic
def follow_finding(*, finding: Finding, by: Actor) -> list[TargetMeasure]:
    """When a settled finding chose a reading, the measures under that reading govern their targets."""
    chosen = TargetMeasure.objects.filter(target__in=finding.targets.all(), reading=finding.chosen).exclude(
        reading=""
    )
    return [
        choose_measure(measure=one, reason=finding.reason, document=finding.document, by=by)
        for one in chosen.select_related("target")
        if not one.governing
    ]


@transaction.atomic
def set_step(
    *, target: Target, year: int, low: Decimal, by: Actor, high: Decimal | None = None,
    document: Document | None = None, note: str = "",
) -> TargetStep:  # fmt: skip
    """Say what the target should have reached in a year; the step of that year is written over."""
    target = _locked(target, by)
    fields = {}
    if high is not None and high < low:
        fields["high"] = _("Mức cao nhỏ hơn mức thấp.")
    if target.year is not None and year >= target.year:
        fields["year"] = _("Lộ trình chỉ gồm các năm trước năm {year} của chỉ tiêu.").format(year=target.year)
    if fields:
        raise DomainError(" ".join(fields.values()), code="step.invalid", fields=fields)
    step = TargetStep.objects.filter(target=target, year=year).first() or TargetStep(target=target, year=year)
    before = {"low": str(step.low), "high": str(step.high)} if step.pk else None
    step.low, step.high, step.document, step.note = low, high, document, note.strip()
    step.save()
    record_event(
        "target.step", target, by=by, before=before, after={"year": year, "low": str(low), "high": str(high)}
    )
    targets_changed.send(sender=Target, plan=target.plan_id, by=by)
    return step


@transaction.atomic
def remove_step(*, step: TargetStep, by: Actor) -> None:
    target = _locked(step.target, by)
    record_event("target.step_remove", target, by=by, before={"year": step.year, "low": str(step.low)})
    step.delete()
    targets_changed.send(sender=Target, plan=target.plan_id, by=by)


def _locked(target: Target, by: Actor) -> Target:
    require(by, "plan.target.measure", target)
    return Target.objects.select_for_update(of=("self",)).get(pk=target.pk)


@transaction.atomic
def govern_target(*, target: Target, reason: str, by: Actor) -> Target:
    """Of two figures that the plan gives for one promise, this one holds; the other is still shown."""
    require(by, "plan.target.measure", target)
    if not reason.strip():
        sentence = _("Hãy ghi lý do chọn mức này.")
        raise DomainError(sentence, code="target.reason_missing", fields={"reason": sentence})
    # All of them, in one order: of two who settle different figures the second waits.
    same = Target.objects.filter(pk__in=[target.pk, *rivals(target)]).order_by("pk")
    rows = {one.pk: one for one in same.select_for_update(of=("self",))}
    target = rows.pop(target.pk)
    before = [one for one in rows.values() if one.governing]
    for other in before:
        other.governing = False
        other.save()
    target.governing = True
    target.save()
    record_event(
        "target.govern", target, by=by, before={"codes": [one.code for one in before]},
        after={"code": target.code, "reason": reason.strip()},
    )  # fmt: skip
    targets_changed.send(sender=Target, plan=target.plan_id, by=by)
    return target


def rivals(target: Target) -> list[int]:
    """Other figures of the plan for the same promise: their codes are that of the promise with the clause added."""
    stem = target.code.split("-", 1)[0]
    same = Target.objects.filter(plan=target.plan_id, withdrawn=False).exclude(pk=target.pk)
    return [one.pk for one in same if one.code.split("-", 1)[0] == stem]
