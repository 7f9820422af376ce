"""“Đề xuất, hồ sơ của tôi”: where each is, who holds it, until when, what is missing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.applications.saving import RULE_SETS
from khcn.operations.st_tasks.models import Application
from khcn.operations.st_tasks.rules import team_rows
from khcn.web.workspace.applications.common import signed_in
from khcn.web.workspace.applications.words import standing_of

PER_PAGE = 25


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    rows = Application.objects.filter(pk__in=team_rows(request.actor).values("application"))
    rows = rows.select_related("procedure", "task__procedure", "task__officer", "task__host", "call").defer(
        "procedure__definition", "task__procedure__definition"
    )
    rows = rows.defer(*RULE_SETS)
    page = Paginator(rows.order_by("-id"), PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page_title": _("Đề xuất, hồ sơ của tôi"), "page": page,
        "rows": [(one, standing_of(one, today)) for one in page.object_list],
    }  # fmt: skip
    return render(request, "applications/proposal_list.html", context)
