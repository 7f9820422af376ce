"""Organisations and people who may not host or lead for a time: entered, listed, ended by officers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.kernel.access import require
from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.form_fields import RecordCell
from khcn.operations.st_tasks.models import Sanction, StTask
from khcn.operations.st_tasks.running.sanctions import add_sanction, lift_sanction
from khcn.registers.directory.models import Organisation, Person
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import page_of
from khcn.web.workspace.st_tasks.common import MANAGE, trail_of
from khcn.web.workspace.task_money.forms import text_field
from khcn.web.workspace.task_running.forms import ReasonForm

TITLE = gettext_lazy("Hạn chế tham gia")


class SanctionForm(forms.Form):
    organisation = RecordCell(
        model=Organisation, label=gettext_lazy("Tổ chức"), required=False,
        help_text=gettext_lazy("Mã số thuế hoặc đúng tên. Ghi tổ chức hoặc người, không ghi cả hai."),
    )  # fmt: skip
    person = RecordCell(
        model=Person, label=gettext_lazy("Người"), required=False, help_text=gettext_lazy("Mã ORCID hoặc họ tên trong danh bạ chuyên gia.")
    )  # fmt: skip
    task = RecordCell(
        model=StTask, label=gettext_lazy("Nhiệm vụ liên quan"), required=False, help_text=gettext_lazy("Mã hoặc đúng tên nhiệm vụ.")
    )  # fmt: skip
    reason = text_field(gettext_lazy("Lý do"), rows=3, required=True, max_length=500)
    symbol = text_field(gettext_lazy("Số văn bản"), max_length=80)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))
    valid_to = DayField(
        label=gettext_lazy("Đến hết ngày"), required=False,
        help_text=gettext_lazy("Để trống khi có nhiệm vụ liên quan: tính theo bộ quy tắc của nhiệm vụ đó."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and (told.get("organisation") is None) == (told.get("person") is None):
            raise ValidationError(_("Hãy ghi một tổ chức hoặc một người."))
        return told


@require_safe
def st_task_sanctions(request: HttpRequest) -> HttpResponse:
    """Those in force first, those that ended below them; personal matters, so for officers alone."""
    require(request.actor, MANAGE)
    rows = Sanction.objects.select_related("organisation", "person", "task").order_by("-valid_to", "-pk")
    page = page_of(request, rows)
    context = {
        "page_title": TITLE,
        "trail": trail_of(request, None, str(TITLE)),
        "page": page,
        "today": request.actor.on,
    }
    return render(request, "task_running/sanctions.html", context)


def st_task_sanction_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, MANAGE)
    form = SanctionForm(request.POST or None, initial={"valid_from": request.actor.on})

    def save() -> HttpResponse:
        add_sanction(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi hạn chế tham gia."))
        return redirect("st_task_sanctions")

    return _form(request, form, _("Ghi hạn chế tham gia"), save)


def st_task_sanction_end(request: HttpRequest, sanction: int) -> HttpResponse:
    require(request.actor, MANAGE)
    found = get_object_or_404(Sanction.objects.select_related("organisation", "person", "task"), pk=sanction)
    form = ReasonForm(request.POST or None)

    def save() -> HttpResponse:
        lift_sanction(sanction=found, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Đã kết thúc hạn chế tham gia."))
        return redirect("st_task_sanctions")

    return _form(
        request, form, _("Kết thúc hạn chế: %(who)s") % {"who": found.organisation or found.person}, save
    )


def _form(request: HttpRequest, form: forms.Form, title: str, save: Any) -> HttpResponse:
    trail = [*trail_of(request, None, str(TITLE)), (title, "")]
    return form_page(request, form, title=title, save=save, back=reverse("st_task_sanctions"), trail=trail)
