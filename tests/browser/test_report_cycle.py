"""The yearly report from the request to the public summary, as people walk it, and every number back to its record."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from khcn.agency_reports.models import Answer, Cycle, Report, RequestItem
from khcn.outputs.official_reports.models import Block, OfficialReport
from khcn.plan.models import TargetMeasure
from tests.agency_reports.workbook.books import Book
from tests.factories.agencies import AgencyFactory
from tests.factories.indicators import indicator, observation
from tests.factories.people import seat
from tests.factories.plans import PartyFactory, PlanFactory, TargetFactory, TaskFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Province:
    """A plan with two agencies that lead a task each; the first owns a share that a target is measured by."""

    def __init__(self):
        self.year = timezone.localdate().year
        superior = AgencyFactory(code="ubnd-mau", name="Ủy ban nhân dân tỉnh Mẫu", kind="ubnd", order=1)
        self.issuer = AgencyFactory(
            code="so-mau", name="Sở Khoa học và Công nghệ", short_name="SKHCN", parent=superior, order=2
        )
        self.web = AgencyFactory(code="so-mau-1", name="Sở Mẫu số 1", order=3)
        self.excel = AgencyFactory(code="so-mau-2", name="Sở Mẫu số 2", order=4)
        self.plan = PlanFactory(code="kh-mau", symbol="01/KH-UBND", place="Tỉnh Mẫu")
        for number, agency in enumerate((self.web, self.excel), start=1):
            task = TaskFactory(
                plan=self.plan, no=str(number), order=number, short_title=f"Nhiệm vụ mẫu {number}"
            )
            PartyFactory(task=task, agency=agency)
        target = TargetFactory(plan=self.plan, code="T1", order=1, short_title="Tỷ lệ nhiệm vụ được ứng dụng")
        share = indicator(
            "ty-le-mau", name="Tỷ lệ mẫu", kind="share", source="report", frequency="yearly", owner=self.web,
            decimals=2,
        )  # fmt: skip
        TargetMeasure.objects.create(target=target, indicator=share, governing=True)
        observation(share, self.year - 1, "40", numerator=16, denominator=40)
        self.coordinator = seat("coordinator", self.issuer)
        self.clerks = {agency.code: seat("reporter", agency) for agency in (self.web, self.excel)}

    @property
    def base(self):
        return f"/bao-cao/nam-{self.year}/"

    def item(self, agency, kind):
        return RequestItem.objects.filter(request__agency=agency, kind=kind).first()


@pytest.fixture
def walk(open_page, live_server):
    """Pages of the three people, each signed in on their own."""
    province = Province()
    pages = {}
    people = {"coordinator": province.coordinator, **province.clerks}
    for name, user in people.items():
        page, client = open_page(), Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        pages[name] = page
    return province, pages


def test_from_the_request_to_the_public_summary(walk, open_page, tmp_path):
    province, pages = walk
    desk = pages["coordinator"]
    open_cycle(desk, province)
    answer_by_web(pages["so-mau-1"], province)
    answer_by_excel(pages["so-mau-2"], province, tmp_path)
    return_and_take_again(desk, pages["so-mau-2"], province)
    take_over(desk, province)
    put_together(desk, province)
    sign_and_issue(desk, province)
    word_passes_the_checker(desk, province, tmp_path)
    every_number_leads_to_its_records(desk)
    publish(desk, open_page(), province)


def open_cycle(page, province):
    page.goto(f"/bao-cao/moi/?ke-hoach=kh-mau&loai=year&nam={province.year}")
    page.get_by_role("button", name="Tạo kỳ báo cáo").click()
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    page.get_by_role("dialog").get_by_role("button", name="Mở kỳ").click()
    page.wait_for_url(f"**{province.base}")
    assert Cycle.objects.get().requests.count() == 2


def answer_by_web(page, province):
    address = f"{province.base}don-vi/so-mau-1/"
    page.goto(address)
    page.get_by_role("button", name="Bắt đầu soạn báo cáo").click()
    task = page.locator(f"#muc-{province.item(province.web, 'task').pk}")
    task.get_by_label("Đơn vị tự đánh giá").select_option("met")
    task.get_by_label("Kết quả đạt được").fill("Đã xây dựng 3 mô hình mẫu.")
    task.get_by_label("Kết quả bằng số").fill("3")
    task.get_by_label("Đơn vị tính").fill("mô hình")
    task.get_by_text("Đã lưu lúc").wait_for()
    task.get_by_role("button", name="Lưu mục này").click()
    share = page.locator(f"#muc-{province.item(province.web, 'indicator').pk}")
    share.get_by_label("Tử số").fill("21")
    share.get_by_label("Mẫu số").fill("40")
    share.get_by_role("button", name="Lưu mục này").click()
    share.get_by_text("Đã lưu lúc").wait_for()
    send(page, address)
    told = Answer.objects.get(report__request__agency=province.web, item__kind="indicator")
    assert (told.value, Report.objects.get(request__agency=province.web).state) == (52.5, "sent")


def send(page, address):
    page.goto(address)
    empty = page.get_by_role("button", name="Các mục còn trống")
    if empty.count():
        empty.click()
        page.get_by_role("dialog").get_by_role("button", name="Ghi", exact=True).click()
        page.get_by_text("Đã ghi “không có phát sinh”").wait_for()
    page.goto(f"{address}gui/")
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_text("Đã gửi").first.wait_for()


def answer_by_excel(page, province, folder):
    address = f"{province.base}don-vi/so-mau-2/"
    page.goto(f"{address}excel/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bắt đầu báo cáo và tải tệp Excel").click()
    download.value.save_as(folder / "tai-ve.xlsx")
    book = Book((folder / "tai-ve.xlsx").read_bytes())
    book.set(province.item(province.excel, "task"), declared="Chậm", text="Mới hỗ trợ 2 doanh nghiệp mẫu.")
    (folder / "da-dien.xlsx").write_bytes(book.bytes())
    page.goto(f"{address}excel/")
    page.set_input_files("input[type=file]", folder / "da-dien.xlsx")
    page.get_by_role("button", name="Nạp và xem trước").click()
    page.get_by_role("button", name="Ghi 1 mục vào báo cáo").click()
    page.wait_for_url(f"**{address}")
    send(page, address)


def return_and_take_again(desk, page, province):
    task = province.item(province.excel, "task")
    desk.goto(f"{province.base}tiep-nhan/so-mau-2/")
    desk.get_by_text("Nhận xét để trả lại").first.click()
    desk.fill(f"#nx-{task.pk}", "Ghi rõ lý do chậm.")
    desk.get_by_role("button", name="Trả lại").click()
    desk.wait_for_load_state()
    address = f"{province.base}don-vi/so-mau-2/"
    page.goto(address)
    item = page.locator(f"#muc-{task.pk}")
    assert "Ghi rõ lý do chậm." in item.inner_text()
    item.get_by_label("Kết quả đạt được").fill("Mới hỗ trợ 2 doanh nghiệp mẫu do thiếu kinh phí.")
    item.get_by_role("button", name="Lưu mục này").click()
    item.get_by_text("Đã lưu lúc").wait_for()
    send(page, address)
    states = Report.objects.filter(request__agency=province.excel).order_by("version")
    assert list(states.values_list("state", flat=True)) == ["returned", "sent"]


def take_over(desk, province):
    for code in ("so-mau-1", "so-mau-2"):
        desk.goto(f"{province.base}tiep-nhan/{code}/")
        desk.get_by_role("button", name="Tiếp nhận", exact=True).click()
        desk.wait_for_load_state()
    assert Report.objects.filter(state="accepted").count() == 2


def put_together(desk, province):
    page = f"{province.base}tong-hop/"
    desk.goto(page)
    desk.select_option("select[name=issuer]", str(province.issuer.pk))
    desk.get_by_role("button", name="Tổng hợp báo cáo").click()
    desk.wait_for_load_state()
    for section in waiting().values_list("section__code", flat=True).distinct().order_by("section__order"):
        desk.goto(f"{page}?muc={section}")
        every = desk.get_by_role("button", name="Dùng mọi đoạn của đơn vị")
        if every.count():
            every.click()
            desk.wait_for_load_state()
        for block in waiting().filter(section__code=section):
            button = "Dùng" if block.kind == "table" else "Lưu và dùng"
            desk.locator(f"#doan-{block.pk}").get_by_role("button", name=button, exact=True).click()
            desk.wait_for_load_state()
    assert waiting().count() == 0


def waiting():
    return Block.objects.filter(state="waiting").order_by("order", "pk")


def sign_and_issue(desk, province):
    page = f"{province.base}tong-hop/"
    desk.goto(f"{page}chot/")
    desk.fill("input[name=signer_name]", "Người Ký Mẫu")
    desk.get_by_role("button", name="Chốt báo cáo").click()
    desk.get_by_text("Dấu kiểm tra").wait_for()
    desk.goto(f"{page}phat-hanh/")
    desk.fill("input[name=number]", "5")
    desk.get_by_role("button", name="Ghi số, ngày").last.click()
    desk.get_by_text("05/BC-SKHCN").first.wait_for()
    assert OfficialReport.objects.get().state == "issued"


def word_passes_the_checker(desk, province, folder):
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Tệp Word").click()
    download.value.save_as(folder / "bao-cao.docx")
    out = StringIO()
    call_command("document", "check", str(folder / "bao-cao.docx"), stdout=out)
    assert out.getvalue().startswith("Đúng thể thức")


def every_number_leads_to_its_records(desk):
    """Each number of the frozen report is a link, and the page behind it opens."""
    for summary in desk.locator("main details > summary").all():
        summary.click()
    links = desk.eval_on_selector_all(
        "main section details a, main section td a",
        "all => all.map(one => [one.innerText.trim(), one.getAttribute('href')])",
    )
    report = OfficialReport.objects.get()
    blocks = [block for part in report.snapshot["sections"] for block in part["blocks"]]
    figures = [one["text"] for block in blocks for one in block["figures"] if one["text"]]
    assert {plain(text) for text in figures} == {plain(text) for text, _url in links}
    behind = {url: desk.request.get(url) for _text, url in links}
    assert {url: answer.status for url, answer in behind.items()} == dict.fromkeys(behind, 200)
    told = [(text, url) for text, url in links if "/so-lieu/" in url]
    assert told and [one for one in told if plain(one[0]) not in behind[one[1]].text()] == []
    made = [block for block in blocks if block["kind"] == "suggested"]
    assert [
        (block["text"], number) for block in made for number in unexplained(block, report.cycle.year)
    ] == []


def plain(text):
    """A number as it stands in a sentence and in a cell of a table."""
    return " ".join(text.split()).removesuffix("%")


def unexplained(block, year):
    """Numbers of a sentence made from data that are none of its figures; years and numbers of names aside."""
    words = block["text"]
    for figure in sorted((one["text"] for one in block["figures"]), key=len, reverse=True):
        words = words.replace(figure, " ", 1)
    found = re.findall(r"(?<![\w/.,])\d+(?:[.,]\d+)*(?![\w/])", words)
    return [one for one in found if not re.fullmatch(r"20[23]\d", one)]


def publish(desk, visitor, province):
    desk.goto(f"{province.base}tong-hop/cong-khai/")
    desk.fill("textarea[name=summary]", "Tỉnh đã hoàn thành phần lớn nhiệm vụ mẫu.")
    desk.get_by_role("button", name="Công khai").last.click()
    desk.wait_for_url(f"**/cong-khai/bao-cao/nam-{province.year}/")
    visitor.goto(f"/cong-khai/bao-cao/nam-{province.year}/")
    assert "Tỉnh đã hoàn thành phần lớn nhiệm vụ mẫu." in visitor.locator("main").inner_text()
