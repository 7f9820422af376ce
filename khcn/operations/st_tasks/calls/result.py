"""The result of a selection made public after the approval, whether or not the contract is signed by then."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import store
from khcn.operations.st_tasks.advancing.advance import locked
from khcn.operations.st_tasks.models import StTask

SHOWN = ("approved", "running", "paused", "accepting", "accepted", "closed", "terminated")


@transaction.atomic
def publish_result(*, task: StTask, on: date, by: Actor) -> StTask:
    """Record the day; from then on public pages name the host. Raises DomainError `result.confidential`,
    `result.not_approved`, `result.published_on`."""
    require(by, "st_tasks.sttask.manage", task)
    task = locked(task)
    if task.confidential:
        raise DomainError(_("Nhiệm vụ có yêu cầu bảo mật nên không công bố."), code="result.confidential")
    if task.state not in SHOWN or task.valid_from is None:
        raise DomainError(
            _("Kết quả được công bố sau quyết định phê duyệt thực hiện."), code="result.not_approved"
        )
    if not task.valid_from <= on <= by.on:
        sentence = _("Ngày công bố từ ngày quyết định phê duyệt đến hôm nay.")
        raise DomainError(sentence, code="result.published_on", fields={"on": sentence})
    before, task.result_published_on = task.result_published_on, on
    register = registers.of(StTask)
    assert register is not None
    store(register, task, {})
    record_event("st_task.publish_result", task, by=by, before={"on": before}, after={"on": on})
    return task
