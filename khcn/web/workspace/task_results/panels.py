"""Panels on the page of a task (acceptance, results, application), and ways back from records that grew out of tasks."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may
from khcn.kernel.documents.queries import attachments_of
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.operations.st_tasks.accepting.lateness import lateness
from khcn.operations.st_tasks.models import SelfAssessment, StTask
from khcn.operations.st_tasks.results.graph import edges_of
from khcn.operations.st_tasks.results.publicity import checklist
from khcn.operations.st_tasks.results.using import REPORTED_IN
from khcn.web.links import url_of
from khcn.web.workspace.registers import panels
from khcn.web.workspace.registers.common import record_of, trail
from khcn.web.workspace.st_tasks.common import FOLLOW, INSIDE, outline_or_none
from khcn.web.workspace.st_tasks.panels import Shown, panel
from khcn.web.workspace.task_results.common import MANAGE, TELL, home_of
from khcn.web.workspace.task_results.uses import open_years, years_of

#: Registers whose records may have grown out of results of tasks.
ORGANISATIONS = "to-chuc"
LINKED = (ORGANISATIONS, "san-pham", "so-huu-tri-tue", "hop-dong-chuyen-giao")


def carried_out(request: HttpRequest, task: StTask) -> bool:
    return task.state in REPORTED_IN


@panel(
    "nghiem-thu",
    _("Nghiệm thu"),
    order=60,
    when=lambda request, task: task.state in (*REPORTED_IN, "approved"),
    right=INSIDE,
)
def acceptance(request: HttpRequest, task: StTask) -> Shown:
    outline = outline_or_none(task)
    made = SelfAssessment.objects.filter(task=task).first()
    return "task_results/_acceptance.html", {
        "task": task, "products": list(task.products.all()), "made": made,
        "files": attachments_of(made, request.actor) if made else [],
        "late": lateness(task, outline, request.actor.on) if outline and task.ends_on else None,
        "may_tell": may(request.actor, TELL, task), "may_manage": may(request.actor, MANAGE, task),
        "assessable": task.step in ("running", "dossier"),
    }  # fmt: skip


@panel("ket-qua", _("Kết quả"), order=65, when=carried_out, right=INSIDE)
def results(request: HttpRequest, task: StTask) -> Shown:
    return "task_results/_results.html", {
        "task": task, "results": task.results.order_by("pk"), "hand_overs": task.hand_overs.select_related("to"),
        "publicity": task.publicity.all(), "asked": list(checklist(task)),
        "may_tell": may(request.actor, TELL, task), "may_manage": may(request.actor, MANAGE, task),
    }  # fmt: skip


@panel("ung-dung", _("Ứng dụng"), order=70, when=carried_out, right=INSIDE)
def uses(request: HttpRequest, task: StTask) -> Shown:
    return "task_results/_uses.html", {
        "task": task, "years": years_of(request, task), "open_years": open_years(task),
        "may_tell": may(request.actor, TELL, task), "may_manage": may(request.actor, MANAGE, task),
    }  # fmt: skip


@panels.add
def outcome_of_old_task(
    request: HttpRequest, register: Register, record: Record
) -> tuple[str, dict[str, Any]] | None:
    """On the record of a task without a rule set: its application is reported on like any other's."""
    if not isinstance(record, StTask) or record.procedure_id is not None or record.state not in REPORTED_IN:
        return None
    if not may(request.actor, INSIDE, record):
        return None
    return "task_results/_on_record.html", {
        "task": record,
        "url": reverse("task_uses", kwargs={"pk": record.pk}),
    }


@panels.add
def came_from_tasks(
    request: HttpRequest, register: Register, record: Record
) -> tuple[str, dict[str, Any]] | None:
    """On a product, right or contract: the tasks and results behind it; on an organisation the way to them, because
    its page reads enough already."""
    if register.code not in LINKED:
        return None
    if register.code == ORGANISATIONS:
        return "task_results/_to_origins.html", {
            "url": reverse("record_origins", args=[register.code, record.pk])
        }
    rows = origins_of(request, record)
    return ("task_results/_came_from.html", {"rows": rows}) if rows else None


def origins_of(request: HttpRequest, record: Record) -> list[tuple[Model, str]]:
    """The tasks and results that lead to a record, with their pages."""
    edges = edges_of(record, request.actor)
    return [
        (one.source.record, _url(request, one.source.record)) for one in edges if one.target.record == record
    ]


@require_safe
def record_origins(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same as a page of its own."""
    register, record, _level = record_of(request, code, pk)
    if register.code not in LINKED:
        raise Http404
    context = {
        "page_title": gettext("Từ nhiệm vụ khoa học và công nghệ"),
        "trail": trail(register, record, gettext("Từ nhiệm vụ")),
    }
    return render(
        request,
        "task_results/origins.html",
        {**context, "record": record, "rows": origins_of(request, record)},
    )


def _url(request: HttpRequest, record: Model) -> str:
    if isinstance(record, StTask) and may(request.actor, FOLLOW, record):
        return home_of(record)
    return url_of(record)
