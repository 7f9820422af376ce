"""Two records become one, and a key for a program, by hand in the browser."""

import pytest

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.registers.directory.models import Organisation
from khcn.web.links import url_of
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TO_CHUC = registers.get("to-chuc")
NAMES = ("Công ty TNHH Chè Mẫu", "Công ty trách nhiệm hữu hạn chè mẫu")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1366, 360])
def test_pair_is_found_compared_and_merged(open_page, faults, width):
    person = seat("coordinator", AgencyFactory())
    for name, staff in zip(NAMES, (12, 30), strict=True):
        values = {"name": name, "kind": "enterprise", "employees": staff}
        add_record(TO_CHUC, by=actor_for(person), values=values)
    page = open_page(person, width)
    page.goto("/so-dang-ky/to-chuc/trung-lap/")
    page.get_by_role("button", name="Tìm lại").click()
    page.get_by_role("link", name="Mở kết quả").click()
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_role("link", name="Gộp", exact=False).first.click()
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_label("30").check()
    page.get_by_role("button", name="Gộp").click()
    page.get_by_role("dialog").get_by_role("button", name="Gộp").click()
    page.get_by_text("Đã gộp").wait_for()
    kept = Organisation.objects.get(merged_into=None)
    assert (kept.name, kept.employees) == (NAMES[0], 30)
    page.goto(url_of(Organisation.objects.exclude(merged_into=None).get()))
    assert page.url.endswith(url_of(kept))


@pytest.mark.parametrize("width", [1366, 360])
def test_key_is_shown_once(open_page, faults, width):
    page = open_page(seat("reporter", AgencyFactory()), width)
    page.goto("/ho-so/khoa-api/")
    page.get_by_label("Tên khoá").fill("Máy chủ thử")
    page.get_by_role("button", name="Tạo khoá").click()
    assert page.get_by_label("Sao chép khoá").input_value().startswith("khcn_")
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_role("link", name="Các địa chỉ của API").click()
    assert (faults(page), fits(page)) == ([], True)
