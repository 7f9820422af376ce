"""Reads of plans: who answers today, the tree with the wording, items under their clause."""

from datetime import date

import pytest

from khcn.plan import queries
from khcn.plan.models import Duty, Finding, FundingSource, LegalBasis, Party, ReportingDuty, Section
from tests.factories import (
    AgencyFactory,
    PartyFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    plan_with_text,
    succeed,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def answerer(party):
    return queries.Successions.load(DAY).answerer(party)


def test_agency_that_lives_on_answers_itself():
    party = PartyFactory(agency=AgencyFactory())
    found = answerer(party)
    assert found.agency == party.agency
    assert not found.changed
    assert found.steps == ()


def test_answerer_walks_two_mergers_and_tells_each_step():
    first, second, third = (AgencyFactory(name=name) for name in ("Sở Cũ", "Sở Giữa", "Sở Mới"))
    succeed(first, second, date(2024, 1, 1), confirmation="confirmed")
    edge = succeed(second, third, date(2025, 3, 1))
    found = answerer(PartyFactory(agency=first))
    assert found.agency == third
    assert found.changed
    assert [step.successor for step in found.steps] == [second, third]
    assert found.to_confirm, f"{edge} has not been confirmed"


def test_merger_of_tomorrow_changes_nothing_today():
    old, new = AgencyFactory(), AgencyFactory()
    succeed(old, new, date(2026, 6, 2))
    assert answerer(PartyFactory(agency=old)).agency == old


def test_split_asks_a_person_and_names_the_candidates():
    old, left, right = AgencyFactory(), AgencyFactory(), AgencyFactory()
    succeed(old, left, date(2025, 3, 1), kind="split")
    succeed(old, right, date(2025, 3, 1), kind="split")
    found = answerer(PartyFactory(agency=old))
    assert found.agency is None
    assert found.open_reason == "split"
    assert set(found.candidates) == {left, right}
    assert found.undecided


def test_taking_over_by_decision_goes_before_succession_from_its_day():
    old, heir, chosen = AgencyFactory(), AgencyFactory(), AgencyFactory()
    succeed(old, heir, date(2025, 3, 1))
    party = PartyFactory(agency=old, taken_over_by=chosen, taken_over_on=date(2026, 1, 1))
    assert answerer(party).agency == chosen
    assert answerer(party).by_decision
    assert queries.Successions.load(date(2025, 12, 31)).answerer(party).agency == heir


@pytest.mark.parametrize(("kind", "reason"), [("agency", "unmatched"), ("class", "class"), ("text", "text")])
def test_party_without_agency_says_why_nobody_answers(kind, reason):
    found = answerer(PartyFactory(agency=None, kind=kind))
    assert found.agency is None
    assert found.open_reason == reason
    assert found.undecided is (kind == "agency")


def test_tasks_come_in_official_order_without_withdrawn_ones():
    plan = PlanFactory()
    TaskFactory(plan=plan, no="10", order=2)
    TaskFactory(plan=plan, no="2", order=1)
    TaskFactory(plan=plan, no="3", order=3, withdrawn=True)
    TaskFactory()
    assert [task.no for task in queries.tasks_of(plan)] == ["2", "10"]


def test_targets_count_only_open_findings_that_are_still_there():
    target = TargetFactory()
    for number, more in enumerate(
        ({}, {"gone": True}, {"state": "settled", "reason": "Rõ", "settled_at": "2026-01-01T00:00:00Z"})
    ):
        finding = Finding.objects.create(
            plan=target.plan, code=f"f{number}", kind="gap", origin="code", title="Thiếu", **more
        )
        finding.targets.add(target)
    assert queries.targets_of(target.plan).get().open_findings == 1


def test_duties_share_one_query_for_their_parties(django_assert_num_queries):
    plan = PlanFactory()
    for number in range(3):
        duty = Duty.objects.create(plan=plan, order=number, clause=f"VI.{number}", short_title="Chủ trì")
        report = ReportingDuty.objects.create(
            plan=plan, order=number, short_title="Báo cáo", frequency="yearly"
        )
        for item in ({"duty": duty}, {"reporting_duty": report}):
            Party.objects.create(role="holder", kind="agency", name="Sở", agency=AgencyFactory(), **item)
    with django_assert_num_queries(3):
        duties, reporting = queries.duties_of(plan)
        names = [party.agency.name for item in (*duties, *reporting) for party in item.parties.all()]
    assert len(names) == 6


@pytest.mark.parametrize(
    ("clause", "home"),
    [("II.2", "II.2"), ("II.2.a", "II.2"), ("PL.18", "PL"), ("IX.1", ""), ("", ""), ("II.20", "II")],
)
def test_item_goes_under_the_nearest_section_above(clause, home):
    assert queries.home_clause(clause, ["II", "II.2", "PL"]) == home


TEXT = (
    "KẾ HOẠCH\n\nI. MỤC TIÊU\n\n1. Chung\n\nPhấn đấu vững mạnh.\nGiữ ổn định.\n\nII. KINH PHÍ\nNgân sách.\n"
)


def section(plan, path, start, end, parent=None):
    return Section.objects.create(
        plan=plan, path=path, label=path.split(".")[-1], title=f"Tên gọn {path}", level=path.count(".") + 1,
        order=start, parent=parent, source=plan.texts.get(), span_start=start, span_end=end,
    )  # fmt: skip


def tree_of(plan):
    return queries.plan_tree(list(plan.sections.order_by("order")), queries.latest_text(plan), {})


def test_tree_gives_each_section_its_heading_and_the_wording_up_to_the_next():
    plan = plan_with_text(TEXT)
    whole = section(plan, "I", TEXT.index("I. MỤC"), TEXT.index("I. MỤC") + 11)
    section(plan, "I.1", TEXT.index("1. Chung"), TEXT.index("\n\nII."), whole)
    section(plan, "II", TEXT.index("II. KINH"), len(TEXT))
    first, second = tree_of(plan)
    assert (first.heading, first.body) == ("I. MỤC TIÊU", "")
    assert [(one.heading, one.body) for one in first.inside] == [
        ("1. Chung", "Phấn đấu vững mạnh.\nGiữ ổn định.")
    ]
    assert (second.heading, second.body) == ("II. KINH PHÍ", "Ngân sách.")
    assert second.anchor == "muc-II"


def test_heading_over_two_lines_ends_where_the_wording_begins():
    text = "1. Định hướng nhiệm vụ\ntrọng tâm\nPhát triển tiềm lực.\nGiữ ổn định.\n2. Khác\nA."
    plan = plan_with_text(text)
    first = section(plan, "1", 0, text.index("\n2."))
    first.official_text = "Phát triển tiềm lực.\nGiữ ổn định."
    first.save()
    section(plan, "2", text.index("2. Khác"), len(text))
    branches = tree_of(plan)
    assert [(one.heading, one.body) for one in branches] == [
        ("1. Định hướng nhiệm vụ trọng tâm", "Phát triển tiềm lực.\nGiữ ổn định."),
        ("2. Khác", "A."),
    ]


def test_wording_stops_at_the_end_of_its_span_before_the_annex():
    text = "VII. BÁO CÁO\nBáo cáo hằng năm.\nPHỤ LỤC\n1\tNhiệm vụ"
    plan = plan_with_text(text)
    only = section(plan, "VII", 0, text.index("\nPHỤ LỤC"))
    only.official_text = "Báo cáo hằng năm."
    only.save()
    assert [(one.heading, one.body) for one in tree_of(plan)] == [("VII. BÁO CÁO", "Báo cáo hằng năm.")]


def test_tree_without_text_shows_the_short_titles():
    plan = PlanFactory()
    Section.objects.create(plan=plan, path="I", label="I", title="Mục tiêu", level=1, order=1)
    (branch,) = queries.plan_tree(list(plan.sections.all()), None, {})
    assert (branch.heading, branch.body) == ("Mục tiêu", "")


def test_items_of_a_clause_come_from_every_kind_once():
    plan = PlanFactory()
    Section.objects.create(plan=plan, path="II.2", label="2", title="Chỉ tiêu", level=2, order=1)
    TargetFactory(plan=plan, code="T1", clause="II.2")
    TaskFactory(plan=plan, no="7", clause="PL.7")
    places = [{"clause": "II.2"}, {"clause": "II.2"}, "hỏng"]
    finding = Finding.objects.create(
        plan=plan, code="f", kind="gap", origin="code", title="Thiếu", places=places
    )
    found = queries.items_by_clause(["II.2"], queries.clause_items(plan, [finding]))
    assert [(one.kind, one.code) for one in found["II.2"]] == [("target", "T1"), ("finding", "f")]
    assert [one.code for one in found[""]] == ["7"]


def test_grounds_tell_money_and_law_apart():
    plan = PlanFactory()
    FundingSource.objects.create(plan=plan, order=1, short_title="Ngân sách tỉnh", clause="V")
    FundingSource.objects.create(plan=plan, order=2, short_title="Nguồn cũ", withdrawn=True)
    LegalBasis.objects.create(plan=plan, symbol="99/QĐ-TTg", issued_on=date(2022, 5, 11))
    told = [(one.kind, one.title, one.issued_on) for one in queries.grounds_of(plan)]
    assert told == [("funding", "Ngân sách tỉnh", None), ("basis", "99/QĐ-TTg", date(2022, 5, 11))]
