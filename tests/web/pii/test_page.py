"""PII by year: a rank never without its denominator, nothing that nobody told."""

import pytest

from tests.factories import AgencyFactory, seat
from tests.factories.indicators import indicator, observation, province

pytestmark = pytest.mark.django_db
PAGE = "/chi-so/pii/"


@pytest.fixture
def pii():
    told = {
        "visibility": "public",
        "group": "benchmark",
        "source": "import",
        "unit": "điểm",
        "confirmation": "to_confirm",
    }
    found = {
        "pii-diem": indicator("pii-diem", name="PII, điểm chung", decimals=2, **told),
        "pii-hang": indicator("pii-hang", name="Hạng PII của tỉnh", decimals=0, **{**told, "unit": "hạng"}),
        "pii-so-tinh": indicator("pii-so-tinh", name="Số tỉnh", decimals=0, **{**told, "unit": "hạng"}),
    }
    for number in range(1, 8):
        code = f"pii-tru-cot-{number}"
        found[code] = indicator(code, name=f"PII, trụ cột {number}: tên mẫu {number}", decimals=2, **told)
    return found


@pytest.fixture
def staff(sign_in):
    return sign_in(seat("leader", AgencyFactory()))


def body(browser):
    return browser.get(PAGE).content.decode()


def test_empty_state_says_that_nothing_is_known(staff, client, pii):
    assert "Chưa có số liệu PII" in body(staff)
    assert "Chưa có số liệu PII" in body(client)


def test_page_stands_before_any_indicator_is_there(client, db):
    assert client.get(PAGE).status_code == 200


def test_rank_is_shown_with_the_number_of_provinces(staff, pii):
    observation(pii["pii-hang"], 2023, 43)
    observation(pii["pii-so-tinh"], 2023, 63)
    observation(pii["pii-hang"], 2024, 30)
    page = body(staff)
    assert "43/63" in page
    assert "chưa rõ số tỉnh được xếp hạng" in page


def test_pillars_stand_in_the_table_and_as_bars(staff, pii):
    observation(pii["pii-tru-cot-1"], 2023, "40.5", "published")
    observation(pii["pii-tru-cot-7"], 2023, "20.25")
    response = staff.get(PAGE)
    page = response.content.decode()
    assert "40,5" in page
    assert (
        response.context["bars"].title == "PII 2023: cao nhất ở trụ cột “tên mẫu 1”, thấp nhất ở “tên mẫu 7”"
    )
    assert "—" in page
    assert "Cần xác nhận" in page


def test_score_of_two_years_is_a_line(staff, pii):
    observation(pii["pii-diem"], 2023, "33.74")
    assert staff.get(PAGE).context["way"] is None
    observation(pii["pii-diem"], 2024, "35")
    assert staff.get(PAGE).context["way"].title == "Điểm PII qua các năm"


def test_old_and_new_province_stand_apart(staff, pii):
    observation(
        pii["pii-diem"], 2023, 30, territory=province("tinh-cu", name="Tỉnh Mẫu cũ", official_code="97")
    )
    observation(pii["pii-diem"], 2025, 31)
    assert staff.get(PAGE).context["heads"] == [(2023, "Tỉnh Mẫu cũ"), (2025, "Tỉnh Mẫu")]


def test_drafts_are_marked_inside_and_hidden_outside(staff, pii, django_user_model):
    from django.test import Client

    observation(pii["pii-diem"], 2023, "33.74", "draft")
    observation(pii["pii-diem"], 2022, "31.5", "confirmed")
    observation(pii["pii-diem"], 2021, "29.5", "published")
    page = body(staff)
    assert all(figure in page for figure in ("33,74", "31,50", "29,50"))
    outside = body(Client())
    assert "29,50" in outside
    assert [figure for figure in ("33,74", "31,50") if figure in outside] == []


def test_few_queries(staff, pii, django_assert_max_num_queries):
    for one in pii.values():
        observation(one, 2023, 10)
    with django_assert_max_num_queries(13):
        staff.get(PAGE)
