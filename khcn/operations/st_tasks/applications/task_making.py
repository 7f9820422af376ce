"""From a proposal that is sent first to its task: one record of the register, at the first step of the rule set."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import first_change, store
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Visibility
from khcn.kernel.registers.signals import records_saved
from khcn.operations.st_tasks.advancing.deadlines import step_due
from khcn.operations.st_tasks.applications.answers import asked_fields, value_for_column
from khcn.operations.st_tasks.applications.saving import OWN_COLUMNS, form_of
from khcn.operations.st_tasks.models import Application, StTask, TaskEvent
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.signals import task_advanced

#: Columns of a task that a proposal may fill; everything later has its own step.
TAKEN = (
    "name", "need", "objective", "summary", "expected_results", "expected_user", "share_group", "proposer", "confidential",
)  # fmt: skip


def make_task(application: Application, by: Actor) -> StTask:
    """The task of the proposal, in the hands of the department. What is proposed stays inside until it is ordered."""
    outline = outline_of(application.procedure)
    state = outline.first
    task = StTask(
        kind=application.kind, procedure=application.procedure, step=state.code, holder=state.holder, state=state.phase,
        step_since=timezone.now(), proposed_on=by.on, proposer=_proposer(application, by),
        proposer_organisation=application.organisation, visibility=Visibility.INTERNAL, artificial=application.artificial,
    )  # fmt: skip
    for name, value in task_values(application).items():
        setattr(task, name, value)
    task.step_due = step_due(task, state, by.on)
    register = registers.of(StTask)
    assert register is not None
    store(register, task, {})
    StateChange.objects.create(**first_change(task, by))
    event = TaskEvent.objects.create(
        task=task, transition="propose", target=state.code, acted_as="proposer", on=by.on, by_id=by.user_id, by_name=by.name
    )  # fmt: skip
    record_event("st_task.propose", task, by=by, after={"name": task.name, "application": application.pk})
    records_saved.send(sender=type(register), register=register, records=[task], by=by)
    task_advanced.send(sender=StTask, task=task, event=event, by=by, outline=outline)
    return task


def update_task(application: Application, task: StTask, by: Actor) -> None:
    """A proposal that was returned and is sent again says anew what its task is."""
    values = {name: value for name, value in task_values(application).items() if getattr(task, name) != value}
    if not values:
        return
    before = {name: str(getattr(task, name)) for name in values}
    for name, value in values.items():
        setattr(task, name, value)
    register = registers.of(StTask)
    assert register is not None
    store(register, task, {})
    after = {name: str(value) for name, value in values.items()}
    record_event("st_task.proposal_changed", task, by=by, before=before, after=after)
    records_saved.send(sender=type(register), register=register, records=[task], by=by)


def task_values(application: Application) -> dict[str, Any]:
    """The promoted answers as columns of the task."""
    found: dict[str, Any] = {"name": application.title}
    for field in asked_fields(form_of(application)):
        if field.column in OWN_COLUMNS or field.column not in TAKEN:
            continue
        value = value_for_column(field, application.answers.get(field.code))
        found[field.column] = (
            value if value is not None else (False if field.column == "confidential" else "")
        )
    return found


def _proposer(application: Application, by: Actor) -> str:
    party = application.organisation or application.agency
    return str(party)[:300] if party else _("Cá nhân: %(name)s") % {"name": by.name}
