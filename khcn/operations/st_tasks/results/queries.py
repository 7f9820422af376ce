"""Reads of results and use."""

from datetime import date

from django.db.models import QuerySet

from khcn.kernel.access import Actor, visible
from khcn.kernel.base import matches
from khcn.operations.st_tasks.choices import Holder
from khcn.operations.st_tasks.models import Result, StTask, Use


def uses_due(*, on: date) -> QuerySet[Use]:
    """Reports on application that should have come by that day and did not."""
    return Use.objects.filter(due_on__lte=on, sent_at=None, task__state__in=["accepted", "closed"])


def overdue_uses(*, organisation_id: int, on: date) -> QuerySet[Use]:
    """Those that this host owes: a ground that bars a new bid."""
    return uses_due(on=on).filter(due_on__lt=on, task__host=organisation_id).select_related("task")


def uses_to_confirm() -> QuerySet[Use]:
    """What hosts sent and nobody at the department has looked at; the oldest first."""
    return (
        Use.objects.filter(sent_at__isnull=False, confirmed_at=None)
        .select_related("task")
        .order_by("sent_at", "pk")
    )


def library(actor: Actor, *, words: str = "", kind: str = "", access: str = "") -> QuerySet[Result]:
    """Entries that this person may see, the newest first."""
    rows = visible(actor, "st_tasks.result.view", Result.objects.select_related("task", "task__host"))
    if words.strip():
        rows = rows.filter(matches(words))
    if kind:
        rows = rows.filter(kind=kind)
    return (rows.filter(access=access) if access else rows).order_by("-pk")


def unregistered(*, before: date) -> QuerySet[StTask]:
    """Accepted tasks whose results were not registered although they were accepted before that day."""
    return StTask.objects.filter(
        state="accepted", registered_on=None, accepted_on__lt=before, grade__in=["excellent", "pass"],
        procedure__isnull=False,
    ).exclude(holder=Holder.NOBODY)  # fmt: skip
