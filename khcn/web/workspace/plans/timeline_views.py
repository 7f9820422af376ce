"""Tasks along the years of the plan: bars, extensions, milestones, and the same as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, DateField, F, IntegerField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import Declared
from khcn.plan.choices import Schedule
from khcn.plan.models import Milestone, Plan
from khcn.plan.queries import tasks_of
from khcn.plan.rules import is_staff
from khcn.status.facts import standing_updates, year_of_update
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
class Step:
    """A milestone as far as the year grid needs it."""

    title: str
    due_on: date
    done_on: date | None


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
    milestones: list[Step] = field(default_factory=list)
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
    milestones, reported = _told(found) if is_staff(request.actor) else ({}, {})
    lanes = [
        Lane(
            row,
            reverse("task_detail", kwargs={"plan": found.code, "no": row.task.no}),
            bars_of(row, years, today.year, reported.get(row.task.pk, {})),
            milestones.get(row.task.pk, []),
            _marks(milestones.get(row.task.pk, []), years),
        )
        for row in rows
    ]
    context = frame(found, _("Tiến độ theo năm"))
    context["legend"] = _legend(lanes)
    context["has_marks"] = any(lane.marks for lane in lanes)
    context |= {"lanes": lanes, "years": years, "now": today.year, "today": today}
    return render(request, "plans/task_timeline.html", context)


def _legend(lanes: list[Lane]) -> list[tuple[str, str]]:
    """Every state drawn on the grid with its word."""
    drawn = {bar.status: bar.label for lane in lanes for bar in lane.bars if bar.label and not bar.shape}
    return list(drawn.items())


def years_of(plan: Plan, rows: Iterable[TaskRow], today: date) -> list[int]:
    """From the first to the last year that the plan or one of its tasks names; at most 24."""
    told = [year for row in rows for year in (row.task.from_year, row.task.last_year) if year]
    told += [year for year in (plan.from_year, plan.to_year) if year]
    if not told:
        return [today.year]
    return list(range(min(told), max(told) + 1))[:24]


def bars_of(row: TaskRow, years: list[int], now: int, reported: Mapping[int, str]) -> list[Bar]:
    """Yearly tasks as one segment a year, others as one bar; what was added by decision is marked."""
    task = row.task
    if task.schedule == Schedule.DATES:
        named = {int(str(told)[:4]) for told in task.dates if str(told)[:4].isdecimal()}
        return [_segment(row, year, years[0], now, reported) for year in sorted(named) if year in years]
    if task.schedule == Schedule.UNKNOWN and not task.to_year:
        return []
    first, last = years[0], years[-1]
    start = min(max(task.from_year or first, first), last)
    end = min(max(task.to_year or last, start), last)
    if task.schedule == Schedule.YEARLY:
        bars = [_segment(row, year, first, now, reported) for year in range(start, end + 1)]
    else:
        bars = [Bar(start - first + 1, end - start + 1, row.computed, row.status_label)]
    stop = min(task.extended_to or 0, last)
    if stop > end:
        bars.append(Bar(end - first + 2, stop - end, row.computed, _("gia hạn"), "is-extension"))
    return bars


def _segment(row: TaskRow, year: int, first: int, now: int, reported: Mapping[int, str]) -> Bar:
    """One year: what the agency declared for it, the computed state of this year, else open."""
    column = year - first + 1
    if year in reported:
        return Bar(column, 1, reported[year], str(Declared(reported[year]).label))
    if year == now:
        return Bar(column, 1, row.computed, row.status_label)
    if year < now and row.status is not None:
        return Bar(column, 1, "no_data", _("chưa báo cáo"))
    return Bar(column, 1, "not_due" if year > now else "in_progress", "", "is-ahead")


def _marks(milestones: list[Step], years: list[int]) -> list[Mark]:
    by_year: dict[int, list[Step]] = {}
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


def _told(plan: Plan) -> tuple[dict[int, list[Step]], dict[int, dict[int, str]]]:
    """Milestones, and the latest word of the agency for each year, by task; one query for both."""
    no_day = Cast(Value(None), DateField())
    steps = Milestone.objects.filter(task__plan=plan).order_by()
    updates = standing_updates(timezone.localdate()).filter(task__plan=plan).order_by()
    rows = steps.annotate(
        t_year=Value(0, output_field=IntegerField()),
        t_day=F("due_on"),
        t_done=F("done_on"),
        t_word=F("title"),
    ).values_list("task", "t_year", "t_day", "pk", "t_done", "t_word")
    others = updates.annotate(
        t_year=year_of_update(),
        t_day=F("as_of"),
        t_done=no_day,
        t_word=Cast("declared", CharField(max_length=300)),
    ).values_list("task", "t_year", "t_day", "pk", "t_done", "t_word")
    milestones: dict[int, list[Step]] = {}
    reported: dict[int, dict[int, str]] = {}
    for task, in_year, day, _pk, done, word in sorted(rows.union(others, all=True), key=lambda row: row[1:4]):
        if in_year:
            reported.setdefault(task, {})[in_year] = word
        else:
            milestones.setdefault(task, []).append(Step(word, day, done))
    return milestones, reported
