"""Milestones and expected outputs that people add to a task."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.plan.choices import TaskState
from khcn.plan.models import Milestone, Task


@transaction.atomic
def add_milestone(*, task: Task, title: str, due_on: date, note: str = "", by: Actor) -> Milestone:
    """Add a dated step or output to an open task."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if task.state != TaskState.OPEN or task.withdrawn:
        raise DomainError(
            _("Nhiệm vụ {no} đã kết thúc nên không thêm mốc được. Hãy mở lại nhiệm vụ trước.").format(
                no=task.no
            ),
            code="task.ended",
        )
    milestone = Milestone(task=task, due_on=due_on, created_by_id=by.user_id)
    milestone.title, milestone.note = _titled(title), note.strip()
    milestone.save()
    record_event("milestone.add", task, by=by, after=_told(milestone))
    return milestone


@transaction.atomic
def edit_milestone(*, milestone: Milestone, title: str, due_on: date, note: str = "", by: Actor) -> Milestone:
    """Change title, day or note; what it was stays in the history."""
    milestone = Milestone.objects.select_for_update(of=("self",)).select_related("task").get(pk=milestone.pk)
    before = _told(milestone)
    milestone.title, milestone.due_on, milestone.note = _titled(title), due_on, note.strip()
    return _keep(milestone, before, "milestone.update", by)


@transaction.atomic
def complete_milestone(*, milestone: Milestone, done_on: date | None, by: Actor) -> Milestone:
    """Mark the milestone done on a day, or, with None, not done after all."""
    milestone = Milestone.objects.select_for_update(of=("self",)).select_related("task").get(pk=milestone.pk)
    if done_on is not None and done_on > timezone.localdate():
        sentence = _("Ngày hoàn thành {day:%d/%m/%Y} ở tương lai. Hãy ghi ngày đã hoàn thành thật.").format(
            day=done_on
        )
        raise DomainError(sentence, code="milestone.future", fields={"done_on": sentence})
    before = _told(milestone)
    milestone.done_on = done_on
    return _keep(milestone, before, "milestone.complete" if done_on else "milestone.undo", by)


def _keep(milestone: Milestone, before: dict[str, object], action: str, by: Actor) -> Milestone:
    after = _told(milestone)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        milestone.save()
        record_event(
            action,
            milestone.task,
            by=by,
            before={name: before[name] for name in changed},
            after={"milestone": milestone.title, **{name: after[name] for name in changed}},
        )
    return milestone


def _titled(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        sentence = _("Hãy ghi tên mốc hoặc sản phẩm.")
        raise DomainError(sentence, code="milestone.untitled", fields={"title": sentence})
    return title


def _told(milestone: Milestone) -> dict[str, object]:
    return {
        "title": milestone.title,
        "due_on": milestone.due_on,
        "done_on": milestone.done_on,
        "note": milestone.note,
    }
