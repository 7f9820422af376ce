"""Tasks along the years of the plan: bars, extensions, milestones, and the same as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.plan.choices import Schedule
from khcn.plan.models import Milestone, Plan
from khcn.plan.queries import tasks_of
from khcn.web.templatetags.khcn_ui import vn_date
from khcn.web.workspace.plans.common import frame, plan_or_404
from khcn.web.workspace.plans.task_rows import TaskRow, rows_for


@dataclass(frozen=True)
class Bar:
    """A stretch of years, in columns counted from 1. `shape` is the class that draws it."""

    start: int
    span: int
    status: str
    label: str
    shape: str = ""


@dataclass(frozen=True)
class Mark:
    """The milestones of one year in one sentence."""

    column: int
    told: str
    icon: str


@dataclass
class Lane:
    row: TaskRow
    url: str
    bars: list[Bar]
    milestones: list[Milestone] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{self.row.task.no}. {self.row.task.short_title}"

    @property
    def status(self) -> str:
        return self.row.computed


def task_timeline(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    today = timezone.localdate()
    rows = rows_for(tasks_of(found), found, request.actor, today)
    years = years_of(found, rows, today)
    milestones = _milestones(found)
    lanes = [_lane(row, found, years, milestones.get(row.task.pk, [])) for row in rows]
    context = frame(found, _("Tiến độ theo năm"))
    context |= {"lanes": lanes, "years": years, "now": today.year, "today": today}
    return render(request, "plans/task_timeline.html", context)


def years_of(plan: Plan, rows: Iterable[TaskRow], today: date) -> list[int]:
    """From the first to the last year that the plan or one of its tasks names; at most 24."""
    told = [year for row in rows for year in (row.task.from_year, row.task.last_year) if year]
    told += [year for year in (plan.from_year, plan.to_year) if year]
    if not told:
        return [today.year]
    return list(range(min(told), max(told) + 1))[:24]


def bars_of(row: TaskRow, years: list[int]) -> list[Bar]:
    """Yearly tasks as one segment a year, others as one bar; what was added by decision is marked."""
    task = row.task
    first, last = years[0], years[-1]
    start = min(max(task.from_year or first, first), last)
    end = min(max(task.to_year or (last if task.schedule == Schedule.YEARLY else start), start), last)
    if task.schedule == Schedule.UNKNOWN and not task.to_year:
        return []
    if task.schedule == Schedule.DATES:
        return _dates(row, years)
    if task.schedule == Schedule.YEARLY:
        bars = [
            Bar(year - first + 1, 1, row.computed, row.status_label, "is-segment")
            for year in range(start, end + 1)
        ]
    else:
        bars = [Bar(start - first + 1, end - start + 1, row.computed, row.status_label)]
    if task.extended_to and task.extended_to > end:
        stop = min(task.extended_to, last)
        if stop > end:
            bars.append(Bar(end - first + 2, stop - end, row.computed, _("gia hạn"), "is-extension"))
    return bars


def _dates(row: TaskRow, years: list[int]) -> list[Bar]:
    named = sorted({int(str(told)[:4]) for told in row.task.dates if str(told)[:4].isdecimal()})
    return [
        Bar(year - years[0] + 1, 1, row.computed, row.status_label, "is-segment")
        for year in named
        if year in years
    ]


def _lane(row: TaskRow, plan: Plan, years: list[int], milestones: list[Milestone]) -> Lane:
    url = reverse("task_detail", kwargs={"plan": plan.code, "no": row.task.no})
    return Lane(row, url, bars_of(row, years), milestones, _marks(milestones, years))


def _marks(milestones: list[Milestone], years: list[int]) -> list[Mark]:
    by_year: dict[int, list[Milestone]] = {}
    for one in milestones:
        if one.due_on.year in years:
            by_year.setdefault(one.due_on.year, []).append(one)
    return [
        Mark(
            year - years[0] + 1,
            "; ".join(f"{vn_date(one.due_on)} {one.title}" for one in told),
            "circle-check" if all(one.done_on for one in told) else "flag",
        )
        for year, told in by_year.items()
    ]


def _milestones(plan: Plan) -> dict[int, list[Milestone]]:
    told: dict[int, list[Any]] = {}
    for one in Milestone.objects.filter(task__plan=plan).order_by("due_on", "id"):
        told.setdefault(one.task_id, []).append(one)
    return told
