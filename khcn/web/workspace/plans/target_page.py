"""One target: where it stands by each reading, on what that rests, and who decided what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.choices import Vintage
from khcn.indicators.models import Count, Observation
from khcn.indicators.progress import METHODS, Rating, panel
from khcn.indicators.publishing import records_of
from khcn.kernel.access import may, visible
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.fact_rights import seen_by_actor
from khcn.kernel.registers.measure import FactUnknown, fact_of
from khcn.outputs.charts import Picture
from khcn.plan.choices import Horizon, TargetKind
from khcn.plan.models import Plan, Target, TargetStep
from khcn.plan.queries import findings_of, targets_of
from khcn.plan.rules import is_staff
from khcn.status.models import StatusChange
from khcn.status.targets import Outcome, Standing, standings
from khcn.status.targets.judging import OF_RATING
from khcn.status.targets.steps import Step, way
from khcn.web.links import url_of
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404, span_url
from khcn.web.workspace.plans.target_acts import MAY_MEASURE
from khcn.web.workspace.plans.target_charts import bullet, fan
from khcn.web.workspace.plans.target_rows import TargetRow
from khcn.web.workspace.plans.target_words import Reading, reading_of, rule_words

RECORDS, CHANGES = 20, 15
#: Rules whose thresholds were not read in their source.
TO_CONFIRM = ("eurostat", "own.near")


@dataclass(frozen=True)
class Method:
    """What one rule says of the same figures; `to_confirm`: its thresholds were not read in their source."""

    name: str
    status: str
    sentence: str
    to_confirm: bool
    applied: bool


@dataclass
class Block:
    """One reading with everything behind it."""

    reading: Reading
    fan: Picture | None = None
    methods: list[Method] = field(default_factory=list)
    records: list[tuple[str, str]] = field(default_factory=list)
    counted: int = 0
    records_url: str = ""
    indicator_url: str = ""
    figure_url: str = ""
    governing: bool = False


def target_detail(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    target, parts = _with_parts(request, found, code)
    public = not is_staff(request.actor)
    told = standings([target, *parts], timezone.localdate(), public=public)
    findings = list(visible(request.actor, "plan.finding.view", findings_of(found).filter(targets=target)))
    for one in findings:
        one.plan = found
    row = TargetRow(target, standing=told[target.pk])
    title = target.short_title
    context = frame(found, title, (_("Chỉ tiêu"), reverse("target_list", kwargs={"plan": plan})))
    context |= _measured(request, row, public=public) | {
        "target": target, "row": row, "public": public, "findings": findings,
        "parts": [TargetRow(part, standing=told[part.pk]) for part in parts],
        "editable": may(request.actor, "plan.plan.edit", found),
        "decides": may(request.actor, MAY_MEASURE, target),
        "source_url": span_url(target, found), "baseline_url": span_url(target, found, "baseline"),
        "baseline_note": target.baseline_period and _("kỳ {period}").format(period=target.baseline_period),
    }  # fmt: skip
    return render(request, "plans/target_detail.html", context)


def _with_parts(request: HttpRequest, plan: Plan, code: str) -> tuple[Target, list[Target]]:
    rows = list(
        targets_of(plan)
        .select_related("owner", "parent", "source")
        .filter(Q(code=code) | Q(parent__code=code))
    )
    target = next((one for one in rows if one.code == code), None)
    if target is None:
        not_here(request)
    for one in rows:
        one.plan = plan
    return target, [one for one in rows if one.parent_id == target.pk]


def _measured(request: HttpRequest, row: TargetRow, *, public: bool) -> dict[str, Any]:
    """Everything about where the target stands; nothing for a heading, which is judged by its parts."""
    standing = row.standing
    if standing is None or row.is_group:
        return {}
    blocks = [_block(request, row.target, one) for one in standing.outcomes if one.measure]
    if not public:
        _fill_records(request, blocks, standing.main)
    main = standing.main
    return {
        "standing": standing, "blocks": blocks, "finding": _finding(standing),
        "bullet": bullet(row.target, main) if main else None,
        "steps": _steps(standing, main) if main else [],
        "changes": _changes(row.target, public),
        "chosen": next((one.measure for one in standing.outcomes if one.governing), None),
        "stepped": row.target.horizon not in (Horizon.AVERAGE, Horizon.MILESTONE)
        and row.target.kind != TargetKind.QUALITATIVE,
    }  # fmt: skip


def _finding(standing: Standing) -> str:
    """What stands beside the badge: why, or which reading says what while they contradict each other."""
    if not standing.contested:
        return standing.main.sentence if standing.main else ""
    each = (f"{reading_of(one).label}: {str(one.status.label).lower()}" for one in standing.outcomes)
    return "; ".join(each) + "."


def _block(request: HttpRequest, target: Target, outcome: Outcome) -> Block:
    assert outcome.measure is not None
    block = Block(reading_of(outcome), fan(target, outcome), _methods(outcome), governing=outcome.governing)
    indicator = outcome.measure.indicator
    if may(request.actor, "indicators.indicator.view", indicator):
        block.indicator_url = reverse("indicator_detail", kwargs={"code": indicator.code})
        block.figure_url = _origin(outcome)
    return block


def _origin(outcome: Outcome) -> str:
    """Where the latest figure comes from: what somebody told, or what the house counts."""
    figure, measure = outcome.figure, outcome.measure
    if figure is None or measure is None:
        return ""
    code, told = measure.indicator.code, figure.observation
    if told is not None and (figure.count is None or told.vintage == Vintage.FINAL):
        return reverse("value_detail", kwargs={"code": code, "pk": told.pk})
    return _count_url(outcome)


def _count_url(outcome: Outcome) -> str:
    if outcome.figure is None or outcome.measure is None:
        return ""
    told = {"code": outcome.measure.indicator.code, "year": outcome.figure.year}
    return reverse("count_detail", kwargs=told)


def _methods(outcome: Outcome) -> list[Method]:
    """The rule that holds beside the published ones, on the same figures."""
    evidence = outcome.evidence
    if outcome.rating is None or not evidence.points or evidence.goal.kind == TargetKind.MILESTONE:
        return []
    told = panel(evidence.points, evidence.goal, base=evidence.base, today_year=timezone.localdate().year)
    return [_method(name, rating, evidence.method) for name, rating in zip(METHODS, told, strict=True)]


def _method(name: str, rating: Rating, applied: str) -> Method:
    words = rule_words(rating.rule if name == "own" else name)
    status = OF_RATING[rating.status].value
    unsure = name == "eurostat" or rating.rule in TO_CONFIRM
    return Method(words[:1].upper() + words[1:], status, rating.reason, unsure, name == applied)


def _fill_records(request: HttpRequest, blocks: list[Block], main: Outcome | None) -> None:
    """How many records stand behind each count; those of one reading are listed, the others open on a page of their own.

    Listed are those of the reading that decides, else of the first that stands on a register. One query.
    """
    listed = False
    for block in sorted(blocks, key=lambda one: one.reading.outcome is not main):
        figure = block.reading.outcome.figure
        if figure is not None and figure.count is not None and block.indicator_url:
            block.counted = figure.count.counted
            block.records_url = _count_url(block.reading.outcome)
        listed = listed or _list_records(request, block)


def _list_records(request: HttpRequest, block: Block) -> bool:
    """The records behind the latest figure as they are now; only those that this person may open."""
    outcome = block.reading.outcome
    figure, card = outcome.figure, outcome.evidence.card
    source: Count | Observation | None = (figure.count or figure.observation) if figure else None
    if source is None or card is None or not card.fact or figure is None:
        return False
    source.card, source.territory = card, card.territory  # type: ignore[assignment]
    try:
        records = records_of(source)
        register, _fact = fact_of(card.fact)
    except FactUnknown:
        return False
    if records is None:
        return False
    seen = records.filter(seen_by_actor(request.actor)(register)).order_by("order_key", "pk")
    shown = with_companions(register, seen, ())[:RECORDS]
    block.records = [(str(one), url_of(one)) for one in shown]
    block.counted = block.counted or len(block.records)
    return True


def _steps(standing: Standing, outcome: Outcome) -> list[tuple[Step, str]]:
    """Steps that a person set, and derived ones of the years to come; derived ones one decimal finer."""
    typed: Iterable[TargetStep] = standing.steps
    if outcome.measure is None:
        typed = TargetStep.objects.filter(target=standing.target).select_related("document")
    year, reading = timezone.localdate().year, reading_of(outcome)
    return [
        (step, reading.range(step.low, step.high, finer=step.typed is None))
        for step in way(outcome, typed)
        if step.typed or step.year >= year
    ]


def _changes(target: Target, public: bool) -> list[StatusChange]:
    """How the status changed; readers outside are not told, for inner figures stand behind it."""
    if public:
        return []
    rows = StatusChange.objects.filter(target=target).select_related("measure__indicator").defer("basis")
    return list(rows[:CHANGES])
