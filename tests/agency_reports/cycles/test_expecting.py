from datetime import date

import pytest

from khcn.agency_reports.cycles import expected, resolve_party
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.plan.models import Duty, ReportingDuty
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, actor_for, seat
from tests.factories.agencies import succeed
from tests.factories.indicators import indicator
from tests.factories.reports import cycle


def asked(cycle_):
    """{agency code: [(kind, role, title, required)]} without the narrative sections."""
    return {
        agency.code: [
            (item.kind, item.role, item.title, item.required) for item in items if item.kind != "section"
        ]
        for agency, items in expected(cycle_).requests
    }


def test_lead_must_answer_and_helper_may(round_, task):
    PartyFactory(task=task, role="coordinating", agency=AgencyFactory(code="so-phoi-hop"))
    assert asked(round_) == {
        "so-chu-tri": [("task", "lead", "1. Việc một", True)],
        "so-phoi-hop": [("task", "coordinating", "1. Việc một", False)],
    }


def test_every_agency_asked_gets_the_sections_of_the_template(round_):
    ((_agency, items),) = expected(round_).requests
    assert [(one.section, one.required) for one in items if one.kind == "section"] == [
        ("results", True),
        ("next", False),
    ]


def test_agency_that_leads_and_helps_is_asked_once_as_lead(round_, task, lead):
    PartyFactory(task=task, role="coordinating", agency=lead)
    assert asked(round_) == {"so-chu-tri": [("task", "lead", "1. Việc một", True)]}


def test_items_stand_in_the_order_of_the_plan_whatever_the_order_of_parties(round_, plan, lead, task):
    PartyFactory(task=TaskFactory(plan=plan, no="3", order=3, short_title="Ba"), agency=lead)
    PartyFactory(
        task=TaskFactory(plan=plan, no="2", order=2, short_title="Hai"), agency=lead, role="coordinating"
    )
    assert [title for _kind, _role, title, _required in asked(round_)["so-chu-tri"]] == [
        "1. Việc một",
        "2. Hai",
        "3. Ba",
    ]


@pytest.mark.parametrize(
    ("fields", "running"),
    [
        ({"from_year": 2022, "to_year": 2025}, False),
        ({"from_year": 2022, "to_year": 2025, "extended_to": 2026}, True),
        ({"from_year": 2027}, False),
        ({"schedule": "yearly", "from_year": None, "to_year": None}, True),
        ({"schedule": "dates", "dates": ["2026-06-30"]}, True),
        ({"schedule": "dates", "dates": ["2025-06-30"]}, False),
        ({"withdrawn": True}, False),
        ({"state": "closed", "closed_on": date(2025, 12, 14)}, False),
        ({"state": "closed", "closed_on": date(2025, 12, 15)}, True),
    ],
)
def test_only_tasks_running_in_the_window_are_asked_about(round_, plan, fields, running):
    PartyFactory(task=TaskFactory(plan=plan, no="9", order=9, **fields), agency=AgencyFactory(code="so-chin"))
    assert ("so-chin" in asked(round_)) is running


def test_review_asks_about_all_years_behind_it(plan):
    PartyFactory(
        task=TaskFactory(plan=plan, no="7", from_year=2023, to_year=2024), agency=AgencyFactory(code="so-bay")
    )
    review = cycle(2025, "preparing", plan=plan, kind="mid_term", first_day=date(2022, 12, 15))
    assert "so-bay" in asked(review)


def test_agency_that_took_over_is_asked_instead_of_the_one_named(round_, lead):
    succeed(lead, AgencyFactory(code="so-moi"), date(2025, 3, 1))
    assert list(asked(round_)) == ["so-moi"]


def test_agency_divided_ended_or_never_matched_waits_for_a_person(round_, task, lead):
    heirs = AgencyFactory(code="xa-1"), AgencyFactory(code="xa-2")
    for heir in heirs:
        succeed(lead, heir, date(2025, 7, 1), "split")
    PartyFactory(task=task, role="coordinating", agency=None, name="Sở Không Rõ")
    PartyFactory(
        task=task, role="coordinating", agency=AgencyFactory(valid_to=date(2025, 1, 1), name="Sở Đã Hết")
    )
    found = expected(round_)
    assert found.requests == []
    assert sorted((one.name, one.reason, len(one.candidates)) for one in found.undecided) == [
        ("Sở Chủ trì", "split", 2),
        ("Sở Không Rõ", "unmatched", 0),
        ("Sở Đã Hết", "ended", 0),
    ]


def test_open_class_waits_until_a_person_says_who_it_means_and_is_remembered(
    round_, plan, class_party, coordinator
):
    members = [AgencyFactory(code="so-hai", order=20), AgencyFactory(code="so-ba", order=30)]
    assert expected(round_).unresolved == [class_party]
    resolve_party(party=class_party, agencies=members, by=coordinator)
    assert expected(round_).unresolved == []
    next_year = cycle(2027, "preparing", plan=plan)
    assert list(asked(next_year)) == ["so-chu-tri", "so-hai", "so-ba"]


def test_member_of_a_class_that_was_merged_is_followed_to_its_heir(round_, class_party, coordinator):
    old = AgencyFactory(code="so-cu")
    resolve_party(party=class_party, agencies=[old], by=coordinator)
    succeed(old, AgencyFactory(code="so-ke-thua"), date(2026, 1, 1))
    assert set(asked(round_)) == {"so-chu-tri", "so-ke-thua"}


def test_nobody_reports_for_a_class_is_an_answer_that_needs_a_reason(round_, class_party, coordinator):
    with pytest.raises(DomainError) as refused:
        resolve_party(party=class_party, agencies=[], note=" ", by=coordinator)
    assert refused.value.code == "party.nobody_unreasoned"
    resolve_party(party=class_party, agencies=[], note="Đã có trong sổ đăng ký.", by=coordinator)
    found = expected(round_)
    assert (found.unresolved, found.unasked) == ([], [class_party])


def test_only_coordinators_say_who_a_class_means(class_party, lead):
    with pytest.raises(NotAllowed):
        resolve_party(party=class_party, agencies=[lead], by=actor_for(seat("reporter", lead)))


def test_party_of_plain_text_asks_nobody_and_blocks_nothing(round_, task):
    words = PartyFactory(
        task=task, role="coordinating", kind="text", agency=None, name="Các tổ chức, cá nhân"
    )
    found = expected(round_)
    assert (found.open_questions, found.unasked) == ([], [words])


def test_agency_named_only_in_duties_is_asked_for_its_narrative(round_, plan):
    duty = Duty.objects.create(plan=plan, clause="VI.3", order=1, short_title="Trách nhiệm")
    yearly = ReportingDuty.objects.create(
        plan=plan, clause="VII.2", order=1, short_title="Báo cáo năm", frequency="yearly"
    )
    PartyFactory(task=None, duty=duty, role="holder", agency=AgencyFactory(code="so-muc-sau"))
    PartyFactory(task=None, reporting_duty=yearly, role="holder", agency=AgencyFactory(code="so-muc-bay"))
    found = asked(round_)
    assert (found["so-muc-sau"], found["so-muc-bay"]) == ([], [])


def test_owner_is_asked_for_indicators_that_agencies_report_and_no_others(round_, lead):
    indicator("bao-cao", name="Chỉ số báo cáo", owner=lead, source="report")
    indicator("hai-nam", name="Chỉ số hai năm", owner=lead, source="report", frequency="two_yearly")
    indicator("go-tay", owner=lead, source="typed")
    indicator("dem", owner=lead, fact="organisations.science")
    indicator("nhap", owner=lead, source="report", state="draft")
    assert asked(round_)["so-chu-tri"][1:] == [
        ("indicator", "", "Chỉ số báo cáo", True),
        ("indicator", "", "Chỉ số hai năm", False),
    ]


def test_indicator_is_asked_of_the_heir_of_its_owner_and_without_owner_of_nobody(round_):
    old = AgencyFactory(code="so-cu")
    succeed(old, AgencyFactory(code="so-moi"), date(2025, 3, 1))
    indicator("co-chu", name="Có chủ", owner=old, source="report")
    indicator("vo-chu", name="Vô chủ", source="report")
    found = expected(round_)
    assert asked(round_)["so-moi"] == [("indicator", "", "Có chủ", True)]
    assert [(one.name, one.reason) for one in found.undecided] == [("Vô chủ", "no_owner")]


def test_half_year_asks_for_half_yearly_figures_only(plan, lead, task):
    indicator("nam", name="Năm", owner=lead, source="report")
    indicator("nua-nam", name="Nửa năm", owner=lead, source="report", frequency="half_yearly")
    half = cycle(
        2026, "preparing", plan=plan, kind="half_year", last_day=date(2026, 6, 14), due_on=date(2026, 12, 4)
    )
    assert [row[2] for row in asked(half)["so-chu-tri"] if row[0] == "indicator"] == ["Nửa năm"]


def test_queries_do_not_grow_with_agencies(round_, plan, class_party, coordinator, django_assert_num_queries):
    def grow(first, last):
        for number in range(first, last):
            agency = AgencyFactory(code=f"don-vi-{number}")
            PartyFactory(task=TaskFactory(plan=plan, no=f"n{number}", order=number), agency=agency)
            indicator(f"cs-{number}", owner=agency, source="report")
        resolve_party(
            party=class_party,
            agencies=[AgencyFactory(code=f"xa-{first}-{n}") for n in range(last)],
            by=coordinator,
        )

    grow(2, 4)
    with django_assert_num_queries(5):
        expected(round_)
    grow(4, 10)
    with django_assert_num_queries(5):
        expected(round_)
