import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_pages_are_vietnamese_whatever_the_browser_asks_for(client):
    page = client.get(reverse("account_login"), headers={"Accept-Language": "en-GB,en"}).content.decode()
    assert '<html lang="vi">' in page
    assert "Đăng nhập" in page


def test_english_is_a_choice(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    page = client.get(reverse("account_login")).content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page
