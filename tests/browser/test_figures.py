"""Pages of figures in a real browser: narrow and wide, without sideways scrolling, accessible."""

from datetime import date

import pytest

from khcn.indicators.models import StatCell, StatForm
from khcn.registers.directory.models import Organisation
from tests.browser.conftest import AXE
from tests.factories import AgencyFactory, seat
from tests.factories.indicators import indicator, observation, series
from tests.indicators.importing.files import HEADER, workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = "Năm\tGRDP\tVốn\tLao động\tTFP công bố\n2014\t95\t190\t49\t\n2015\t100\t200\t50\t\n2016\t110\t230\t51\t33,9"


def sound(page):
    """No sideways scrolling, and nothing that the accessibility rules find serious."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate(AXE)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa']}).then(told => told.violations.map(one => one.id + ' ' + one.nodes[0].html.slice(0, 120)))")  # fmt: skip
    return wide, found


@pytest.fixture
def filled():
    form = StatForm.objects.create(code="BM-01", title="Biểu mẫu số 1 có tên khá dài để xem xuống dòng", legal_basis="Thông tư mẫu", note="Dòng 03 do người điền: phòng mẫu.")  # fmt: skip
    Organisation.objects.create(name="Viện Mẫu số 1", kind="science", valid_from=date(2020, 1, 1))
    StatCell.objects.create(form=form, row="Tổ chức khoa học và công nghệ đang hoạt động", row_no="01", order=1, unit="tổ chức", fact="organisations.science")  # fmt: skip
    StatCell.objects.create(
        form=form, row="Người làm việc", column="Tổng", row_no="02", order=2, unit="người"
    )
    told = {"group": "benchmark", "unit": "điểm", "confirmation": "to_confirm", "decimals": 2}
    series(indicator("pii-diem", name="PII, điểm chung", **told), {2021: 30, 2022: 31, 2023: "33.74"})
    observation(
        indicator("pii-hang", name="Hạng PII của tỉnh", **{**told, "unit": "hạng"}), 2023, 43, "draft"
    )
    observation(indicator("pii-so-tinh", name="Số tỉnh", **{**told, "unit": "hạng"}), 2023, 63)
    for number in range(1, 8):
        one = indicator(
            f"pii-tru-cot-{number}", name=f"PII, trụ cột {number}: tên mẫu khá dài của trụ cột", **told
        )
        observation(one, 2023, 20 + number)


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_of_figures_fit_and_are_accessible(open_page, filled, width, tmp_path):
    page = open_page(seat("coordinator", AgencyFactory()), width)
    indicator("tang-truong", name="Tăng trưởng mẫu có tên khá dài để xem chữ xuống dòng")
    for address in (
        "/chi-so/pii/",
        "/bieu-thong-ke/",
        "/bieu-thong-ke/BM-01/",
        "/chi-so/nhap-so-lieu/",
        "/cong-cu/tfp/",
    ):
        page.goto(address)
        assert (address, *sound(page)) == (address, 0, [])
        page.screenshot(path=tmp_path / f"{address.strip('/').replace('/', '-')}-{width}.png", full_page=True)
    page.locator("[name=table]").fill(TABLE)
    page.locator("[name=capital_share]").fill("0,4")
    page.get_by_role("button", name="Tính", exact=True).click()
    page.get_by_text("Kiểm tra phần dư").wait_for()
    assert sound(page) == (0, [])
    page.screenshot(path=tmp_path / f"tfp-{width}.png", full_page=True)
    page.goto("/chi-so/nhap-so-lieu/")
    lines = (
        ("tang-truong", 2023, None, "8,5"),
        ("tang-truogn", 2022, None, 5),
        ("tang-truong", 2021, None, "1.234"),
    )
    content = workbook(HEADER, *lines).getvalue()
    page.locator("[name=file]").set_input_files(
        {"name": "so-lieu.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator("[name=source_note]").fill("Niên giám mẫu")
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    page.get_by_text("Gần giống").wait_for()
    assert sound(page) == (0, [])
    page.screenshot(path=tmp_path / f"preview-{width}.png", full_page=True)
    page.get_by_role("button", name="Ghi số liệu").click()
    page.get_by_text("Đã ghi: 2 số mới").wait_for()
