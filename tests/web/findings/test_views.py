"""Findings on screen: list, settle, reopen, add, and who may."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from khcn.plan.models import Finding
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, TaskFactory, plan_with_text, seat

pytestmark = pytest.mark.django_db
READINGS = [
    {"code": "mot", "label": "Mục II.2", "value": "1,5 %"},
    {"code": "hai", "label": "Phụ lục", "value": "1 %"},
]


def url(name, plan, **more):
    return reverse(name, kwargs={"plan": plan.code, **more})


def a_finding(plan, code="f1", **more):
    told = {
        "kind": "contradiction",
        "origin": "pack",
        "title": "Hai tỷ lệ chi ngân sách",
        "readings": READINGS,
    }
    return Finding.objects.create(plan=plan, code=code, **{**told, **more})


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def leader(sign_in):
    return sign_in(seat("leader", AgencyFactory()))


def test_settling_on_screen_keeps_both_readings_in_view(leader, plan):
    finding = a_finding(plan)
    sent = {
        "chosen": "mot",
        "reason": "Theo kết luận",
        "kind": "TB",
        "symbol": "9/TB-UBND",
        "issued_on": "04/05/2026",
    }
    answer = leader.post(url("finding_settle", plan, pk=finding.pk), sent)
    assert answer.status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.chosen, str(finding.document)) == ("settled", "mot", "9/TB-UBND")
    text = leader.get(answer.headers["Location"]).content.decode()
    for words in ("Mục II.2", "Phụ lục", "Được chọn", "9/TB-UBND", "04/05/2026", "Theo kết luận"):
        assert words in text


def test_settling_without_reason_keeps_what_was_typed(leader, plan):
    finding = a_finding(plan)
    sent = {"chosen": "hai", "reason": "", "symbol": "9/TB-UBND"}
    answer = leader.post(url("finding_settle", plan, pk=finding.pk), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="9/TB-UBND"' in text
    assert 'value="hai"' in text.split("checked")[0].rsplit("<input", 1)[1]
    finding.refresh_from_db()
    assert finding.state == "open"


def test_foreign_reading_and_wrong_date_are_refused(leader, plan):
    finding = a_finding(plan)
    answer = leader.post(
        url("finding_settle", plan, pk=finding.pk), {"chosen": "ba", "reason": "X", "issued_on": "31/02/2026"}
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"chosen", "issued_on"}


def test_second_person_learns_that_it_was_settled_already(leader, plan):
    finding = a_finding(plan)
    sent = {"chosen": "mot", "reason": "Nhanh"}
    leader.post(url("finding_settle", plan, pk=finding.pk), sent)
    answer = leader.post(url("finding_settle", plan, pk=finding.pk), {"chosen": "hai", "reason": "Chậm"})
    assert answer.status_code == 422
    finding.refresh_from_db()
    assert finding.reason == "Nhanh"


def test_reopening_on_screen(leader, plan):
    finding = a_finding(plan)
    leader.post(url("finding_settle", plan, pk=finding.pk), {"chosen": "mot", "reason": "Tạm"})
    address = url("finding_reopen", plan, pk=finding.pk)
    assert leader.post(address, {"reason": ""}).status_code == 422
    assert leader.post(address, {"reason": "Có văn bản mới"}).status_code == 302
    finding.refresh_from_db()
    assert finding.state == "open"
    assert leader.post(address, {"reason": "Lần nữa"}).status_code == 409


@pytest.mark.parametrize("name", ["finding_settle", "finding_reopen"])
def test_clerk_reads_but_does_not_decide(sign_in, plan, name):
    finding = a_finding(plan)
    clerk = sign_in(seat("reporter", AgencyFactory()))
    page = clerk.get(url("finding_detail", plan, pk=finding.pk))
    assert page.status_code == 200
    assert url(name, plan, pk=finding.pk) not in page.content.decode()
    assert clerk.post(url(name, plan, pk=finding.pk), {"chosen": "mot", "reason": "X"}).status_code == 403
    assert clerk.get(url("finding_new", plan)).status_code == 403
    finding.refresh_from_db()
    assert finding.state == "open"


def test_reading_an_address_of_an_act_does_nothing(leader, plan):
    finding = a_finding(plan)
    assert leader.get(url("finding_settle", plan, pk=finding.pk)).status_code == 405


def test_public_is_asked_to_sign_in_even_for_a_public_plan(client, sign_in):
    plan = PlanFactory(visibility="public")
    finding = a_finding(plan)
    for address in (url("finding_list", plan), url("finding_detail", plan, pk=finding.pk)):
        assert client.get(address).status_code == 302
    enterprise = sign_in(seat("enterprise"))
    assert enterprise.get(url("finding_list", plan)).status_code == 403


def test_finding_of_another_plan_is_not_found(leader, plan):
    other = a_finding(PlanFactory())
    assert leader.get(url("finding_detail", plan, pk=other.pk)).status_code == 404
    assert leader.get(url("finding_detail", plan, pk=99999)).status_code == 404


def test_list_filters_and_searches_without_marks(leader, plan):
    a_finding(plan, "a", title="Hai tỷ lệ chi")
    a_finding(plan, "b", title="Thiếu mẫu số", kind="gap", origin="person")
    a_finding(plan, "c", title="Đã biến mất", gone=True)

    def seen(query):
        return [one.title for one in leader.get(url("finding_list", plan), query).context["page"].object_list]

    assert seen({}) == ["Hai tỷ lệ chi", "Thiếu mẫu số"]
    assert seen({"q": "ty le"}) == ["Hai tỷ lệ chi"]
    assert seen({"q": "ty\u0309 le\u0323\u0302"}) == ["Hai tỷ lệ chi"]
    assert seen({"loai": "gap"}) == ["Thiếu mẫu số"]
    assert seen({"nguon": "pack"}) == ["Hai tỷ lệ chi"]
    assert seen({"trang-thai": "settled"}) == []
    assert seen({"loai": "linh-tinh"}) == ["Hai tỷ lệ chi", "Thiếu mẫu số"]


def test_workbook_holds_readings_as_text(leader, plan):
    a_finding(plan, title="=HYPERLINK(1)")
    answer = leader.get(url("finding_list", plan), {"dang": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    row = next(sheet.iter_rows(min_row=5))
    assert {cell.data_type for cell in row} <= {"s", "n"}
    assert (row[0].value, row[5].value) == ("=HYPERLINK(1)", "Mục II.2: 1,5 %; Phụ lục: 1 %")


def test_places_are_quoted_from_the_text_with_a_link(leader):
    plan = plan_with_text("Chi khoảng 1,5 % ngân sách tỉnh.")
    broken = [{"span": [4, 99999]}, {"span": ["a", None]}, "hỏng", {"clause": "V"}]
    finding = a_finding(plan, places=[{"clause": "II.2", "span": [4, 16]}, *broken])
    text = leader.get(url("finding_detail", plan, pk=finding.pk)).content.decode()
    assert "<blockquote>khoảng 1,5 %</blockquote>" in text
    assert "tu=4&amp;den=16#doan" in text


def test_adding_a_finding_on_screen(leader, plan):
    target, task = TargetFactory(plan=plan, code="T1"), TaskFactory(plan=plan, no="3")
    sent = {
        "title": "<b>Hai</b> mức", "kind": "contradiction", "explanation": "Khác nhau.", "readings": "Một\r\nHai\r\n",
        "clauses": "II.2; PL.3", "targets": [target.pk], "tasks": [task.pk],
    }  # fmt: skip
    answer = leader.post(url("finding_new", plan), sent)
    finding = Finding.objects.get()
    assert answer.headers["Location"] == url("finding_detail", plan, pk=finding.pk)
    assert [one["label"] for one in finding.readings] == ["Một", "Hai"]
    assert [one["clause"] for one in finding.places] == ["II.2", "PL.3"]
    text = leader.get(answer.headers["Location"]).content.decode()
    assert "<b>Hai</b>" not in text
    assert "&lt;b&gt;Hai&lt;/b&gt; mức" in text


def test_target_of_another_plan_cannot_be_chosen(leader, plan):
    sent = {"title": "Sai", "kind": "gap", "targets": [TargetFactory().pk]}
    answer = leader.post(url("finding_new", plan), sent)
    assert answer.status_code == 422
    assert not Finding.objects.exists()


@pytest.mark.parametrize("count", [1, 50])
def test_list_needs_at_most_twelve_queries(leader, plan, count, django_assert_max_num_queries):
    for number in range(count):
        finding = a_finding(plan, f"f{number}")
        finding.targets.add(TargetFactory(plan=plan))
        finding.tasks.add(TaskFactory(plan=plan))
    with django_assert_max_num_queries(12):
        assert leader.get(url("finding_list", plan)).status_code == 200
    with django_assert_max_num_queries(12):
        assert leader.get(url("finding_detail", plan, pk=finding.pk)).status_code == 200
