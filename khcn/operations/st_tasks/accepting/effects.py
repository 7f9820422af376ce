"""What steps around acceptance do besides moving the task."""

from django.utils import timezone

from khcn.operations.st_tasks.accepting.lateness import dossier_due
from khcn.operations.st_tasks.advancing.guards import Step, effect
from khcn.operations.st_tasks.choices import Grade, MeetingState
from khcn.operations.st_tasks.models import CouncilItem
from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.operations.st_tasks.results.following import plan_uses


@effect("set_dossier_day")
def set_dossier_day(step: Step) -> None:
    """The day of handing in is the day on which it happened. The first one stays when a supplement was asked for in time."""
    task = step.task
    if task.dossier_on is None:
        task.dossier_on = step.on
    task.acceptance_due_on = dossier_due(task, step.outline)


@effect("take_grade")
def take_grade(step: Step) -> None:
    """Grade, day and minutes are those of the council; what somebody typed gives way."""
    item = acceptance_item(step)
    if item is None:
        return
    step.task.grade = item.result
    meeting = item.meetings.filter(state=MeetingState.CLOSED).order_by("-at").first()
    if meeting is not None:
        step.task.acceptance_minutes = meeting.minutes_symbol
        step.task.accepted_on = timezone.localtime(meeting.at).date()
    for name in ("grade", "accepted_on", "acceptance_minutes"):
        step.values[name] = getattr(step.task, name)


def acceptance_item(step: Step) -> CouncilItem | None:
    """The item that the council concluded last; the expert group reports to the council and grades nothing."""
    concluded = CouncilItem.objects.filter(
        task=step.task,
        concluded_at__isnull=False,
        result__in=Grade.values,
        council__kind__in=_kinds(step.outline),
    )
    return concluded.order_by("-concluded_at").first()


def _kinds(outline: Outline) -> list[str]:
    told = [one.code for one in outline.councils if one.judges == "acceptance"]
    return [code for code in told if code != "expert-group"] or ["acceptance"]


@effect("plan_follow_up")
def plan_follow_up(step: Step) -> None:
    """A row for each year in which the host reports on application; nothing to report on where the task failed."""
    if step.task.grade != Grade.FAIL:
        plan_uses(
            step.task, step.outline, start=step.task.recognised_on or step.task.handed_over_on or step.on
        )
