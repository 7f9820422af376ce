"""More time or an excuse for one agency."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.agency_reports.cycles import ask_again, excuse_request, extend_request
from khcn.agency_reports.models import ReportRequest
from khcn.kernel.deadlines import time_left
from khcn.lib.working_days import add_working_days
from khcn.web.ui.forms import form_page
from khcn.web.workspace.cycles.common import managed, request_of, trail_of
from khcn.web.workspace.cycles.forms import ExcuseForm, ExtendForm

#: An extension is proposed for so many working days from today or from the deadline, whichever is later.
USUAL_EXTENSION = 5


def request_extend(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    asked = request_of(managed(request, code), agency)
    today = timezone.localdate()
    to = add_working_days(max(asked.last_day, today), USUAL_EXTENSION)
    form = ExtendForm(request.POST or None, initial={"to": to})

    def save() -> HttpResponse:
        extend_request(request=asked, by=request.actor, **form.cleaned_data)
        return _back(request, asked, _("Đã gia hạn. Đơn vị được thông báo."))

    lead = _("{agency}: hạn hiện tại {day:%d/%m/%Y}, {left}.").format(
        agency=asked.agency.name, day=asked.last_day, left=time_left(today, asked.last_day)
    )
    return _page(request, form, asked, save, _("Gia hạn cho đơn vị"), lead)


def request_excuse(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    asked = request_of(managed(request, code), agency)
    form = ExcuseForm(request.POST or None, initial={"reason": asked.excuse})

    def save() -> HttpResponse:
        excuse_request(request=asked, by=request.actor, **form.cleaned_data)
        return _back(request, asked, _("Đã ghi là được miễn. Đơn vị được thông báo."))

    return _page(request, form, asked, save, _("Miễn báo cáo cho đơn vị"), asked.agency.name)


@require_POST
def request_again(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    asked = request_of(managed(request, code), agency)
    ask_again(request=asked, by=request.actor)
    return _back(request, asked, _("Đơn vị lại nằm trong số phải gửi báo cáo."))


def _page(
    request: HttpRequest, form: forms.Form, asked: ReportRequest, save: Any, title: str, lead: str
) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        save=save,
        lead=lead,
        trail=trail_of(asked.cycle, title),
        back=reverse("cycle_detail", kwargs={"code": asked.cycle.code}),
    )


def _back(request: HttpRequest, asked: ReportRequest, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("cycle_detail", code=asked.cycle.code)
