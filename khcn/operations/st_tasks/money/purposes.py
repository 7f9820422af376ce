"""S&T tasks, offered as what money of the funding register may be meant for."""

from collections.abc import Iterator

from django.db.models import QuerySet

from khcn.kernel.access import Actor, visible
from khcn.operations.st_tasks.models import StTask
from khcn.registers.funding.purposes import Purpose, offers_purposes

OFFERED = ("approved", "running", "paused", "accepting", "accepted")


@offers_purposes
def st_tasks(actor: Actor | None) -> Iterator[Purpose]:
    """Approved tasks that have a code and are not closed, the newest first; tasks under secrecy are never named."""
    rows: QuerySet[StTask] = StTask.objects.filter(state__in=OFFERED, confidential=False).exclude(code="")
    if actor is not None:
        rows = visible(actor, "st_tasks.sttask.view", rows)
    for task in rows.order_by("-valid_from", "code").only("code", "name", "starts_on", "ends_on"):
        yield Purpose(
            code=purpose_code(task), label=task.name, first_year=task.starts_on.year if task.starts_on else None,
            last_year=task.ends_on.year if task.ends_on else None,
        )  # fmt: skip


def purpose_code(task: StTask) -> str:
    """What a funding line keeps: the code of the task, which never changes."""
    return f"KH&CN {task.code}"
