"""What councils said of a task, for steps, pages and documents: always the latest council of its sort."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from khcn.operations.st_tasks.choices import CouncilState, MeetingState
from khcn.operations.st_tasks.councils.kinds import read_kind
from khcn.operations.st_tasks.models import Application, CouncilItem, Meeting, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of

AT_WORK = (CouncilState.APPOINTED, CouncilState.CLOSED)


def kinds_judging(task: StTask, judges: str) -> list[str]:
    """The codes of the kinds of council that decide this; expert groups only report."""
    outline = outline_of(task.procedure)
    kinds = (read_kind(outline, one.code) for one in outline.councils if one.judges == judges)
    return [kind.told.code for kind in kinds if not kind.advisory]


def items_of(task: StTask, judges: str) -> list[CouncilItem]:
    """What the latest council of that sort has of the task; empty before there is one."""
    rows = CouncilItem.objects.filter(
        task=task, council__kind__in=kinds_judging(task, judges), council__state__in=AT_WORK
    )
    found = list(rows.select_related("council", "dossier").order_by("-council", "order", "pk"))
    return [item for item in found if item.council_id == found[0].council_id]


def closed_meeting(item: CouncilItem) -> Meeting | None:
    """The meeting that concluded the item, once its minutes are there."""
    rows = Meeting.objects.filter(state=MeetingState.CLOSED)
    if item.outcome and "meeting" in item.outcome:
        return rows.filter(pk=item.outcome["meeting"]).first()
    return rows.filter(items=item).order_by("-number").first()


def concluded_items(task: StTask, judges: str) -> list[CouncilItem]:
    """The same, if all is concluded and the minutes are there; else empty."""
    items = items_of(task, judges)
    if not items or any(item.concluded_at is None for item in items):
        return []
    return items if all(closed_meeting(item) for item in items) else []


def concluded_item(task: StTask, judges: str) -> CouncilItem | None:
    """The one item of a task that was judged as a whole."""
    return next(iter(concluded_items(task, judges)), None)


def winner_of(task: StTask) -> Application | None:
    """The dossier that the selection council chose."""
    return next(
        (item.dossier for item in concluded_items(task, "selection") if item.result == "winner"), None
    )


def selection_outcome(task: StTask) -> str:
    """winner, undecided or nobody; empty before the council concluded."""
    results = {item.result for item in concluded_items(task, "selection")}
    if not results:
        return ""
    return next((one for one in ("winner", "undecided") if one in results), "nobody")


@dataclass(frozen=True)
class Graded:
    """The grade that the acceptance council computed, with the day and the minutes of its meeting."""

    grade: str
    on: date
    minutes: str
    item: CouncilItem


def graded(task: StTask) -> Graded | None:
    item = concluded_item(task, "acceptance")
    meeting = closed_meeting(item) if item else None
    if item is None or meeting is None:
        return None
    return Graded(item.result, timezone.localdate(meeting.at), meeting.minutes_symbol, item)
