"""Entering, changing, moving, withdrawing and confirming a record, and giving it documents."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.kernel.access import visible
from khcn.kernel.duplicates.search import likely_same
from khcn.kernel.errors import NotAllowed
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.domain import (
    add_record,
    allowed_moves,
    confirm_record,
    edit_record,
    move_record,
    withdraw_record,
)
from khcn.kernel.registers.fieldpaths import may_read
from khcn.kernel.registers.forms import initial_of
from khcn.kernel.registers.rules import edit_name, list_level, may_add, view_name
from khcn.web.ui.files import EvidenceField, keep_uploads
from khcn.web.ui.forms import form_page
from khcn.web.workspace.registers import sending
from khcn.web.workspace.registers.common import changeable, maybe_url, record_url, trail
from khcn.web.workspace.registers.entry_forms import (
    ON,
    OTHER,
    REASON,
    SEEN,
    SENDING,
    STATE,
    ask_other,
    ask_reason,
    ask_state,
    fieldsets,
    move_form,
    prefilled,
    record_form,
    values_of,
    watch_duplicates,
)


def record_new(request: HttpRequest, code: str) -> HttpResponse:
    register = registers.get(code)
    if register is None:
        raise Http404
    _require_adding(request, register)
    sent = sending.name_of_form(request)
    if request.method == "POST" and sending.record_of_sending(request, sent):
        return _sent_before(request, register, sent)
    form = record_form(register, request.actor, request.POST or None, prefilled(request, register))
    ask_state(form, register, request.actor)
    same = _same(request, register, form)

    def save() -> HttpResponse:
        if not sending.begin(request, sent):
            return _sent_before(request, register, sent)
        try:
            record = add_record(
                register, by=request.actor, values=values_of(form), state=form.cleaned_data.get(STATE) or ""
            )
        except BaseException:
            sending.given_up(request, sent)
            raise
        sending.finished(request, sent, record.pk)
        messages.success(request, _("Đã thêm “%s” vào sổ.") % record)
        return redirect(record_url(register, record))

    title = _("Thêm vào sổ %s") % str(register.name).lower()
    return form_page(
        request, form, title=title, save=save, keep=f"{code}-moi", template="registers/record_form.html",
        register=register, fieldsets=fieldsets(form, register), same=same, watch=watch_duplicates(form, register),
        back=maybe_url("register_list", code=code), help_url=maybe_url("register_help", code=code),
        hidden=(SENDING, sent), other=form[OTHER] if OTHER in form.fields else None, submit=_("Lưu vào sổ"),
        trail=trail(register, last=_("Thêm bản ghi")),
    )  # fmt: skip


def _sent_before(request: HttpRequest, register: Register, sent: str) -> HttpResponse:
    """The page of the record that the first sending made, or the list while that is under way."""
    if pk := sending.record_of_sending(request, sent):
        return redirect("record_detail", code=register.code, pk=pk)
    messages.info(
        request, _("Biểu mẫu này đang được lưu. Hãy tìm bản ghi trong danh sách trước khi gửi lại.")
    )
    return redirect("register_list", code=register.code)


def _require_adding(request: HttpRequest, register: Register) -> None:
    if may_add(request.actor, register):
        return
    sentence = _("Tài khoản của bạn không được thêm bản ghi vào sổ này. Hãy liên hệ Sở KH&CN.")
    if register.readonly:
        sentence = _("Sổ này do hệ thống tự lập từ các sổ khác nên không thêm tay được.")
    raise NotAllowed(sentence, code=f"not_allowed:{edit_name(register)}")


def _same(request: HttpRequest, register: Register, form: Any) -> list[dict[str, str]]:
    """Likely duplicates of what was sent; until the person says it is another one, the form does not hold."""
    if request.method != "POST" or not form.is_valid():
        return []
    found = seen_alike(request, register, form.cleaned_data)
    if found:
        ask_other(form)
        if not request.POST.get(OTHER):
            form.add_error(None, _("Sổ đã có bản ghi gần giống. Hãy xem danh sách bên dưới trước khi lưu."))
    return found


def seen_alike(
    request: HttpRequest, register: Register, values: Mapping[str, Any], exclude: int | None = None
) -> list[dict[str, str]]:
    """Name and address of records that may be the same, as far as the person sees them."""
    level = list_level(request.actor, register)
    told = {name: value for name, value in values.items() if may_read(register, name, level)}
    found = likely_same(register, told, exclude=exclude)
    rows = visible(request.actor, view_name(register), register.model._default_manager.all())
    seen = set(rows.filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)) if found else set()
    return [{"name": str(one), "url": record_url(register, one)} for one in found if one.pk in seen]


def record_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    register, record = changeable(request, code, pk)
    form = record_form(register, request.actor, request.POST or None, initial_of(register, record))
    ask_reason(form, required=False)

    def save() -> HttpResponse:
        values, reason = values_of(form), form.cleaned_data[REASON]
        seen_at = parse_datetime(request.POST.get(SEEN, "")[:40]) if SEEN in request.POST else None
        edit_record(register, record, by=request.actor, values=values, reason=reason, seen_at=seen_at)
        messages.success(request, _("Đã lưu “%s”.") % record)
        return redirect(record_url(register, record))

    return form_page(
        request, form, title=_("Sửa bản ghi"), save=save, keep=f"{code}-{pk}",
        template="registers/record_form.html", register=register, record=record, hidden=(SEEN, record.updated_at.isoformat()),
        fieldsets=fieldsets(form, register), reason=form[REASON], back=record_url(register, record),
        help_url=maybe_url("register_help", code=code), trail=trail(register, record, _("Sửa")),
    )  # fmt: skip


def record_move(request: HttpRequest, code: str, pk: int, move: str) -> HttpResponse:
    register, record = changeable(request, code, pk)
    step = next((one for one in allowed_moves(register, record, request.actor) if one.code == move), None)
    if step is None:
        known = register.life.move(move)
        if known is None:
            raise Http404
        sentence = _("Bản ghi đang ở trạng thái “%(state)s” nên bạn không làm được bước “%(step)s”.")
        raise NotAllowed(
            sentence % {"state": record.life_state.staff, "step": known.label}, code="not_allowed:record.move"
        )
    initial = {**initial_of(register, record, step.needs), ON: request.actor.on}
    form = move_form(register, step, request.actor, request.POST or None, initial)

    def save() -> HttpResponse:
        told = form.cleaned_data
        move_record(
            register,
            record,
            step.code,
            by=request.actor,
            on=told[ON],
            reason=told[REASON],
            values=values_of(form),
        )
        messages.success(
            request, _("Đã ghi “%(step)s” cho “%(record)s”.") % {"step": step.label, "record": record}
        )
        return redirect(record_url(register, record))

    lead = _("“%(record)s” chuyển từ “%(old)s” sang “%(new)s”.") % {
        "record": record, "old": record.life_state.staff, "new": register.life[step.target].staff,
    }  # fmt: skip
    return form_page(
        request, form, title=str(step.label), save=save, keep=f"{code}-{pk}-{move}", lead=lead, submit=str(step.label),
        back=record_url(register, record), trail=trail(register, record, str(step.label)),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do rút khỏi sổ"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def record_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    register, record = changeable(request, code, pk)
    form = WithdrawForm(request.POST or None)

    def save() -> HttpResponse:
        withdraw_record(register, record, by=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã rút “%s” khỏi sổ. Bản ghi vẫn tìm được ở mục Đã rút.") % record)
        return redirect(record_url(register, record))

    title = _("Rút bản ghi khỏi sổ")
    lead = _(
        "Chỉ rút bản ghi nhập nhầm hoặc trùng: “%s” sẽ không còn trong mọi số liệu. Giấy tờ hết hạn hoặc bị thu hồi thì không rút, hãy chuyển trạng thái."
    )
    return form_page(
        request, form, title=title, save=save, keep=f"{code}-{pk}-rut", lead=lead % record, submit=title,
        back=record_url(register, record), trail=trail(register, record, title),
    )  # fmt: skip


@require_POST
def record_confirm(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    register, record = changeable(request, code, pk)
    confirm_record(register, record, by=request.actor)
    messages.success(request, _("Đã ghi nhận bạn rà soát bản ghi hôm nay."))
    return redirect(record_url(register, record))


class DocumentsForm(forms.Form):
    files = EvidenceField(label=gettext_lazy("Tệp"))
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=200, required=False)


def record_attach(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Scans of certificates, decisions and other evidence."""
    register, record = changeable(request, code, pk)
    form = DocumentsForm(request.POST or None, request.FILES or None)

    def save() -> HttpResponse:
        told = form.cleaned_data
        kept = keep_uploads(told["files"], record=record, by=request.actor, note=told["note"])
        messages.success(request, _("Đã đính kèm %s tệp.") % len(kept))
        return redirect(record_url(register, record) + "#tai-lieu")

    title = _("Đính kèm tài liệu")
    return form_page(
        request, form, title=title, save=save, submit=title, lead=str(record),
        back=record_url(register, record), trail=trail(register, record, title),
    )  # fmt: skip
