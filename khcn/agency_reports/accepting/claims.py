"""What agencies say on the same task or indicator, read from the reports that arrived."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from khcn.agency_reports.choices import ItemKind, ReportState
from khcn.agency_reports.cycles.standing import ARRIVED
from khcn.agency_reports.models import Answer, Cycle, RequestItem

#: ("task", key) or ("indicator", key).
Thing = tuple[str, int]
#: What a ruling remembers of each answer, sorted.
Basis = list[list[Any]]

COLUMNS = (
    "pk", "item_id", "item__kind", "item__task_id", "item__indicator_id", "item__role", "report__request_id",
    "report__part", "declared", "value", "unit", "nothing",
)  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """What one report says on one thing, as little of it as comparing needs."""

    answer: int
    item: int
    thing: Thing
    role: str
    request: int
    part: str
    declared: str
    value: Decimal | None
    unit: str

    @property
    def leads(self) -> bool:
        return self.role in ("", "lead")

    def told(self) -> list[Any]:
        value = None if self.value is None else f"{self.value.normalize():f}"
        return [self.item, self.part, self.declared, value, self.unit]


def claims_of(cycle: Cycle, things: Collection[Thing] | None = None) -> dict[Thing, list[Claim]]:
    """By thing: every claim of a report that arrived. One query, whatever the number of agencies."""
    rows = arrived(cycle).filter(item__kind__in=[ItemKind.TASK, ItemKind.INDICATOR])
    if things is not None:
        rows = rows.filter(item__in=_items(cycle, things))
    found: dict[Thing, list[Claim]] = defaultdict(list)
    for row in rows.order_by("report__request__agency__order", "pk").values_list(*COLUMNS):
        claim = _claim(row)
        if claim.declared or claim.value is not None:
            found[claim.thing].append(claim)
    return dict(found)


def basis_of(claims: Iterable[Claim]) -> Basis:
    """What stood on the table; the same words sent again in a new version are the same."""
    return sorted((claim.told() for claim in claims), key=str)


def arrived(cycle: Cycle) -> QuerySet[Answer]:
    """Answers of reports that are with the department. What was returned, or is still written, says nothing."""
    return Answer.objects.filter(report__request__cycle=cycle, report__state__in=ARRIVED)


def standing_answers(cycle: Cycle) -> QuerySet[Answer]:
    """One answer an item: the accepted before the sent, the later before the earlier; read with `by_item`."""
    rows = arrived(cycle).select_related("item", "report__request__agency").defer("report__sealed")
    return rows.order_by(
        "report__request__agency__order", "report__request__agency__name", "item__order", "pk"
    )


def by_item(answers: Iterable[Answer]) -> list[Answer]:
    """Whole report and part may both answer an item: the accepted one stands, else the one sent last."""
    best: dict[int, Answer] = {}
    for row in answers:
        other = best.get(row.item_id)
        if other is None or _rank(row) > _rank(other):
            best[row.item_id] = row
    return list(best.values())


def _rank(row: Answer) -> tuple[bool, Any]:
    return row.report.state == ReportState.ACCEPTED, row.report.sent_at


def _items(cycle: Cycle, things: Collection[Thing]) -> Any:
    tasks = [key for kind, key in things if kind == ItemKind.TASK]
    indicators = [key for kind, key in things if kind == ItemKind.INDICATOR]
    items = RequestItem.objects.filter(request__cycle=cycle)
    return (items.filter(task__in=tasks) | items.filter(indicator__in=indicators)).values("pk")


def _claim(row: tuple[Any, ...]) -> Claim:
    pk, item, kind, task, indicator, role, request, part, declared, value, unit, nothing = row
    thing = (str(kind), task or indicator)
    if nothing:
        declared, value = "", None
    return Claim(pk, item, thing, role, request, part, declared, value, " ".join(unit.lower().split()))
