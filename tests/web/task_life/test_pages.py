from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from khcn.agency_reports.models import TaskUpdate
from khcn.plan.models import Milestone, TaskDecision, TaskYear
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, people_of, seat, succeed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def lead():
    return AgencyFactory(name="Sở Thử nghiệm Lâm nghiệp")


@pytest.fixture
def task(lead):
    return PartyFactory(agency=lead).task


@pytest.fixture
def people(lead):
    return people_of(lead)


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


def page(name, task, **more):
    return reverse(name, kwargs={"plan": task.plan.code, "no": task.no, **more})


def filled(**more):
    return {
        "as_of": timezone.localdate().isoformat(),
        "declared": "met",
        "result": "Đã tập huấn 03 lớp cho cán bộ cấp xã.",
        **more,
    }


def test_clerk_tells_figures_in_the_vietnamese_way_with_evidence(sign_in, task, people):
    browser = sign_in(people.clerk)
    url = page("task_update_new", task)
    shown = browser.get(url)
    assert shown.status_code == 200
    assert f'data-keep="cap-nhat-{task.pk}"' in shown.text
    files = [SimpleUploadedFile("biên bản.pdf", PDF), SimpleUploadedFile("danh sách.pdf", PDF + b"%")]
    answer = browser.post(url, filled(amount="1.234,5", unit="lượt người", files=files))
    assert answer.status_code == 302
    update = TaskUpdate.objects.get()
    assert (update.amount, update.unit, update.declared) == (Decimal("1234.5"), "lượt người", "met")
    assert sorted(one.file_name for one in update.attachments.all()) == ["biên bản.pdf", "danh sách.pdf"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"as_of": "2999-01-01"}, "ở tương lai"),
        ({"as_of": "31/02/2026"}, "Ngày chưa đúng"),
        ({"result": ""}, "Kết quả đã làm được"),
        ({"amount": "ba", "unit": "lớp"}, "không phải là số"),
        ({"amount": "3"}, "đơn vị tính"),
        ({"declared": ""}, "Đơn vị tự đánh giá"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, task, people, fields, words):
    answer = sign_in(people.clerk).post(page("task_update_new", task), filled(**fields))
    assert answer.status_code == 422
    assert words in answer.text
    if "result" not in fields:
        assert "Đã tập huấn 03 lớp cho cán bộ cấp xã." in answer.text
    assert not TaskUpdate.objects.exists()


def test_a_program_named_pdf_is_refused_and_nothing_is_kept(sign_in, task, people):
    bad = SimpleUploadedFile("kết quả.pdf", b"MZ\x90\x00" + b"\0" * 200)
    answer = sign_in(people.clerk).post(page("task_update_new", task), filled(files=[bad]))
    assert answer.status_code == 422
    assert "kết quả.pdf" in answer.text
    assert not TaskUpdate.objects.exists()


def test_nothing_new_is_one_click_that_keeps_the_judgement(sign_in, task, lead, people):
    browser = sign_in(people.clerk)
    url = page("task_update_new", task)
    assert "khong-phat-sinh" not in browser.get(url).text
    TaskUpdate.objects.create(
        task=task, agency=lead, as_of=date(2026, 1, 5), declared="late", result="Chưa xong."
    )
    assert "khong-phat-sinh" in browser.get(url).text
    browser.post(url, {"khong-phat-sinh": "1"})
    update = TaskUpdate.objects.order_by("-id")[0]
    assert update.declared == "late"
    assert "05/01/2026" in update.result


def test_correction_starts_from_what_was_told(sign_in, task, lead, people):
    wrong = TaskUpdate.objects.create(
        task=task, agency=lead, as_of=date(2026, 1, 5), declared="met", result="Tập huấn 30 lớp."
    )
    browser = sign_in(people.clerk)
    url = f"{page('task_update_new', task)}?dinh-chinh={wrong.pk}"
    assert "Tập huấn 30 lớp." in browser.get(url).text
    browser.post(url, filled(as_of="2026-01-05", result="Tập huấn 03 lớp."))
    assert wrong.corrections.get().result == "Tập huấn 03 lớp."
    foreign = TaskUpdate.objects.create(
        task=TaskFactory(), agency=lead, as_of=date(2026, 1, 5), declared="met", result="Khác"
    )
    assert browser.get(f"{page('task_update_new', task)}?dinh-chinh={foreign.pk}").status_code == 404


def test_late_report_for_the_year_before_can_be_chosen_but_no_future_year(sign_in, task, people):
    this = timezone.localdate().year
    years = {
        year: TaskYear.objects.create(task=task, year=year, due_on=date(year, 12, 5))
        for year in (this - 1, this, this + 1)
    }
    browser = sign_in(people.clerk)
    browser.post(page("task_update_new", task), filled(task_year=years[this - 1].pk))
    assert TaskUpdate.objects.get().task_year == years[this - 1]
    answer = browser.post(page("task_update_new", task), filled(result="Sớm", task_year=years[this + 1].pk))
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["task_update_new", "task_decide", "milestone_new"])
def test_stranger_leader_and_public_meet_closed_doors(sign_in, client, task, people, name):
    url = page(name, task)
    answer = client.get(url)
    assert answer.status_code == 302
    assert "dang-nhap" in answer.url
    assert sign_in(people.stranger).get(url).status_code == 403
    assert sign_in(seat("expert")).get(url).status_code in (403, 404)


def test_decisions_are_for_coordinators_and_leaders(sign_in, task, people, coordinator):
    assert sign_in(people.approver).get(page("task_decide", task)).status_code == 403
    assert sign_in(seat("leader", AgencyFactory())).get(page("task_decide", task)).status_code == 200
    assert sign_in(coordinator).get(page("task_decide", task)).status_code == 200


def test_successor_agency_gets_in_on_the_day_of_the_merger(sign_in, task, lead):
    heir = AgencyFactory()
    clerk = seat("reporter", heir)
    succeed(lead, heir, date(2025, 3, 1))
    with time_machine.travel("2025-02-28 23:59:59+07:00", tick=False):
        assert sign_in(clerk).get(page("task_update_new", task)).status_code == 403
    with time_machine.travel("2025-03-01 00:00:01+07:00", tick=False):
        assert sign_in(clerk).get(page("task_update_new", task)).status_code == 200


def test_seat_that_ended_yesterday_is_refused(sign_in, task, lead):
    clerk = seat("reporter", lead, valid_to=timezone.localdate() - timedelta(days=1))
    assert sign_in(clerk).get(page("task_update_new", task)).status_code in (403, 404)


def test_deciding_explains_kinds_then_shows_now_and_after(sign_in, task, coordinator):
    browser = sign_in(coordinator)
    url = page("task_decide", task)
    first = browser.get(url).text
    assert all(f"?kieu={kind}" in first for kind in ("close", "extend", "succeed", "take_over"))
    assert "?kieu=reopen" not in first
    second = browser.get(f"{url}?kieu=extend").text
    assert "Hiện nay" in second and "2030" in second


def test_extension_with_document_and_file(sign_in, task, coordinator):
    answer = sign_in(coordinator).post(
        f"{page('task_decide', task)}?kieu=extend",
        {
            "until_year": "2032",
            "decided_on": timezone.localdate().isoformat(),
            "reason": "Cấp có thẩm quyền cho làm tiếp.",
            "document_kind": "QĐ",
            "symbol": "15/QĐ-UBND",
            "files": SimpleUploadedFile("quyết định.pdf", PDF),
            "seen": "0",
        },
    )
    assert answer.status_code == 302, answer.text
    decision = TaskDecision.objects.get()
    assert (decision.until_year, decision.document.symbol) == (2032, "15/QĐ-UBND")
    task.refresh_from_db()
    assert task.last_year == 2032


def test_refused_decision_keeps_no_document(sign_in, task, coordinator):
    from khcn.kernel.documents.models import Document

    answer = sign_in(coordinator).post(
        f"{page('task_decide', task)}?kieu=extend",
        {
            "until_year": "2020",
            "decided_on": timezone.localdate().isoformat(),
            "reason": "Gia hạn",
            "document_kind": "QĐ",
            "symbol": "15/QĐ-UBND",
            "seen": "0",
        },
    )
    assert answer.status_code == 422
    assert "thời hạn hiện nay" in answer.text
    assert not Document.objects.exists() and not TaskDecision.objects.exists()


def test_second_officer_with_an_old_page_is_told_who_was_first(sign_in, task, coordinator):
    form = {
        "decided_on": timezone.localdate().isoformat(),
        "reason": "Đã xong.",
        "document_kind": "QĐ",
        "symbol": "",
        "seen": "0",
    }
    sign_in(coordinator).post(f"{page('task_decide', task)}?kieu=extend", form | {"until_year": "2031"})
    other = seat("coordinator", AgencyFactory())
    answer = sign_in(other).post(f"{page('task_decide', task)}?kieu=close", form)
    assert answer.status_code == 422
    assert str(coordinator) in answer.text
    assert TaskDecision.objects.count() == 1


def test_take_over_and_succession_pages_offer_choices(sign_in, task, coordinator):
    other = TaskFactory(plan=task.plan, short_title="Chuyển đổi số ngành lâm nghiệp")
    browser = sign_in(coordinator)
    assert "Chuyển đổi số ngành lâm nghiệp" in browser.get(f"{page('task_decide', task)}?kieu=succeed").text
    assert other.parties.count() == 0
    assert "Sở Thử nghiệm Lâm nghiệp" in browser.get(f"{page('task_decide', task)}?kieu=take_over").text


def test_milestone_is_added_then_done(sign_in, task, people):
    browser = sign_in(people.approver)
    answer = browser.post(page("milestone_new", task), {"title": "Nghiệm thu", "due_on": "05/12/2026"})
    assert answer.status_code == 302
    milestone = Milestone.objects.get()
    url = reverse("milestone_edit", kwargs={"plan": task.plan.code, "pk": milestone.pk})
    assert browser.get(url).status_code == 200
    today = timezone.localdate()
    browser.post(url, {"title": "Nghiệm thu", "due_on": "2026-12-05", "done_on": today.isoformat()})
    milestone.refresh_from_db()
    assert milestone.done_on == today
    assert sign_in(people.stranger).get(url).status_code == 403


def test_task_page_shows_both_words_and_the_life(sign_in, task, lead, people, coordinator):
    TaskUpdate.objects.create(
        task=task, agency=lead, as_of=timezone.localdate(), declared="met", result="Đã xong phần việc."
    )
    Milestone.objects.create(task=task, title="Nghiệm thu sản phẩm", due_on=date(2025, 1, 2))
    text = sign_in(people.clerk).get(page("task_detail", task)).text
    for words in ("Đã xong phần việc.", "Nghiệm thu sản phẩm", "Chậm, quá hạn", "Đính chính"):
        assert words in text


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("name", ["task_update_new", "task_decide", "milestone_new"])
def test_pages_stay_within_the_query_budget(
    sign_in, task, lead, people, coordinator, name, count, django_assert_max_num_queries
):
    for number in range(count):
        TaskUpdate.objects.create(
            task=task, agency=lead, as_of=date(2026, 1, 1), declared="met", result=f"Kết quả {number}"
        )
    browser = sign_in(coordinator if name == "task_decide" else people.clerk)
    with django_assert_max_num_queries(12):
        assert browser.get(page(name, task)).status_code == 200
