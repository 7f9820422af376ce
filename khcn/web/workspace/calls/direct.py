"""The validity of a dossier of a direct assignment or an order: it has no call and no opening session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.operations.st_tasks.calls import judge_validity
from khcn.operations.st_tasks.calls.leading import conditions_of
from khcn.operations.st_tasks.calls.opening import CAME_IN
from khcn.operations.st_tasks.calls.validity import leader_of, owed_by, remarks
from khcn.operations.st_tasks.models import Application, SentVersion
from khcn.web.ui.forms import form_page
from khcn.web.workspace.calls.common import MANAGE
from khcn.web.workspace.calls.forms import ValidityForm
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.st_tasks.common import task_or_404, task_page, trail_of


def direct_validity(request: HttpRequest, pk: int, dossier: int) -> HttpResponse:
    """What the platform can tell about the dossier, and the officer's conclusion."""
    task = task_or_404(request, pk)
    require(request.actor, MANAGE)
    rows = Application.objects.filter(task=task, purpose="dossier", call=None, state__in=CAME_IN)
    found = get_object_or_404(rows.select_related("task", "organisation", "procedure"), pk=dossier)
    said = {"valid": "co", "invalid": "khong"}.get(found.state, "")
    form = ValidityForm(request.POST or None, initial={"valid": said, "note": found.validity_note})
    back = f"{task_page(task)}?phan=ho-so#phan"

    def save() -> HttpResponse:
        told = form.cleaned_data
        judge_validity(application=found, valid=told["valid"] == "co", note=told["note"], by=request.actor)
        messages.success(request, _("Đã ghi kết luận; nhóm lập hồ sơ được thông báo."))
        return redirect(back)

    title, today, leader = (
        _("Tính hợp lệ của hồ sơ %s") % found.receipt,
        timezone.localdate(),
        leader_of(found),
    )
    owed = owed_by(found, leader, today)
    version = SentVersion.objects.filter(application=found).defer("content").order_by("-number").first()
    return form_page(
        request, form, title=title, save=save, template="calls/validity.html", dossier=found, leader=leader, version=version,
        conditions=conditions_of(found, leader, today, owed) if leader else [], remarks=remarks(found, leader, owed),
        page=maybe_url("application_edit", pk=found.pk), back=back, trail=trail_of(request, task, title),
    )  # fmt: skip
