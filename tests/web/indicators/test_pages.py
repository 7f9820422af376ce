"""The pages of indicators: the list, one indicator, one figure, one count; for the administration and outside."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from khcn.indicators.counting import recount
from khcn.indicators.models import Count, Decision, Observation
from khcn.indicators.publishing import publish_count
from khcn.plan.models import TargetMeasure, TargetStep
from khcn.registers.directory.models import Organisation
from khcn.registers.science_enterprises.models import ScienceEnterprise
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, UserFactory, actor_for, seat
from tests.factories.indicators import (
    card_of,
    commune,
    count,
    forecast,
    indicator,
    observation,
    province,
    series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


@pytest.fixture
def inside(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def outside(db):
    from django.test import Client

    return Client()


def text(response, status=200):
    assert response.status_code == status
    told = re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode()
    )  # holds any digits
    return " ".join(told.split())


def firm(number=1, **values):
    given = {"kind": "science", "state": "active", "valid_from": date(2020, 1, 1), "visibility": "public"}
    return Organisation.objects.create(name=f"Trung tâm Mẫu số {number}", **{**given, **values})


# --- The list -----------------------------------------------------------------------------------


def test_list_groups_indicators_and_shows_the_latest_figure(inside):
    series(indicator("ty-le", name="Tỷ lệ mẫu", unit="%"), {2022: 5, 2023: "18.9"})
    indicator("dau-vao", name="Số liệu mẫu", group="input")
    page = inside.get("/chi-so/")
    told = text(page)
    assert [(title, [row.indicator.code for row in rows]) for title, rows in page.context["groups"]] == [
        ("Chỉ tiêu của kế hoạch", ["ty-le"]), ("Số liệu dùng để tính", ["dau-vao"]),
    ]  # fmt: skip
    assert ("<strong>18,9</strong>" in told, "chưa có số" in told, "<svg" in told) == (True, True, True)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=TY LE ung dung", ["ung-dung"]),
        ("q=ứng+dụng", ["ung-dung"]),
        ("nguon=fact", ["dem"]),
        ("so-lieu=chua", ["dem"]),
        ("so-lieu=khac", ["lech"]),
        ("so-lieu=xac-nhan", ["lech"]),
        ("co-quan=so-mau", ["ung-dung"]),
        ("nguon=khong-co", ["ung-dung", "dem", "lech"]),
        ("q=khong co gi", []),
    ],
)
def test_list_is_filtered(inside, query, codes):
    observation(indicator("ung-dung", name="Tỷ lệ ứng dụng", owner=AgencyFactory(code="so-mau")))
    indicator("dem", name="Số đếm", unit="tổ chức", fact="organisations.science")
    differing = indicator("lech", name="Số lệch", confirmation="to_confirm")
    observation(differing, 2024, 3, "published"), count(differing, 2024, 4)
    page = inside.get(f"/chi-so/?{query}")
    found = [row.indicator.code for _title, rows in page.context["groups"] for row in rows]
    assert sorted(found) == sorted(codes)


def test_list_as_a_workbook(inside):
    series(indicator("ty-le", name="Tỷ lệ mẫu", unit="%", visibility="public"), {2023: "18.9"})
    response = inside.get("/chi-so/?dang=xlsx")
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    row = next(row for row in rows if row[0] == "ty-le")
    assert (row[1], row[3], row[5], row[6]) == ("Tỷ lệ mẫu", "%", 2023, 18.9)


@pytest.mark.parametrize("number", [1, 100])
def test_list_keeps_its_query_budget(inside, number, django_assert_max_num_queries):
    for n in range(number):
        series(indicator(owner=AgencyFactory() if n < 3 else None), {2022: 1, 2023: 2, 2024: 3})
    with django_assert_max_num_queries(12):
        assert len(inside.get("/chi-so/").context["page"]) == number


def test_readers_outside_see_published_figures_of_public_indicators(outside):
    shown = indicator(
        "cong-khai", name="Chỉ số cho mọi người", visibility="public", confirmation="to_confirm"
    )
    observation(shown, 2023, 5, "published"), observation(shown, 2024, 77), count(shown, 2022, 66)
    observation(indicator("kin", name="Chỉ số nội bộ"), 2024, 9, "published")
    told = text(outside.get("/chi-so/"))
    assert [word in told for word in ("Chỉ số cho mọi người", "<strong>5</strong>", "Chỉ số nội bộ", "77", "66", "Nguồn số liệu")] == [
        True, False, False, False, False, False,
    ] or "<strong>5,0</strong>" in told  # fmt: skip
    assert "cần xác nhận" not in told.lower()


def test_empty_list_says_what_to_do(inside, outside):
    assert "gói dữ liệu của tỉnh" in text(inside.get("/chi-so/"))
    assert "chưa công bố" in text(outside.get("/chi-so/"))


# --- One indicator ------------------------------------------------------------------------------


def test_title_states_the_finding(inside):
    one = indicator("ty-trong", name="Tỷ trọng công nghiệp mẫu", unit="%", calendar="average")
    days = {"first_day": date(2016, 1, 1), "last_day": date(2020, 12, 31), "calendar": "average"}
    observation(one, 2020, "18.9", **days)
    told = text(inside.get("/chi-so/ty-trong/"))
    assert "Tỷ trọng công nghiệp mẫu: 18,9% (2016–2020), chưa có số từ 2021" in told


@pytest.mark.parametrize(
    ("value", "more", "title"),
    [
        (None, {}, "Chỉ số mẫu: chưa có số liệu"),
        ("0", {}, "Chỉ số mẫu: 0 tổ chức (2024)"),
        ("1234", {"vintage": "estimate"}, "Chỉ số mẫu: 1.234 tổ chức (2024, ước tính)"),
    ],
)
def test_title_of_what_is_missing_zero_and_estimated(inside, value, more, title):
    one = indicator("mau", name="Chỉ số mẫu", unit="tổ chức", kind="count")
    if value is not None:
        observation(one, 2024, value, **more)
    told = " ".join(inside.get("/chi-so/mau/").context["page_title"].split())
    assert told.split(", chưa có số từ")[0] == title


def test_page_of_an_indicator_tells_figures_with_their_source(inside):
    one = indicator("ty-le", name="Tỷ lệ mẫu", kind="share", unit="%")
    observation(one, 2024, 25, numerator=1, denominator=4), observation(one, 2023, 20)
    observation(one, 2022, 15, state="draft"), observation(one, 2021, 10, "published", vintage="preliminary")
    page = inside.get("/chi-so/ty-le/")
    told = text(page)
    assert [(row.year, row.value, row.numerator, row.whole_missing, row.state) for row in page.context["rows"]] == [
        (2024, "25,0", "1", False, "confirmed"), (2023, "20,0", "", True, "confirmed"), (2021, "10,0", "", True, "published"),
    ]  # fmt: skip
    assert [row.why for row in page.context["others"]] == ["chờ xác nhận"]
    assert ("chỉ có tỷ lệ" in told, "Niên giám mẫu, biểu số 1" in told, "Sơ bộ" in told) == (True, True, True)


def test_old_provinces_stand_beside_the_merged_one(inside):
    one = indicator("mau")
    old = province("tinh-cu", name="Tỉnh Cũ")
    observation(one, 2024, 5), observation(one, 2022, 7, territory=old)
    page = inside.get("/chi-so/mau/")
    assert [(unit.name, values) for unit, values in page.context["places"].rows] == [("Tỉnh Cũ", ["7,0"])]
    assert "Tỉnh Cũ" in page.context["fan"].description or "Tỉnh Cũ" in str(page.context["fan"].table)


def test_published_figure_that_differs_is_told_with_both_numbers(inside):
    one = indicator("mau", unit="tổ chức", kind="count", fact="organisations.science")
    row = observation(one, 2024, 3, "published", origin="fact", source_note="organisations.science")
    count(one, 2024, 4)
    told = text(inside.get("/chi-so/mau/"))
    assert "Số đã công bố khác số hiện tại." in told
    assert "trong bảng là 3, số kia là 4 tổ chức" in told
    assert f"/chi-so/mau/so-lieu/{row.pk}/" in told


def test_definition_decisions_and_versions_are_told(inside):
    one = indicator("mau", unit="%", method_note="Cách tính mẫu", confirmation="to_confirm")
    old = card_of(one)
    type(old).objects.filter(pk=old.pk).update(state="replaced", unit="điểm")
    old.pk, old.version, old.state, old.reason = None, 2, "in_force", "Đổi đơn vị"
    old.save(force_insert=True)
    Decision.objects.create(
        indicator=one, question="Hỏi gì?", answer="Đáp vậy", decided_on=date(2025, 1, 2), decided_by="Sở Mẫu"
    )
    told = text(inside.get("/chi-so/mau/"))
    for words in (
        "Cách tính mẫu",
        "Hỏi gì?",
        "Sở Mẫu",
        "02/01/2025",
        "Đổi đơn vị",
        "<del>điểm</del>",
        "Định nghĩa cần xác nhận",
    ):
        assert words in told, words


def test_targets_measured_are_linked(inside):
    one = indicator("mau", unit="%")
    series(one, {2022: 1, 2023: 2})
    target = TargetFactory(
        plan=PlanFactory(visibility="public"), short_title="Chỉ tiêu mẫu", low=60, unit="%"
    )
    TargetMeasure.objects.create(target=target, indicator=one, governing=True, label="Cách hiểu mẫu")
    told = text(inside.get("/chi-so/mau/"))
    assert f"/ke-hoach/{target.plan.code}/chi-tieu/{target.code}/" in told
    assert "60,0%" in told or "60%" in told


def test_computed_forecast_is_shown_inside_only_and_accepted_one_also_outside(inside, outside):
    one = indicator("mau", visibility="public")
    values = {2021: 1, 2022: 2, 2023: 3, 2024: 4}
    series(one, values, "published")
    made = forecast(
        one, {2025: 5, 2026: 6}, given={year: f"{value}.00000000" for year, value in values.items()}
    )
    assert (
        "chưa ai chấp nhận" in text(inside.get("/chi-so/mau/")),
        "Dự báo" in text(outside.get("/chi-so/mau/")),
    ) == (True, False)
    who = UserFactory(full_name="Người Chấp Nhận")
    type(made).objects.update(
        state="accepted", accepted_at=made.made_at, accepted_by=who, note="Ý kiến nội bộ"
    )
    told, seen = text(inside.get("/chi-so/mau/")), text(outside.get("/chi-so/mau/"))
    assert ("Người Chấp Nhận" in told, "trung vị của ETS" in seen) == (True, True)
    assert ("Người Chấp Nhận" in seen, "Ý kiến nội bộ" in seen) == (False, False)


def test_forecast_whose_figures_changed_is_told_so(inside):
    one = indicator("mau")
    series(one, {2021: 1, 2022: 2, 2023: 3, 2024: 4})
    forecast(one, {2025: 5}, given={2023: "3.00000000"})
    told = text(inside.get("/chi-so/mau/"))
    assert ("đã thay đổi sau khi dự báo" in told, "Chấp nhận dự báo" in told) == (True, False)


def test_page_without_a_card_and_with_a_broken_formula(inside):
    one = indicator("mau", unit="", expression="[khong-co] + 1")
    assert "Công thức không tính được" in text(inside.get("/chi-so/mau/"))
    type(card_of(one)).objects.update(state="draft", in_force_at=None)
    assert "Chưa có định nghĩa đang áp dụng" in text(inside.get("/chi-so/mau/"))


def test_internal_indicator_is_not_there_for_others(outside, sign_in):
    indicator("kin")
    assert outside.get("/chi-so/kin/").status_code == 302
    assert sign_in(seat("public")).get("/chi-so/kin/").status_code == 404
    assert sign_in(seat("reporter", AgencyFactory())).get("/chi-so/kin/").status_code == 200


def test_readers_outside_find_no_drafts_counts_names_or_buttons(outside):
    one = indicator("mau", visibility="public", note="Lời nội bộ")
    who = UserFactory(full_name="Người Ghi Số")
    row = observation(
        one,
        2023,
        5,
        "published",
        created_by=who,
        confirmed_by=who,
        published_by=who,
        note="Lời nội bộ",
        reason="Lời nội bộ",
    )
    observation(one, 2024, 7777), observation(one, 2022, 6666, "draft"), count(one, 2021, 5555)
    told = text(outside.get("/chi-so/mau/")) + text(outside.get(f"/chi-so/mau/so-lieu/{row.pk}/"))
    assert [
        word in told for word in ("Người Ghi Số", "7.777", "6.666", "5.555", "Ghi số liệu", "Đính chính")
    ] == [False] * 6
    hidden = Observation.objects.get(value=7777)
    assert outside.get(f"/chi-so/mau/so-lieu/{hidden.pk}/").status_code == 404
    assert outside.get("/chi-so/mau/dang-tinh/2021/").status_code == 302


def test_words_of_people_are_escaped(inside):
    one = indicator("mau", name="<script>alert(1)</script> & “Mẫu”", method_note="<b>đậm</b>")
    observation(one, 2024, 5, source_note="<img src=x>")
    told = text(inside.get("/chi-so/mau/")) + text(inside.get("/chi-so/"))
    assert [word in told for word in ("<script>alert", "<b>đậm", "<img src=x")] == [False] * 3


def test_bare_page_needs_at_most_twelve_queries(inside, django_assert_max_num_queries):
    observation(indicator("mau"), 2024, 5)
    inside.get("/chi-so/mau/")
    with django_assert_max_num_queries(12):
        text(inside.get("/chi-so/mau/"))


@pytest.mark.parametrize("source", [{"fact": "organisations.science"}, {"expression": "[phan] + 1"}])
@pytest.mark.parametrize("years", [1, 30])
def test_full_page_keeps_its_query_budget(inside, years, source, django_assert_max_num_queries):
    indicator("phan", unit="%")
    one = indicator("mau", unit="%", owner=AgencyFactory(), **source)
    for year in range(2024 - years, 2024):
        observation(one, year, year, "published")
        count(one, year, year + 1)
    target = TargetFactory(plan=PlanFactory(visibility="public"), unit="%")
    base = observation(one, 1990, 1)
    TargetMeasure.objects.create(target=target, indicator=one, baseline=base, governing=True)
    TargetStep.objects.create(target=target, year=2028, low=3)
    Decision.objects.create(
        indicator=one, question="Mẫu?", answer="Mẫu.", decided_on=date(2024, 1, 1), decided_by="Sở Mẫu"
    )
    forecast(one, {2025: 5})
    inside.get("/chi-so/mau/")
    with django_assert_max_num_queries(12):
        assert "Mẫu?" in text(inside.get("/chi-so/mau/"))


# --- One count ----------------------------------------------------------------------------------


@pytest.fixture
def counted():
    return indicator("to-chuc", name="Số tổ chức mẫu", unit="tổ chức", kind="count", accumulation="latest", fact="organisations.science")  # fmt: skip


def test_count_names_its_records_and_how_many_are_hidden(sign_in, counted):
    firm(1), firm(2, visibility="internal")
    recount(today=date(2025, 6, 15))
    page = sign_in(seat("reporter", AgencyFactory())).get("/chi-so/to-chuc/dang-tinh/2024/")
    told = text(page)
    records = page.context["records"]
    assert (records.counted, records.counted - len(records.rows), records.hidden) == (
        2,
        records.hidden,
        records.hidden,
    )
    assert ("Trung tâm Mẫu số 1" in told, "Công bố số" in told) == (True, False)
    assert "/so-lieu/organisations.science/?tai-ngay=2024-12-31" in told


@pytest.mark.parametrize("role", ["coordinator", "reporter"])
@pytest.mark.parametrize("number", [1, 60])
def test_page_of_a_count_costs_the_same_for_records_named_by_others(
    sign_in, role, number, django_assert_max_num_queries
):
    for index in range(number):
        ScienceEnterprise.objects.create(
            organisation=firm(index), number=f"GCN-{index}", state="valid", valid_from=date(2024, 1, 1),
            visibility="internal" if index % 2 else "public",
        )  # fmt: skip
    PlanFactory(visibility="public")
    indicator(
        "dn", unit="doanh nghiệp", kind="count", accumulation="latest", fact="science_enterprises.valid",
        by_territory=True,
    )  # fmt: skip
    recount(today=date(2025, 6, 15))
    client = sign_in(seat(role, AgencyFactory()))
    client.get("/chi-so/dn/dang-tinh/2024/")
    with django_assert_max_num_queries(12):
        page = client.get("/chi-so/dn/dang-tinh/2024/")
    seen = number if role == "coordinator" else (number + 1) // 2
    records = page.context["records"]
    assert (records.counted, len(records.rows), records.hidden) == (number, min(seen, 50), number - seen)


def test_count_of_a_formula_links_its_operands(inside):
    part, whole = (
        indicator("phan", name="Phần mẫu", unit="đồng"),
        indicator("tat-ca", name="Tất cả mẫu", unit="đồng"),
    )
    observation(part, 2024, 1), observation(whole, 2024, 4)
    indicator("ty-le", unit="%", kind="share", expression="share([phan], [tat-ca])")
    recount(today=date(2025, 6, 15))
    page = inside.get("/chi-so/ty-le/dang-tinh/2024/")
    assert [(one.name, one.value, one.url) for one in page.context["operands"]] == [
        ("Phần mẫu", "1,0\xa0đồng", "/chi-so/phan/#so-lieu"), ("Tất cả mẫu", "4,0\xa0đồng", "/chi-so/tat-ca/#so-lieu"),
    ]  # fmt: skip
    assert "share([phan], [tat-ca])" in text(page)


def test_missing_operand_is_told(inside):
    part = indicator("phan", name="Phần mẫu", unit="đồng")
    indicator("tat-ca", name="Tất cả mẫu", unit="đồng")
    observation(part, 2024, 1)
    indicator("ty-le", unit="%", kind="share", expression="share([phan], [tat-ca])")
    recount(today=date(2025, 6, 15))
    told = text(inside.get("/chi-so/ty-le/dang-tinh/2024/"))
    assert ("chưa có số" in told, "Công bố số" in told) == (True, False)


def test_communes_are_listed_each_with_its_page(inside):
    here = commune()
    one = indicator(
        "xa",
        unit="tổ chức",
        kind="count",
        accumulation="latest",
        fact="organisations.science",
        by_territory=True,
    )
    firm(1, territory=here)
    recount(today=date(2025, 6, 15))
    commune("xa-mau-2", name="Xã Mẫu số 2", official_code="99002")
    recount(today=date(2025, 6, 15))
    communes = inside.get("/chi-so/xa/dang-tinh/2024/").context["communes"]
    assert [(row["name"], row["value"]) for row in communes["told"]] == [("Xã Mẫu số 1", "1")]
    assert (communes["zero"], communes["missing"]) == (["Xã Mẫu số 2"], [])
    told = inside.get(communes["told"][0]["url"])
    assert (told.context["count"].territory, told.context["records"].counted) == (here, 1)
    assert Count.objects.filter(indicator=one, territory=here).exists()


@pytest.mark.parametrize("address", ["1999/", "2024/?dia-ban=khong-co"])
def test_count_that_is_not_there(inside, counted, address):
    recount(today=date(2025, 6, 15))
    assert inside.get(f"/chi-so/to-chuc/dang-tinh/{address}").status_code == 404


def test_publishing_a_count_from_its_page(inside, counted):
    firm(1)
    recount(today=date(2025, 6, 15))
    answer = inside.post(
        "/chi-so/to-chuc/dang-tinh/2024/", {"vintage": "final", "seen": "1.00000000", "note": "Theo họp"}
    )
    row = Observation.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/chi-so/to-chuc/so-lieu/{row.pk}/")
    assert (row.value, row.state, row.note) == (1, "published", "Theo họp")


def test_count_that_moved_is_counted_anew_before_publishing(inside, counted):
    firm(1)
    recount(today=date(2025, 6, 15))
    firm(2)
    answer = inside.post("/chi-so/to-chuc/dang-tinh/2024/", {"vintage": "final", "seen": "1"}, follow=True)
    assert "đã được tính lại" in text(answer)
    assert (answer.context["count"].value, Observation.objects.count()) == (2, 0)


def test_leader_publishes_and_reporter_does_not(sign_in, counted):
    firm(1)
    recount(today=date(2025, 6, 15))
    given = {"vintage": "final", "seen": "1"}
    sign_in(seat("reporter", AgencyFactory())).post("/chi-so/to-chuc/dang-tinh/2024/", given)
    assert Observation.objects.count() == 0
    sign_in(seat("leader", AgencyFactory())).post("/chi-so/to-chuc/dang-tinh/2024/", given)
    assert Observation.objects.count() == 1


# --- One figure ---------------------------------------------------------------------------------


def test_figure_tells_which_records_changed_since_it_was_published(inside, coordinator, counted):
    edited = firm(1)
    recount(today=date(2025, 6, 15))
    row = publish_count(count=Count.objects.get(indicator=counted, last_day=date(2024, 12, 31)), vintage="final", by=actor_for(coordinator))  # fmt: skip
    assert "chưa thay đổi kể từ khi công bố" in text(inside.get(f"/chi-so/to-chuc/so-lieu/{row.pk}/"))
    Organisation.objects.filter(pk=edited.pk).update(name="Trung tâm Mẫu đổi tên")
    firm(2)
    told = text(inside.get(f"/chi-so/to-chuc/so-lieu/{row.pk}/"))
    for words in (
        "Đã công bố 1 tổ chức, nay đếm được 2 tổ chức",
        "Trung tâm Mẫu số 2",
        "Trung tâm Mẫu đổi tên",
    ):
        assert words in told, words
