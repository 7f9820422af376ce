"""Pages of targets: where each stands, on what that rests, and what people decide."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from khcn.indicators.counting import recount
from khcn.kernel.audit.models import Event
from khcn.kernel.documents.models import Document
from khcn.plan.models import Finding, TargetMeasure, TargetStep
from khcn.registers.directory.models import Organisation
from khcn.registers.science_enterprises.models import ScienceEnterprise
from khcn.status.targets.following import note_changes
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, seat
from tests.factories.indicators import count, forecast, indicator, observation, province, series

TODAY = date(2026, 11, 23)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23 09:00+07:00", tick=False):
        yield


@pytest.fixture
def plan():
    return PlanFactory(visibility="public")


@pytest.fixture
def leader(sign_in):
    return sign_in(seat("leader", AgencyFactory()))


def target(plan, code="T1", **more):
    told = {"kind": "share", "operator": "ge", "low": 40, "year": 2030, "short_title": "Tỷ lệ mẫu", **more}
    return TargetFactory(plan=plan, code=code, **told)


def measured(one, values, state="confirmed", label="Cách tính mẫu", **more):
    made = indicator(kind="level", unit="%", visibility="public")
    series(made, values, state=state)
    return TargetMeasure.objects.create(target=one, indicator=made, label=label, **more)


def url(name, plan, **more):
    return reverse(name, kwargs={"plan": plan.code, **more})


def detail(client, one, status=200):
    answer = client.get(url("target_detail", one.plan, code=one.code))
    assert answer.status_code == status
    return answer


# --- The list ---------------------------------------------------------------------------------------


@pytest.fixture
def filled(plan):
    """On track, off track, reached, contested, nothing known."""
    measured(target(plan, "T1"), {2020: 30, 2025: 35})
    measured(target(plan, "T2"), {2020: 30, 2025: 31})
    measured(target(plan, "T3"), {2020: 30, 2025: 41})
    both = target(plan, "T4")
    measured(both, {2020: 30, 2025: 35}, label="Cách thứ nhất")
    measured(both, {2020: 30, 2025: 31}, label="Cách thứ hai")
    target(plan, "T5")
    target(plan, "T4-PL", governing=False)
    return plan


def test_list_counts_statuses_and_never_gives_a_score(leader, filled):
    answer = leader.get(url("target_list", filled))
    assert [(one["count"].code, one["count"].number) for one in answer.context["chips"]] == [
        ("off_track", 1),
        ("contested", 1),
        ("not_enough", 1),
        ("on_track", 1),
        ("reached", 1),
    ]
    assert answer.context["told"] == (
        "5 chỉ tiêu: 1 chệch hướng, 1 chưa thống nhất cách tính, 1 chưa đủ dữ liệu, 1 đúng tiến độ, 1 đã đạt"
    )
    assert "Hiện nay, nhịp mỗi năm" in answer.text
    assert "điểm" not in answer.context["told"]


def test_row_tells_value_year_vintage_and_both_paces(leader, filled):
    [row] = [one for one in leader.get(url("target_list", filled)).context["rows"] if one.target.code == "T1"]
    [told] = row.told
    assert (told.value, told.when, told.vintage, told.pace, told.required_pace) == (
        "35\xa0%",
        "năm 2025",
        "chính thức",
        "+1\xa0% mỗi năm",
        "+1\xa0% mỗi năm",
    )


def test_contested_target_shows_the_outcome_of_every_reading(leader, filled):
    answer = leader.get(url("target_list", filled))
    [row] = [one for one in answer.context["rows"] if one.target.code == "T4"]
    assert [(one.label, one.code) for one in row.told] == [
        ("Cách thứ nhất", "on_track"),
        ("Cách thứ hai", "off_track"),
    ]
    assert "Cách thứ nhất" in answer.text
    assert "Cách thứ hai" in answer.text


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("off_track", ["T2"]),
        ("contested", ["T4"]),
        ("reached", ["T3"]),
        ("at_risk", []),
        ("bua", ["T1", "T2", "T3", "T4", "T5", "T4-PL"]),
    ],
)
def test_list_is_filtered_by_status_and_counts_stay(leader, filled, asked, codes):
    answer = leader.get(url("target_list", filled), {"trang-thai": asked})
    assert [row.target.code for row in answer.context["rows"]] == codes
    assert sum(one["count"].number for one in answer.context["chips"]) == 5


def test_dot_plot_states_the_finding_and_holds_every_target(leader, filled):
    picture = leader.get(url("target_list", filled)).context["picture"]
    assert picture.title.startswith("5 chỉ tiêu: 1 chệch hướng")
    assert [row.rating.code for row in picture.rows] == [
        "on_track",
        "off_track",
        "reached",
        "contested",
        "not_enough",
    ]


def test_workbook_tells_status_reason_value_and_pace(leader, filled):
    answer = leader.get(url("target_list", filled) + "?dang=xlsx&trang-thai=contested")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows(min_row=4, max_row=5))
    told = dict(zip(head, row, strict=True))
    assert told["Trạng thái"] == "Chưa thống nhất cách tính"
    assert told["Giá trị hiện nay"] == "Cách thứ nhất: 35\xa0%; Cách thứ hai: 31\xa0%"
    assert told["Nhịp đến nay"] == "Cách thứ nhất: +1\xa0% mỗi năm; Cách thứ hai: +0,2\xa0% mỗi năm"


def test_heading_of_parts_is_neither_judged_nor_counted(leader, plan):
    group = target(plan, "T3", kind="qualitative", governing=False, low=None)
    measured(target(plan, "T3a", parent=group), {2020: 30, 2025: 35})
    answer = leader.get(url("target_list", plan))
    assert [(row.target.code, row.code, row.counts) for row in answer.context["rows"]] == [
        ("T3", "", False),
        ("T3a", "on_track", True),
    ]
    assert detail(leader, group).context["row"].code == ""


def test_public_is_told_by_published_figures_alone(client, plan):
    one = target(plan)
    measured(one, {2020: 30, 2024: 31}, state="published")
    observation(TargetMeasure.objects.get().indicator, 2025, 4177)
    [row] = client.get(url("target_list", plan)).context["rows"]
    assert (row.code, row.told[0].when) == ("off_track", "năm 2024")
    text = detail(client, one).text
    assert "4.177" not in text
    assert "chỉ dựa vào số liệu đã công bố" in text


# --- Years --------------------------------------------------------------------------------------------


def test_heat_map_judges_each_year_by_what_was_known_of_it(leader, plan):
    measured(target(plan), {2020: 30, 2024: 31, 2025: 41})
    answer = leader.get(url("target_heat", plan))
    picture = answer.context["picture"]
    [row] = picture.rows
    codes = [cell.rating.code for cell in row.cells]
    assert list(zip(picture.columns[1:], codes, strict=True)) == [
        ("2023", "not_enough"),
        ("2024", "off_track"),
        ("2025", "reached"),
        ("2026", "reached"),
    ]
    assert (
        answer.context["picture"].title == "Năm 2026 so với 2025: 0 chỉ tiêu tốt lên, 0 xấu đi, 1 giữ nguyên."
    )


def test_slopes_are_drawn_only_where_there_is_a_way(leader, filled):
    target(filled, "T6", horizon="each_year")
    titles = [one.title for one in leader.get(url("target_heat", filled)).context["slopes"]]
    assert titles == [
        "T1. Tỷ lệ mẫu: đã đi 50% quãng đường",
        "T2. Tỷ lệ mẫu: đã đi 10% quãng đường",
        "T3. Tỷ lệ mẫu: đã đạt mức đặt ra",
        "T4. Tỷ lệ mẫu: đã đi 50% quãng đường",
    ]


def test_plan_without_targets_has_a_page_of_years(leader, plan):
    assert "chưa có chỉ tiêu" in leader.get(url("target_heat", plan)).text


# --- One target -----------------------------------------------------------------------------------------


def test_page_gives_each_reading_its_block(leader, plan):
    one = target(plan)
    measured(one, {2020: 30, 2025: 35}, label="Cách thứ nhất")
    measured(one, {2020: 30, 2025: 31}, label="Cách thứ hai")
    answer = detail(leader, one)
    assert [(block.reading.label, block.reading.code) for block in answer.context["blocks"]] == [
        ("Cách thứ nhất", "on_track"),
        ("Cách thứ hai", "off_track"),
    ]
    assert answer.context["finding"] == "Cách thứ nhất: đúng tiến độ; Cách thứ hai: chệch hướng."
    assert "Quyết định về chỉ tiêu này" in answer.text


def test_block_tells_rule_points_and_other_methods(leader, plan):
    one = target(plan)
    measured(one, {2020: 30, 2025: 35})
    [block] = detail(leader, one).context["blocks"]
    assert block.reading.rule == "quy tắc của nền tảng: đường thẳng từ số nền đến mức phải đạt"
    assert block.reading.points == ["30\xa0% (năm 2020)", "35\xa0% (năm 2025)"]
    assert [(method.applied, method.to_confirm) for method in block.methods] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]


def test_forecast_says_whether_anybody_accepted_it(leader, client, plan):
    one = target(plan)
    given = {2021: 30, 2022: 31, 2023: 32, 2024: 33, 2025: 35}
    measure = measured(one, given, state="published")
    made = forecast(measure.indicator, {2026: 36, 2030: 41}, given=given)
    assert "chưa ai chấp nhận" in detail(leader, one).text
    client.logout()
    assert "Dự báo" not in detail(client, one).text
    made.state, made.accepted_at = "accepted", "2026-11-01T00:00:00Z"
    made.save()
    assert "chấp nhận ngày 01/11/2026" in detail(client, one).text


def test_baseline_of_another_territory_is_shown_with_the_reason_why_it_is_not_used(leader, plan):
    one = target(plan)
    measure = measured(one, {2024: 34, 2025: 35})
    old = province("tinh-cu", name="Tỉnh Mẫu cũ", official_code="97")
    measure.baseline = observation(measure.indicator, 2020, 30, territory=old)
    measure.save()
    text = detail(leader, one).text
    assert "30\xa0% (năm 2020, Tỉnh Mẫu cũ)" in text
    assert "khác địa bàn của chỉ số nên không dùng để chấm" in text


def test_published_figure_that_differs_from_the_count_is_told(leader, plan):
    one = target(plan, kind="count", unit="đơn", low=5)
    made = indicator(kind="count", unit="đơn", fact="ip.inventions_filed", decimals=0)
    TargetMeasure.objects.create(target=one, indicator=made)
    observation(made, 2025, 4, state="published", origin="fact")
    count(made, 2025, 5, counted=5)
    text = detail(leader, one).text
    assert "Số đã công bố (4\xa0đơn) khác số hiện tại của sổ (5\xa0đơn)." in text


def test_derived_steps_lie_on_the_line_between_typed_ones(leader, plan):
    one = target(plan)
    measured(one, {2020: 30, 2025: 35})
    TargetStep.objects.create(target=one, year=2028, low=38)
    answer = detail(leader, one)
    assert [(step.year, level, step.typed is None) for step, level in answer.context["steps"]] == [
        (2026, "36\xa0%", True),
        (2027, "37\xa0%", True),
        (2028, "38\xa0%", False),
        (2029, "39\xa0%", True),
    ]
    assert "suy ra theo đường thẳng" in answer.text


def test_steps_of_an_increase_are_told_as_increase(leader, plan):
    one = target(plan, horizon="increment", low=10)
    measured(one, {2020: 30, 2025: 35})
    steps = detail(leader, one).context["steps"]
    assert [(step.year, step.low) for step, _level in steps] == [
        (y, Decimal(y - 2020)) for y in range(2026, 2030)
    ]


def test_changes_of_status_are_told_with_their_cause_but_not_outside(leader, client, plan):
    one = target(plan)
    measure = measured(one, {2020: 30, 2024: 31}, state="published")
    note_changes(today=TODAY)
    observation(measure.indicator, 2025, 41, state="published")
    note_changes(today=TODAY)
    text = detail(leader, one).text
    assert "Trạng thái đã thay đổi thế nào" in text
    assert "Số liệu mới" in text
    client.logout()
    assert "Trạng thái đã thay đổi thế nào" not in detail(client, one).text


def test_qualitative_target_shows_its_figures_without_a_colour(leader, plan):
    one = target(plan, kind="qualitative", operator="", low=None)
    measured(one, {2024: 3, 2025: 4})
    answer = detail(leader, one)
    [block] = answer.context["blocks"]
    assert (block.reading.code, block.reading.value) == ("not_enough", "4\xa0%")


# --- Deciding -------------------------------------------------------------------------------------------


@pytest.fixture
def two(plan):
    one = target(plan)
    return one, measured(one, {2020: 30, 2025: 35}), measured(one, {2020: 30, 2025: 31}, label="Cách thứ hai")


def test_choosing_a_reading_settles_the_status_and_registers_the_document(leader, plan, two):
    one, _first, second = two
    page = url("target_measure_choose", plan, code=one.code)
    assert leader.get(page).status_code == 200
    answer = leader.post(
        page, {"measure": second.pk, "reason": "Theo công văn.", "kind": "CV", "symbol": "12/SKHCN", "issued_on": "2026-11-20"}
    )  # fmt: skip
    assert answer.status_code == 302
    second.refresh_from_db()
    assert (second.governing, second.reason, second.document.symbol) == (True, "Theo công văn.", "12/SKHCN")
    found = detail(leader, one)
    assert found.context["row"].code == "off_track"
    assert "12/SKHCN" in found.text
    assert [block.governing for block in found.context["blocks"]] == [True, False]


def test_choosing_without_a_reason_is_refused_and_keeps_what_was_typed(leader, plan, two):
    one, _first, second = two
    answer = leader.post(
        url("target_measure_choose", plan, code=one.code),
        {"measure": second.pk, "reason": " ", "symbol": "12/SKHCN"},
    )
    assert answer.status_code == 422
    assert "12/SKHCN" in answer.text
    assert not TargetMeasure.objects.filter(governing=True).exists()


def test_reading_of_another_target_cannot_be_chosen(leader, plan, two):
    stranger = measured(target(plan, "T9"), {2020: 30, 2025: 35})
    answer = leader.post(
        url("target_measure_choose", plan, code=two[0].code), {"measure": stranger.pk, "reason": "Vì vậy"}
    )
    assert answer.status_code == 422


def test_choice_can_be_taken_back(leader, plan, two):
    one, first, _second = two
    leader.post(url("target_measure_choose", plan, code=one.code), {"measure": first.pk, "reason": "Vì vậy"})
    assert detail(leader, one).context["row"].code == "on_track"
    leader.post(url("target_measure_unchoose", plan, code=one.code))
    assert detail(leader, one).context["row"].code == "contested"


def test_steps_are_set_written_over_and_removed(leader, plan, two):
    one = two[0]
    page = url("target_step", plan, code=one.code)
    leader.post(page, {"year": 2027, "low": "36,5", "symbol": "7/QĐ-UBND", "kind": "QĐ"})
    leader.post(page, {"year": 2027, "low": "37"})
    assert [(step.year, step.low) for step in one.steps.all()] == [(2027, 37)]
    leader.post(url("target_step_remove", plan, code=one.code, year=2027))
    assert not one.steps.exists()
    told = Event.objects.filter(action__startswith="target.").order_by("number")
    assert list(told.values_list("action", flat=True)) == [
        "target.step",
        "target.step",
        "target.step_remove",
    ]
    assert leader.post(url("target_step_remove", plan, code=one.code, year=2027)).status_code == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"year": 2030, "low": "38"}, "trước năm 2030"),
        ({"year": 2027, "low": "38", "high": "37"}, "nhỏ hơn mức thấp"),
        ({"year": 2027, "low": "ba mươi"}, "không phải là số"),
        ({"year": 2027, "low": "38", "issued_on": "2026-01-01"}, "thiếu số, ký hiệu"),
    ],
)
def test_step_that_makes_no_sense_is_refused_in_a_sentence(leader, plan, two, told, words):
    answer = leader.post(url("target_step", plan, code=two[0].code), told)
    assert answer.status_code == 422
    assert words in answer.text
    assert not TargetStep.objects.exists()


def test_measure_is_added_once(leader, plan, two):
    one, new = two[0], indicator(name="Chỉ số thứ ba")
    page = url("target_measure_add", plan, code=one.code)
    told = {"indicator": new.pk, "label": "Cách thứ ba", "comparable": "on"}
    assert leader.get(page).status_code == 200
    assert leader.post(page, told).status_code == 302
    assert leader.post(page, told).status_code == 422
    assert one.measures.filter(indicator=new, governing=False).count() == 1


def test_of_two_figures_for_one_promise_another_can_be_made_to_hold(leader, plan):
    first, other = target(plan, "T6"), target(plan, "T6-PL.3", governing=False, low=1)
    page = url("target_govern", plan, code="T6-PL.3")
    assert leader.get(page).status_code == 200
    assert leader.post(page, {"reason": "Theo phụ lục."}).status_code == 302
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.governing, other.governing) == (False, True)
    assert leader.get(page).status_code == 404


ACTS = ("target_measure_choose", "target_measure_add", "target_step")


@pytest.mark.parametrize("role", ["reporter", "approver", "admin"])
def test_only_coordinators_and_leaders_decide(sign_in, plan, two, role):
    client = sign_in(seat(role, None if role == "admin" else AgencyFactory()))
    assert {client.get(url(name, plan, code=two[0].code)).status_code for name in ACTS} == {403}
    assert client.post(url("target_measure_unchoose", plan, code=two[0].code)).status_code == 403
    assert "Quyết định về chỉ tiêu này" not in detail(client, two[0]).text


# --- Cost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("name", ["target_list", "target_heat"])
def test_tables_of_targets_cost_the_same_whatever_the_number(
    leader, plan, name, number, django_assert_max_num_queries
):
    for index in range(number):
        one = target(plan, f"T{index}")
        measured(one, {2020: 30, 2025: 35})
        measured(one, {2020: 30, 2025: 31})
        TargetStep.objects.create(target=one, year=2028, low=38)
    with django_assert_max_num_queries(12):
        assert leader.get(url(name, plan)).status_code == 200


def test_page_of_a_target_costs_the_same_whatever_the_number_of_years(
    leader, plan, django_assert_max_num_queries
):
    one = target(plan)
    for _ in range(3):
        measured(one, {year: year - 1980 for year in range(2012, 2026)})
    with django_assert_max_num_queries(12):
        detail(leader, one)


def certified(number):
    """Certificates whose title is the name of the enterprise: a record that names itself by another."""
    for index in range(number):
        firm = Organisation.objects.create(name=f"Công ty Mẫu số {index}", kind="enterprise")
        ScienceEnterprise.objects.create(
            organisation=firm, number=f"GCN-{index}", state="valid", valid_from=date(2025, 1, 1)
        )


def counted_target(plan, readings):
    """A promise that registers count, by several readings, with all that a page can show."""
    one = target(plan, kind="count", unit="doanh nghiệp", owner=AgencyFactory())
    target(plan, "T1a", parent=one, governing=False)
    for index in range(readings):
        made = indicator(
            f"doanh-nghiep-{index}", unit="doanh nghiệp", kind="count", accumulation="latest",
            fact="science_enterprises.valid", visibility="public",
        )  # fmt: skip
        series(made, dict.fromkeys(range(2020, 2024), 1))
        forecast(made, {2027: 4, 2030: 5}, state="accepted")
        base = observation(made, 2019, 1)
        TargetMeasure.objects.create(target=one, indicator=made, label=f"Cách {index}", baseline=base)
    document = Document.objects.create(symbol="12/QĐ-MAU", summary="Quyết định mẫu")
    TargetStep.objects.create(target=one, year=2028, low=38, document=document)
    finding = Finding.objects.create(
        plan=plan, code="f", kind="contradiction", origin="pack", title="Phát hiện mẫu"
    )
    finding.targets.add(one)
    recount(today=TODAY)
    note_changes(today=TODAY)
    return one


@pytest.mark.parametrize("readings", [1, 4])
@pytest.mark.parametrize("records", [1, 50])
def test_page_of_a_target_costs_the_same_whatever_stands_behind_it(
    leader, plan, readings, records, django_assert_max_num_queries
):
    certified(records)
    one = counted_target(plan, readings)
    with django_assert_max_num_queries(12):
        answer = detail(leader, one)
    blocks = answer.context["blocks"]
    assert [len(block.records) for block in blocks] == [min(records, 20)] + [0] * (readings - 1)
    assert [block.counted for block in blocks] == [records] * readings
    assert "Công ty Mẫu số 0" in answer.text
    assert "12/QĐ-MAU" in answer.text


def test_records_of_one_reading_are_listed_the_others_open_by_a_link(leader, plan):
    certified(2)
    one = counted_target(plan, 2)
    first, second = one.measures.order_by("pk")
    TargetMeasure.objects.filter(pk=second.pk).update(governing=True)
    blocks = {block.reading.key: block for block in detail(leader, one).context["blocks"]}
    assert [len(blocks[measure.pk].records) for measure in (first, second)] == [0, 2]
    link = reverse("count_detail", kwargs={"code": first.indicator.code, "year": 2026})
    assert blocks[first.pk].records_url == link
    page = leader.get(reverse("target_detail", kwargs={"plan": plan.code, "code": one.code})).text
    assert page.count(link) == 2  # at the value and where its records would stand


def test_milestone_has_no_pace_and_rates_nobody_by_it(leader, plan):
    one = target(plan, kind="milestone", horizon="milestone", low=1, unit="trung tâm", operator="eq")
    measured(one, {2024: 0, 2025: 0})
    answer = detail(leader, one)
    [block] = answer.context["blocks"]
    assert (block.reading.pace, block.reading.required_pace, block.reading.points) == ("", "", [])
    assert answer.context["bullet"].title == (
        "Nay 0\xa0% (năm 2025); mục tiêu đạt 1\xa0trung tâm, hoàn thành đến năm 2030"
    )


def test_value_leads_to_where_it_comes_from(leader, plan):
    one = target(plan)
    measure = measured(one, {2020: 30, 2025: 35})
    latest = measure.indicator.observations.get(last_day__year=2025)
    [block] = detail(leader, one).context["blocks"]
    assert block.figure_url == reverse(
        "value_detail", kwargs={"code": measure.indicator.code, "pk": latest.pk}
    )
    assert leader.get(block.figure_url).status_code == 200
