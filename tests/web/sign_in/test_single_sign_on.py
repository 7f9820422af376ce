"""The province's single sign-on against a provider that really answers on this machine."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from khcn.kernel.accounts.models import User
from tests.factories import AgencyFactory, UserFactory, seat
from tests.web.sign_in.provider import Provider

pytestmark = pytest.mark.django_db
START = "/tai-khoan/mot-lan/tinh/"


@pytest.fixture(scope="module")
def running():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def provider(running, settings):
    settings.SOCIALACCOUNT_PROVIDERS = running.settings()
    running.person = {}
    return running


@pytest.fixture
def lan():
    user = UserFactory(username="lan.nguyen", email="lan@tinh.example.vn")
    return seat("reporter", AgencyFactory(), user=user)


def address_of(page):
    """Where the page leads: by itself, not by a form, which the content policy would stop."""
    assert page.status_code == 200
    return unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())[1])


def come_back(client, provider, **person):
    """Go to the provider and return from it as this person."""
    provider.person = {"sub": "nguoi-1", **person}
    away = address_of(client.post(START))
    assert away.startswith(f"{provider.address}/authorize?")
    state = parse_qs(urlsplit(away).query)["state"][0]
    return client.get(f"{START}tro-ve/", {"code": "ma", "state": state})


def test_without_configuration_there_is_no_button_and_no_page(client):
    assert "mot-lan" not in client.get("/tai-khoan/dang-nhap/").content.decode()
    assert client.get(START).status_code == 404


def test_with_configuration_the_button_is_on_the_page(client, provider):
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    assert f'action="{START}' in page
    assert "Đăng nhập một lần của tỉnh" in page


def test_starting_needs_a_post(client, provider):
    page = client.get(START)
    assert page.status_code == 200
    assert "Bạn sẽ được chuyển tới máy chủ đăng nhập một lần" in page.content.decode()


def test_known_verified_address_links_and_keeps_the_password(client, provider, lan):
    back = come_back(client, provider, email="Lan@tinh.example.vn", email_verified=True)
    assert (back.status_code, back.url) == (302, "/")
    assert int(client.session["_auth_user_id"]) == lan.pk
    assert SocialAccount.objects.get(uid="nguoi-1").user_id == lan.pk
    lan.refresh_from_db()
    assert lan.check_password("mat-khau-thu-nghiem")


@pytest.mark.parametrize("verified", [False, None])
def test_address_that_the_provider_has_not_verified_is_refused(client, provider, lan, verified):
    person = {} if verified is None else {"email_verified": verified}
    back = come_back(client, provider, email="lan@tinh.example.vn", **person)
    assert back.status_code == 403
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_unknown_person_is_refused_with_a_page_that_helps(client, provider):
    back = come_back(client, provider, email="la@tinh.example.vn", email_verified=True)
    assert back.status_code == 403
    page = back.content.decode()
    assert "Chưa tìm thấy tài khoản của bạn" in page
    assert "Sở Khoa học và Công nghệ" in page
    assert not User.objects.exists()


def test_locked_person_is_refused_even_when_linked_before(client, provider, lan):
    come_back(client, provider, email="lan@tinh.example.vn", email_verified=True)
    client.post("/tai-khoan/dang-xuat/")
    lan.is_active = False
    lan.save()
    back = come_back(client, provider, email="lan@tinh.example.vn", email_verified=True)
    assert back.url == "/tai-khoan/bi-khoa/"
    assert "_auth_user_id" not in client.session


def test_linked_person_signs_in_after_the_address_changed(client, provider, lan):
    come_back(client, provider, email="lan@tinh.example.vn", email_verified=True)
    client.post("/tai-khoan/dang-xuat/")
    assert come_back(client, provider, email="khac@tinh.example.vn", email_verified=True).status_code == 302


def test_answer_with_a_foreign_state_is_refused_in_vietnamese(client, provider, lan):
    provider.person = {"sub": "nguoi-1", "email": "lan@tinh.example.vn", "email_verified": True}
    back = client.get(f"{START}tro-ve/", {"code": "ma", "state": "cua-nguoi-khac"})
    assert "Đăng nhập một lần không thành" in back.content.decode()
    assert "_auth_user_id" not in client.session
