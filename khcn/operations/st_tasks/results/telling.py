"""Telling the host and the officer of a task something about its results."""

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.notices.domain import notify
from khcn.operations.st_tasks.choices import ApplicationState, Purpose, TeamRole
from khcn.operations.st_tasks.models import StTask, TeamMember

WRITERS = (TeamRole.OWNER, TeamRole.LEADER, TeamRole.EDITOR)
KIND = "st_tasks.results"


def host_people(task: StTask) -> list[User]:
    """Who acts for the host: the writers of the chosen dossier, and people with a seat at the host's agency."""
    rows = TeamMember.objects.filter(
        application__task=task, application__purpose=Purpose.DOSSIER, application__state=ApplicationState.CHOSEN,
        role__in=WRITERS, removed_at=None, user__isnull=False,
    ).filter(Q(role=TeamRole.OWNER) | Q(accepted=True))  # fmt: skip
    wanted = Q(pk__in=rows.values("user"))
    if task.host_id and task.host and task.host.agency_id:
        roles = [Role.ENTERPRISE, Role.EXPERT, Role.REPORTER, Role.APPROVER]
        seats = Membership.objects.valid_on(timezone.localdate()).filter(
            agency_id=task.host.agency_id, role__in=roles
        )
        wanted |= Q(pk__in=seats.values("user"))
    return list(User.objects.filter(wanted, is_active=True).distinct())


def tell_host(task: StTask, title: str, body: str = "") -> None:
    if people := host_people(task):
        notify(users=people, kind=KIND, title=title, body=_outward(task, body), url=page_of(task))


def tell_officer(task: StTask, title: str, body: str = "") -> None:
    """The officer in charge; without one nobody: the board shows what waits."""
    if task.officer is not None:
        notify(users=[task.officer], kind=KIND, title=title, body=_outward(task, body), url=page_of(task))


def _outward(task: StTask, body: str) -> str:
    """Mails say nothing of a confidential task but its number."""
    return task.outward_name if task.confidential else body


def page_of(task: StTask) -> str:
    try:
        return reverse("st_task_detail", kwargs={"pk": task.pk}) + "?phan=ung-dung"
    except NoReverseMatch:
        return ""
