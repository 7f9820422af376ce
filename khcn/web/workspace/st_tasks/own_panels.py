"""The panels that the page of a task brings along: what the task is about, its call, its papers."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import may
from khcn.kernel.documents.queries import attachments_of
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.rules import Level, level_on
from khcn.operations.st_tasks.advancing.papers import form_of
from khcn.operations.st_tasks.models import StTask
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.registers.detail import sections_shown
from khcn.web.workspace.st_tasks.common import outline_or_none
from khcn.web.workspace.st_tasks.panels import Shown, panel


@panel("thong-tin", _("Thông tin"), order=0)
def about(request: HttpRequest, task: StTask) -> Shown:
    """All fields that this person reads in the register, by section."""
    register = registers.of(task)
    assert register is not None
    level = level_on(request.actor, register, task)
    sections = sections_shown(register, task, max(level, Level.SHARED))
    return "st_tasks/_about.html", {"task": task, "sections": sections}


@panel("dot", _("Đợt thông báo"), order=20, when=lambda request, task: task.call_id is not None)
def call(request: HttpRequest, task: StTask) -> Shown | None:
    if task.call is None or not may(request.actor, "st_tasks.call.view", task.call):
        return None
    counted = task.call.dossiers.filter(task=task).exclude(state__in=["draft", "withdrawn"]).count()
    manages = may(request.actor, "st_tasks.call.manage", task.call)
    url = (
        maybe_url("call_detail", code=task.call.code)
        if manages
        else maybe_url("public_call", code=task.call.code)
    )
    return "st_tasks/_call.html", {
        "task": task,
        "call": task.call,
        "counted": counted if manages else None,
        "url": url,
    }


@panel("tai-lieu", _("Tài liệu"), order=90)
def papers(request: HttpRequest, task: StTask) -> Shown:
    """The attachments of the task under the names of their forms."""
    outline = outline_or_none(task)
    rows: list[dict[str, Any]] = []
    for one in attachments_of(task, request.actor):
        form = outline.form(form_of(one)) if outline else None
        rows.append({"paper": one, "form": form.name if form else "", "note": one.note.partition("|")[2]})
    return "st_tasks/_papers.html", {"task": task, "rows": rows}
