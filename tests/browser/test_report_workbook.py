"""Filling in offline: the workbook out, back in, looked at, written."""

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from khcn.agency_reports.filling import save_answer, start_report
from khcn.agency_reports.models import Answer
from khcn.kernel.documents.domain import attach_upload
from tests.agency_reports.workbook.books import Book
from tests.browser.conftest import AXE
from tests.factories.agencies import AgencyFactory
from tests.factories.indicators import indicator
from tests.factories.people import actor_for, seat
from tests.factories.plans import PartyFactory, TaskFactory
from tests.factories.reports import cycle, days_ago, request_for
from tests.kernel.documents.signing import signed, unsigned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def begun(settings, tmp_path):
    settings.KHCN_FILES = tmp_path
    agency = AgencyFactory(name="Sở Mẫu số 1 có tên dài để xem chữ xuống dòng trên màn hình hẹp")
    round_ = cycle(due_on=days_ago(-20), internal_due_on=days_ago(-10))
    tasks = TaskFactory.create_batch(
        2, plan=round_.plan, short_title="Nhiệm vụ mẫu có tên khá dài để xem xuống dòng"
    )
    for task in tasks:
        PartyFactory(task=task, agency=agency)
    share = indicator("ty-le-mau", name="Tỷ lệ mẫu", kind="share", unit="%", owner=agency)
    asked = request_for(agency, round_, tasks=tasks, indicators=[share], sections=["results"])
    clerk, approver = seat("reporter", agency), seat("approver", agency)
    return asked, start_report(request=asked, by=actor_for(clerk)), clerk, approver


@pytest.mark.parametrize("width", [1366, 360])
def test_the_workbook_goes_out_and_comes_back(open_page, begun, tmp_path, width):
    asked, report, clerk, approver = begun
    page = open_page(clerk, width)
    page.goto(f"/bao-cao/{asked.cycle.code}/don-vi/{asked.agency.code}/")
    page.get_by_role("link", name="Làm bằng Excel").click()
    shot(page, f"excel-{width}")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Tải tệp Excel").click()
    first, second = asked.items.filter(kind="task")
    share, section = asked.items.get(kind="indicator"), asked.items.get(kind="section")
    book = Book(Path(caught.value.path()).read_bytes())
    book.set(first, declared="Đạt", text="Đã hoàn thành ba mô hình ở hai xã.", obstacle="Thiếu vốn đối ứng")
    book.money(first, 0, origin="Nguồn hợp pháp khác", planned="1,5 tỷ", disbursed=2_000_000_000)
    book.set(second, declared="Chậm", text="Mới xong một phần", value="khoảng tám")
    book.set(share, numerator=1, denominator=8).set(section, text="Kết quả từ tệp Excel.")
    save_answer(
        report=report,
        item=section,
        values={"text": "Kết quả ghi trên trang web."},
        seen_revision=0,
        by=actor_for(approver),
    )
    told = tmp_path / "bao-cao-da-dien.xlsx"
    told.write_bytes(book.bytes())
    page.get_by_label("Tệp Excel đã điền").set_input_files(told)
    page.get_by_role("button", name="Nạp và xem trước").click()
    page.get_by_text("hai bên cùng sửa").wait_for()
    shot(page, f"xem-truoc-{width}")
    page.get_by_label("Lấy nội dung trong tệp").check()
    page.get_by_role("button", name="Ghi các mục đạt và lựa chọn ở trên").click()
    page.get_by_text("Đã ghi 3 mục vào báo cáo.").wait_for()
    answers = {one.item_id: one for one in Answer.objects.filter(report=report)}
    assert (answers[section.pk].text, answers[share.pk].value, answers[second.pk].text) == (
        "Kết quả từ tệp Excel.",
        12.5,
        "",
    )


@pytest.mark.parametrize("width", [1366, 360])
def test_the_signed_papers_are_told(open_page, begun, width):
    asked, report, clerk, _approver = begun
    with ThreadPoolExecutor(
        1
    ) as aside:  # signing starts a loop of its own, and this thread is in Playwright's
        both = aside.submit(lambda: signed(signed(), field="Ky2", name="Trần Thị Mẫu")).result()
    for content, name in (
        (both, "ban-ky.pdf"),
        (unsigned(), "ban-chup.pdf"),
    ):
        attach_upload(record=report, content=io.BytesIO(content), name=name, by=actor_for(clerk))
    page = open_page(clerk, width)
    page.goto(f"/bao-cao/{asked.cycle.code}/don-vi/{asked.agency.code}/")
    page.get_by_role("link", name="Bản ký và chữ ký số").click()
    page.get_by_text("Trần Thị Mẫu").wait_for()
    shot(page, f"ban-ky-{width}")


def shot(page, name):
    """Fits its window, passes axe; a picture for those who ask for one."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    if folder := os.environ.get("KHCN_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
