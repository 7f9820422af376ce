"""People as read by the administrator: the list and one person."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import User
from khcn.outputs.workbook import Column
from khcn.web.links import history_url
from khcn.web.ui.lists import page_of, wants_workbook, workbook_response
from khcn.web.workspace.people.forms import STATES, UserFilter
from khcn.web.workspace.people.reads import people, seats_of


def user_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, "accounts.user.manage")
    form = UserFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = people(timezone.localdate(), asked, request.GET.get("sap-xep", ""))
    if wants_workbook(request):
        return _workbook(rows)
    context = {"page": page_of(request, rows), "form": form, "active": _active(request, asked)}
    return render(request, "people/user_list.html", context)


def _active(request: HttpRequest, asked: dict) -> list[dict]:
    labels = {
        "q": asked.get("q"),
        "role": Role(asked["role"]).label if asked.get("role") else "",
        "agency": str(asked.get("agency") or ""),
        "state": dict(STATES).get(asked.get("state"), "") if asked.get("state") else "",
    }
    return [{"label": label, "url": _without(request, name)} for name, label in labels.items() if label]


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    query.pop("page", None)
    return f"?{query.urlencode()}"


def _workbook(rows) -> HttpResponse:
    columns = [
        Column(_("Họ và tên"), 30), Column(_("Tên đăng nhập"), 20), Column(_("Chức vụ"), 26),
        Column(_("Địa chỉ thư"), 32), Column(_("Vai trò"), 50), Column(_("Đăng nhập lần cuối"), 16, "date"),
        Column(_("Xác thực hai lớp"), 14), Column(_("Tình trạng"), 16),
    ]  # fmt: skip
    lines = (
        (
            one.full_name, one.username, one.title, one.email,
            "; ".join(_seat_text(seat) for seat in one.seats_now),
            timezone.localtime(one.last_login).date() if one.last_login else None,
            _("có") if one.second_factor else _("không"),
            _("đang hoạt động") if one.is_active else _("đã khoá"),
        )
        for one in rows
    )  # fmt: skip
    return workbook_response(_("Danh sách người dùng"), columns, lines)


def _seat_text(seat) -> str:
    return f"{seat.get_role_display()} – {seat.agency}" if seat.agency else seat.get_role_display()


def user_detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    require(request.actor, "accounts.user.manage", user)
    factors = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    context = {
        "person": user,
        "seats": seats_of(user, timezone.localdate()),
        "second_factor": factors.exists(),
        "history_url": history_url(user),
        "trail": [(_("Người dùng"), reverse("user_list")), (str(user), "")],
    }
    return render(request, "people/user_detail.html", context)
