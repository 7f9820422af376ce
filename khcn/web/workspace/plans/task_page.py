"""One task: what the document says, who answers today and why, and what has become of it."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.kernel.access import Actor, may, visible
from khcn.kernel.documents.models import Attachment
from khcn.plan.models import Finding, Milestone, Plan, SubPlan, Task, TaskDecision, TaskYear
from khcn.plan.queries import findings_of, tasks_of
from khcn.plan.rules import is_staff
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404, span_url
from khcn.web.workspace.plans.task_rows import TaskRow, rows_for

#: What may hang on a task; an empty part costs no query of its own.
PARTS = {
    "has_years": TaskYear.objects.filter(task=OuterRef("pk")),
    "has_updates": TaskUpdate.objects.filter(task=OuterRef("pk")),
    "has_milestones": Milestone.objects.filter(task=OuterRef("pk")),
    "has_obstacles": Obstacle.objects.filter(task=OuterRef("pk")),
    "has_decisions": TaskDecision.objects.filter(task=OuterRef("pk")),
    "has_subplans": SubPlan.objects.filter(covers=OuterRef("pk")),
    "has_findings": Finding.objects.filter(tasks=OuterRef("pk"), gone=False),
    "has_attachments": Attachment.objects.filter(
        kind__app_label="plan", kind__model="task", object_id=OuterRef("pk"), removed_at=None
    ),
}


TASK_RIGHTS = {
    "may_report": "plan.task.report",
    "may_decide": "plan.task.decide",
    "may_milestone": "plan.task.milestone",
}


def task_detail(request: HttpRequest, plan: str, no: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    row = _row(request, found, no)
    context = frame(found, row.task.short_title, (_("Nhiệm vụ"), reverse("task_list", kwargs={"plan": plan})))
    context |= {
        "task": row.task,
        "row": row,
        "staff": is_staff(request.actor),
        "source_url": span_url(row.task, found),
        "today": timezone.localdate(),
    }
    if is_staff(request.actor):
        context |= _inside(request.actor, row.task)
    return render(request, "plans/task_detail.html", context)


def _row(request: HttpRequest, plan: Plan, no: str) -> TaskRow:
    tasks: QuerySet[Task] = tasks_of(plan).filter(no=no).select_related("source", "follows", "successor")
    told = _parts(request.actor) if is_staff(request.actor) else {}
    rows = rows_for(tasks.defer("source__text").annotate(**told), plan, request.actor, timezone.localdate())
    if not rows:
        not_here(request)
    return rows[0]


def _inside(actor: Actor, task: Task) -> dict[str, Any]:
    """What only people of the administration see, each through its own right."""
    updates = TaskUpdate.objects.filter(task=task).select_related("agency", "created_by", "task_year")
    obstacles = Obstacle.objects.filter(task=task).select_related("agency")
    subplans = SubPlan.objects.filter(covers=task).select_related("agency", "plan")
    parts = {
        "years": TaskYear.objects.filter(task=task),
        "updates": visible(actor, "agency_reports.taskupdate.view", updates).prefetch_related("attachments"),
        "milestones": Milestone.objects.filter(task=task),
        "obstacles": visible(actor, "agency_reports.obstacle.view", obstacles),
        "decisions": TaskDecision.objects.filter(task=task).select_related(
            "document", "decided_by", "successor"
        ),
        "subplans": visible(actor, "plan.subplan.view", subplans),
        "findings": visible(actor, "plan.finding.view", findings_of(task.plan).filter(tasks=task)),
        "attachments": _attachments(task),
    }
    told = {name: list(rows) if getattr(task, f"has_{name}") else [] for name, rows in parts.items()}
    for finding in told["findings"]:
        finding.plan = task.plan
    return told | {"years": _years(told["years"], told["updates"]), "may": _may(actor, task)}


def _years(years: list[TaskYear], updates: list[TaskUpdate]) -> list[tuple[TaskYear, TaskUpdate | None]]:
    """Each yearly instance with its latest update (`updates` come newest first)."""
    latest: dict[int, TaskUpdate] = {}
    for update in updates:
        latest.setdefault(update.task_year.year if update.task_year else update.as_of.year, update)
    return [(year, latest.get(year.year)) for year in years]


def _parts(actor: Actor) -> dict[str, Any]:
    """What hangs on the task and what the person may do with it, told by the query of the task."""
    present = {name: Exists(rows) for name, rows in PARTS.items()}
    rights = {name: Exists(visible(actor, right, _same_task())) for name, right in TASK_RIGHTS.items()}
    return present | rights


def _same_task() -> QuerySet[Task]:
    return Task.objects.filter(pk=OuterRef("pk"))


def _may(actor: Actor, task: Task) -> dict[str, bool]:
    return {
        "edit": may(actor, "plan.plan.edit", task.plan),
        "obstacle": may(actor, "agency_reports.obstacle.raise"),
        **{name.removeprefix("may_"): getattr(task, name) for name in TASK_RIGHTS},
    }


def _attachments(task: Task) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(kind__app_label="plan", kind__model="task", object_id=task.pk)
    return rows.filter(removed_at=None).select_related("document", "file")
