"""What must be put right before an application is sent, each as a sentence with its place on the page."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.papers import papers_on
from khcn.operations.st_tasks.applications.answers import Problem, problems_of
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.choices import Purpose, TeamRole
from khcn.operations.st_tasks.models import Application, TeamMember
from khcn.operations.st_tasks.procedures.keeping import outline_of

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


def problems_before_sending(application: Application, by: Actor) -> list[Problem]:
    """All that keeps the application from being sent, in the order of the page."""
    form = form_of(application)
    found = list(problems_of(form, application.answers, complete=True))
    if not application.title.strip() and not any(one.column == "title" for one in form.fields):
        found.append(Problem("title", _("Hãy đặt tên.")))
    team = list(application.team.filter(removed_at=None))
    found += _of_team(application, team)
    found += _of_papers(application)
    if application.purpose == Purpose.DOSSIER:
        if application.organisation_id is None:
            found.append(Problem(HOST, _("Hãy chọn tổ chức đăng ký chủ trì.")))
        if not application.budget.exists():
            found.append(Problem(BUDGET, _("Hãy lập dự toán: ít nhất một dòng.")))
        found += [Problem(OBLIGATIONS, sentence) for sentence in open_obligations(application, team, by)]
    return found


def open_obligations(application: Application, team: list[TeamMember], by: Actor) -> list[str]:
    """Why this host or leader may not take a new task on: reports, results, money still owed, sanctions."""
    name = "khcn.operations.st_tasks.running.obligations"
    if find_spec(name) is None:
        return []
    leader = next((one for one in team if one.role == TeamRole.LEADER), None)
    asked: Any = import_module(name).obligations_of
    found = asked(application.organisation, leader.person if leader else None, by.on)
    return [str(getattr(one, "sentence", one)) for one in found]


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


def _of_papers(application: Application) -> list[Problem]:
    wanted = form_of(application).papers
    if not wanted:
        return []
    there, outline = papers_on(application), outline_of(application.procedure)
    names = {code: paper.name if (paper := outline.form(code)) else code for code in wanted}
    return [
        Problem(PAPERS, _("Còn thiếu tài liệu “%(name)s”.") % {"name": name})
        for code, name in names.items() if code not in there
    ]  # fmt: skip
