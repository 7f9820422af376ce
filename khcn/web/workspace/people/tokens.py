"""One's own keys for programs that use the API."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.kernel.access import require
from khcn.kernel.accounts.models import User
from khcn.kernel.errors import DomainError
from khcn.kernel.form_fields import DayField
from khcn.kernel.tokens.domain import create_token, live_tokens, revoke_token
from khcn.kernel.tokens.models import ApiToken
from khcn.web.ui.forms import show_refusal

USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Tên khoá"), max_length=80,
        help_text=gettext_lazy("Chương trình nào dùng, ví dụ: máy chủ báo cáo của Sở."),
    )  # fmt: skip
    expires_on = DayField(label=gettext_lazy("Dùng đến hết ngày"))
    writes = forms.BooleanField(
        label=gettext_lazy("Được thêm và sửa bản ghi"), required=False,
        help_text=gettext_lazy("Không chọn thì chương trình chỉ đọc."),
    )  # fmt: skip


def token_list(request: HttpRequest) -> HttpResponse:
    """A new key is shown in the answer to the request that makes it, and never again."""
    require(request.actor, "accounts.user.view", User.objects.filter(pk=request.actor.user_id).first())
    form = TokenForm(request.POST or None, initial={"expires_on": timezone.localdate() + USUAL})
    secret = _made(request, form) if request.method == "POST" and form.is_valid() else ""
    context: dict[str, Any] = {
        "page_title": _("Khoá truy cập API"),
        "form": TokenForm(initial=form.initial) if secret else form, "secret": secret,
        "tokens": live_tokens(request.actor.user_id or 0, request.actor.on),
        "api_url": reverse("api_index"),
        "trail": [(_("Hồ sơ"), reverse("profile")), (_("Khoá truy cập API"), "")],
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    response = render(request, "people/token_list.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _made(request: HttpRequest, form: TokenForm) -> str:
    try:
        return create_token(by=request.actor, **form.cleaned_data)[1]
    except DomainError as refusal:
        show_refusal(form, refusal)
        return ""


@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, user=request.actor.user_id)
    revoke_token(token=token, by=request.actor)
    messages.success(
        request, _("Đã thu hồi khoá “%s”. Chương trình nào còn dùng sẽ bị từ chối.") % token.name
    )
    return redirect("token_list")
