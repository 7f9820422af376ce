"""One task: what the document says, who answers today and why, and what has become of it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.kernel.access import may, require, visible
from khcn.kernel.documents.models import Attachment
from khcn.plan.domain import assign_party
from khcn.plan.models import Milestone, Party, Plan, SubPlan, Task, TaskDecision
from khcn.plan.queries import findings_of, tasks_of
from khcn.plan.rules import is_staff
from khcn.web.ui.forms import form_page
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404, span_url
from khcn.web.workspace.plans.forms import PartyForm
from khcn.web.workspace.plans.task_rows import TaskRow, rows_for


def task_detail(request: HttpRequest, plan: str, no: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    row = _row(request, found, no)
    task = row.task
    context = frame(found, task.short_title, (_("Nhiệm vụ"), reverse("task_list", kwargs={"plan": plan})))
    context |= {
        "task": task,
        "row": row,
        "staff": is_staff(request.actor),
        "source_url": span_url(task, found),
        "today": timezone.localdate(),
        "milestones": list(Milestone.objects.filter(task=task)),
    }
    if is_staff(request.actor):
        context |= _inside(request, task)
    return render(request, "plans/task_detail.html", context)


def _row(request: HttpRequest, plan: Plan, no: str) -> TaskRow:
    related = ("source", "follows", "successor")
    tasks: QuerySet[Task] = tasks_of(plan).filter(no=no).select_related(*related).defer("source__text")
    rows = rows_for(tasks, plan, request.actor, timezone.localdate())
    if not rows:
        not_here(request)
    return rows[0]


def _inside(request: HttpRequest, task: Task) -> dict[str, Any]:
    """What only people of the administration see, each through its own right."""
    actor = request.actor
    updates = TaskUpdate.objects.filter(task=task).select_related("agency", "created_by", "task_year")
    obstacles = Obstacle.objects.filter(task=task).select_related("agency")
    subplans = SubPlan.objects.filter(covers=task).select_related("agency", "plan")
    findings = findings_of(task.plan).filter(tasks=task)
    return {
        "updates": visible(actor, "agency_reports.taskupdate.view", updates).prefetch_related("attachments"),
        "obstacles": visible(actor, "agency_reports.obstacle.view", obstacles),
        "decisions": TaskDecision.objects.filter(task=task).select_related(
            "document", "decided_by", "successor"
        ),
        "subplans": visible(actor, "plan.subplan.view", subplans),
        "findings": visible(actor, "plan.finding.view", findings),
        "attachments": _attachments(task),
        "may": {
            "edit": may(actor, "plan.plan.edit", task.plan),
            "report": may(actor, "plan.task.report", task),
            "decide": may(actor, "plan.task.decide", task),
            "milestone": may(actor, "plan.task.milestone", task),
            "obstacle": may(actor, "agency_reports.obstacle.raise"),
        },
    }


def _attachments(task: Task) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(kind__app_label="plan", kind__model="task", object_id=task.pk)
    return rows.filter(removed_at=None).select_related("document", "file")


def party_assign(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """Match a name of the document to an agency of the directory."""
    found = plan_or_404(request, plan)
    require(request.actor, "plan.plan.edit", found)
    party = get_object_or_404(Party.objects.select_related("task"), pk=pk, task__plan=found)
    back = reverse("task_detail", kwargs={"plan": plan, "no": party.task.no})
    form = PartyForm(request.POST or None, initial={"agency": party.agency_id})

    def save() -> HttpResponse:
        assign_party(party=party, agency=form.cleaned_data["agency"], by=request.actor)
        messages.success(request, _("Đã khớp “{name}” với một cơ quan.").format(name=party.name))
        return redirect(back)

    context = frame(found, _("Khớp tên với cơ quan"), (party.task.no, back)) | {"back": back}
    context["lead"] = _("Văn bản ghi: “{name}”. Tên trong văn bản được giữ nguyên.").format(name=party.name)
    return form_page(request, form, title=context.pop("page_title"), save=save, **context)
