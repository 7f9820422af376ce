"""Locks and refusals that the acts on money share."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.models import Contract, Instalment, StTask

#: Phases in which a contract is made and carried out.
UNDER_CONTRACT = ("approved", "running", "paused", "accepting", "accepted", "closed", "terminated")


def locked_task(task: StTask) -> StTask:
    """The task, held until the end of the transaction: two who act on its money at once wait for each other."""
    rows = (
        StTask.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .defer("procedure__definition")
    )
    return rows.get(pk=task.pk)


def locked_contract(contract: Contract) -> Contract:
    """The contract with its task, both held."""
    task = locked_task(contract.task)
    held = Contract.objects.select_for_update().get(pk=contract.pk)
    held.task = task
    return held


def instalments_of(contract: Contract) -> list[Instalment]:
    return list(Instalment.objects.filter(contract=contract).order_by("number"))


def refuse_future(day: date, by: Actor, field: str) -> None:
    if day > by.on:
        sentence = _("Ngày %(day)s ở tương lai. Hãy ghi ngày đã thực hiện.") % {"day": f"{day:%d/%m/%Y}"}
        raise DomainError(sentence, code="task.future", fields={field: sentence})


def refuse_field(field: str, sentence: str, code: str, **said: Any) -> DomainError:
    """A refusal that lands at one field."""
    text = sentence % said if said else sentence
    return DomainError(text, code=code, fields={field: text})


def need_amount(amount: int | None, field: str = "amount") -> int:
    """A whole number of đồng above zero."""
    if amount is None or isinstance(amount, bool) or not isinstance(amount, int) or amount <= 0:
        raise refuse_field(field, _("Hãy ghi số tiền lớn hơn 0, tròn đồng."), "money.amount")
    return amount
