"""To whom the right to results, and what was bought or made for them, is given."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.models import HandOver, StTask
from khcn.registers.directory.models import Organisation

#: Phases in which something can be handed over; a task taken over by hand is asked for its acceptance too.
HANDED_IN = ("accepted", "closed")


@transaction.atomic
def add_hand_over(*, task: StTask, to: Organisation, what: str, symbol: str, on: date, by: Actor) -> HandOver:
    """Record a decision or minutes of hand-over; the step `hand_over` asks for at least one.

    Raises DomainError `hand_over.too_early`, `hand_over.blank`, `hand_over.future`, `hand_over.before_acceptance`.
    """
    require(by, "st_tasks.sttask.manage", task)
    if task.state not in HANDED_IN or task.accepted_on is None:
        raise DomainError(_("Chỉ giao quyền, bàn giao sau khi nghiệm thu."), code="hand_over.too_early")
    if not what.strip() or not symbol.strip():
        raise DomainError(
            _("Hãy ghi cái gì được giao và số quyết định hoặc biên bản."), code="hand_over.blank"
        )
    if on > by.on:
        raise DomainError(_("Ngày bàn giao không được ở tương lai."), code="hand_over.future")
    if on < task.accepted_on:
        raise DomainError(
            _("Ngày bàn giao %(on)s trước ngày nghiệm thu %(accepted)s.")
            % {"on": f"{on:%d/%m/%Y}", "accepted": f"{task.accepted_on:%d/%m/%Y}"},
            code="hand_over.before_acceptance",
        )
    made = HandOver.objects.create(task=task, to=to, what=what.strip(), symbol=symbol.strip(), on=on)
    record_event("st_task.hand_over", task, by=by, after={"to": str(to), "symbol": made.symbol, "on": on})
    return made


@transaction.atomic
def remove_hand_over(*, hand_over: HandOver, reason: str, by: Actor) -> None:
    """Take back a hand-over entered by mistake; the audit keeps it. The last one of a task handed over stays."""
    task = hand_over.task
    require(by, "st_tasks.sttask.manage", task)
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do xóa."), code="hand_over.reason")
    if task.handed_over_on and task.hand_overs.count() == 1:
        raise DomainError(
            _(
                "Nhiệm vụ đã bàn giao nên phải còn ít nhất một lần bàn giao. Hãy ghi bản đúng trước khi xóa bản này."
            ),
            code="hand_over.last",
        )
    told = {"to": str(hand_over.to), "symbol": hand_over.symbol, "on": hand_over.on}
    hand_over.delete()
    record_event("st_task.hand_over_removed", task, by=by, before=told, after={"reason": reason.strip()})
