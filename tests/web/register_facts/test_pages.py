"""The pages of numbers: what they show, to whom, and how much they ask of the database."""

from datetime import date
from io import BytesIO

import pytest
from django.db.models import Q
from openpyxl import load_workbook

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.kernel.registers.fact_rights import may_know, offered
from khcn.kernel.registers.facts import count, total
from khcn.kernel.registers.rules import Level
from khcn.kernel.territory.models import Unit
from khcn.web.workspace.register_facts.chart import bars
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db

ORGANISATIONS = registers.by_code["to-chuc"]
LEDGER = registers.by_code["so-cai-hoat-dong"]
FACTS = (
    count("try.all", "Tổ chức", unit="tổ chức"),
    count("try.founded", "Thành lập trong kỳ", over="valid_from"),
    total("try.employees", "Tổng số lao động", "employees", unit="người"),
    count("try.large", "Tổ chức lớn", where=Q(size="large")),
)


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(ORGANISATIONS, "facts", FACTS)


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


@pytest.fixture
def firm(coordinator):
    numbers = iter(range(1, 1000))

    def make(**values):
        told = {
            "name": f"Công ty Mẫu số {next(numbers)}",
            "kind": "enterprise",
            "visibility": "public",
            **values,
        }
        return add_record(ORGANISATIONS, by=actor_for(coordinator), values=told)

    return make


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_statistics_are_those_of_the_day_asked_for(sign_in, coordinator, firm):
    firm(valid_from=date(2020, 1, 1), valid_to=date(2024, 6, 30), employees=1234)
    firm(valid_from=date(2023, 1, 1))
    page = sign_in(coordinator).get("/so-dang-ky/to-chuc/thong-ke/?tai-ngay=2024-06-30")
    told = {one.code: (one.value, one.when) for one in page.context["facts"]}
    assert told == {
        "try.all": ("2", "tại ngày 30/06/2024"), "try.founded": ("0", "từ 01/01/2024 đến hết 30/06/2024"),
        "try.employees": ("1.234", "tại ngày 30/06/2024"), "try.large": ("0", "tại ngày 30/06/2024"),
    }  # fmt: skip
    assert "1 bản ghi chưa có giá trị, không tính là 0" in text(page)
    assert page.context["series"][0]["values"] == list(zip(range(2020, 2025), "11122", strict=True))
    after = sign_in(coordinator).get("/so-dang-ky/to-chuc/thong-ke/?tai-ngay=01/07/2024")
    assert [one.value for one in after.context["facts"]] == ["1", "0", "chưa có số liệu", "0"]


def test_statistics_link_to_the_records_of_the_same_day(sign_in, coordinator, firm):
    firm(valid_to=date(2024, 6, 30), valid_from=date(2020, 1, 1))
    client = sign_in(coordinator)
    page = client.get("/so-dang-ky/to-chuc/thong-ke/?tai-ngay=2024-06-30")
    url = page.context["facts"][0].url
    assert url == "/so-lieu/try.all/?tai-ngay=2024-06-30"
    behind = client.get(url)
    assert [row.record.name for row in behind.context["rows"]] == ["Công ty Mẫu số 1"]
    assert client.get("/so-lieu/try.all/?tai-ngay=2024-07-01").context["rows"] == []


@pytest.mark.parametrize(
    ("field", "rows"),
    [
        ("kind", [("Doanh nghiệp", 2), ("Trường, cơ sở giáo dục", 1)]),
        ("territory", [("Chưa ghi", 2), ("Xã Mẫu", 1)]),
        ("nam", [("2021", 2), ("Chưa ghi", 1)]),
    ],
)
def test_records_in_force_are_split_by_a_field(sign_in, coordinator, firm, field, rows):
    unit = Unit.objects.create(code="xa-mau", name="Xã Mẫu", level="commune")
    firm(valid_from=date(2021, 5, 5)), firm(valid_from=date(2021, 6, 6), territory=unit), firm(kind="school")
    page = sign_in(coordinator).get(f"/so-dang-ky/to-chuc/thong-ke/?theo={field}")
    assert sorted(page.context["split"]["rows"], key=lambda row: (-row[1], row[0])) == rows


def test_statistics_print(sign_in, coordinator, firm):
    firm()
    assert "Tổng số lao động" in text(sign_in(coordinator).get("/so-dang-ky/to-chuc/thong-ke/?dang=in"))


def test_public_counts_public_records_and_is_told_so(client, firm):
    firm(), firm(visibility="internal")
    page = client.get("/so-lieu/try.all/")
    assert "chỉ tính các bản ghi công khai" in text(page)
    assert (page.context["told"].value, len(page.context["rows"])) == ("1", 1)


def test_no_fact_over_a_field_that_the_reader_may_not_read(client, sign_in, coordinator, firm):
    """The number of employees is no public field, and one record's sum would tell it."""
    firm(employees=77, size="large")
    page = client.get("/so-dang-ky/to-chuc/thong-ke/")
    assert [one.code for one in page.context["facts"]] == ["try.all", "try.founded"]
    assert client.get("/so-lieu/try.employees/").status_code == 404
    assert client.get("/so-lieu/try.large/bieu-do.svg").status_code == 404
    assert "77" in text(sign_in(coordinator).get("/so-lieu/try.employees/"))


def test_levels_know_what_they_may_read(monkeypatch):
    assert [one.code for one in offered(ORGANISATIONS, Level.SHARED)] == [one.code for one in FACTS]
    assert offered(ORGANISATIONS, Level.NOTHING) == []
    along = count("try.along", "Theo đường", where=Q(agency__code__startswith="so"))
    assert (may_know(ORGANISATIONS, along, Level.INTERNAL), may_know(ORGANISATIONS, along, Level.PUBLIC)) == (
        True,
        False,
    )


def test_register_that_is_not_public_asks_to_sign_in(client):
    answers = [
        client.get(path).status_code
        for path in ("/so-lieu/activities.subjects/", "/so-dang-ky/so-cai-hoat-dong/thong-ke/")
    ]
    assert answers == [302, 302]
    assert "activities.subjects" not in text(client.get("/so-lieu/"))


def test_unknown_facts_and_registers_are_not_there(sign_in, coordinator):
    client = sign_in(coordinator)
    answers = [
        client.get(path).status_code
        for path in ("/so-lieu/x.y/", "/so-lieu/x.y/bieu-do.svg", "/so-dang-ky/x/thong-ke/")
    ]
    assert answers == [404, 404, 404]


def test_period_fact_takes_a_period_and_refuses_one_that_ends_before_it_begins(sign_in, coordinator, firm):
    firm(valid_from=date(2025, 3, 1))
    client = sign_in(coordinator)
    assert client.get("/so-lieu/try.founded/?tu=2025-01-01&den=2025-12-31").context["told"].value == "1"
    wrong = client.get("/so-lieu/try.founded/?tu=2025-12-31&den=2025-01-01")
    assert "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi." in text(wrong)


def test_territory_narrows_number_and_records(sign_in, coordinator, firm):
    unit = Unit.objects.create(code="xa-mau", name="Xã Mẫu", level="commune")
    firm(territory=unit), firm()
    page = sign_in(coordinator).get("/so-lieu/try.all/?dia-ban=xa-mau")
    assert (page.context["told"].value, len(page.context["rows"])) == ("1", 1)
    assert "dia-ban=xa-mau" in page.context["chart"]


def test_workbook_holds_the_records_behind_the_number(sign_in, coordinator, firm):
    firm(), firm(kind="school")
    answer = sign_in(coordinator).get("/so-lieu/try.all/?dang=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row == 3
    assert answer["Content-Disposition"].startswith('attachment; filename="try-all-')


def test_index_names_every_fact_and_gives_values_of_one_register_when_asked(sign_in, coordinator, firm):
    firm()
    client = sign_in(coordinator)
    page = text(client.get("/so-lieu/"))
    assert "Tổng số lao động" in page and 'hx-get="/so-lieu/?so=to-chuc"' in page
    part = client.get("/so-lieu/?so=to-chuc", headers={"HX-Request": "true"})
    assert "<html" not in text(part) and "Xem 1 bản ghi" in text(part)
    assert "Xem 1 bản ghi" in text(client.get("/so-lieu/?so=to-chuc"))


def test_chart_draws_missing_values_as_a_gap_and_escapes_texts():
    drawn = bars([("2025", None, "chưa có"), ("2026", 5, "5")], title="A < B")
    assert (drawn.count("<rect"), "A &lt; B" in drawn, "–" in drawn) == (1, True, True)


@pytest.mark.parametrize(
    "path",
    [
        "/so-dang-ky/to-chuc/thong-ke/",
        "/so-lieu/",
        "/so-lieu/?so=to-chuc",
        "/so-lieu/try.all/",
        "/so-lieu/try.employees/",
    ],
)
def test_pages_ask_the_database_at_most_twelve_times(
    sign_in, coordinator, firm, path, django_assert_max_num_queries
):
    for _number in range(8):
        firm()
    client = sign_in(coordinator)
    client.get(path)
    with django_assert_max_num_queries(12):
        client.get(path)
