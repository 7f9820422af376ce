"""Walking an import through its pages: template, upload, preview, decision, refused rows and back."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from khcn.kernel.jobs.domain import run_job
from khcn.kernel.jobs.models import Job
from khcn.kernel.register_io import domain
from khcn.kernel.register_io.models import ImportBatch
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import tax_code
from tests.kernel.register_io.files import workbook

pytestmark = pytest.mark.django_db
HEADER = ("Tên", "Loại hình", "Mã số thuế", "Số lao động")
TEA = ("Hợp tác xã Chè Mẫu", "Hợp tác xã, liên hiệp hợp tác xã", tax_code(1), 12)
WRONG = ("Công ty Mẫu số 2", "Hội", tax_code(2), 30)


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


@pytest.fixture
def browser(sign_in, coordinator):
    return sign_in(coordinator)


def upload(browser, *lines, name="tep.xlsx"):
    content = lines[0] if isinstance(lines[0], bytes) else workbook(*lines).getvalue()
    return browser.post("/so-dang-ky/to-chuc/nhap/", {"file": SimpleUploadedFile(name, content)})


def opened(browser, *lines):
    response = upload(browser, *lines)
    assert response.status_code == 302, response.content.decode()
    return browser.get(response.url)


def test_filled_template_comes_in_and_its_example_does_not(browser):
    empty = browser.get("/so-dang-ky/to-chuc/mau.xlsx")
    book = load_workbook(BytesIO(empty.content))
    assert book.sheetnames[:1] == ["Dữ liệu"]
    sheet = book["Dữ liệu"]
    at = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, 1).value == "VÍ DỤ"
    for title, value in {"Tên *": TEA[0], "Loại hình *": TEA[1], "Mã số thuế": TEA[2]}.items():
        sheet.cell(3, at[title]).value = value
    buffer = BytesIO()
    book.save(buffer)
    page = opened(browser, buffer.getvalue())
    assert ImportBatch.objects.get().counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}
    assert TEA[0] in page.content.decode()


def test_refused_rows_come_back_marked_and_are_taken_once_corrected(browser):
    opened(browser, HEADER, TEA, WRONG)
    batch = ImportBatch.objects.get()
    browser.post(f"/nhap-so/{batch.pk}/ghi/", {"mode": "good"})
    assert Organisation.objects.count() == 1
    book = load_workbook(BytesIO(browser.get(f"/nhap-so/{batch.pk}/dong-loi.xlsx").content))
    sheet = book["Dữ liệu"]
    assert [cell.value for cell in sheet[2]][:4] == list(WRONG)
    assert sheet.cell(2, 2).fill.fgColor.rgb == "FFF8D7DA"
    assert "không có trong danh sách" in sheet.cell(2, 2).comment.text
    assert sheet.cell(2, 5).value.startswith("Loại hình: “Hội” không có trong danh sách.")
    sheet.cell(2, 2).value = "Doanh nghiệp"
    buffer = BytesIO()
    book.save(buffer)
    opened(browser, buffer.getvalue())
    again = ImportBatch.objects.first()
    assert (again.counts["new"], again.warnings) == (1, [])
    browser.post(f"/nhap-so/{again.pk}/ghi/", {"mode": "all"})
    assert sorted(Organisation.objects.values_list("kind", flat=True)) == ["cooperative", "enterprise"]


def test_preview_shows_before_and_after(browser, coordinator):
    add_record(
        registers.get("to-chuc"), by=actor_for(coordinator),
        values={"name": TEA[0], "kind": "cooperative", "tax_code": TEA[2], "employees": 5},
    )  # fmt: skip
    text = opened(browser, HEADER, TEA).content.decode()
    assert "<del>5</del> → <ins>12</ins>" in text


def test_preview_tells_row_column_and_what_to_do(browser):
    text = opened(browser, HEADER, WRONG).content.decode()
    assert "Dòng 2, cột “Loại hình”:" in text
    assert "Hãy chọn một trong:" in text


def test_all_or_nothing_with_refused_rows_says_what_to_do(browser):
    opened(browser, HEADER, TEA, WRONG)
    batch = ImportBatch.objects.get()
    page = browser.post(f"/nhap-so/{batch.pk}/ghi/", {"mode": "all"}, follow=True)
    assert "Còn 1 dòng bị từ chối nên không ghi được tất cả." in page.content.decode()
    assert Organisation.objects.count() == 0


def test_decision_without_a_mode_asks_for_it(browser):
    opened(browser, HEADER, TEA)
    page = browser.post(f"/nhap-so/{ImportBatch.objects.get().pk}/ghi/", follow=True)
    assert "Hãy chọn cách ghi" in page.content.decode()


def test_large_file_is_checked_and_written_in_the_background(browser, monkeypatch):
    monkeypatch.setattr(domain, "AT_ONCE", 1)
    rows = [(f"Công ty Mẫu số {n}", "Doanh nghiệp", "", n) for n in range(3)]
    response = upload(browser, HEADER, *rows)
    assert "Đang kiểm tra" in browser.get(response.url).content.decode()
    run_job.func(str(Job.objects.get().pk))
    assert browser.get(response.url, headers={"HX-Request": "true"})["HX-Redirect"] == response.url
    browser.post(f"{response.url}ghi/", {"mode": "good"})
    assert Organisation.objects.count() == 0
    job = Job.objects.exclude(state="done").get()
    run_job.func(str(job.pk))
    assert (Organisation.objects.count(), ImportBatch.objects.get().state) == (3, "done")


def test_file_that_is_no_table_tells_what_is_wrong(browser):
    text = opened(browser, ("Một", "Hai"), ("x", "y")).content.decode()
    assert "Không tìm thấy hàng tiêu đề của sổ trong 15 dòng đầu." in text


def test_picture_is_refused_at_the_field(browser):
    response = upload(browser, b"\x89PNG\r\n\x1a\n", name="anh.png")
    assert response.status_code == 422
    assert "không phải là bảng tính" in response.content.decode()


def test_discarded_import_leads_back_to_the_upload(browser):
    opened(browser, HEADER, TEA)
    response = browser.post(f"/nhap-so/{ImportBatch.objects.get().pk}/bo/")
    assert response.url == "/so-dang-ky/to-chuc/nhap/"
    assert "Đã bỏ" in browser.get("/so-dang-ky/to-chuc/cac-lan-nhap/").content.decode()


def test_import_of_another_person_is_not_there(sign_in, browser):
    opened(browser, HEADER, TEA)
    pk = ImportBatch.objects.get().pk
    reporter = sign_in(seat("reporter", AgencyFactory(code="khac")))
    answers = [
        reporter.get(f"/nhap-so/{pk}/").status_code,
        reporter.get(f"/nhap-so/{pk}/dong-loi.xlsx").status_code,
        reporter.post(f"/nhap-so/{pk}/ghi/", {"mode": "all"}).status_code,
        reporter.post(f"/nhap-so/{pk}/bo/").status_code,
    ]
    assert answers == [404] * 4


@pytest.mark.parametrize("path", ["mau.xlsx", "nhap/", "cac-lan-nhap/"])
def test_people_who_may_not_add_are_refused(sign_in, path):
    assert sign_in(seat("leader", AgencyFactory())).get(f"/so-dang-ky/to-chuc/{path}").status_code == 403


def test_preview_takes_as_many_queries_for_one_row_as_for_thirty(browser, django_assert_max_num_queries):
    many = [(f"Công ty Mẫu số {n}", "Doanh nghiệp", "", n) for n in range(30)]
    url = upload(browser, HEADER, *many).url
    with django_assert_max_num_queries(12):
        browser.get(url)
