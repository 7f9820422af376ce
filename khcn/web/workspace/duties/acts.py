"""Saying that a duty was done, waiving it, opening it again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.access import require
from khcn.kernel.duties.domain import complete_duty, reopen_duty, waive_duty
from khcn.kernel.duties.models import Duty
from khcn.kernel.duties.queries import duties_seen_by
from khcn.web.ui.forms import form_page
from khcn.web.workspace.duties.forms import CompleteForm, WaiveForm
from khcn.web.workspace.duties.words import line_of
from khcn.web.workspace.my_work.links import own_url


def duty_complete(request: HttpRequest, pk: int) -> HttpResponse:
    duty = _found(request, pk, "duties.duty.edit")
    form = CompleteForm(request.POST or None, initial={"on": request.actor.on})

    def save() -> HttpResponse:
        complete_duty(duty=duty, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi nghĩa vụ là làm xong."))
        return redirect(_back(request))

    return _page(request, duty, form, title=_("Ghi nghĩa vụ đã làm"), save=save, submit=_("Ghi đã làm"))


def duty_waive(request: HttpRequest, pk: int) -> HttpResponse:
    duty = _found(request, pk, "duties.duty.waive")
    form = WaiveForm(request.POST or None)

    def save() -> HttpResponse:
        waive_duty(duty=duty, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi nghĩa vụ được miễn."))
        return redirect(_back(request))

    return _page(request, duty, form, title=_("Miễn nghĩa vụ"), save=save, submit=_("Ghi được miễn"))


@require_POST
def duty_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    duty = _found(request, pk, "duties.duty.waive")
    reopen_duty(duty=duty, by=request.actor)
    messages.success(request, _("Nghĩa vụ lại chờ thực hiện."))
    return redirect(_back(request))


def _found(request: HttpRequest, pk: int, right: str) -> Duty:
    require(request.actor, "duties.dutyrule.view")
    duty = get_object_or_404(duties_seen_by(request.actor), pk=pk)
    require(request.actor, right, duty)
    return duty


def _back(request: HttpRequest) -> str:
    """Where the person came from, told as ?tiep=, or the calendar."""
    return own_url(request.POST.get("tiep") or request.GET.get("tiep", "")) or reverse("duty_calendar")


def _page(request: HttpRequest, duty: Duty, form: forms.Form, *, title: str, **more: Any) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        template="duties/duty_act.html",
        line=line_of(duty, request.actor, request.actor.on),
        back=_back(request),
        trail=[(_("Lịch nghĩa vụ"), reverse("duty_calendar")), (title, "")],
        **more,
    )
