"""The documents of a task, of a council, of a call: a list, and the file of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khcn.kernel.access import require
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.web.workspace.calls.common import managed as managed_call
from khcn.web.workspace.calls.common import trail_of as call_trail
from khcn.web.workspace.councils.common import managed as managed_council
from khcn.web.workspace.st_tasks.common import MANAGE, draft_note, name_of, task_or_404
from khcn.web.workspace.st_tasks.common import trail_of as task_trail
from khcn.web.workspace.task_documents.asking import asked_for, form_context
from khcn.web.workspace.task_documents.related import related_pages

Trail = list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def st_task_documents(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_or_404(request, pk)
    require(request.actor, MANAGE, task)
    title = _("Văn bản")
    more = {"related": related_pages(request.actor, task), "secret": task.confidential}
    return _page(request, task, name_of(task), task_trail(request, task, title), more)


@require_http_methods(["GET", "HEAD", "POST"])
def council_documents(request: HttpRequest, pk: int) -> HttpResponse:
    council = managed_council(request, pk)
    trail = [
        (_("Hội đồng"), reverse("council_list")),
        (council.name, reverse("council_detail", kwargs={"pk": pk})),
        (_("Văn bản"), ""),
    ]
    return _page(request, council, council.name, trail, {"blind": council.blind})


@require_http_methods(["GET", "HEAD", "POST"])
def call_documents(request: HttpRequest, code: str) -> HttpResponse:
    call = managed_call(request, code)
    return _page(request, call, call.title, call_trail(call, _("Văn bản")), {})


def _page(request: HttpRequest, record: Any, name: str, trail: Trail, more: dict[str, Any]) -> HttpResponse:
    """The caller has asked for the right. GET lists; POST answers with the file, or with the list and why not."""
    refusal = ""
    if request.method == "POST":
        try:
            made = asked_for(request, record)
        except NotAllowed:
            raise
        except DomainError as refused:
            refusal = refused.message
        else:
            headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
            return HttpResponse(made.content, content_type=made.media_type, headers=headers)
    context = {
        "page_title": _("Văn bản"), "trail": trail, "of": name, "refusal": refusal, "asked": request.POST,
        "note": draft_note(record.procedure),
        **form_context(request.actor, record, request.path), **more,
    }  # fmt: skip
    return render(request, "task_documents/page.html", context, status=422 if refusal else 200)
