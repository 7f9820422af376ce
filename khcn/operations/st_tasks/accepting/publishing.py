"""The acceptance dossier made public within some working days after it was found valid (TT 11/2014/TT-BKHCN)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import store
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.advancing.advance import locked
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.shape import Outline

AT, DAYS = "acceptance", "publish.acceptance_days"


def publication_due(task: StTask, outline: Outline | None) -> date | None:
    """By when the dossier is published; None before it is valid, once it is published, and for secret tasks."""
    figure = outline.figure_by_code.get(DAYS) if outline else None
    waits = task.step == AT and not task.confidential and task.acceptance_published_on is None
    if figure is None or not waits or task.step_since is None:
        return None
    return add_working_days(timezone.localtime(task.step_since).date(), int(figure.value))


@transaction.atomic
def publish_dossier(*, task: StTask, on: date, by: Actor) -> StTask:
    """Record the day of publication. Raises DomainError `acceptance.confidential`, `acceptance.not_valid`, `acceptance.published_on`."""
    require(by, "st_tasks.sttask.manage", task)
    task = locked(task)
    if task.confidential:
        raise DomainError(_("Nhiệm vụ có yêu cầu bảo mật nên không công bố."), code="acceptance.confidential")
    if task.state != "accepting" or task.step != AT:
        raise DomainError(
            _("Hồ sơ nghiệm thu được công bố sau khi Sở xác định là hợp lệ."), code="acceptance.not_valid"
        )
    if on > by.on or (task.dossier_on and on < task.dossier_on):
        sentence = _("Ngày công bố từ ngày nộp hồ sơ đến hôm nay.")
        raise DomainError(sentence, code="acceptance.published_on", fields={"on": sentence})
    before, task.acceptance_published_on = task.acceptance_published_on, on
    register = registers.of(StTask)
    assert register is not None
    store(register, task, {})
    record_event("st_task.publish_dossier", task, by=by, before={"on": before}, after={"on": on})
    return task
