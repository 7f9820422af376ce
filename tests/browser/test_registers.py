"""The Excel round trip as an officer walks it: template, fill, import, correct what was refused, import, export."""

import re
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, seat
from tests.factories.records import tax_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TO_CHUC = {"code": "to-chuc"}
WIDTHS = pytest.mark.parametrize("width", [360, 1366])


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory(name="Sở Khoa học và Công nghệ"))


def download(page, act, folder: Path) -> Path:
    with page.expect_download() as waiting:
        act()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def columns(sheet) -> dict[str, int]:
    """Column numbers by header, read from the row that names the tax code; the row's number under an empty key."""
    for row in sheet.iter_rows(min_row=1, max_row=15):
        heads = {str(cell.value or "").split("*")[0].split("\n")[0].strip(): cell.column for cell in row}
        if "Mã số thuế" in heads:
            return {**heads, "": row[0].row}
    raise AssertionError("no header row")


def add_line(path: Path, **values: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = columns(sheet)
    line = sheet.max_row + 1
    for name, value in values.items():
        sheet.cell(line, heads[name.replace("_", " ")], value)
    book.save(path)


def correct(path: Path, header: str, value: str) -> None:
    """Write another value into that column of the only line of data."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = columns(sheet)
    line = next(row for row in range(heads[""] + 1, sheet.max_row + 1) if sheet.cell(row, heads["Tên"]).value)
    sheet.cell(line, heads[header], value)
    book.save(path)


def bring(page, path: Path) -> None:
    page.goto(reverse("register_import", kwargs=TO_CHUC))
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    page.wait_for_url("**/nhap-so/**")


def write(page) -> None:
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.get_by_text("Đã ghi vào sổ").first.wait_for()


def test_excel_round_trip(open_page, coordinator, faults, tmp_path):
    page = open_page(coordinator, accept_downloads=True)
    page.goto(reverse("register_import", kwargs=TO_CHUC))
    template = download(page, lambda: page.get_by_role("link", name="Tải mẫu Excel").click(), tmp_path)
    good = {
        "Tên": "Hợp tác xã Chè Mẫu",
        "Loại_hình": "Hợp tác xã, liên hiệp hợp tác xã",
        "Số_lao_động": "1.250",
    }
    add_line(template, **good, Mã_số_thuế=tax_code(1), Ngày_thành_lập="01/05/2020")
    wrong = tax_code(2)[:-1] + str((int(tax_code(2)[-1]) + 1) % 10)
    add_line(template, Tên="Công ty Mẫu số 2", Loại_hình="doanh nghiệp", Mã_số_thuế=wrong)

    bring(page, template)
    page.get_by_role("link", name="Bị từ chối").click()
    page.get_by_text("Mã số thuế sai số kiểm tra").first.wait_for()
    assert faults(page) == []
    refused = download(page, lambda: page.get_by_role("link", name="Tải các dòng lỗi").click(), tmp_path)
    write(page)
    tea = Organisation.objects.get()
    assert (tea.name, tea.kind, tea.employees, str(tea.valid_from)) == (
        "Hợp tác xã Chè Mẫu", "cooperative", 1250, "2020-05-01",
    )  # fmt: skip

    correct(refused, "Mã số thuế", tax_code(2))
    bring(page, refused)
    write(page)
    assert list(Organisation.objects.values_list("name", flat=True).order_by("pk")) == [
        tea.name,
        "Công ty Mẫu số 2",
    ]

    page.goto(reverse("register_list", kwargs=TO_CHUC))
    page.get_by_text("Công ty Mẫu số 2").first.wait_for()
    exported = tmp_path / "xuat.xlsx"
    exported.write_bytes(page.request.get(reverse("register_list", kwargs=TO_CHUC) + "?dang=xlsx").body())
    bring(page, exported)
    page.get_by_text("không có dòng nào mới hoặc khác").first.wait_for()
    assert tea.history.count() == 1


@WIDTHS
def test_register_pages_have_no_faults_and_do_not_scroll_sideways(open_page, coordinator, faults, width):
    page = open_page(coordinator, width=width)
    page.goto(reverse("record_new", kwargs=TO_CHUC))
    page.locator("#id_name").fill("Liên hiệp hợp tác xã sản xuất và chế biến nông lâm sản Thử Nghiệm")
    page.locator("#id_kind").select_option(label="Hợp tác xã, liên hiệp hợp tác xã")
    page.get_by_role("button", name="Lưu").first.click()
    page.wait_for_url(re.compile(r"/to-chuc/\d+/$"))
    record = Organisation.objects.get()
    addresses = [
        reverse("register_index"),
        reverse("register_list", kwargs=TO_CHUC),
        reverse("record_detail", kwargs={**TO_CHUC, "pk": record.pk}),
        reverse("record_edit", kwargs={**TO_CHUC, "pk": record.pk}),
        reverse("register_help", kwargs=TO_CHUC),
        reverse("register_stats", kwargs=TO_CHUC),
        reverse("register_import", kwargs=TO_CHUC),
        reverse("duty_calendar"),
    ]
    told = []
    for address in addresses:
        page.goto(address)
        told += [f"{address}: {fault}" for fault in faults(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            told.append(f"{address}: scrolls sideways")
    assert told == []
