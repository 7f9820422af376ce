"""Who is told of what is due on a task."""

from collections.abc import Iterable

from django.utils import timezone

from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import Membership, User
from khcn.operations.st_tasks.choices import ApplicationState, Purpose, TeamRole
from khcn.operations.st_tasks.models import StTask, TeamMember

WRITING = (TeamRole.OWNER, TeamRole.LEADER, TeamRole.EDITOR)


def host_people(tasks: Iterable[StTask]) -> dict[int, list[User]]:
    """By task: those who wrote the chosen dossier. One query for all."""
    rows = TeamMember.objects.filter(
        application__task__in=[task.pk for task in tasks], application__purpose=Purpose.DOSSIER,
        application__state=ApplicationState.CHOSEN, role__in=WRITING, removed_at=None, user__isnull=False,
        user__is_active=True,
    ).exclude(accepted=False).select_related("user", "application")  # fmt: skip
    found: dict[int, list[User]] = {}
    for row in rows:
        assert row.application.task_id is not None and row.user is not None
        if row.role == TeamRole.OWNER or row.accepted:
            found.setdefault(row.application.task_id, []).append(row.user)
    return found


def officers() -> list[User]:
    """Those who look after tasks that nobody was given to."""
    seats = Membership.objects.valid_on(timezone.localdate()).filter(role=Role.COORDINATOR)
    return list(User.objects.filter(pk__in=seats.values("user"), is_active=True))
