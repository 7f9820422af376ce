"""The plan as a document, its full text, one target, one task."""

from datetime import date

import pytest
from django.urls import reverse

from khcn.kernel.documents.models import Attachment, Document
from khcn.plan.models import Finding, Milestone, Section, SubPlan, TaskYear
from khcn.web.workspace.plans.source_text import pieces
from tests.factories import (
    AgencyFactory,
    PartyFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    plan_with_text,
    seat,
    succeed,
)

pytestmark = pytest.mark.django_db
TEXT = "I. MỤC TIÊU\nPhấn đấu đạt trên 60 %.\nII. KINH PHÍ\nNgân sách tỉnh.\n"


@pytest.fixture
def coordinator(sign_in):
    return sign_in(seat("coordinator", AgencyFactory()))


def told(client, name, plan, query="", **more):
    answer = client.get(reverse(name, kwargs={"plan": plan.code, **more}) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def plan_with_sections():
    plan = plan_with_text(TEXT)
    for order, (path, start) in enumerate((("I", 0), ("II", TEXT.index("II."))), start=1):
        Section.objects.create(
            plan=plan, path=path, label=path, title="Tên gọn", level=1, order=order,
            source=plan.texts.get(), span_start=start, span_end=start + 11,
        )  # fmt: skip
    return plan


def test_tree_shows_official_wording_anchors_and_what_came_from_each_clause(coordinator):
    plan = plan_with_sections()
    TargetFactory(plan=plan, code="T1", clause="I")
    text = told(coordinator, "plan_detail", plan)
    assert 'id="muc-I"' in text
    assert "I. MỤC TIÊU" in text
    assert "Phấn đấu đạt trên 60 %." in text
    assert reverse("target_detail", kwargs={"plan": plan.code, "code": "T1"}) in text


def test_plan_without_text_says_so_and_offers_import_to_those_who_may(coordinator, sign_in):
    plan = PlanFactory()
    Section.objects.create(plan=plan, path="I", label="I", title="Mục tiêu", level=1, order=1)
    assert "chưa được nhập" in told(coordinator, "plan_detail", plan)
    import_new = reverse("import_new")
    assert import_new in told(coordinator, "plan_detail", plan)
    clerk = sign_in(seat("reporter", AgencyFactory()))
    body = told(clerk, "plan_detail", plan).split('<main id="noi-dung"')[1]
    assert "chưa được nhập" in body
    assert import_new not in body


def test_source_marks_the_span_and_keeps_every_letter(coordinator):
    plan = plan_with_sections()
    start = TEXT.index("trên 60 %")
    text = told(coordinator, "plan_source", plan, f"?tu={start}&den={start + 9}")
    assert '<mark id="doan">trên 60 %</mark>' in text
    assert 'id="muc-II"' in text


@pytest.mark.parametrize(
    "query", ["?tu=abc&den=9", "?tu=5&den=2", "?tu=0&den=99999", "?tu=-1&den=3", "?tu=3"]
)
def test_nonsense_span_marks_nothing(coordinator, query):
    assert "<mark" not in told(coordinator, "plan_source", plan_with_sections(), query)


def test_unknown_version_is_not_found(coordinator):
    plan = plan_with_sections()
    address = reverse("plan_source", kwargs={"plan": plan.code})
    assert coordinator.get(address + "?ban=7").status_code == 404
    assert coordinator.get(address + "?ban=1").status_code == 200


def test_pieces_join_to_the_whole_text_wherever_headings_and_span_meet():
    cut = pieces(TEXT, {0: "I", TEXT.index("II."): "II"}, 5, TEXT.index("II.") + 4)
    assert "".join(piece.text for piece in cut) == TEXT
    assert "".join(piece.text for piece in cut if piece.marked) == TEXT[5 : TEXT.index("II.") + 4]
    assert [piece.anchor for piece in cut if piece.anchor] == ["I", "II"]
    assert sum(piece.first for piece in cut) == 1


def test_target_links_its_sentence_to_the_version_it_came_from(coordinator):
    plan = plan_with_sections()
    source = plan.texts.get()
    TargetFactory(plan=plan, code="T1", official_text="trên 60 %", source=source, span_start=25, span_end=34)
    text = told(coordinator, "target_detail", plan, code="T1")
    address = reverse("plan_source", kwargs={"plan": plan.code})
    assert f"{address}?ban=1&amp;tu=25&amp;den=34#doan" in text


def test_unknown_target_and_task_are_not_found(coordinator):
    plan = PlanFactory()
    TaskFactory(plan=plan, no="9", withdrawn=True)
    for name, more in (
        ("target_detail", {"code": "T404"}),
        ("task_detail", {"no": "404"}),
        ("task_detail", {"no": "9"}),
    ):
        assert coordinator.get(reverse(name, kwargs={"plan": plan.code, **more})).status_code == 404


def test_task_explains_how_the_duty_came_to_the_agency_of_today(coordinator):
    old, new = AgencyFactory(name="Sở Kế hoạch"), AgencyFactory(name="Sở Tài chính")
    succeed(old, new, date(2025, 3, 1), legal_basis="Nghị quyết 01/NQ-HĐND")
    task = PartyFactory(agency=old, name="Sở KH&ĐT").task
    text = told(coordinator, "task_detail", task.plan, no=task.no)
    for words in ("Sở KH&amp;ĐT", "Sở Tài chính", "Nghị quyết 01/NQ-HĐND", "01/03/2025", "cần xác nhận"):
        assert words in text


def test_task_flags_a_name_nobody_matched_and_the_coordinator_matches_it(coordinator):
    party = PartyFactory(agency=None, name="Sở KHCN (viết tắt)")
    plan, no = party.task.plan, party.task.no
    address = reverse("party_assign", kwargs={"plan": plan.code, "pk": party.pk})
    assert address in told(coordinator, "task_detail", plan, no=no)
    agency = AgencyFactory(name="Sở Khoa học")
    assert coordinator.post(address, {"agency": agency.pk}).status_code == 302
    party.refresh_from_db()
    assert (party.agency, party.name) == (agency, "Sở KHCN (viết tắt)")
    assert address not in told(coordinator, "task_detail", plan, no=no)


def test_clerk_may_not_match_names(sign_in):
    party = PartyFactory(agency=None)
    client = sign_in(seat("reporter", AgencyFactory()))
    address = reverse("party_assign", kwargs={"plan": party.task.plan.code, "pk": party.pk})
    assert client.post(address, {"agency": AgencyFactory().pk}).status_code == 403


@pytest.mark.parametrize("count", [1, 50])
def test_task_page_needs_the_same_queries_for_one_and_fifty_of_each_part(
    coordinator, count, django_assert_max_num_queries
):
    agency = AgencyFactory()
    task = PartyFactory(agency=agency).task
    for number in range(count):
        TaskYear.objects.create(task=task, year=2022 + number, due_on=date(2022 + number, 12, 5))
        Milestone.objects.create(task=task, title=f"Mốc {number}", due_on=date(2027, 1, 1))
        sub = SubPlan.objects.create(plan=task.plan, agency=agency, symbol=f"{number}/KH", issued_on=date(2026, 1, 1), title="Kế hoạch")  # fmt: skip
        sub.covers.add(task)
        finding = Finding.objects.create(
            plan=task.plan, code=f"f{number}", kind="gap", origin="code", title="Thiếu"
        )
        finding.tasks.add(task)
        Attachment.objects.create(
            record=task, document=Document.objects.create(kind="CV", symbol=f"{number}/CV")
        )
    with django_assert_max_num_queries(17):
        text = told(coordinator, "task_detail", task.plan, no=task.no)
    for words in ("Mốc 0", "0/KH", "0/CV", "Thiếu", "2022"):
        assert words in text


def test_bare_task_page_needs_at_most_twelve_queries(coordinator, django_assert_max_num_queries):
    task = PartyFactory(agency=AgencyFactory()).task
    with django_assert_max_num_queries(12):
        told(coordinator, "task_detail", task.plan, no=task.no)
