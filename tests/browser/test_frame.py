import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1366])
def test_sign_in_page_is_calm_and_without_faults(open_page, faults, width):
    page = open_page(width=width)
    page.goto(reverse("account_login"))
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_menu_opens_on_a_phone_by_keyboard(open_page):
    page = open_page(seat("coordinator", AgencyFactory()), width=360)
    page.goto(reverse("agency_list"))
    menu = page.locator("#dieu-huong")
    assert not menu.is_visible()
    page.get_by_role("button", name="Mở danh mục").press("Enter")
    assert menu.is_visible()
