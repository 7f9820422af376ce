"""Who in the department follows a task."""

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.models import User
from khcn.kernel.accounts.queries import actor_of
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.domain import notify
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.rules import OFFICERS


@transaction.atomic
def assign_officer(*, task: StTask, officer: User | None, by: Actor, url: str = "") -> StTask:
    """Give a task to an officer of the department, or to nobody; the officer is told."""
    require(by, "st_tasks.sttask.manage", task)
    task = StTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if officer is not None and not (officer.is_active and actor_of(officer, by.on).has(*OFFICERS)):
        sentence = _("%s không phải là cán bộ đang theo dõi nhiệm vụ của Sở.") % officer.full_name
        raise DomainError(sentence, code="task.not_an_officer", fields={"officer": sentence})
    if task.officer_id == (officer.pk if officer else None):
        return task
    before, task.officer = task.officer_id, officer
    task.save(update_fields=["officer"])
    record_event(
        "st_task.assign", task, by=by, before={"officer": before},
        after={"officer": officer.pk if officer else None},
    )  # fmt: skip
    if officer is not None and officer.pk != by.user_id:
        notify(
            users=[officer],
            kind="st_tasks.assign",
            title=_("Bạn được giao theo dõi một nhiệm vụ KH&CN"),
            body=task.outward_name,
            url=url,
        )
    return task
