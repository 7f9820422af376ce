"""What happens to a proposal when its task moves: effects that rule sets name, and what follows from every step."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import store
from khcn.kernel.registers.records import Visibility
from khcn.operations.st_tasks.advancing.guards import Step, effect
from khcn.operations.st_tasks.applications.similar import look_up
from khcn.operations.st_tasks.choices import ApplicationState, Purpose
from khcn.operations.st_tasks.models import Application, StTask, TaskEvent
from khcn.operations.st_tasks.signals import task_advanced

LOOKED_UP = ("received", "screening")
RETURNED, REJECTED, ORDERED, WITHDRAW = "returned", "rejected", "ordered", "withdraw"
#: What a proposal becomes, by the transition or the state it leads to.
_CLOSED_AS = {WITHDRAW: ApplicationState.WITHDRAWN, REJECTED: ApplicationState.INVALID}


@effect("close_application")
def close_application(step: Step) -> None:
    """A proposal that is refused, merged into another or not recommended by the council is not in anybody's hands any
    more; the reason goes along. Only what was not taken in is invalid, and that step asks for a reason."""
    state = _CLOSED_AS.get(step.transition.code) or _CLOSED_AS.get(
        step.transition.target, ApplicationState.NOT_CHOSEN
    )
    _proposals(step.task).update(
        state=state, validity_note=step.note, decided_by=step.by.user_id, decided_at=timezone.now()
    )


@receiver(task_advanced, sender=StTask, dispatch_uid="st_tasks.applications.follow_task")
def follow_task(*, task: StTask, event: TaskEvent, by: Actor, **_more: Any) -> None:
    """A returned proposal may be edited again; what is ordered may be shown, unless it is confidential.

    Whatever comes to the department is looked up among earlier tasks, in the background.
    """
    if event.target in LOOKED_UP:
        transaction.on_commit(lambda: look_up.enqueue(task.pk), robust=True)
    if event.target == RETURNED:
        _proposals(task).update(state=ApplicationState.RETURNED, validity_note=event.note)
    if event.target == ORDERED and task.visibility == Visibility.INTERNAL and not task.confidential:
        task.visibility = Visibility.PUBLIC
        register = registers.of(StTask)
        assert register is not None
        store(register, task, {})


def _proposals(task: StTask) -> Any:
    sent = [ApplicationState.SENT, ApplicationState.RETURNED]
    return Application.objects.filter(task=task, purpose=Purpose.PROPOSAL, state__in=sent)
