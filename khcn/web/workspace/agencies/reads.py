"""What the pages of the directory show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from khcn.kernel.agencies.models import Agency, Succession
from khcn.kernel.agencies.queries import SuccessionMap
from khcn.kernel.base import matches
from khcn.plan.models import Party
from khcn.plan.rules import answered_by

TABS = ("tinh", "xa", "cu")


def agencies_in(tab: str, today: date, q: str = "", kind: str = "") -> QuerySet[Agency]:
    """Agencies of one tab: those of the province, the communes, those that ended."""
    rows = Agency.objects.select_related("parent").annotate(
        named=Count("parties", filter=Q(parties__task__isnull=False, parties__role="lead"), distinct=True)
    )
    ended = Q(valid_to__lt=today)
    if tab == "cu":
        rows = rows.filter(ended)
    elif tab == "xa":
        rows = rows.filter(kind="ubnd-xa").exclude(ended)
    else:
        rows = rows.exclude(ended).exclude(kind="ubnd-xa")
    if kind:
        rows = rows.filter(kind=kind)
    rows = rows.order_by("order", "name")
    return rows.filter(matches(q)) if q else rows


@dataclass(frozen=True)
class Heritage:
    """Where an agency came from and where its duties went; `ask` holds the heirs when a person must decide."""

    before: list[Succession]
    after: list[Succession]
    today: Agency | None
    ask: list[Agency]
    reason: str


def all_edges() -> list[Succession]:
    return list(Succession.objects.select_related("predecessor", "successor"))


def heritage(agency: Agency, edges: list[Succession], day: date) -> Heritage:
    answer = SuccessionMap.of(edges).responsible_on(agency.pk, day)
    known = {one.pk: one for edge in edges for one in (edge.predecessor, edge.successor) if one}
    moved = answer.agency_id is not None and answer.agency_id != agency.pk
    return Heritage(
        before=[edge for edge in edges if edge.successor_id == agency.pk],
        after=[edge for edge in edges if edge.predecessor_id == agency.pk and edge.successor_id != agency.pk],
        today=known[answer.agency_id] if moved and answer.agency_id else None,
        ask=[known[pk] for pk in answer.candidates],
        reason=answer.reason,
    )


def work_of(agency: Agency, edges: list[Succession], day: date) -> QuerySet[Party]:
    """Every task and duty for which the agency is named, took over, or answers as a successor."""
    answers_for = SuccessionMap.of(edges).answers_for(agency.pk, day) | {agency.pk}
    return (
        Party.objects.filter(answered_by(answers_for) | Q(agency=agency))
        .select_related("task__plan", "duty__plan", "reporting_duty__plan", "agency", "taken_over_by")
        .order_by("role", "task__order", "duty__order", "id")
    )
