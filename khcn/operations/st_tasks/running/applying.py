"""An agreed change, applied to its task: fields, days that follow from the period, the contract, lines of the budget."""

from datetime import date
from typing import Any

from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import set_reason, store
from khcn.kernel.registers.signals import records_saved
from khcn.operations.st_tasks.advancing.deadlines import set_due
from khcn.operations.st_tasks.choices import ChangeKind
from khcn.operations.st_tasks.models import Change, Contract, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.running.planning import acceptance_due, plan_reports
from khcn.operations.st_tasks.running.wishes import SUBJECTS, wished_lines_of

#: Changes of the period also move these.
PERIOD = ("ends_on", "acceptance_due_on", "extended_from")


def standing_before(change: Change) -> dict[str, Any]:
    """What the change puts something else in the place of."""
    task = change.task
    if change.kind in (ChangeKind.EXTENSION, ChangeKind.SHORTENING):
        return {name: _plain(getattr(task, name)) for name in PERIOD}
    if change.kind == ChangeKind.CONTENT:
        return {name: getattr(task, SUBJECTS[name]) for name in change.wish}
    if change.kind == ChangeKind.LEADER:
        return {"leader": task.leader_id, "leader_name": task.leader_name}
    if change.kind == ChangeKind.HOST:
        return {"host": task.host_id, "host_name": task.host.name if task.host else ""}
    if change.kind == ChangeKind.BUDGET:
        return {"lines": {str(line.pk): line.planned for line, _new in wished_lines_of(task, change.wish)}}
    return {}


def apply(change: Change, *, on: date, by: Actor) -> StTask:
    """Write what was agreed. The task is locked by the caller."""
    task = change.task
    if change.kind in (ChangeKind.EXTENSION, ChangeKind.SHORTENING):
        _move_end(change)
    elif change.kind == ChangeKind.CONTENT:
        for name, text in change.wish.items():
            setattr(task, SUBJECTS[name], text)
    elif change.kind == ChangeKind.LEADER:
        task.leader_id, task.leader_name = change.wish["leader"], change.wish["leader_name"]
    elif change.kind == ChangeKind.HOST:
        task.host_id = change.wish["host"]
    elif change.kind == ChangeKind.BUDGET:
        for line, planned in wished_lines_of(task, change.wish):
            line.planned = planned
            line.save(update_fields=["planned"])
        return task
    else:
        return task
    _save(task, change, by)
    return task


def _move_end(change: Change) -> None:
    task = change.task
    ends_on = date.fromisoformat(change.wish["ends_on"])
    if change.kind == ChangeKind.EXTENSION:
        task.extended_from = task.ends_on
    task.ends_on = ends_on
    task.acceptance_due_on = acceptance_due(task) or task.acceptance_due_on
    Contract.objects.filter(task=task).update(ends_on=ends_on)
    plan_reports(task)
    if task.procedure:
        set_due(task, outline_of(task.procedure))


def _save(task: StTask, change: Change, by: Actor) -> None:
    register = registers.of(StTask)
    assert register is not None
    set_reason(task, change.get_kind_display())
    store(register, task, {})
    records_saved.send(sender=type(register), register=register, records=[task], by=by)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
