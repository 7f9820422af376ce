"""Signing in by name or address, what follows from it, and what happens after wrong passwords."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from khcn.kernel.accounts import domain
from tests.factories import AgencyFactory, UserFactory, actor_for, seat

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
SIGN_IN = "/tai-khoan/dang-nhap/"


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    cache.clear()


def enter(client, login, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def lan():
    user = UserFactory(username="lan.nguyen", email="lan@tinh.example.vn", full_name="Nguyễn Thị Lan")
    return seat("reporter", AgencyFactory(), user=user)


@pytest.mark.parametrize("login", ["lan.nguyen", "LAN.Nguyen", "lan@tinh.example.vn", "Lan@Tinh.example.vn"])
def test_name_or_address_in_any_case_signs_in(client, lan, login):
    response = enter(client, login)
    assert (response.status_code, response.url) == (302, "/")
    lan.refresh_from_db()
    assert lan.last_login is not None


def test_page_asked_for_comes_after_signing_in_but_no_foreign_site(client, lan):
    assert client.get("/ho-so/").url == f"{SIGN_IN}?next=%2Fho-so%2F"
    assert enter(client, "lan.nguyen", next="/ho-so/").url == "/ho-so/"
    client.post("/tai-khoan/dang-xuat/")
    assert enter(client, "lan.nguyen", next="https://example.com/").url == "/"


def test_wrong_password_and_unknown_name_get_the_same_sentence(client, lan):
    known, unknown = text_of(enter(client, "lan.nguyen", "sai")), text_of(enter(client, "khong-co", "sai"))
    sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng."
    assert sentence in known
    assert sentence in unknown


def test_sixth_wrong_password_within_five_minutes_is_refused_even_when_the_next_is_right(client, lan):
    for _turn in range(5):
        assert "chưa đúng" in text_of(enter(client, "lan.nguyen", "sai"))
    refused = enter(client, "lan.nguyen")
    assert refused.status_code == 200
    assert "Bạn đã nhập sai quá nhiều lần. Hãy đợi năm phút" in text_of(refused)
    assert "_auth_user_id" not in client.session


def test_others_may_sign_in_while_one_name_is_throttled(client, lan):
    UserFactory(username="binh")
    for _turn in range(6):
        enter(client, "lan.nguyen", "sai")
    assert enter(client, "binh").status_code == 302


def test_locked_account_is_told_so_only_with_the_right_password(client, lan):
    lan.is_active = False
    lan.save()
    assert "chưa đúng" in text_of(enter(client, "lan.nguyen", "sai"))
    assert enter(client, "lan.nguyen").url == reverse("account_inactive")
    assert "đang bị khoá" in text_of(client.get(reverse("account_inactive")))


def test_pages_speak_the_chosen_language_after_signing_in(client, lan):
    lan.language = "en"
    lan.save()
    assert enter(client, "lan.nguyen").cookies["django_language"].value == "en"


def test_signing_out_needs_a_post(client, lan):
    enter(client, "lan.nguyen")
    page = client.get("/tai-khoan/dang-xuat/")
    assert page.status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/tai-khoan/dang-xuat/")
    assert "_auth_user_id" not in client.session


def test_nobody_registers_alone_and_the_page_says_whom_to_ask(client):
    fields = {"username": "la", "email": "la@example.vn", "password1": "x" * 12, "password2": "x" * 12}
    for response in (client.get("/tai-khoan/dang-ky/"), client.post("/tai-khoan/dang-ky/", fields)):
        assert "Sở Khoa học và Công nghệ" in text_of(response)
    assert not type(UserFactory.build()).objects.filter(username="la").exists()


@pytest.mark.parametrize(
    "path",
    [
        "email/",
        "confirm-email/",
        "login/",
        "signup/",
        "login/code/confirm/",
        "2fa/webauthn/",
        "phone/change/",
    ],
)
def test_unused_pages_of_the_library_do_not_exist(client, path):
    assert client.get(f"/tai-khoan/{path}").status_code == 404


@pytest.mark.parametrize("name", ["account_email", "mfa_add_webauthn", "account_change_phone"])
def test_unused_names_of_the_library_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_forgotten_password_comes_by_mail_once(client, lan):
    assert client.post("/tai-khoan/mat-khau/quen/", {"email": "LAN@tinh.example.vn"}).status_code == 302
    (letter,) = mail.outbox
    assert letter.subject == "[KHCN] Đặt lại mật khẩu"
    assert "Tên đăng nhập của bạn: lan.nguyen." in letter.body
    assert not re.search(r"\b(the|your|email)\b", letter.body)
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    new = {"password1": "cay-da-ben-song", "password2": "cay-da-ben-song"}
    done = client.post(form.redirect_chain[-1][0], new)
    assert done.url == "/tai-khoan/mat-khau/quen/xong/"
    assert enter(client, "lan.nguyen", "cay-da-ben-song").status_code == 302
    client.post("/tai-khoan/dang-xuat/")
    assert "không còn dùng được" in text_of(client.get(link))


def test_unknown_address_gets_no_mail_and_the_same_answer(client, lan):
    known = client.post("/tai-khoan/mat-khau/quen/", {"email": "lan@tinh.example.vn"})
    mail.outbox.clear()
    unknown = client.post("/tai-khoan/mat-khau/quen/", {"email": "khong@tinh.example.vn"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mail.outbox == []


def test_mail_server_that_fails_does_not_break_the_page(client, lan, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert client.post("/tai-khoan/mat-khau/quen/", {"email": "lan@tinh.example.vn"}).status_code == 302


def test_address_changed_by_the_administrator_no_longer_receives_links(client, lan):
    by = actor_for(seat("admin"))
    domain.edit_user(by=by, user=lan, email="moi@tinh.example.vn")
    client.post("/tai-khoan/mat-khau/quen/", {"email": "lan@tinh.example.vn"})
    assert mail.outbox == []
    assert "chưa đúng" in text_of(enter(client, "lan@tinh.example.vn"))


def test_short_password_is_refused_in_vietnamese(client, lan):
    enter(client, "lan.nguyen")
    page = client.post(
        "/tai-khoan/mat-khau/doi/", {"oldpassword": PASSWORD, "password1": "ngan", "password2": "ngan"}
    )
    assert "Mật khẩu quá ngắn: cần ít nhất 10 ký tự." in text_of(page)


def test_changing_the_password_ends_other_sessions(client, lan):
    other = Client()
    enter(other, "lan.nguyen")
    enter(client, "lan.nguyen")
    new = {"oldpassword": PASSWORD, "password1": "cay-da-ben-song", "password2": "cay-da-ben-song"}
    assert client.post("/tai-khoan/mat-khau/doi/", new).status_code == 302
    assert other.get("/ho-so/").status_code == 302


def test_other_sessions_are_listed_and_can_be_ended(client, lan):
    other = Client(HTTP_USER_AGENT="Trình duyệt ở quán")
    enter(other, "lan.nguyen")
    enter(client, "lan.nguyen")
    assert "Trình duyệt ở quán" in text_of(client.get("/tai-khoan/phien/"))
    client.post("/tai-khoan/phien/")
    assert other.get("/ho-so/").status_code == 302
    assert client.get("/ho-so/").status_code == 200
