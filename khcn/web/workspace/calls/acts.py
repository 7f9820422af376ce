"""Acts on a published call: extension for one dossier, calling off, announcing again, opening, validity."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.operations.st_tasks.calls import (
    cancel_call,
    extend_for,
    judge_validity,
    moment_words,
    open_dossiers,
    repeat_call,
)
from khcn.operations.st_tasks.calls.leading import conditions_of
from khcn.operations.st_tasks.calls.opening import CAME_IN
from khcn.operations.st_tasks.calls.validity import leader_of, owed_by, remarks
from khcn.operations.st_tasks.models import SentVersion
from khcn.web.ui.forms import form_page
from khcn.web.workspace.calls.common import managed, page_of_call, trail_of
from khcn.web.workspace.calls.forms import ExtendForm, OpeningForm, ReasonForm, ValidityForm
from khcn.web.workspace.registers.common import maybe_url


def call_extend(request: HttpRequest, code: str) -> HttpResponse:
    call = managed(request, code)
    form = ExtendForm(request.POST or None, call=call)

    def save() -> HttpResponse:
        told = form.cleaned_data
        done = extend_for(
            application=told["dossier"], until=told["until"], reason=told["reason"], by=request.actor
        )
        assert done.extended_until is not None
        messages.success(
            request,
            _("Hồ sơ số %(pk)s được nộp đến %(moment)s.")
            % {"pk": done.pk, "moment": moment_words(done.extended_until)},
        )
        return redirect(page_of_call(call))

    title = _("Gia hạn nộp cho một hồ sơ")
    return form_page(
        request, form, title=title, save=save, back=page_of_call(call), trail=trail_of(call, title)
    )


def call_cancel(request: HttpRequest, code: str) -> HttpResponse:
    call = managed(request, code)
    form = ReasonForm(request.POST or None)

    def save() -> HttpResponse:
        cancel_call(call=call, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Đã hủy đợt."))
        return redirect(page_of_call(call))

    title = _("Hủy đợt thông báo")
    return form_page(
        request,
        form,
        title=title,
        save=save,
        submit=_("Hủy đợt"),
        back=page_of_call(call),
        trail=trail_of(call, title),
    )


@require_POST
def call_repeat(request: HttpRequest, code: str) -> HttpResponse:
    repeated = repeat_call(call=managed(request, code), by=request.actor)
    messages.success(request, _("Đã lập đợt thông báo lại; hãy kiểm tra nội dung rồi công bố."))
    return redirect(page_of_call(repeated))


def call_open(request: HttpRequest, code: str) -> HttpResponse:
    """One screen for the session: how many dossiers each task has, and the minutes. Names appear once it is held."""
    call = managed(request, code)
    form = OpeningForm(request.POST or None, initial={"at": timezone.localtime()})

    def save() -> HttpResponse:
        opened = open_dossiers(call=call, by=request.actor, **form.cleaned_data)
        messages.success(
            request,
            _("Đã mở %s hồ sơ. Tiếp theo, kết luận tính hợp lệ của từng hồ sơ.") % len(opened.opening_list),
        )
        return redirect(page_of_call(call))

    title = _("Mở hồ sơ")
    return form_page(
        request, form, title=title, save=save, template="calls/opening.html", call=call, submit=_("Mở hồ sơ"),
        came=call.dossiers.filter(state__in=CAME_IN).count(), tasks=call.tasks.count(),
        closes=moment_words(call.closes_at) if call.closes_at else "", keep=f"mo-{code}",
        back=page_of_call(call), trail=trail_of(call, title),
    )  # fmt: skip


def call_validity(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    call = managed(request, code)
    opened = call.dossiers.filter(state__in=CAME_IN, call__opened_on__isnull=False)
    dossier = get_object_or_404(
        opened.select_related("task", "organisation", "procedure", "decided_by").defer(
            "procedure__definition"
        ),
        pk=pk,
    )
    initial = {
        "valid": {"valid": "co", "invalid": "khong"}.get(dossier.state, ""),
        "note": dossier.validity_note,
    }
    form = ValidityForm(request.POST or None, initial=initial)

    def save() -> HttpResponse:
        told = form.cleaned_data
        judge_validity(application=dossier, valid=told["valid"] == "co", note=told["note"], by=request.actor)
        messages.success(request, _("Đã ghi kết luận; nhóm lập hồ sơ được thông báo."))
        return redirect(page_of_call(call))

    title, today = _("Tính hợp lệ của hồ sơ %s") % dossier.receipt, timezone.localdate()
    leader = leader_of(dossier)
    owed = owed_by(dossier, leader, today)
    version = SentVersion.objects.filter(application=dossier).defer("content").order_by("-number").first()
    conditions = conditions_of(dossier, leader, today, owed) if leader else []
    return form_page(
        request, form, title=title, save=save, template="calls/validity.html", call=call, dossier=dossier,
        leader=leader, conditions=conditions, remarks=remarks(dossier, leader, owed), version=version,
        page=maybe_url("application_edit", pk=dossier.pk), back=page_of_call(call), trail=trail_of(call, title),
    )  # fmt: skip
