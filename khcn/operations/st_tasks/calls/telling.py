"""Telling teams and proposers what became of a call. Names of other teams are never in it."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from khcn.kernel.accounts.models import User
from khcn.kernel.notices.domain import notify
from khcn.operations.st_tasks.calls.times import moment_words
from khcn.operations.st_tasks.choices import Purpose, TeamRole
from khcn.operations.st_tasks.models import Application, Call, StTask, TeamMember

#: Who hears of a dossier: those who write it.
HEARING = (TeamRole.OWNER, TeamRole.LEADER, TeamRole.EDITOR)


def tell_team(application: Application, title: str, body: str = "") -> None:
    """To everybody who writes this application."""
    members = TeamMember.objects.filter(application=application, role__in=HEARING, removed_at=None)
    people = User.objects.filter(pk__in=members.filter(user__isnull=False).values("user"))
    people = (people | User.objects.filter(pk=application.owner_id)).distinct()
    told = f"{application.outward_title}. {body}" if body else application.outward_title
    notify(users=people, kind="st_tasks.call", title=title, body=told, url=_page_of(application))


def tell_teams(call: Call, title: str, body: str = "") -> None:
    """To the teams of all dossiers of a call, each by itself."""
    for application in call.dossiers.exclude(state="withdrawn"):
        tell_team(application, title, body)


def tell_proposers(call: Call, tasks: Iterable[StTask]) -> None:
    """Who proposed a task learns that a call for it is out."""
    assert call.closes_at is not None
    proposals = Application.objects.filter(task__in=list(tasks), purpose=Purpose.PROPOSAL)
    for one in proposals:
        tell_team(
            one, _("Đã thông báo tìm tổ chức chủ trì"),
            _("Nhận hồ sơ đến hết %s.") % moment_words(call.closes_at),
        )  # fmt: skip


def _page_of(application: Application) -> str:
    try:
        return reverse("application_edit", kwargs={"pk": application.pk})
    except NoReverseMatch:
        return ""
