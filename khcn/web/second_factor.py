"""Roles that may change much sign in with a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponse]


def demanded(answer: Answer) -> Answer:
    """Send people of the roles in KHCN_SECOND_FACTOR_ROLES to set up a second factor before anything else."""

    def handle(request: HttpRequest) -> HttpResponse:
        if _missing(request) and not _open(request.path):
            messages.warning(
                request,
                _(
                    "Vai trò của bạn phải dùng xác thực hai lớp. Hãy thiết lập tại đây rồi tiếp tục công việc."
                ),
            )
            return redirect("mfa_activate_totp")
        return answer(request)

    return handle


def _missing(request: HttpRequest) -> bool:
    roles = settings.KHCN_SECOND_FACTOR_ROLES
    if not roles or not request.user.is_authenticated:
        return False
    return request.actor.has(*roles) and not is_mfa_enabled(request.user)


def _open(path: str) -> bool:
    """Pages that are needed to set it up, to sign out and to change the language."""
    prefixes = (reverse("mfa_index"), reverse("account_logout"), reverse("account_reauthenticate"))
    return path.startswith((*prefixes, reverse("set_language"), settings.STATIC_URL, "/healthz", "/readyz"))
