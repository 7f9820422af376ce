"""Preparing a call: its text, its tasks, publishing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.operations.st_tasks.calls import edit_call, prepare_call, publish_call, put_tasks
from khcn.operations.st_tasks.calls.preparing import FIELDS
from khcn.web.ui.forms import form_page
from khcn.web.workspace.calls.common import MANAGE, managed, page_of_call, trail_of
from khcn.web.workspace.calls.forms import CallForm, PublishForm, TasksForm


def call_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, MANAGE)
    form = CallForm(request.POST or None, initial={"year": timezone.localdate().year})

    def save() -> HttpResponse:
        call = prepare_call(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lập đợt. Tiếp theo, chọn nhiệm vụ của đợt."))
        return redirect("call_tasks", code=call.code)

    title = _("Lập đợt thông báo")
    return form_page(
        request,
        form,
        title=title,
        save=save,
        keep="dot-moi",
        back=reverse("call_list"),
        trail=trail_of(title=title),
    )


def call_edit(request: HttpRequest, code: str) -> HttpResponse:
    call = managed(request, code)
    initial = {name: getattr(call, name) for name in FIELDS}
    form = CallForm(request.POST or None, call=call, initial=initial)

    def save() -> HttpResponse:
        edit_call(call=call, by=request.actor, values=form.cleaned_data)
        messages.success(request, _("Đã ghi."))
        return redirect(page_of_call(call))

    title = _("Sửa thông báo")
    return form_page(
        request,
        form,
        title=title,
        save=save,
        keep=f"dot-{code}",
        back=page_of_call(call),
        trail=trail_of(call, title),
    )


def call_tasks(request: HttpRequest, code: str) -> HttpResponse:
    call = managed(request, code)
    form = TasksForm(request.POST or None, call=call)

    def save() -> HttpResponse:
        tasks = put_tasks(call=call, tasks=form.cleaned_data["tasks"], by=request.actor)
        messages.success(request, _("Đợt có %s nhiệm vụ.") % len(tasks))
        return redirect(page_of_call(call))

    title = _("Chọn nhiệm vụ của đợt")
    lead = _("Chỉ nêu nhiệm vụ đã phê duyệt đặt hàng, cùng bộ quy tắc với đợt và chưa ở đợt nào khác.")
    return form_page(
        request, form, title=title, save=save, lead=lead, back=page_of_call(call), trail=trail_of(call, title)
    )


def call_publish(request: HttpRequest, code: str) -> HttpResponse:
    call = managed(request, code)
    form = PublishForm(request.POST or None, initial={"notice_symbol": call.notice_symbol})

    def save() -> HttpResponse:
        publish_call(call=call, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã công bố đợt. Các nhiệm vụ của đợt bắt đầu nhận hồ sơ."))
        return redirect(page_of_call(call))

    title = _("Công bố đợt thông báo")
    lead = _("Sau khi công bố, nội dung và danh sách nhiệm vụ của đợt không sửa được nữa.")
    return form_page(
        request, form, title=title, save=save, lead=lead, submit=_("Công bố"), keep=f"cong-bo-{code}",
        back=page_of_call(call), trail=trail_of(call, title),
    )  # fmt: skip
