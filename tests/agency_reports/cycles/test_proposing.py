from datetime import date

import pytest

from khcn.agency_reports.cycles.first_template import current_template
from khcn.agency_reports.cycles.proposing import propose, suggestions
from khcn.agency_reports.cycles.windows import window, years_of
from khcn.agency_reports.models import ReportTemplate
from khcn.plan.models import ReportingDuty
from tests.factories.reports import cycle, template


def duty(plan, **values):
    told = {"clause": "VII.1", "order": 1, "short_title": "Báo cáo năm", "frequency": "yearly"}
    return ReportingDuty.objects.create(plan=plan, **{**told, **values})


@pytest.fixture
def yearly(plan):
    return duty(plan, due_month=12, due_day=5)


@pytest.fixture
def review(plan):
    return duty(
        plan,
        clause="VI.1",
        order=2,
        short_title="Sơ kết",
        frequency="once",
        year=2025,
        due_month=12,
        due_day=31,
    )


@pytest.mark.parametrize(
    ("kind", "more", "days"),
    [
        ("year", {}, (date(2025, 12, 15), date(2026, 12, 14))),
        ("half_year", {}, (date(2025, 12, 15), date(2026, 6, 14))),
        ("month", {"month": 3}, (date(2026, 2, 15), date(2026, 3, 14))),
        ("month", {"month": 1}, (date(2025, 12, 15), date(2026, 1, 14))),
        ("mid_term", {"since": 2023}, (date(2022, 12, 15), date(2026, 12, 14))),
        ("final", {"since": None}, (date(2025, 12, 15), date(2026, 12, 14))),
    ],
)
def test_windows_close_on_the_fourteenth(kind, more, days):
    assert window(kind, 2026, **more) == days


def test_review_looks_at_every_year_of_its_window():
    assert list(years_of("mid_term", date(2022, 12, 15), date(2025, 12, 14))) == [2023, 2024, 2025]
    assert list(years_of("mid_term", date(2023, 3, 27), date(2025, 12, 31))) == [2023, 2024, 2025]
    assert list(years_of("year", date(2025, 12, 15), date(2026, 12, 14))) == [2026]


def test_before_the_fifth_means_the_fourth_at_the_latest(plan, yearly, today):
    made = propose(plan, "year", 2026, today)
    assert (made.named_day, made.due_on) == (date(2026, 12, 5), date(2026, 12, 4))
    assert made.internal_due_on == date(2026, 11, 19)
    assert (made.due_before_close, made.backfill, made.duty) == (True, False, yearly)


def test_last_safe_day_is_a_working_day(plan, yearly, today):
    assert propose(plan, "year", 2027, today).due_on == date(2027, 12, 3)  # the 4th is a Saturday


def test_by_the_fifth_in_the_official_text_is_the_fifth_itself(plan, yearly, today):
    yearly.official_text = "Gửi báo cáo chậm nhất ngày 05/12 hằng năm."
    yearly.save()
    assert propose(plan, "year", 2025, today).due_on == date(2025, 12, 5)


def test_lead_time_of_the_duty_decides_the_internal_deadline(plan, yearly, today):
    yearly.internal_lead_days = 5
    yearly.save()
    assert propose(plan, "year", 2026, today).internal_due_on == date(2026, 11, 27)


def test_kind_without_a_duty_gets_a_deadline_after_its_window(plan, today):
    made = propose(plan, "half_year", 2027, today)
    assert (made.duty, made.named_day, made.due_on) == (None, None, date(2027, 6, 21))


def test_overdue_review_is_suggested_to_be_made_up_for(plan, yearly, review, today):
    found = [one for _plan, one in suggestions([plan], today)]
    assert [(one.proposal.kind, one.proposal.year, one.overdue) for one in found] == [
        ("mid_term", 2025, True),
        ("year", 2026, False),
    ]
    first = found[0].proposal
    assert (first.backfill, first.due_on, first.first_day) == (True, date(2025, 12, 31), date(2022, 12, 15))


def test_what_is_prepared_is_suggested_no_more(plan, yearly, review, today):
    cycle(2025, "preparing", plan=plan, kind="mid_term")
    cycle(2026, "preparing", plan=plan)
    assert suggestions([plan], today) == []


def test_report_of_the_last_year_is_the_final_one_and_waits_for_its_year(plan, review, today):
    review.year = 2030
    review.save()
    assert suggestions([plan], today) == []
    assert [one.proposal.kind for _plan, one in suggestions([plan], date(2030, 3, 1))] == ["final"]


def test_last_cycle_of_its_kind_is_proposed_for_comparison(plan, yearly, today):
    cycle(2025, "preparing", plan=plan)
    last = cycle(2024, "closed", plan=plan)
    cycle(2023, "closed", plan=plan)
    assert propose(plan, "year", 2026, today).previous == last


def test_template_of_the_house_is_made_once_and_its_latest_version_used(db):
    first = current_template()
    assert [part["code"] for part in first.sections] == [
        "tinh-hinh-chi-dao",
        "ket-qua-noi-bat",
        "kho-khan-vuong-mac",
        "de-xuat-kien-nghi",
        "phuong-huong-nam-sau",
    ]
    assert current_template() == first
    second = template(first.code, 2)
    assert (current_template(), ReportTemplate.objects.count()) == (second, 2)
