"""What everybody reads of calls: open ones, closed ones, and what came of them. Secret tasks never leave."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.calls import moment_words
from khcn.operations.st_tasks.models import Call, StTask
from khcn.web.ui.lists import page_of
from khcn.web.workspace.calls.common import stand_of
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.st_tasks.common import draft_note

#: Phases of a task in which who carries it out is known and announced.
DECIDED = ("approved", "running", "paused", "accepting", "accepted", "closed", "terminated")


@require_safe
def public_calls(request: HttpRequest) -> HttpResponse:
    """They stay for good, which is longer than any rule set asks."""
    page = page_of(request, Call.objects.filter(published_at__isnull=False).order_by("-closes_at", "-pk"))
    now = timezone.now()
    page.object_list = [
        {"call": one, "stand": stand_of(one, now), "closes": moment_words(one.closes_at)}
        for one in page.object_list
    ]
    context = {
        "page_title": _("Thông báo tuyển chọn, xét tài trợ nhiệm vụ KH&CN"),
        "page": page,
        "tasks_url": maybe_url("register_list", code="nhiem-vu-khcn"),
    }
    return render(request, "calls/public_list.html", context)


@require_safe
def public_call(request: HttpRequest, code: str) -> HttpResponse:
    rows = Call.objects.filter(code=code, published_at__isnull=False).select_related("procedure")
    call = rows.defer("procedure__definition").first()
    if call is None or call.closes_at is None:
        raise Http404
    stand = stand_of(call)
    context = {
        "page_title": call.title, "call": call, "stand": stand, "trail": [(_("Thông báo"), maybe_url("public_calls")), (call.title, "")],
        "note": draft_note(call.procedure), "closes": moment_words(call.closes_at), "tasks": [_told(one, stand.code == "open") for one in _open_tasks(call)],
    }  # fmt: skip
    return render(request, "calls/public_call.html", context)


def _open_tasks(call: Call) -> Any:
    """The tasks of the call that are no secret; who carries them out only once that was announced."""
    rows = StTask.objects.filter(call=call, confidential=False).kept()
    return rows.select_related("host").order_by("pk")


def _told(task: StTask, takes: bool) -> dict[str, Any]:
    announced = task.state in DECIDED and task.result_published_on is not None
    return {
        "task": task, "host": task.host if announced else None, "leader": task.leader_name if announced else "",
        "decision": task.approval_symbol if announced else "", "new_url": maybe_url("dossier_new", pk=task.pk) if takes else "",
    }  # fmt: skip
