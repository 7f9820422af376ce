"""For officers: what resembles a proposal, why, and what they say about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.applications.similar import TO_JUDGE, find_similar, judge_similar
from khcn.operations.st_tasks.models import Similar, StTask
from khcn.web.workspace.applications.common import signed_in
from khcn.web.workspace.st_tasks.common import LIST, MANAGE, draft_note, task_or_404


def task_similar(request: HttpRequest, pk: int) -> HttpResponse:
    signed_in(request)
    require(request.actor, LIST)
    task = task_or_404(request, pk)
    refused: tuple[int, DomainError] | None = None
    if request.method == "POST":
        require(request.actor, MANAGE, task)
        try:
            return _act(request, task)
        except DomainError as error:
            refused = (_number(request.POST.get("cap", "")), error)
    rows = task.similar_to.select_related("other__host", "other__procedure", "judged_by").defer(
        "other__procedure__definition"
    )
    context = {
        "page_title": _("Tra cứu trùng lặp"), "task": task, "rows": [_row(one) for one in rows], "refused": refused,
        "may_judge": may(request.actor, MANAGE, task), "draft_note": draft_note(task.procedure),
        "verdicts": Similar._meta.get_field("verdict").choices,
        "trail": [(task.name, reverse("st_task_detail", kwargs={"pk": task.pk})), (_("Tra cứu trùng lặp"), "")],
    }  # fmt: skip
    return render(request, "applications/similar.html", context, status=422 if refused else 200)


def _act(request: HttpRequest, task: StTask) -> HttpResponse:
    back = redirect("task_similar", pk=task.pk)
    if "tra-lai" in request.POST:
        found = find_similar(task, request.actor)
        messages.success(request, _("Đã tra cứu lại: %(count)s nhiệm vụ gần giống.") % {"count": len(found)})
        return back
    similar = get_object_or_404(Similar, task=task, pk=_number(request.POST.get("cap", "")))
    judge_similar(similar=similar, verdict=request.POST.get("ket-luan", ""), note=request.POST.get("giai-thich", ""),
                  by=request.actor)  # fmt: skip
    messages.success(request, _("Đã ghi kết luận."))
    return back


def _row(one: Similar) -> dict[str, object]:
    return {
        "similar": one,
        "percent": round(one.score * 100),
        "must": one.score >= TO_JUDGE and not one.verdict,
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
