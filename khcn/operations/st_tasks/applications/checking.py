"""What must be put right before an application is sent, each as a sentence with its place on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.documents.models import Attachment
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.papers import papers_on
from khcn.operations.st_tasks.applications.answers import Problem, problems_of
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.choices import Purpose, TeamRole
from khcn.operations.st_tasks.models import Application, BudgetLine, TeamMember
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.running.obligations import obligations_of

#: Parts of the page that are no fields of the form.
TEAM, BUDGET, PAPERS, OBLIGATIONS, HOST = "nhom", "du-toan", "tai-lieu", "nghia-vu", "to-chuc"


class ApplicationIncomplete(DomainError):
    """Not sent: `problems` say what is missing."""

    code = "application.incomplete"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            _("Chưa gửi được, còn %(count)s chỗ phải sửa: %(first)s")
            % {"count": len(problems), "first": problems[0].sentence},
            fields={one.where: one.sentence for one in problems},
        )
        self.problems = problems


@dataclass(frozen=True)
class Parts:
    """What an application consists of besides its answers, read once."""

    team: list[TeamMember]
    lines: list[BudgetLine]
    papers: dict[str, list[Attachment]]

    @classmethod
    def load(cls, application: Application) -> "Parts":
        team = application.team.filter(removed_at=None).select_related("user", "organisation", "person")
        return cls(list(team), list(application.budget.all()), papers_on(application))


def problems_before_sending(application: Application, by: Actor) -> list[Problem]:
    """All that keeps the application from being sent, in the order of the page."""
    parts = Parts.load(application)
    found = gaps(application, parts)
    if application.purpose == Purpose.DOSSIER:
        found += [Problem(OBLIGATIONS, one) for one in open_obligations(application, parts.team, by)]
    return found


def gaps(application: Application, parts: Parts) -> list[Problem]:
    """What its people can put right by themselves; asks nothing of the database."""
    form = form_of(application)
    found = list(problems_of(form, application.answers, complete=True))
    if not application.title.strip() and not any(one.column == "title" for one in form.fields):
        found.append(Problem("title", _("Hãy đặt tên.")))
    found += _of_team(application, parts.team)
    found += _of_papers(application, parts.papers)
    if application.purpose == Purpose.DOSSIER:
        if application.organisation_id is None:
            found.append(Problem(HOST, _("Hãy chọn tổ chức đăng ký chủ trì.")))
        if not parts.lines:
            found.append(Problem(BUDGET, _("Hãy lập dự toán: ít nhất một dòng.")))
    return found


def open_obligations(application: Application, team: list[TeamMember], by: Actor) -> list[str]:
    """Why this host or leader may not take a new task on: reports, results, money still owed, sanctions."""
    leader = next((one for one in team if one.role == TeamRole.LEADER), None)
    found = obligations_of(
        application.organisation, leader.person if leader else None, by.on,
        outline=outline_of(application.procedure), but=application.task,
    )  # fmt: skip
    return [str(one) for one in found if one.bars]


def _of_team(application: Application, team: list[TeamMember]) -> list[Problem]:
    found = []
    if application.purpose == Purpose.DOSSIER and all(one.role != TeamRole.LEADER for one in team):
        found.append(Problem(TEAM, _("Hãy ghi chủ nhiệm nhiệm vụ trong nhóm.")))
    for one in team:
        if one.accepted is False:
            sentence = _("%(name)s không nhận lời tham gia. Hãy đưa người này ra khỏi nhóm.")
            found.append(Problem(TEAM, sentence % {"name": one.name}))
        elif one.email and one.accepted is None:
            sentence = _("%(name)s chưa trả lời lời mời. Hãy chờ trả lời hoặc đưa người này ra khỏi nhóm.")
            found.append(Problem(TEAM, sentence % {"name": one.name}))
    return found


def _of_papers(application: Application, there: Mapping[str, Any]) -> list[Problem]:
    wanted = form_of(application).papers
    outline = outline_of(application.procedure)
    names = {code: paper.name if (paper := outline.form(code)) else code for code in wanted}
    return [
        Problem(PAPERS, _("Còn thiếu tài liệu “%(name)s”.") % {"name": name})
        for code, name in names.items() if code not in there
    ]  # fmt: skip
