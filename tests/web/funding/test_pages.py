"""The money of a plan on one page."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from khcn.registers.funding.models import FundingLine
from khcn.web.workspace.funding.readings import Reading, tells_readings
from khcn.web.workspace.funding.readings import _tellers as tellers
from tests.factories import AgencyFactory, PlanFactory, TaskFactory, seat

pytestmark = pytest.mark.django_db
ONE, TWO, ELEVEN = (f"NV {no}, 57/KH-UBND (2023)" for no in (1, 2, 11))


@pytest.fixture
def plan():
    plan = PlanFactory(symbol="57/KH-UBND", issued_on=date(2023, 3, 27), from_year=2023, to_year=2030)
    for order, no in enumerate(("1", "2", "11")):
        TaskFactory(plan=plan, no=no, order=order, short_title=f"Việc mẫu {no}", from_year=2023)
    TaskFactory(plan=plan, no="12", order=12, short_title="Việc sau này", from_year=2029)
    return plan


def line(content, purpose="", origin="science", level="province", year=2024, **figures):
    values = {"visibility": "internal", "artificial": True, **figures}
    return FundingLine.objects.create(
        year=year, origin=origin, level=level, content=content, purpose=purpose, **values
    )


@pytest.fixture
def lines(plan):
    line("a", ONE, planned=100, allocated=90, disbursed=45, settled=40, decision="1/QĐ")
    line("b", ONE, origin="enterprise", level="none", planned=50, disbursed=60, visibility="public")
    line("c", ELEVEN, planned=None)
    line("d", TWO, origin="unknown", level="none", planned=7)
    line("e", planned=30, year=2025)
    line("f", "NV 5, 9/KH-SO (2024)", planned=11, origin="investment")
    line("g", planned=1000, control=True)
    line("h", planned=999, year=1999)


@pytest.fixture
def page(plan, lines, sign_in):
    def ask(role="coordinator", query="?tu-nam=2023&den-nam=2025"):
        client = sign_in(seat(role, AgencyFactory()))
        return client.get(reverse("funding_overview", kwargs={"plan": plan.code}) + query)

    return ask


def told(rows):
    return [(row.label, *row.sums.values.values()) for row in rows]


def test_sources_add_up_and_unknown_ones_stand_apart(page):
    assert told(page().context["origins"]) == [
        ("Ngân sách nhà nước", 141, 90, 45, 40),
        ("Sự nghiệp khoa học và công nghệ", 130, 90, 45, 40),
        ("Đầu tư phát triển", 11, None, None, None),
        ("Huy động ngoài ngân sách", 50, None, 60, None),
        ("Doanh nghiệp, hợp tác xã", 50, None, 60, None),
        ("Cộng các nguồn đã rõ", 191, 90, 105, 40),
        ("Chưa xác định nguồn", 7, None, None, None),
    ]


def test_every_task_stands_there_also_without_a_line(page):
    rows = page().context["tasks"]
    assert told(rows) == [
        ("1. Việc mẫu 1", 150, 90, 105, 40),
        ("2. Việc mẫu 2", 7, None, None, None),
        ("11. Việc mẫu 11", None, None, None, None),
        ("12. Việc sau này", None, None, None, None),
        ("Không gắn với nhiệm vụ nào", 30, None, None, None),
        ("NV 5, 9/KH-SO (2024)", 11, None, None, None),
    ]
    assert [row.without_origin for row in rows] == [False, True, False, False, False, False]


def test_share_paid_is_told_of_lines_that_tell_both(page):
    assert str(page().context["total"].sums.share) == "50.0"


def test_picture_says_what_it_shows(page):
    picture = page().context["picture"]
    assert picture.title == "Năm 2023–2025 đã giải ngân 50% số đã giao, tính trên các khoản có cả hai số"
    assert [row.label for row in picture.rows] == ["Kế hoạch", "Đã giao", "Đã giải ngân", "Đã quyết toán"]


def test_years_and_totals_to_compare_with(page):
    context = page().context
    assert told(context["by_year"]) == [("2024", 161, 90, 105, 40), ("2025", 30, None, None, None)]
    (one,) = context["compared"]
    assert (one.year, one.step, one.told, one.added, one.difference) == (2024, "Dự toán", 1000, 100, 900)


def test_each_number_leads_to_the_lines_behind_it(page, client):
    context = page().context
    rows = [*context["origins"], *context["by_year"], *context["tasks"]]
    for row in rows:
        if row.period is not None or not row.sums.lines:
            continue
        listed = list(client.get(row.url).context["asked"].rows())
        known = [one.planned for one in listed if one.planned is not None]
        assert (len(listed), sum(known) if known else None) == (row.sums.lines, row.sums.values["planned"]), (
            row.label
        )
    for row in (context["total"], *context["by_year"]):
        for figure in row.figures:
            if figure.value is not None:
                behind = client.get(figure.url).context["told"]
                assert (behind.value, behind.counted) == (str(figure.value), str(row.sums.lines))
    behind = client.get(context["without_document_url"])
    assert behind.context["told"].counted == str(context["without_document"]) == "4"


def test_page_asks_few_questions_however_many_lines(page, django_assert_max_num_queries, client, plan):
    page()
    for number in range(20):
        line(f"thêm {number}", ONE, year=2023 + number % 3, planned=5)
    with django_assert_max_num_queries(12):
        client.get(reverse("funding_overview", kwargs={"plan": plan.code}))


def test_public_sees_sums_of_public_lines_and_is_not_told_what_lacks_money(plan, lines, client):
    plan.visibility = "public"
    plan.save()
    answer = client.get(reverse("funding_overview", kwargs={"plan": plan.code}) + "?tu-nam=2023&den-nam=2025")
    text = answer.content.decode()
    assert told(answer.context["tasks"])[0] == ("1. Việc mẫu 1", 50, None, 60, None)
    assert ("chỉ tính các bản ghi công khai" in text, "Chưa có nguồn" in text, "9/KH-SO" in text) == (
        True,
        False,
        False,
    )


def test_workbook_has_the_three_tables_with_empty_cells_for_what_is_missing(page):
    answer = page(query="?tu-nam=2023&den-nam=2025&dang=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in rows] == ["Theo nguồn"] * 7 + ["Theo năm"] * 2 + ["Theo nhiệm vụ"] * 6
    assert rows[9][:9] == ("Theo nhiệm vụ", "1. Việc mẫu 1", 150, 90, 105, 40, 50, 2, 1)
    assert rows[10][9] == "Chưa có nguồn"
    assert rows[11][2:6] == (None, None, None, None)


@pytest.mark.parametrize(
    "query",
    ["?tu-nam=abc", "?tu-nam=2030&den-nam=2020", "?tu-nam=1&den-nam=99999", "?den-nam=1995", "?tu-nam=2060"],
)
def test_nonsense_years_do_no_harm(page, query):
    assert page(query=query).status_code == 200


def test_plan_without_tasks_or_money_says_where_to_begin(sign_in):
    empty = PlanFactory(from_year=None, to_year=None, symbol="")
    answer = sign_in(seat("leader", AgencyFactory())).get(
        reverse("funding_overview", kwargs={"plan": empty.code})
    )
    text = answer.content.decode()
    assert "Chưa có khoản kinh phí nào trong các năm này" in text
    assert "Kế hoạch chưa có nhiệm vụ" in text


def test_readings_of_targets_stand_side_by_side(page):
    @tells_readings
    def both(_request, _plan, _years):
        yield Reading("T6", "Dự toán, chỉ sự nghiệp KH&CN", "0,4 %", "2024", chosen=True)
        yield Reading("T6", "Quyết toán, mọi loại chi", "0,9 %", "2024")

    try:
        text = page().content.decode()
    finally:
        tellers.remove(both)
    assert text.index("Chỉ tiêu về kinh phí theo từng cách tính") < text.index("0,4 %") < text.index("0,9 %")
