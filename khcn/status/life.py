"""Where a task stands in its life on a day: open or ended, until when, and who answers for it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khcn.kernel.agencies.queries import SuccessionMap
from khcn.plan.choices import PartyKind, TaskDecisionKind, TaskState
from khcn.plan.models import Task
from khcn.status.facts import Decided, Facts, Lead

STATE_AFTER = {
    TaskDecisionKind.CLOSE: TaskState.CLOSED,
    TaskDecisionKind.SUCCEED: TaskState.SUCCEEDED,
    TaskDecisionKind.REOPEN: TaskState.OPEN,
}


@dataclass(frozen=True)
class Life:
    """The state in force on a day and the day it began; `until` is the last year, None if unknown."""

    state: str
    since: date | None
    until: int | None
    extended: bool


@dataclass(frozen=True)
class Owner:
    """The agencies that answer; without any, `reason` says in a sentence why nobody does."""

    agencies: tuple[int, ...] = ()
    reason: str = ""


def life_on(task: Task, decisions: list[Decided], on: date) -> Life:
    """Decisions up to the day, replayed; later ones do not exist yet."""
    in_order = sorted(decisions, key=lambda one: (one.on, one.id))
    state, since = _state(task, [one for one in in_order if one.kind in STATE_AFTER], on)
    extended = _extension(task, [one for one in in_order if one.kind == TaskDecisionKind.EXTEND], on)
    return Life(state, since, extended or task.to_year or task.plan.to_year, extended is not None)


def _state(task: Task, decisions: list[Decided], on: date) -> tuple[str, date | None]:
    if not decisions:
        ended = task.closed_on is not None and task.closed_on <= on
        return (task.state, task.closed_on) if ended else (TaskState.OPEN.value, None)
    past = [one for one in decisions if one.on <= on]
    if not past:
        return TaskState.OPEN.value, None
    return STATE_AFTER[TaskDecisionKind(past[-1].kind)].value, past[-1].on


def _extension(task: Task, decisions: list[Decided], on: date) -> int | None:
    if not decisions:
        return task.extended_to
    past = [one.until_year for one in decisions if one.on <= on]
    return past[-1] if past else None


def first_year(task: Task) -> int | None:
    """The year in which work begins: the task's own, else that of the plan or of its date."""
    if task.from_year or task.plan.from_year:
        return task.from_year or task.plan.from_year
    return task.plan.issued_on.year if task.plan.issued_on else None


def owner_on(facts: Facts, succession: SuccessionMap, on: date) -> Owner:
    """The agencies that answer for the leads; if none does, why."""
    answers = [_answers(lead, succession, on) for lead in facts.leads]
    agencies = tuple(dict.fromkeys(agency for agency, _reason in answers if agency is not None))
    if agencies:
        return Owner(agencies)
    return Owner((), answers[0][1] if answers else _("Văn bản không nêu cơ quan chủ trì."))


def _answers(lead: Lead, succession: SuccessionMap, on: date) -> tuple[int | None, str]:
    taken = lead.taken_over_by if lead.taken_over_on and lead.taken_over_on <= on else None
    start = taken or lead.agency_id
    if start is None:
        return None, _no_agency(lead)
    found = succession.responsible_on(start, on)
    return found.agency_id, "" if found.agency_id else _no_heir(lead, found.reason)


def _no_agency(lead: Lead) -> str:
    if lead.kind == PartyKind.CLASS:
        return _("Văn bản giao cho cả nhóm “{name}”; cần chỉ định một cơ quan chịu trách nhiệm.").format(
            name=lead.name
        )
    return _("“{name}” chưa được khớp với cơ quan nào trong danh mục.").format(name=lead.name)


def _no_heir(lead: Lead, reason: str) -> str:
    sentences = {
        "split": _("Nhiệm vụ của {name} đã chia cho nhiều cơ quan; cần người chỉ định cơ quan tiếp nhận."),
        "dissolved": _("{name} đã giải thể, không có cơ quan kế thừa; cần người chỉ định cơ quan tiếp nhận."),
        "cycle": _("Quan hệ kế thừa của {name} ghi thành vòng tròn; hãy sửa trong danh mục cơ quan."),
    }
    return sentences[reason].format(name=lead.name)
