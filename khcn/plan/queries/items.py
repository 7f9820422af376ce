"""Targets, tasks, duties, findings and grounds of a plan, in official order, in few queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, DateField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast

from khcn.kernel.access import Actor, visible
from khcn.plan.choices import FindingState
from khcn.plan.models import (
    Duty,
    Finding,
    FundingSource,
    LegalBasis,
    Party,
    Plan,
    PlanText,
    ReportingDuty,
    Target,
    Task,
)

OPEN_FINDINGS = Q(findings__state=FindingState.OPEN, findings__gone=False)


def visible_plans(actor: Actor) -> QuerySet[Plan]:
    return visible(actor, "plan.plan.view", Plan.objects.all())


def with_parties() -> Prefetch:
    """Parties of an item in the order of the document, with the agencies they name."""
    return Prefetch(
        "parties",
        Party.objects.select_related("agency", "agency_class", "taken_over_by").order_by("order", "id"),
    )


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """The tasks in force, in official order, with their parties."""
    return (
        Task.objects.filter(plan=plan, withdrawn=False)
        .prefetch_related(with_parties())
        .order_by("order", "id")
    )


def targets_of(plan: Plan) -> QuerySet[Target]:
    """The targets in force with the number of their unsettled findings as `open_findings`."""
    counted = Count("findings", filter=OPEN_FINDINGS, distinct=True)
    return (
        Target.objects.filter(plan=plan, withdrawn=False)
        .select_related("owner", "source")
        .defer("source__text")
        .annotate(open_findings=counted)
        .order_by("order", "id")
    )


def duties_of(plan: Plan) -> tuple[list[Duty], list[ReportingDuty]]:
    """Duties and reporting duties in force, their parties read in one query for both."""
    rows = Duty.objects.filter(plan=plan, withdrawn=False).select_related("source").defer("source__text")
    duties = list(rows.order_by("order"))
    asked = ReportingDuty.objects.filter(plan=plan, withdrawn=False).select_related("source")
    reporting = list(asked.defer("source__text").order_by("order"))
    parties = Party.objects.filter(Q(duty__plan=plan) | Q(reporting_duty__plan=plan))
    by_item: dict[tuple[int | None, int | None], list[Party]] = defaultdict(list)
    for party in parties.select_related("agency", "agency_class", "taken_over_by").order_by("order", "id"):
        by_item[party.duty_id, party.reporting_duty_id].append(party)
    for duty in duties:
        _prefetched(duty, by_item[duty.pk, None])
    for report in reporting:
        _prefetched(report, by_item[None, report.pk])
    return duties, reporting


def _prefetched(item: Any, parties: list[Party]) -> None:
    """Hand the item its parties as a prefetch would."""
    rows = item.parties.all()
    rows._result_cache = parties
    item._prefetched_objects_cache = {"parties": rows}


def findings_of(plan: Plan) -> QuerySet[Finding]:
    """Findings that the present text still gives rise to; unsettled ones first."""
    return Finding.objects.filter(plan=plan, gone=False).order_by("state", "id")


def latest_text(plan: Plan) -> PlanText | None:
    return PlanText.objects.filter(plan=plan).select_related("imported_by").order_by("-version").first()


@dataclass(frozen=True)
class Ground:
    """What the plan stands on: a source of money or a legal basis."""

    kind: str
    clause: str
    title: str
    issued_on: date | None


def grounds_of(plan: Plan) -> list[Ground]:
    """Funding sources and legal bases in one query."""
    no_day = Cast(Value(None), DateField())
    funding = FundingSource.objects.filter(plan=plan, withdrawn=False).order_by()
    bases = LegalBasis.objects.filter(plan=plan).order_by()
    money = funding.annotate(
        g_kind=Value("funding", output_field=CharField()), g_title=F("short_title"), g_day=no_day
    )
    law = bases.annotate(
        g_kind=Value("basis", output_field=CharField()),
        g_title=Cast("symbol", CharField(max_length=300)),
        g_day=F("issued_on"),
    )
    columns = ("g_kind", "clause", "g_title", "g_day", "pk")
    rows = money.values_list(*columns).union(law.values_list(*columns), all=True)
    return [Ground(*row[:4]) for row in sorted(rows, key=lambda row: (row[3] or date.min, row[4]))]
