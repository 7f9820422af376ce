"""Questions of a council on the page of the application that it asks, and the answers of its team."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.operations.st_tasks.choices import CouncilState
from khcn.operations.st_tasks.councils.questions import answer_question, asked_of
from khcn.operations.st_tasks.models import Question
from khcn.operations.st_tasks.rules import WRITERS
from khcn.web.workspace.applications.common import address, application_or_404


def questions_told(application: Any, team: list[Any], user: int | None) -> list[tuple[Question, bool]]:
    """Each question, and whether this person may answer it now."""
    if not application.receipt:
        return []
    writes = any(one.user_id == user and one.role in WRITERS for one in team if user)
    return [(one, writes and _open(one)) for one in asked_of(application)]


def _open(question: Question) -> bool:
    item = question.item
    return item.concluded_at is None and item.council.state == CouncilState.APPOINTED


@require_POST
def application_question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    application = application_or_404(request, pk)
    found = next((one for one in asked_of(application) if one.pk == question), None)
    if found is None:
        raise Http404
    answer_question(question=found, answer=request.POST.get("answer", ""), by=request.actor)
    messages.success(request, _("Đã gửi câu trả lời cho hội đồng."))
    return redirect(address(application) + "#cau-hoi")
