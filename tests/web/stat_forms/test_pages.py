"""Forms filled in from registers and indicators."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from khcn.indicators.models import StatCell, StatForm
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, seat
from tests.factories.indicators import commune, indicator, observation

pytestmark = pytest.mark.django_db
PAGE = "/bieu-thong-ke/BM-01/"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(datetime(2025, 6, 15, 3, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def form(db):
    found = StatForm.objects.create(code="BM-01", title="Biểu mẫu số 1", legal_basis="Thông tư mẫu", note="Dòng 03 do người điền: phòng mẫu.")  # fmt: skip
    share = indicator("ty-le", unit="%")
    for order, (row, values) in enumerate(
        {
            "Tổ chức KH&CN": {"fact": "organisations.science", "unit": "tổ chức"},
            "Tỷ lệ mẫu": {"indicator": share, "unit": "%"},
            "Người làm": {"unit": "người"},
            "Số không còn": {"fact": "khong.con"},
        }.items(),
        start=1,
    ):
        StatCell.objects.create(form=found, row=row, row_no=f"0{order}", order=order, **values)
    return found


@pytest.fixture
def browser(sign_in):
    return sign_in(seat("coordinator", AgencyFactory()))


def cells(browser, query=""):
    return {one.cell.row_no: one for one in browser.get(PAGE + query).context["cells"]}


def organisation(number=1, **values):
    told = {"kind": "science", "valid_from": date(2020, 1, 1), **values}
    return Organisation.objects.create(name=f"Viện Mẫu số {number}", **told)


def test_cells_are_filled_and_lead_to_what_is_behind_them(browser, form):
    organisation()
    row = observation(StatCell.objects.get(row_no="02").indicator, 2024, "12.5")
    told = cells(browser)
    assert (told["01"].value, told["01"].url) == (1, "/so-lieu/organisations.science/?tai-ngay=2024-12-31")
    assert browser.get(told["01"].url).status_code == 200
    assert (told["02"].text, told["02"].url) == ("12,5", f"/chi-so/ty-le/so-lieu/{row.pk}/")
    assert browser.get(told["02"].url).status_code == 200
    body = browser.get(PAGE).content.decode()
    assert 'href="/so-lieu/organisations.science/?tai-ngay=2024-12-31"' in body


def test_missing_is_shown_as_missing_and_never_as_zero(browser, form):
    told = cells(browser)
    assert [told[no].value for no in ("01", "02", "03", "04")] == [None] * 4
    assert [told[no].text for no in ("01", "02", "03", "04")] == [
        "chưa có số liệu", "chưa có số liệu", "người điền", "chưa có số liệu",
    ]  # fmt: skip
    assert "chưa biết là không có hay chưa ghi" in told["01"].notes[0]


def test_zero_is_a_value_where_the_register_is_kept(browser, form):
    organisation(kind="enterprise")
    assert (cells(browser)["01"].value, cells(browser)["01"].text) == (0, "0")


def test_year_and_territory_are_chosen(browser, form):
    here = commune()
    organisation(1, territory=here, valid_from=date(2024, 1, 1))
    organisation(2, valid_from=date(2020, 1, 1))
    assert cells(browser)["01"].value == 2
    assert cells(browser, "?nam=2023")["01"].value == 1
    assert cells(browser, f"?dia-ban={here.code}")["01"].value == 1
    assert cells(browser, "?nam=hai&dia-ban=khong-co")["01"].value == 2


def test_workbook_holds_numbers_and_leaves_the_missing_blank(browser, form):
    organisation()
    sheet = load_workbook(BytesIO(browser.get(f"{PAGE}?dang=xlsx").content)).active
    rows = {row[0].value: row[4].value for row in sheet.iter_rows(min_row=5)}
    assert rows == {"01": 1, "02": None, "03": None, "04": None}


def test_queries_do_not_grow_with_cells(browser, form):
    organisation()
    with CaptureQueriesContext(connection) as few:
        browser.get(PAGE)
    for number in range(20, 40):
        StatCell.objects.create(form=form, row=f"Dòng {number}", row_no=str(number), order=number, fact="organisations.science")  # fmt: skip
        StatCell.objects.create(form=form, row=f"Chỉ số {number}", row_no=f"{number}a", order=number, indicator=indicator(f"cs-{number}"))  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        browser.get(PAGE)
    assert len(many) == len(few)


def test_list_shows_forms_with_their_mark(browser, form):
    body = browser.get("/bieu-thong-ke/").content.decode()
    assert "Biểu mẫu số 1" in body
    assert "3/4" in body
    assert "Cần xác nhận" in body


def test_others_are_refused(sign_in, client, form):
    assert client.get(PAGE).status_code == 302
    public = sign_in(seat("public"))
    assert public.get("/bieu-thong-ke/").status_code == 403
    assert public.get(PAGE).status_code == 403
    assert sign_in(seat("leader", AgencyFactory())).get("/bieu-thong-ke/KHONG/").status_code == 404


def test_who_sees_less_is_told(sign_in, form):
    organisation(visibility="internal")
    body = sign_in(seat("reporter", AgencyFactory())).get(PAGE).content.decode()
    assert "Biểu chỉ tính các bản ghi bạn được xem" in body
