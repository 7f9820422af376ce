"""Money as agencies told it on their tasks: lines by source, added up without guessing what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from khcn.agency_reports.models import Answer
from khcn.outputs.official_reports.sources import Sources
from khcn.plan.models import Task
from khcn.registers.funding.choices import Origin

AMOUNTS = ("planned", "allocated", "disbursed", "settled")


@dataclass(frozen=True)
class MoneyLine:
    task: Task
    answer: Answer
    origin: str
    amounts: dict[str, int | None]


def lines_of(sources: Sources) -> list[MoneyLine]:
    """In task order; a line without any amount says nothing."""
    of_tasks, found = sources.of_tasks(), []
    for task in sources.tasks:
        for answer in of_tasks[task.pk]:
            for told in answer.money:
                amounts = {name: told.get(name) for name in AMOUNTS}
                if any(one is not None for one in amounts.values()):
                    origin = str(told.get("origin") or Origin.UNKNOWN)
                    found.append(MoneyLine(task, answer, origin, amounts))
    return found


def total(lines: Iterable[MoneyLine], field: str) -> tuple[int | None, list[Answer]]:
    """The sum of what was told and the answers behind it; None where nobody told anything."""
    told = [one for one in lines if one.amounts[field] is not None]
    answers = list({one.answer.pk: one.answer for one in told}.values())
    return (sum(one.amounts[field] or 0 for one in told) if told else None), answers
