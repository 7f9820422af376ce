"""The panel “Văn bản” on the page of a task."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.models import StTask
from khcn.outputs.task_documents.making import may_make
from khcn.web.workspace.st_tasks.panels import Shown, panel
from khcn.web.workspace.task_documents.asking import form_context
from khcn.web.workspace.task_documents.related import related_pages


def _there(request: HttpRequest, task: StTask) -> bool:
    return bool(task.procedure_id) and may_make(request.actor, task)


@panel("van-ban", _("Văn bản"), order=85, when=_there)
def documents(request: HttpRequest, task: StTask) -> Shown:
    """What can be made of the task now, and where the documents of its call and councils are."""
    action = reverse("st_task_documents", kwargs={"pk": task.pk})
    more = {"related": related_pages(request.actor, task), "secret": task.confidential}
    return "task_documents/_panel.html", {**form_context(request.actor, task, action), **more}
