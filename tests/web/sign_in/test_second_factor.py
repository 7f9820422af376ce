"""The second factor: set up, asked for, demanded of some roles, lifted by the administrator."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from khcn.kernel.accounts import domain
from tests.factories import AgencyFactory, actor_for, seat
from tests.web.sign_in.codes import totp

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
ACTIVATE = "/tai-khoan/hai-lop/ung-dung/bat/"


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    cache.clear()


def enter(client, user):
    return client.post("/tai-khoan/dang-nhap/", {"login": user.username, "password": PASSWORD})


def activate(client):
    """Confirm who we are, read the secret from the page, answer with the right code."""
    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    page = client.get(ACTIVATE).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
    return secret, client.post(ACTIVATE, {"code": totp(secret)}), page


@pytest.fixture
def clerk():
    return seat("reporter", AgencyFactory())


def test_setting_up_needs_the_password_again(client, clerk):
    enter(client, clerk)
    assert client.get(ACTIVATE).url.startswith("/tai-khoan/xac-nhan-lai/")
    refused = client.post("/tai-khoan/xac-nhan-lai/", {"password": "sai"})
    assert "Mật khẩu chưa đúng." in refused.content.decode()


def test_square_code_is_a_picture_that_the_policy_allows(client, clerk):
    enter(client, clerk)
    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    response = client.get(ACTIVATE)
    page = response.content.decode()
    assert 'src="data:image/svg+xml' in page
    assert "img-src 'self' data:" in response.headers["Content-Security-Policy"]
    assert "<script>" not in page
    assert "style=" not in page


def test_wrong_code_is_refused_in_vietnamese_and_right_code_gives_recovery_codes(client, clerk):
    enter(client, clerk)
    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    client.get(ACTIVATE)
    assert "Mã chưa đúng hoặc đã đổi." in client.post(ACTIVATE, {"code": "000000"}).content.decode()
    _secret, done, _page = activate(client)
    assert done.url == "/tai-khoan/hai-lop/ma-du-phong/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get(done.url).content.decode())
    assert len(codes) == 10
    kinds = Authenticator.objects.filter(user=clerk).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "totp"]


def test_password_alone_no_longer_signs_in(client, clerk):
    enter(client, clerk)
    secret, _done, _page = activate(client)
    codes = re.findall(
        r"<code>(\d{8})</code>", client.get("/tai-khoan/hai-lop/ma-du-phong/").content.decode()
    )
    client.post("/tai-khoan/dang-xuat/")
    assert enter(client, clerk).url == "/tai-khoan/dang-nhap/hai-lop/"
    assert client.get("/ho-so/").status_code == 302
    wrong = client.post("/tai-khoan/dang-nhap/hai-lop/", {"code": "123456"})
    assert "Mã chưa đúng" in wrong.content.decode()
    with time_machine.travel(time.time() + 60):
        right = client.post("/tai-khoan/dang-nhap/hai-lop/", {"code": totp(secret)})
        assert right.url == "/"
        client.post("/tai-khoan/dang-xuat/")
        enter(client, clerk)
        same = client.post("/tai-khoan/dang-nhap/hai-lop/", {"code": totp(secret)})
        assert same.status_code == 200, "a code counts once"
    client.post("/tai-khoan/dang-xuat/")
    enter(client, clerk)
    assert client.post("/tai-khoan/dang-nhap/hai-lop/", {"code": codes[0]}).url == "/"
    client.post("/tai-khoan/dang-xuat/")
    enter(client, clerk)
    again = client.post("/tai-khoan/dang-nhap/hai-lop/", {"code": codes[0]})
    assert again.status_code == 200, "a recovery code counts once"


def test_named_roles_are_sent_to_set_it_up_and_then_let_through(client, settings):
    settings.KHCN_SECOND_FACTOR_ROLES = ["coordinator"]
    coordinator = seat("coordinator", AgencyFactory())
    enter(client, coordinator)
    for path in ("/", "/ho-so/", "/quan-tri/nguoi-dung/"):
        assert client.get(path).url == ACTIVATE
    assert client.post("/ho-so/", {"full_name": "X"}).url == ACTIVATE
    assert client.get("/healthz").status_code == 200
    activate(client)
    assert client.get("/ho-so/").status_code == 200


def test_other_roles_are_not_asked(client, clerk, settings):
    settings.KHCN_SECOND_FACTOR_ROLES = ["admin", "coordinator"]
    enter(client, clerk)
    assert client.get("/ho-so/").status_code == 200


def test_page_tells_why_and_signing_out_stays_possible(client, settings):
    settings.KHCN_SECOND_FACTOR_ROLES = ["admin"]
    enter(client, seat("admin"))
    client.get("/ho-so/")
    page = client.get(ACTIVATE, follow=True).content.decode()
    assert "Vai trò của bạn phải dùng xác thực hai lớp." in page
    assert client.post("/tai-khoan/dang-xuat/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_after_lifting_the_password_signs_in_again(client, clerk):
    enter(client, clerk)
    activate(client)
    client.post("/tai-khoan/dang-xuat/")
    domain.reset_second_factor(by=actor_for(seat("admin")), user=clerk, reason="Mất máy, đã gặp trực tiếp")
    assert enter(client, clerk).url == "/"


def test_turning_off_is_asked_again_and_works(client, clerk):
    enter(client, clerk)
    activate(client)
    assert client.get("/tai-khoan/hai-lop/ung-dung/tat/").status_code == 200
    assert client.post("/tai-khoan/hai-lop/ung-dung/tat/").status_code == 302
    assert not Authenticator.objects.filter(user=clerk).exists()
