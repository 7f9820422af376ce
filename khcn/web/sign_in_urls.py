"""The pages of allauth that we use, with Vietnamese addresses; every other page of it does not exist here."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.usersessions import views as sessions
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path

View = Callable[..., HttpResponse]


def _framed(view: View) -> View:
    """allauth puts its own `site` into the context, where our frame expects the province."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if (context := getattr(response, "context_data", None)) is not None:
            context.pop("site", None)
        return response

    return answer


def _leaving(view: View) -> View:
    """Leave for the provider from a page of ours: our policy lets no form lead to another site."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 302 or response.url.startswith("/"):
            return response
        return render(request, "socialaccount/leaving.html", {"address": response.url})

    return answer


def _page(route: str, view: View, name: str):
    return path(route, _framed(view), name=name)


urlpatterns = [
    _page("dang-nhap/", account.login, "account_login"),
    _page("dang-xuat/", account.logout, "account_logout"),
    _page("dang-ky/", account.signup, "account_signup"),
    _page("bi-khoa/", account.account_inactive, "account_inactive"),
    _page("xac-nhan-lai/", account.reauthenticate, "account_reauthenticate"),
    _page("mat-khau/doi/", account.password_change, "account_change_password"),
    _page("mat-khau/dat/", account.password_set, "account_set_password"),
    _page("mat-khau/quen/", account.password_reset, "account_reset_password"),
    _page("mat-khau/quen/da-gui/", account.password_reset_done, "account_reset_password_done"),
    _page(
        "mat-khau/quen/xong/", account.password_reset_from_key_done, "account_reset_password_from_key_done"
    ),
    re_path(
        r"^mat-khau/dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _framed(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _page("hai-lop/", mfa.index, "mfa_index"),
    _page("dang-nhap/hai-lop/", mfa.authenticate, "mfa_authenticate"),
    _page("hai-lop/xac-nhan-lai/", mfa.reauthenticate, "mfa_reauthenticate"),
    _page("hai-lop/ung-dung/bat/", totp.activate_totp, "mfa_activate_totp"),
    _page("hai-lop/ung-dung/tat/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _page("hai-lop/ma-du-phong/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _page("hai-lop/ma-du-phong/tao/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _page("hai-lop/ma-du-phong/tai/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    _page("phien/", sessions.list_usersessions, "usersessions_list"),
    _page("lien-ket/", social.connections, "socialaccount_connections"),
    _page("lien-ket/huy/", social.login_cancelled, "socialaccount_login_cancelled"),
    _page("lien-ket/loi/", social.login_error, "socialaccount_login_error"),
    _page("lien-ket/dang-ky/", social.signup, "socialaccount_signup"),
    _page("mot-lan/<str:provider_id>/", _leaving(openid.login), "openid_connect_login"),
    _page("mot-lan/<str:provider_id>/tro-ve/", openid.callback, "openid_connect_callback"),
]
