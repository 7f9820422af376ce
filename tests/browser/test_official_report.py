"""The consolidated report in a browser: edit, freeze, number, and a number that leads to its record."""

import os

import pytest
from django.utils import timezone

from khcn.outputs.official_reports.editing import edit_block
from khcn.outputs.official_reports.models import OfficialReport
from tests.browser.conftest import AXE
from tests.factories.official_reports import a_round, keep_everything
from tests.factories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/bao-cao/nam-2026/tong-hop/"


def look(page, name):
    if folder := os.environ.get("KHCN_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def faults(page):
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})")
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found["violations"]]


@pytest.mark.parametrize("width", [1366, 360])
def test_editor_walks_from_paragraph_to_number(open_page, width):
    round_ = a_round()
    page = open_page(seat("coordinator", round_.issuer), width)
    page.goto(PAGE)
    look(page, f"begin-{width}")
    assert faults(page) == []
    page.select_option("select[name=issuer]", str(round_.issuer.pk))
    page.click("text=Tổng hợp báo cáo >> visible=true")
    block = round_.of_agency("b")
    page.goto(f"{PAGE}?muc={block.section.code}")
    page.fill(f"#chu-{block.pk}", "Đã hỗ trợ ba doanh nghiệp mẫu.")
    page.click(f"#doan-{block.pk} >> text=Lưu và dùng")
    page.wait_for_url("**#doan-*")
    assert round_.of_agency("b").text == "Đã hỗ trợ ba doanh nghiệp mẫu."
    look(page, f"edited-{width}")
    page.goto(f"{PAGE}?muc=chi-tieu")
    for box in page.locator("details > summary").all():
        if box.is_visible():
            box.click()
    look(page, f"targets-{width}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"{PAGE}?muc=phu-luc-chi-tieu")
    look(page, f"annex-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.click("td.num >> text=52,25")
    assert "/chi-so/ty-le-mau/so-lieu/" in page.url
    made = OfficialReport.objects.get()
    keep_everything(round_, made)
    page.goto(f"{PAGE}chot/")
    page.fill("input[name=signer_name]", "Người Ký Mẫu")
    look(page, f"freeze-{width}")
    page.click("text=Chốt báo cáo")
    page.wait_for_selector("text=Dấu kiểm tra")
    look(page, f"frozen-{width}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"{PAGE}phat-hanh/")
    page.fill("input[name=number]", "5")
    page.click("text=Ghi số, ngày >> visible=true >> nth=-1")
    page.wait_for_selector("text=05/BC-SKHCN")
    assert OfficialReport.objects.get().issued_on == timezone.localdate()


def test_second_editor_loses_nothing(open_page):
    round_ = a_round()
    round_.put_together()
    block = round_.of_agency("a")
    page = open_page(seat("coordinator", round_.issuer))
    page.goto(f"{PAGE}?muc={block.section.code}")
    edit_block(block=block, text="Của người thứ nhất.", seen_revision=0, by=round_.coordinator)
    page.fill(f"#chu-{block.pk}", "Của người thứ hai.")
    page.click(f"#doan-{block.pk} >> text=Lưu và dùng")
    page.wait_for_selector("text=Của người thứ nhất.")
    assert page.input_value("textarea[name=text]") == "Của người thứ hai."
    look(page, "conflict")
    assert faults(page) == []
