"""The department's board in a real browser: read beside last year, return with a remark, decide, accept."""

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from khcn.agency_reports.models import Remark, Ruling
from tests.factories.agencies import AgencyFactory
from tests.factories.people import seat
from tests.factories.plans import PartyFactory, TaskFactory
from tests.factories.reports import cycle, days_ago, report, request_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = {
    "declared": "met",
    "text": "Đã hoàn thành ba mô hình tại hai xã.",
    "value": Decimal(3),
    "unit": "mô hình",
}
MONEY = [
    {
        "origin": "science",
        "planned": 900_000_000,
        "allocated": None,
        "disbursed": 450_000_000,
        "settled": None,
    }
]
HINDERED = {
    "obstacle": "Thiếu người vận hành",
    "proposal": "Cho tuyển thêm",
    "level": "province",
    "money": MONEY,
}


@pytest.fixture
def rush():
    """Two that contradict each other, one that is late, one that has time left; last year's report beside."""
    agencies = [
        AgencyFactory(
            code=f"so-{n}", name=f"Sở Mẫu số {n} có tên dài để xem chữ xuống dòng trên màn hình hẹp", order=n
        )
        for n in range(4)
    ]
    last = cycle(timezone.localdate().year - 1)
    round_ = cycle(
        timezone.localdate().year, plan=last.plan, previous=last, due_on=days_ago(-20), internal_due_on=days_ago(2),
        code="nam-nay", title="Báo cáo năm mẫu",
    )  # fmt: skip
    task = TaskFactory(plan=last.plan, short_title="Nhiệm vụ mẫu có tên khá dài để xem xuống dòng")
    for agency in agencies[:2]:
        PartyFactory(task=task, agency=agency)
    past = request_for(agencies[0], last, tasks=[task])
    report(
        past,
        "accepted",
        answers={past.items.get(): {**SAID, "value": 2, "text": "Đã hoàn thành hai mô hình."}},
    )
    for agency, said in zip(
        agencies[:2], ({**SAID, **HINDERED}, {**SAID, "declared": "late", "text": "Còn chậm"}), strict=True
    ):
        asked = request_for(agency, round_, tasks=[task], sections=["results"])
        both = list(asked.items.order_by("order"))
        report(asked, "sent", answers={both[0]: said, both[1]: {"text": "Kết quả nổi bật của năm."}},
               sent_at=timezone.now() - timedelta(days=3))  # fmt: skip
    request_for(agencies[2], round_, tasks=[task])
    request_for(agencies[3], round_, tasks=[task], extended_to=days_ago(-9), extension_reason="Mưa lũ")
    return round_, task


def shoot(page, name):
    """A picture for people, where KHCN_PICTURES names a folder."""
    if folder := os.environ.get("KHCN_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1366])
def test_board_is_read_decided_and_emptied(open_page, faults, rush, width):
    _round, task = rush
    page = open_page(seat("coordinator", AgencyFactory(name="Sở Điều phối")), width)
    for name, path in (
        ("bang", "tiep-nhan/"), ("bao-cao", "tiep-nhan/so-0/"), ("thay-doi", "doi-chieu/thay-doi/"),
        ("mau-thuan", "doi-chieu/mau-thuan/"), ("quyet-dinh", f"doi-chieu/mau-thuan/t{task.pk}/"),
    ):  # fmt: skip
        page.goto(f"/bao-cao/nam-nay/{path}")
        shoot(page, f"{name}-{width}")
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.get_by_label("Lấy theo Sở Mẫu số 0").check()
    page.get_by_label("Lý do").fill("Có biên bản nghiệm thu")
    page.get_by_role("button", name="Ghi quyết định").click()
    assert page.get_by_text("Không có mâu thuẫn nào ở mục này.").is_visible()
    assert Ruling.objects.get().reason == "Có biên bản nghiệm thu"

    page.goto("/bao-cao/nam-nay/tiep-nhan/?trang-thai=cho")
    page.get_by_role("link", name="Xem, tiếp nhận").first.click()
    page.get_by_role("button", name="Tiếp nhận").click()
    assert page.get_by_text("1 cập nhật nhiệm vụ").is_visible()
    page.get_by_role("link", name="Xem, tiếp nhận").first.click()
    page.get_by_text("Nhận xét để trả lại").first.click()
    page.get_by_label("Cần sửa gì").first.fill("Ghi rõ vì sao chậm")
    page.get_by_role("button", name="Trả lại").click()
    assert page.get_by_text("Đã trả lại báo cáo").is_visible()
    assert Remark.objects.get().text == "Ghi rõ vì sao chậm"
