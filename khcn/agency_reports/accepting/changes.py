"""What agencies say otherwise than in the cycle before: status declared, values that jump, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from khcn.agency_reports.accepting.claims import arrived, by_item, standing_answers
from khcn.agency_reports.models import Answer, Cycle, RequestItem
from khcn.kernel.agencies.queries import SuccessionMap

DECLARED, JUMP, TEXT, NEW = "declared", "jump", "text", "new"


@dataclass(frozen=True)
class Change:
    """An answer beside the one of the cycle before; `percent` is how far the value moved."""

    answer: Answer
    before: Answer | None
    kinds: tuple[str, ...]
    percent: Decimal | None = None


def changes(cycle: Cycle) -> list[Change]:
    """All that changed, in the order of agencies and items. Three queries; none where there is no cycle before."""
    if cycle.previous_id is None or cycle.previous is None:
        return []
    limit = cycle.template.jump_percent
    past = _answers_before(cycle)
    rows = [
        compared(answer, past.get(_key(answer.item, answer.report.request.agency_id)), limit)
        for answer in by_item(standing_answers(cycle))
    ]
    return [row for row in rows if row.kinds]


def compared(answer: Answer, before: Answer | None, limit: int) -> Change:
    if before is None:
        return Change(answer, None, () if _silent(answer) else (NEW,))
    kinds = []
    if answer.declared != before.declared:
        kinds.append(DECLARED)
    percent = moved(answer, before)
    if percent is not None and abs(percent) > limit:
        kinds.append(JUMP)
    if _words(answer) != _words(before):
        kinds.append(TEXT)
    return Change(answer, before, tuple(kinds), percent)


def moved(answer: Answer, before: Answer) -> Decimal | None:
    """By how many per cent; None where nothing can be compared."""
    if answer.value is None or not before.value or _unit(answer) != _unit(before):
        return None
    return (answer.value - before.value) * 100 / abs(before.value)


def _answers_before(cycle: Cycle) -> dict[tuple[Any, ...], Answer]:
    """By thing and the agency that answers for it now: what was told last time."""
    if cycle.previous is None:
        return {}
    heirs = SuccessionMap.load()
    day = min(cycle.last_day, cycle.due_on)
    found: dict[tuple[Any, ...], Answer] = {}
    rows = arrived(cycle.previous).select_related("item", "report__request__agency")
    for row in by_item(_sorted(rows.defer("report__sealed"))):
        agency = row.report.request.agency_id
        heir = heirs.responsible_on(agency, day).agency_id or agency
        if heir == agency:
            found[_key(row.item, agency)] = row
        else:
            found.setdefault(_key(row.item, heir), row)
    return found


def _sorted(rows: Any) -> Iterable[Answer]:
    return rows.order_by("report__request__agency_id", "pk")


def _key(item: RequestItem, agency: int) -> tuple[Any, ...]:
    return item.kind, item.task_id or item.indicator_id or item.section, agency


def _silent(answer: Answer) -> bool:
    return not (answer.declared or answer.text or answer.value is not None)


def _words(answer: Answer) -> str:
    return " ".join(answer.text.split())


def _unit(answer: Answer) -> str:
    return " ".join(answer.unit.lower().split())
