"""Managing people: each page asks, calls one act, answers."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from khcn.kernel.access import require
from khcn.kernel.accounts import domain, seats
from khcn.kernel.accounts.models import Membership, User
from khcn.web.sign_in import password_link
from khcn.web.ui.forms import form_page
from khcn.web.workspace.people.forms import (
    AccountForm,
    ConfirmForm,
    EndSeatForm,
    HandOverForm,
    ReasonForm,
    SeatForm,
)


def _person(request: HttpRequest, pk: int) -> User:
    user = get_object_or_404(User, pk=pk)
    require(request.actor, "accounts.user.manage", user)
    return user


def _page(
    request: HttpRequest,
    form: forms.BaseForm,
    person: User,
    title: str,
    act: Callable,
    done: str,
    **more: str,
) -> HttpResponse:
    def save() -> HttpResponse:
        act(form.cleaned_data)
        messages.success(request, done)
        return redirect("user_detail", pk=person.pk)

    back = reverse("user_detail", kwargs={"pk": person.pk})
    trail = [(_("Người dùng"), reverse("user_list")), (str(person), back), (title, "")]
    return form_page(request, form, title=title, save=save, back=back, trail=trail, **more)


@never_cache
def user_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, "accounts.user.manage")
    form = AccountForm(request.POST or None)

    def save() -> HttpResponse:
        return _hand_out_link(request, domain.create_user(by=request.actor, **form.cleaned_data))

    trail = [(_("Người dùng"), reverse("user_list")), (_("Thêm người dùng"), "")]
    lead = _("Không có mật khẩu mặc định: sau khi lưu, hệ thống tạo liên kết để người đó tự đặt mật khẩu.")
    return form_page(
        request, form, title=_("Thêm người dùng"), save=save, keep="user-new", trail=trail, lead=lead,
        submit=_("Tạo tài khoản"), back=reverse("user_list"),
    )  # fmt: skip


@never_cache
@require_POST
def user_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for setting the password, shown once."""
    return _hand_out_link(request, _person(request, pk))


def _hand_out_link(request: HttpRequest, user: User) -> HttpResponse:
    link = password_link(request, user, domain.issue_password_token(by=request.actor, user=user))
    mailed = bool(user.email and settings.EMAIL_HOST)
    if mailed:
        context = {"user": user, "password_reset_url": link, "username": user.username, "request": request}
        get_adapter().send_mail("people/email/set_password", user.email, context)
    context = {
        "person": user,
        "link": link,
        "mailed": mailed,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "trail": [(_("Người dùng"), reverse("user_list")), (str(user), "")],
    }
    return render(request, "people/link.html", context)


def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = AccountForm(request.POST or None, initial=model_to_dict(person, domain.EDITABLE))
    return _page(
        request, form, person, _("Sửa tài khoản"),
        lambda data: domain.edit_user(by=request.actor, user=person, **data), _("Đã lưu."),
    )  # fmt: skip


def seat_new(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = SeatForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return _page(
        request, form, person, _("Giao vai trò"),
        lambda data: seats.give_seat(by=request.actor, user=person, **data), _("Đã giao vai trò."),
    )  # fmt: skip


def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    seat = get_object_or_404(Membership.objects.select_related("user", "agency"), pk=pk)
    require(request.actor, "accounts.user.manage", seat.user)
    form = EndSeatForm(request.POST or None, initial={"on": timezone.localdate()})
    lead = " – ".join(filter(None, (str(seat.get_role_display()), str(seat.agency or ""))))
    return _page(
        request, form, seat.user, _("Kết thúc vai trò"),
        lambda data: seats.end_seat(by=request.actor, seat=seat, **data), _("Đã ghi ngày kết thúc."),
        lead=lead, submit=_("Kết thúc"),
    )  # fmt: skip


def user_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = HandOverForm(request.POST or None, giver=person, initial={"on": timezone.localdate()})
    lead = _("Những gì người cũ đã báo cáo vẫn đứng tên người cũ; việc của cơ quan không thay đổi.")
    return _page(
        request, form, person, _("Giao lại cho người khác"),
        lambda data: seats.hand_over(by=request.actor, from_user=person, **data), _("Đã giao lại."),
        lead=lead, submit=_("Giao lại"),
    )  # fmt: skip


def user_lock(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    lead = _(
        "Mọi phiên đăng nhập kết thúc ngay và mật khẩu bị bỏ. Dữ liệu và lịch sử của người này được giữ."
    )
    return _page(
        request, ReasonForm(request.POST or None), person, _("Khoá tài khoản"),
        lambda data: domain.deactivate_user(by=request.actor, user=person, **data), _("Đã khoá tài khoản."),
        lead=lead, submit=_("Khoá tài khoản"),
    )  # fmt: skip


def user_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    lead = _(
        "Các vai trò còn hạn có hiệu lực trở lại. Sau đó hãy tạo liên kết để người này đặt mật khẩu mới."
    )
    return _page(
        request, form, person, _("Mở khoá tài khoản"),
        lambda data: domain.reactivate_user(by=request.actor, user=person), _("Đã mở khoá."),
        lead=lead, submit=_("Mở khoá"),
    )  # fmt: skip


def second_factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    lead = _(
        "Chỉ làm khi đã chắc chắn đúng người (gặp trực tiếp, gọi số đã biết). Lý do được ghi vào nhật ký."
    )
    return _page(
        request, ReasonForm(request.POST or None), person, _("Gỡ xác thực hai lớp"),
        lambda data: domain.reset_second_factor(by=request.actor, user=person, **data),
        _("Đã gỡ. Người dùng thiết lập lại ở lần đăng nhập sau."), lead=lead, submit=_("Gỡ xác thực hai lớp"),
    )  # fmt: skip
