"""What S&T tasks ask of the signed-in person: for “Việc của tôi” and “Hôm nay”."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khcn.kernel.access import NOTHING, Actor, may
from khcn.kernel.deadlines import time_left
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.models import Call, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.queries import CALLING, moving, sheets_owed, to_open, waiting_for
from khcn.status.todo import LATER, NOW, SOON
from khcn.web.workspace.my_work.groups import Line
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.st_tasks.board import LONG
from khcn.web.workspace.st_tasks.common import task_page

MOST = 200
#: Working days after closing within which dossiers are opened; the rule set's state `opening` says it with its article.
OPENING_DAYS = 7
Pressing = tuple[int, Line]


def waiting_lines(actor: Actor, on: date) -> list[Pressing]:
    """The most pressing first; one query, whatever there is."""
    if not actor.user_id:
        return []
    councils: Counter[tuple[int, str]] = Counter()
    found: dict[tuple[str, int], Pressing] = {}
    for task in _concerned(actor):
        if task.mine:  # type: ignore[attr-defined]
            found["task", task.pk] = _urgency(task.step_due, on), _task_line(task, on)
        elif task.step == CALLING and task.call is not None and task.closed:  # type: ignore[attr-defined]
            found["call", task.call.pk] = _call_line(task.call, on)
        if task.council is not None:  # type: ignore[attr-defined]
            councils[task.council, task.council_name] += task.items_left  # type: ignore[attr-defined]
    told = [*found.values(), *(_council_line(*one, left) for one, left in councils.items())]
    return sorted(told, key=lambda one: (one[0], one[1].due_on or date.max))


def _concerned(actor: Actor) -> QuerySet[StTask]:
    """Tasks in the person's hands, tasks whose dossiers are to be opened, tasks on which a council waits for the person."""
    asked, closed = waiting_for(actor), NOTHING
    if may(actor, "st_tasks.call.manage"):
        closed = to_open(timezone.now())
    owed = sheets_owed(actor)
    here = owed.filter(task=OuterRef("pk")).order_by("council_id")
    rows = moving().filter(asked | closed | Q(pk__in=owed.order_by().values("task"))).kept()  # type: ignore[attr-defined]
    counted = here.order_by().values("task").annotate(number=Count("pk", distinct=True)).values("number")
    rows = rows.annotate(
        mine=_flag(asked), closed=_flag(closed), council=Subquery(here.values("council")[:1]),
        council_name=Subquery(here.values("council__name")[:1]), items_left=Subquery(counted[:1]),
    )  # fmt: skip
    wide = rows.select_related("procedure", "call").defer(*LONG)
    return wide.order_by(F("step_due").asc(nulls_last=True), "pk")[:MOST]


def _flag(told: Q) -> Any:
    """Whether the condition holds of a row; `Q(pk__in=[])` is no condition that a CASE can take."""
    if told == NOTHING:
        return Value(False, output_field=BooleanField())
    return Case(When(told, then=Value(True)), default=Value(False), output_field=BooleanField())


def _task_line(task: StTask, on: date) -> Line:
    state = outline_of(task.procedure).state_by_code.get(task.step)
    name = state.name if state else task.step
    due = task.step_due
    return Line(
        title=task.name, reason=_("Nhiệm vụ KH&CN, bước “%s”") % name, url=task_page(task), due_on=due,
        left=time_left(on, due) if due else "", late=due is not None and due < on,
    )  # fmt: skip


def _urgency(due: date | None, on: date) -> int:
    if due is None:
        return LATER
    return NOW if due <= on else SOON


def _council_line(pk: int, name: str, left: int) -> Pressing:
    """One line for a council in which something is left to declare or to judge."""
    told = ngettext(
        "Còn %(count)s nội dung phải khai xung đột lợi ích hoặc chấm.",
        "Còn %(count)s nội dung phải khai xung đột lợi ích hoặc chấm.",
        left,
    )
    return SOON, Line(name, told % {"count": left}, maybe_url("my_council", pk=pk), None, "", False)


def _call_line(call: Call, on: date) -> Pressing:
    assert call.closes_at is not None
    due = add_working_days(timezone.localtime(call.closes_at).date(), OPENING_DAYS)
    url = reverse("call_detail", kwargs={"code": call.code})
    title, reason = _("Mở hồ sơ: %s") % call.title, _("Đợt đã hết hạn nhận hồ sơ")
    return _urgency(due, on), Line(title, reason, url, due, time_left(on, due), due < on)
