"""What one person has to do, gathered from tasks, obstacles, findings and names to match."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ObstacleState
from khcn.agency_reports.domain import ABOVE_DEPARTMENT
from khcn.agency_reports.queries import obstacles_seen_by
from khcn.kernel.access import Actor, visible
from khcn.kernel.accounts.choices import Role
from khcn.kernel.deadlines import time_left
from khcn.kernel.duties.queries import own_duties
from khcn.kernel.duties.rules import edits
from khcn.plan.choices import FindingState, PartyKind
from khcn.plan.models import Finding, Party, Task
from khcn.status.choices import Status
from khcn.status.tasks import task_statuses
from khcn.status.today import StandingTask, own_tasks

NOW, SOON, LATER = 0, 1, 2
MOST_DUTIES = 50


@dataclass(frozen=True)
class TodoItem:
    """One thing to do; `record` has the page where it is done. `urgency` 0 is now, 2 can wait."""

    title: str
    reason: str
    due_on: date | None
    record: Model
    urgency: int


def todo_items(actor: Actor, on: date) -> list[TodoItem]:
    """Everything this person is expected to do, the most urgent first; a constant number of queries."""
    if not actor.seats:
        return []
    items = [
        *_tasks(actor, on), *_duties(actor, on), *_obstacles(actor, on), *_findings(actor), *_names(actor),
    ]  # fmt: skip
    return sorted(items, key=lambda item: (item.urgency, item.due_on or date.max))


def _steers(actor: Actor) -> bool:
    return actor.has(Role.COORDINATOR, Role.LEADER)


# --- Tasks ------------------------------------------------------------------------------------

TO_REPORT = {
    Status.OVERDUE: NOW,
    Status.LATE_REPORT: NOW,
    Status.DUE_SOON: SOON,
    Status.NO_DATA: LATER,
}
TO_DECIDE = {Status.EXPIRED: SOON, Status.NO_OWNER: SOON}


def _tasks(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Updates that an agency owes; expired and ownerless tasks for those who decide."""
    if not (_steers(actor) or actor.seats_as(Role.REPORTER, Role.APPROVER)):
        return
    rows = visible(actor, "plan.task.view", Task.objects.filter(withdrawn=False)).select_related("plan")
    tasks = list(rows.defer("official_text"))
    statuses = task_statuses(tasks, on, with_updates=False, whole_plans=True)
    standing = [StandingTask(task, statuses[task.pk]) for task in tasks]
    for one in own_tasks(standing, actor):
        if (urgency := TO_REPORT.get(Status(one.status.computed))) is not None:
            yield _item(_("Cập nhật nhiệm vụ {task}").format(task=one.task), one, urgency)
    if _steers(actor):
        for one in standing:
            if (urgency := TO_DECIDE.get(Status(one.status.computed))) is not None:
                yield _item(_("Quyết định về nhiệm vụ {task}").format(task=one.task), one, urgency)


def _item(title: str, one: StandingTask, urgency: int) -> TodoItem:
    return TodoItem(title, one.status.reason, one.status.due_on, one.task, urgency)


# --- Duties of records ------------------------------------------------------------------------


def _duties(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Late duties of the own agency and those due within a month; the calendar has the others."""
    for one in own_duties(actor, on)[:MOST_DUTIES]:
        if edits(actor, one):
            reason = ". ".join(filter(None, (str(one.agency or ""), one.rule.legal_basis)))
            yield TodoItem(str(one), reason, one.due_on, one, NOW if one.due_on < on else SOON)


# --- Obstacles, findings, names ---------------------------------------------------------------


def _obstacles(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Open ones to answer; answered ones of the own agency to look at."""
    own = actor.agencies_as(Role.REPORTER, Role.APPROVER)
    for one in obstacles_seen_by(actor).exclude(state=ObstacleState.CLOSED).order_by("due_on", "id"):
        if one.state == ObstacleState.OPEN and _answers(actor, one.level):
            left = time_left(on, one.due_on) if one.due_on else _("không nêu hạn")
            reason = _("{agency} nêu ngày {day:%d/%m/%Y}, chờ {level} trả lời, {left}.").format(
                agency=one.agency, day=one.raised_on, level=one.get_level_display(), left=left
            )
            late = one.due_on is not None and one.due_on < on
            title = _("Trả lời vướng mắc: {title}").format(title=one.title)
            yield TodoItem(title, reason, one.due_on, one, NOW if late else SOON)
        elif one.state == ObstacleState.ANSWERED and one.agency_id in own:
            title = _("Xem trả lời vướng mắc: {title}").format(title=one.title)
            reason = _("Đã được trả lời ngày {day:%d/%m/%Y}; hãy ghi khi giải quyết xong.").format(
                day=one.answered_on
            )
            yield TodoItem(title, reason, None, one, LATER)


def _answers(actor: Actor, level: str) -> bool:
    """Coordinators take care of all levels, leaders of those above the department."""
    return actor.has(Role.COORDINATOR) or (actor.has(Role.LEADER) and level in ABOVE_DEPARTMENT)


def _findings(actor: Actor) -> Iterator[TodoItem]:
    if not _steers(actor):
        return
    rows = visible(actor, "plan.finding.settle", Finding.objects.filter(state=FindingState.OPEN, gone=False))
    for one in rows.select_related("plan"):
        title = _("Xử lý phát hiện: {title}").format(title=one.title)
        yield TodoItem(title, _("Chưa có cách hiểu được chọn."), None, one, LATER)


def _names(actor: Actor) -> Iterator[TodoItem]:
    """Names in documents that match no agency of the directory."""
    if not actor.has(Role.COORDINATOR, Role.ADMIN):
        return
    rows = Party.objects.filter(kind=PartyKind.AGENCY, agency=None, taken_over_by=None)
    rows = rows.filter(task__withdrawn=False).select_related("task__plan").order_by("name", "id")
    seen: set[str] = set()
    for party in rows:
        if party.task is not None and party.name not in seen:
            seen.add(party.name)
            title = _("Khớp “{name}” với một cơ quan").format(name=party.name)
            reason = _("Tên này trong văn bản chưa có trong danh mục cơ quan.")
            yield TodoItem(title, reason, None, party.task, LATER)
