"""An agency's report in a real browser: saved by itself, nothing typed is lost, two people see each other."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from khcn.agency_reports.filling import start_report
from khcn.agency_reports.models import Answer, TaskUpdate
from tests.factories.agencies import AgencyFactory
from tests.factories.indicators import indicator, observation
from tests.factories.people import actor_for, seat
from tests.factories.plans import PartyFactory, TaskFactory
from tests.factories.reports import cycle, days_ago, report, request_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def written():
    """A report that was begun, with tasks, a share and a section, and what was said last year."""
    agency = AgencyFactory(name="Sở Mẫu số 1 có tên dài để xem chữ xuống dòng trên màn hình hẹp")
    last = cycle(2025)
    round_ = cycle(plan=last.plan, previous=last, due_on=days_ago(-20), internal_due_on=days_ago(-10))
    tasks = TaskFactory.create_batch(
        2, plan=last.plan, short_title="Nhiệm vụ mẫu có tên khá dài để xem xuống dòng"
    )
    for task in tasks:
        PartyFactory(task=task, agency=agency)
    share = indicator("ty-le-mau", name="Tỷ lệ mẫu", kind="share", unit="%", owner=agency)
    observation(share, 2025, 20)
    before = request_for(agency, last, tasks=tasks)
    report(before, "accepted", answers={one: {"declared": "met", "text": "Năm trước đã làm xong hai mô hình."}
                                        for one in before.items.all()})  # fmt: skip
    TaskUpdate.objects.create(
        task=tasks[0],
        agency=agency,
        as_of=date(2026, 6, 30),
        declared="met",
        result="Đã hoàn thành ba mô hình.",
    )
    asked = request_for(agency, round_, tasks=tasks, indicators=[share], sections=["results"])
    clerk, approver = seat("reporter", agency), seat("approver", agency)
    begun = start_report(request=asked, by=actor_for(clerk))
    return asked, begun, clerk, approver


def page_of(asked):
    return f"/bao-cao/{asked.cycle.code}/don-vi/{asked.agency.code}/"


def box(page, asked, kind="section", number=0):
    item = asked.items.filter(kind=kind)[number]
    return page.locator(f"#muc-{item.pk}")


def test_what_is_typed_is_saved_by_itself_and_leaving_asks_nothing(open_page, written):
    asked, _begun, clerk, _approver = written
    page = open_page(clerk)
    page.goto(page_of(asked))
    item = box(page, asked)
    item.get_by_label("Nội dung").fill("Ba kết quả nổi bật của năm.")
    item.get_by_text("Đã lưu lúc").wait_for()
    item.get_by_label("Nội dung").press("End")
    item.get_by_label("Nội dung").type(" Thêm một ý.")
    page.wait_for_function(
        "id => document.querySelector(`#muc-${id} [name=ban]`).value === '2'",
        arg=asked.items.get(kind="section").pk,
    )
    asks = []
    page.on("dialog", lambda dialog: (asks.append(dialog.type), dialog.accept()))
    page.goto(page_of(asked))
    assert (
        box(page, asked).get_by_label("Nội dung").input_value() == "Ba kết quả nổi bật của năm. Thêm một ý."
    )
    assert asks == []
    assert page.get_by_text("Đã khôi phục").count() == 0


def test_text_typed_when_the_session_has_expired_comes_back_after_signing_in(open_page, written):
    asked, begun, clerk, _approver = written
    page = open_page(clerk)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(page_of(asked))
    Session.objects.all().delete()
    box(page, asked).get_by_label("Nội dung").fill("Viết khi phiên đã hết.")
    page.get_by_text("Phiên làm việc đã hết").wait_for()
    assert Answer.objects.get(report=begun, item__kind="section").text == ""
    page.get_by_role("link", name="Đăng nhập để lưu tiếp").click()
    page.locator("input[name=login]").fill(clerk.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.get_by_text("Đã khôi phục").wait_for()
    item = box(page, asked)
    assert item.get_by_label("Nội dung").input_value() == "Viết khi phiên đã hết."
    item.get_by_role("button", name="Lưu mục này").click()
    item.get_by_text("Đã lưu lúc").wait_for()
    assert Answer.objects.get(report=begun, item__kind="section").text == "Viết khi phiên đã hết."


def test_two_people_see_each_other_and_both_texts(open_page, written, live_server):
    asked, begun, clerk, approver = written
    first, second = open_page(clerk), open_page()
    other = Client()
    other.force_login(approver)
    second.context.add_cookies(
        [{"name": "sessionid", "value": other.cookies["sessionid"].value, "url": live_server.url}]
    )
    first.on("dialog", lambda dialog: dialog.accept())
    first.goto(page_of(asked))
    second.goto(page_of(asked))
    box(second, asked).get_by_label("Nội dung").fill("Của người duyệt.")
    box(second, asked).get_by_text("Đã lưu lúc").wait_for()
    box(first, asked).get_by_label("Nội dung").fill("Của cán bộ.")
    table = box(first, asked).get_by_role("table")
    table.wait_for()
    assert "Của người duyệt." in table.inner_text() and "Của cán bộ." in table.inner_text()
    assert Answer.objects.get(report=begun, item__kind="section").text == "Của người duyệt."
    picture(first, "conflict")
    box(first, asked).get_by_role("link", name="Giữ bản đã lưu").click()
    first.wait_for_function("() => !document.querySelector('.report-status table')")
    assert box(first, asked).get_by_label("Nội dung").input_value() == "Của người duyệt."
    first.reload()
    first.get_by_text(f"{approver.full_name} đang mở mục “Kết quả nổi bật”").wait_for()
    assert first.get_by_text("Đã khôi phục").count() == 0


@pytest.mark.parametrize("width", [360, 1366])
def test_the_page_fits_and_is_accessible(open_page, written, faults, width):
    asked, _begun, _clerk, approver = written
    page = open_page(approver, width)
    for address in (page_of(asked), page_of(asked) + "gui/"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('article details').forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        picture(page, f"{'gui' if address.endswith('gui/') else 'trang'}-{width}")
        assert (wide, faults(page)) == (0, [])


def picture(page, name):
    if folder := os.environ.get("KHCN_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
