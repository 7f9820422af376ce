"""The tool for growth accounting: labels, the official figure first, the check, and nothing stored."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from khcn.indicators.models import Observation
from khcn.kernel.audit.models import Event
from khcn.kernel.documents.models import StoredFile
from tests.factories import AgencyFactory, seat
from tests.factories.indicators import indicator, series
from tests.indicators.importing.files import workbook

pytestmark = pytest.mark.django_db
PAGE = "/cong-cu/tfp/"
TABLE = "Năm\tGRDP\tVốn\tLao động\tTFP công bố\n2015\t100\t200\t50\t\n2016\t110\t230\t51\t33,9"


@pytest.fixture
def browser(sign_in):
    return sign_in(seat("leader", AgencyFactory()))


def ask(browser, **told):
    return browser.post(PAGE, {"rates": "log", **told})


def row(response, table, name):
    rows = {one[0]: one[1] for one in next(t for t in response.context["tables"] if t.id == table).rows}
    return rows[name]


@pytest.fixture
def figures():
    told = {
        "grdp-gia-so-sanh": {2015: 100, 2016: 110}, "lao-dong-binh-quan": {2014: 49, 2015: 50, 2016: 51},
        "von-dau-tu-thuc-hien": {2013: 30, 2014: 31, 2015: 32, 2016: 33}, "tfp-dong-gop": {2016: "33.9"},
    }  # fmt: skip
    for code, values in told.items():
        series(indicator(code, name=f"Mẫu {code}", unit="đơn vị mẫu"), values)


def test_pasted_table_gives_growth_points_and_shares_under_their_names(browser):
    response = ask(browser, table=TABLE, capital_share="0,4")
    page = response.content.decode()
    assert row(response, "tang-truong", "2016") == ["9,53", "13,98", "1,98", "2,75"]
    assert row(response, "dong-gop", "2016") == ["5,59", "1,19", "2,75", "9,53"]
    assert row(response, "ty-trong", "2016") == ["58,66", "12,47", "28,88", "100,00"]
    for label in (
        "tăng trưởng, %",
        "đóng góp, điểm phần trăm",
        "tỷ trọng trong tăng trưởng, %",
        "Tính kiểm tra",
    ):
        assert label in page
    assert "ba phần cộng lại đúng bằng tăng trưởng" in page
    assert [line[0] for line in response.context["sensitivity"]] == ["0,30", "0,35", "0,40", "0,45", "0,50"]


def test_official_figure_stands_first_and_beside_ours(browser):
    response = ask(browser, table=TABLE, capital_share="0,4")
    assert response.context["official"][0]["official"] == "33,90"
    page = response.content.decode()
    assert page.index("Số công bố chính thức") < page.index("Đóng góp vào tăng trưởng")
    assert "Dùng số công bố" in page


def test_indicators_with_capital_worked_out_from_investment(browser, figures):
    response = ask(
        browser, output="grdp-gia-so-sanh", labour="lao-dong-binh-quan", investment="von-dau-tu-thuc-hien",
        official="tfp-dong-gop", depreciation="5", initial="300", capital_share="0,4",
    )  # fmt: skip
    assert response.status_code == 200, response.content.decode()
    assert response.context["capital"] == [(2015, "332,2"), (2016, "348,6")]
    assert response.context["official"][0]["official"] == "33,90"
    assert "Mẫu grdp-gia-so-sanh" in response.content.decode()


def test_uploaded_workbook_is_read_and_not_kept(browser):
    content = workbook(
        ("Năm", "GRDP", "Vốn", "Lao động"), (2015, 100, 200, 50), (2016, 110, 230, 51)
    ).getvalue()
    events = Event.objects.count()
    response = ask(browser, file=SimpleUploadedFile("bang.xlsx", content), capital_share="0,4")
    assert row(response, "dong-gop", "2016")[2] == "2,75"
    assert (StoredFile.objects.count(), Observation.objects.count(), Event.objects.count()) == (0, 0, events)


def test_result_as_a_workbook_carries_the_notice(browser):
    response = ask(browser, table=TABLE, capital_share="0,4", dang="xlsx")
    sheet = load_workbook(BytesIO(response.content)).active
    assert "tính kiểm tra" in sheet.cell(2, 1).value
    assert sheet.cell(5, 1).value == "2016"
    assert round(sheet.cell(5, 8).value, 2) == 2.75


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Hãy chọn chỉ số GRDP"),
        ({"table": TABLE}, "Hãy ghi α"),
        ({"table": TABLE, "capital_share": "40"}, "phải nằm giữa 0 và 1"),
        ({"table": "linh tinh", "capital_share": "0,4"}, "Bảng cần hàng tiêu đề"),
        ({"table": TABLE.replace("230", "sai"), "capital_share": "0,4"}, "Năm 2016: “sai” không phải là số"),
        ({"table": TABLE.replace("2016", "2018"), "capital_share": "0,4"}, "Cần ít nhất hai năm liền nhau"),
        ({"table": TABLE.replace("110", "0"), "capital_share": "0,4"}, "phải là số lớn hơn 0"),
        ({"table": TABLE.replace("Vốn", "Đầu tư"), "capital_share": "0,4"}, "tỷ lệ khấu hao"),
        ({"table": TABLE, "capital_share": "0,4", "first": "2016", "last": "2015"}, "Năm cuối phải sau năm gốc"),
    ],
)  # fmt: skip
def test_what_cannot_be_accounted_for_is_told(browser, told, sentence):
    response = ask(browser, **told)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_growth_near_zero_has_no_shares_but_a_reason(browser):
    response = ask(browser, table=TABLE.replace("110", "100,1"), capital_share="0,4")
    assert "Không tính được tỷ trọng" in response.content.decode()


def test_likely_indicators_are_chosen_at_first(browser, figures):
    page = browser.get(PAGE).content.decode()
    assert '<option value="grdp-gia-so-sanh" selected>' in page


def test_only_staff_uses_the_tool(client, sign_in):
    assert client.get(PAGE).status_code == 302
    assert sign_in(seat("public")).get(PAGE).status_code == 403
