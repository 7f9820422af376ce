"""Accounts are made by an administrator; a province's single sign-on brings known people only."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.utils import user_pk_to_url_str
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khcn.kernel.accounts.models import User

logger = logging.getLogger(__name__)


class LoginForm(AllauthLoginForm):
    """The same form in the words of an office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Tên đăng nhập hoặc địa chỉ thư")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        login.widget.attrs["autofocus"] = True
        password.widget.attrs.pop("placeholder", None)
        password.help_text = ""


class _FiguresOnly:
    """Telephones show the keys for figures, and the cursor stands in the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        self.fields["code"].widget.attrs = attributes
        self.fields["code"].label = _("Mã xác thực")


class SecondFactorForm(_FiguresOnly, AuthenticateForm):
    pass


class ConfirmAgainForm(_FiguresOnly, ReauthenticateForm):
    pass


class SetUpForm(_FiguresOnly, ActivateTOTPForm):
    pass


class ClosedSignup(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer must not keep anyone from working; the log names nobody."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            logger.warning("Mail %s was not sent: %s", template_prefix, type(error).__name__)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The pages speak the language that the person chose in the profile."""
        response = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """Whoever the single sign-on names is let in only with an account made here before."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link by an address that the provider says it has verified; refuse everyone else with a page."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        user = _known(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(
                render(request, "socialaccount/unknown_person.html", {"sociallogin": sociallogin}, status=403)
            )
        sociallogin.connect(request, user)


def _known(sociallogin: SocialLogin) -> User | None:
    verified = [address.email for address in sociallogin.email_addresses if address.verified]
    for email in filter(None, verified):
        if user := User.objects.filter(email__iexact=email, is_active=True).first():
            return user
    return None


def password_link(request: HttpRequest, user: User, token: str) -> str:
    """The address at which the person sets a password with this token, once."""
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token}
    )
    return request.build_absolute_uri(path)


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
