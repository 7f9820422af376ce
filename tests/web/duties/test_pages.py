"""The calendar of duties, acts on them, rules and the panel on a record's page."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.duties.models import Duty, DutyRule
from khcn.kernel.jobs.models import Job
from khcn.kernel.registers.declaration import registers
from khcn.registers.directory.models import Organisation
from khcn.web.workspace.duties.panel import duties_of_record
from khcn.web.workspace.duties.words import rule_sentence
from tests.factories import AgencyFactory, actor_for, people_of, seat
from tests.factories.duties import DutyRuleFactory, duty_of

pytestmark = pytest.mark.django_db
PAGE = "/lich-nghia-vu/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def record(agency):
    return Organisation.objects.create(name="Công ty Mẫu số 1", kind="enterprise", responsible=agency)


@pytest.fixture
def rule():
    return DutyRuleFactory(legal_basis="Quy định mẫu số 1")


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def shown(response):
    return [line.duty for month in response.context["months"] for line in month["lines"]]


def test_calendar_begins_with_what_is_late(sign_in, coordinator, record, rule, today):
    late = duty_of(record, today - timedelta(days=1), rule=rule)
    near = duty_of(record, today + timedelta(days=30), rule=rule)
    far = duty_of(record, today + timedelta(days=90), rule=rule)
    later = duty_of(record, today + timedelta(days=91), rule=rule)
    done = duty_of(record, today - timedelta(days=2), rule=rule, done_on=today)
    duty_of(record, today - timedelta(days=3), rule=rule, cancelled_on=today)
    client = sign_in(coordinator)
    response = client.get(PAGE)
    assert shown(response) == [late]
    assert [tab["count"] for tab in response.context["tabs"]] == [1, 1, 2, 4, 1]
    spans = {"30-ngay": [near], "90-ngay": [near, far], "tat-ca": [late, near, far, later], "da-lam": [done]}
    assert {span: shown(client.get(f"{PAGE}?khoang={span}")) for span in spans} == spans


def test_calendar_says_basis_and_that_it_is_unconfirmed(sign_in, coordinator, record, rule, today):
    duty_of(record, today, rule=rule, period="2025")
    page = text(sign_in(coordinator).get(PAGE))
    for words in ("Quy định mẫu số 1", "cần xác nhận", "(năm 2025)", "đến hạn hôm nay", "Công ty Mẫu số 1"):
        assert words in " ".join(page.split()), words


def test_agency_sees_its_own_duties_only(sign_in, agency, record, rule, today):
    people = people_of(agency)
    duty = duty_of(record, today, rule=rule)
    assert shown(sign_in(people.clerk).get(PAGE)) == [duty]
    assert shown(sign_in(people.stranger).get(PAGE)) == []


def test_filters_narrow_and_are_named(sign_in, coordinator, agency, record, rule, today):
    other = Organisation.objects.create(
        name="Công ty Mẫu số 2", kind="enterprise", responsible=AgencyFactory()
    )
    mine, _theirs = duty_of(record, today, rule=rule), duty_of(other, today)
    client = sign_in(coordinator)
    for query in (f"co-quan={agency.code}", f"quy-tac={rule.code}", f"so=to-chuc&quy-tac={rule.code}"):
        assert shown(client.get(f"{PAGE}?{query}")) == [mine], query
    assert len(shown(client.get(f"{PAGE}?co-quan=la&khoang=la"))) == 2
    assert len(client.get(f"{PAGE}?co-quan={agency.code}").context["active"]) == 1


def test_fifty_duties_cost_as_many_queries_as_one(
    sign_in, coordinator, rule, today, django_assert_max_num_queries
):
    client = sign_in(coordinator)
    for number in range(60):
        agency = AgencyFactory()
        record = Organisation.objects.create(name=f"Mẫu {number}", kind="enterprise", responsible=agency)
        duty_of(record, today, rule=rule)
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        assert len(shown(client.get(PAGE))) == 50


def test_workbook_has_real_dates_and_all_pages(sign_in, coordinator, record, rule, today):
    for number in range(60):
        duty_of(record, today + timedelta(days=number % 20), rule=rule, period=str(2000 + number))
    response = sign_in(coordinator).get(f"{PAGE}?khoang=tat-ca&dang=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.values)[4:]
    assert len(rows) == 60
    assert (rows[0][0].date(), rows[0][1], rows[0][3]) == (today, "Nộp hồ sơ gia hạn", "Công ty Mẫu số 1")


def test_clerk_completes_and_returns_to_where_she_was(sign_in, agency, record, rule, today):
    duty = duty_of(record, today, rule=rule)
    client = sign_in(people_of(agency).clerk)
    url = reverse("duty_complete", kwargs={"pk": duty.pk})
    assert "Công ty Mẫu số 1" in text(client.get(url))
    response = client.post(f"{url}?tiep=/viec-cua-toi/", {"on": today.isoformat(), "note": "Đã nộp"})
    assert (response.status_code, response.url) == (302, "/viec-cua-toi/")
    duty.refresh_from_db()
    assert (duty.done_on, duty.outcome) == (today, "Đã nộp")


def test_other_sites_are_not_returned_to(sign_in, coordinator, record, today):
    duty = duty_of(record, today)
    url = reverse("duty_complete", kwargs={"pk": duty.pk})
    response = sign_in(coordinator).post(f"{url}?tiep=//example.com/", {"on": today.isoformat()})
    assert response.url == PAGE


def test_day_in_the_future_is_told_at_its_field(sign_in, coordinator, record, today):
    duty = duty_of(record, today)
    url = reverse("duty_complete", kwargs={"pk": duty.pk})
    response = sign_in(coordinator).post(url, {"on": (today + timedelta(days=1)).isoformat()})
    assert response.status_code == 422
    assert "on" in response.context["form"].errors


def test_department_waives_and_opens_again(sign_in, coordinator, agency, record, today):
    duty = duty_of(record, today)
    url = reverse("duty_waive", kwargs={"pk": duty.pk})
    assert sign_in(people_of(agency).clerk).get(url).status_code == 403
    client = sign_in(coordinator)
    client.post(url, {"reason": "Công văn mẫu"})
    assert Duty.objects.get(pk=duty.pk).waived_on == today
    client.post(reverse("duty_reopen", kwargs={"pk": duty.pk}))
    assert Duty.objects.get(pk=duty.pk).is_open


def test_rules_are_listed_with_basis_validity_and_doubt(sign_in, agency):
    DutyRuleFactory(
        name="Báo cáo năm", event="yearly", field="", month=3, day=31, legal_basis="Thông tư mẫu",
        valid_from=date(2022, 6, 1),
    )  # fmt: skip
    DutyRuleFactory(name="Đã chắc chắn", confirmation="confirmed")
    client = sign_in(people_of(agency).clerk)
    page = text(client.get("/lich-nghia-vu/quy-tac/"))
    told = (
        "Ngày 31/03 hằng năm, cho năm trước",
        "Thông tư mẫu",
        "từ 01/06/2022",
        "Cần xác nhận",
        "30, 7 ngày",
    )
    assert [words for words in told if words not in page] == []
    assert "Đã chắc chắn" not in text(client.get("/lich-nghia-vu/quy-tac/?xac-nhan=can"))


def test_rule_out_of_use_is_found_again_by_who_may_bring_it_back(sign_in, agency, coordinator):
    DutyRuleFactory(name="Đã ngừng", active=False)
    seen = {
        user.username: "Đã ngừng" in text(sign_in(user).get("/lich-nghia-vu/quy-tac/"))
        for user in (coordinator, people_of(agency).clerk)
    }
    assert list(seen.values()) == [True, False]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount": 0}, "Vào ngày “Hoạt động đến hết ngày”"),
        ({"amount": 10, "unit": "working_days"}, "10 ngày làm việc trước “Hoạt động đến hết ngày”"),
        ({"event": "after", "amount": 2, "unit": "months", "field": "confirmed_on"},
         "2 tháng sau “Ngày rà soát gần nhất”"),
    ],
)  # fmt: skip
def test_rules_read_as_sentences(values, sentence):
    assert rule_sentence(DutyRuleFactory(**values)) == sentence


def test_coordinator_changes_a_rule_and_duties_follow_in_the_background(sign_in, coordinator, rule):
    url = reverse("rule_edit", kwargs={"pk": rule.pk})
    client = sign_in(coordinator)
    text(client.get(url))
    given = {
        "name": rule.name, "amount": "45", "unit": "days", "standings": ["active", "paused"], "alert_days": "7; 60 30",
        "confirmation": "confirmed", "active": "on", "valid_from": "01/01/2025",
    }  # fmt: skip
    assert client.post(url, given).status_code == 302
    rule = DutyRule.objects.get()
    assert (rule.amount, rule.alert_days, rule.standings) == (45, [60, 30, 7], ["active", "paused"])
    assert (rule.valid_from, rule.confirmation, rule.active) == (date(2025, 1, 1), "confirmed", True)
    assert rule.history.first().history_user == coordinator
    assert Job.objects.get().arguments == {"register": "to-chuc"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("alert_days", "ba mươi"),
        ("alert_days", "5000"),
        ("amount", "-1"),
        ("valid_to", "2024-12-31"),
        ("standings", ""),
    ],
)
def test_wrong_values_of_a_rule_are_told_at_their_field(sign_in, coordinator, rule, name, value):
    given = {
        "name": "x", "amount": "45", "unit": "days", "standings": "active", "alert_days": "7",
        "confirmation": "confirmed", "valid_from": "2025-01-01", name: value,
    }  # fmt: skip
    response = sign_in(coordinator).post(reverse("rule_edit", kwargs={"pk": rule.pk}), given)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [name])


def test_unconfirmed_rules_stand_among_things_to_confirm(sign_in, coordinator, rule):
    assert reverse("rule_edit", kwargs={"pk": rule.pk}) in text(sign_in(coordinator).get("/can-xac-nhan/"))


def test_own_duties_stand_on_the_first_page_and_among_own_work(sign_in, agency, record, rule, today):
    duty_of(record, today + timedelta(days=5), rule=rule)
    client = sign_in(people_of(agency).approver)
    assert "Nộp hồ sơ gia hạn: Công ty Mẫu số 1" in text(client.get("/viec-cua-toi/"))


def test_panel_shows_open_duties_first_and_only_to_who_may_see(rf, agency, record, rule, today):
    done = duty_of(record, today - timedelta(days=9), rule=rule, done_on=today)
    near, late = (
        duty_of(record, today + timedelta(days=5), rule=rule),
        duty_of(record, today - timedelta(days=3), rule=rule),
    )
    people, register = people_of(agency), registers.get("to-chuc")
    request = rf.get("/x/")
    request.actor = actor_for(people.clerk)
    template, context = duties_of_record(request, register, record)
    assert (template, [line.duty for line in context["lines"]]) == ("duties/_panel.html", [late, near, done])
    request.actor = actor_for(people.stranger)
    assert duties_of_record(request, register, record) is None
