"""Contract, money and running on the pages: who may what, and a walk from the draft of a contract to a paid instalment."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import (
    BudgetLine,
    Change,
    Contract,
    Inspection,
    Instalment,
    Stop,
    VolumeConfirmation,
)
from khcn.operations.st_tasks.running.planning import plan_reports
from tests.factories import st_tasks as make
from tests.operations.st_tasks.money.regime import rules

pytestmark = pytest.mark.django_db
M = 1_000_000
PAGES = ("task_contract", "task_money", "task_reports", "task_inspections", "task_changes", "task_stop")
ACTS = (
    ("task_contract_edit", {}), ("task_contract_sign", {}), ("task_liquidate", {}), ("task_return", {}), ("task_instalments", {}),
    ("task_pay", {"number": 1}), ("task_settle", {"number": 1}), ("task_stop_paying", {"number": 1}), ("task_money_lines", {}),
    ("task_report_judge", {"number": 1}), ("task_report_excuse", {"number": 1}), ("task_inspection_new", {}),
    ("task_stop_open", {}), ("task_stop_decide", {}), ("task_stop_refund", {}),
)  # fmt: skip
OF_HOST = (
    ("task_volume_new", {}), ("task_report_send", {"number": 1}), ("task_change_own", {}),
    *(("task_change_ask", {"kind": kind}) for kind in ("extension", "shortening", "content", "budget", "leader", "host", "other")),
)  # fmt: skip


@pytest.fixture
def people():
    return make.players()


def full_task(people):
    """A running task with something on every page; the applicant wrote the chosen dossier."""
    task = make.task("running", rules=rules(), code="ĐT.01/24", host=make.organisation())
    dossier = make.application(owner=people.applicant, purpose="dossier", state="chosen", of=task)
    assert dossier.task == task
    contract = Contract.objects.create(
        task=task, number="1/HĐ", signed_on=date(2024, 6, 20), starts_on=task.starts_on, ends_on=task.ends_on, total=1000 * M,
        state_budget=800 * M,
    )  # fmt: skip
    for number in (1, 2):
        Instalment.objects.create(
            contract=contract, number=number, amount=400 * M, planned_on=date(2024, 9, number)
        )
    BudgetLine.objects.create(
        task=task,
        year=2025,
        source="ngan-sach",
        item="cong",
        asked=900 * M,
        planned=800 * M,
        norm="TT 03/2023",
    )
    BudgetLine.objects.create(
        task=task, year=2025, source="don-vi", item="thiet-bi", asked=200 * M, planned=200 * M
    )
    VolumeConfirmation.objects.create(task=task, period="Đợt 1", asked_on=date(2025, 1, 6), done="Xong")
    Inspection.objects.create(task=task, on=date(2025, 5, 5))
    Change.objects.create(
        task=task,
        kind="extension",
        reason="Bão",
        wish={"ends_on": "2027-12-31"},
        asked_on=date(2026, 6, 20),
        due_on=date(2026, 7, 20),
    )
    Stop.objects.create(task=task, objective=False, reason="x", paused_on=date(2026, 1, 1), arithmetic=[])
    plan_reports(task)
    return task


def url(name, task, **more):
    return reverse(name, kwargs={"pk": task.pk, **more})


@pytest.mark.parametrize("who", ["officer", "leader", "applicant"])
def test_who_follows_the_task_reads_all_pages_at_a_constant_cost(
    client, people, who, django_assert_max_num_queries
):
    task = full_task(people)
    client.force_login(getattr(people, who))
    for name in PAGES:
        with django_assert_max_num_queries(30):
            answer = client.get(url(name, task))
        assert answer.status_code == 200, name
        assert task.name in answer.text
    assert "Một tỷ đồng chẵn" in client.get(url("task_contract", task)).text


def test_a_page_costs_no_more_for_many_rows(client, people, django_assert_num_queries):
    task = full_task(people)
    client.force_login(people.officer)

    def cost(name) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(name, task)).status_code == 200
        return len(seen)

    before = {name: cost(name) for name in ("task_money", "task_reports", "task_inspections")}
    for year in range(2026, 2046):
        BudgetLine.objects.create(task=task, year=year, source="ngan-sach", item="cong", planned=1)
        Inspection.objects.create(task=task, on=date(year - 20, 1, 1))
    after = {name: cost(name) for name in before}
    assert after == before
    assert max(after.values()) <= 12, after


def test_strangers_see_nothing_and_readers_change_nothing(client, people):
    task = full_task(people)
    client.force_login(people.other)
    for name in PAGES:
        assert client.get(url(name, task)).status_code == 404
    for who in ("leader", "applicant"):
        client.force_login(getattr(people, who))
        for name, more in ACTS:
            assert client.get(url(name, task, **more)).status_code == 403, (who, name)
            assert client.post(url(name, task, **more), {}).status_code == 403, (who, name)


def test_every_form_opens_for_who_may_act(client, people):
    task = full_task(people)
    client.force_login(people.officer)
    volume, change, line = task.volumes.get(), task.changes.get(), task.budget_lines.first()
    more = (
        ("task_line", {"line": line.pk}), ("task_volume_confirm", {"volume": volume.pk}), ("task_change_decide", {"change": change.pk}),
        ("task_inspection_conclude", {"inspection": task.inspections.get().pk}),
    )  # fmt: skip
    for name, told in (*ACTS, *OF_HOST, *more):
        assert client.get(url(name, task, **told)).status_code == 200, name
    client.force_login(people.applicant)
    for name, told in OF_HOST:
        assert client.get(url(name, task, **told)).status_code == 200, name


def test_from_the_draft_of_a_contract_to_a_paid_instalment(client, people):
    task = make.task("approved", rules=rules())
    client.force_login(people.officer)
    page = client.get(url("task_contract_edit", task))
    assert "1.000.000.000" in page.text
    draft = {
        "orderer": "Sở Mẫu", "starts_on": "01/07/2024", "ends_on": "30/06/2026", "total": "1 tỷ", "state_budget": "800 triệu",
        "lump_sum": "partial",
    }  # fmt: skip
    assert client.post(url("task_contract_edit", task), draft).status_code == 302
    short = client.post(url("task_instalments", task), {"amount-0": "400 triệu", "amount-1": "400.000.001"})
    assert "nhiều hơn ngân sách nhà nước 800.000.000 đồng là 1 đồng" in short.text
    assert (
        client.post(
            url("task_instalments", task), {"amount-0": "400 triệu", "amount-1": "400.000.000"}
        ).status_code
        == 302
    )
    signing = {"number": "1/HĐ", "signed_on": "20/06/2024"}
    assert client.post(url("task_contract_sign", task), signing).status_code == 302
    type(task).objects.filter(pk=task.pk).update(state="running", step="running")
    paying = {"amount": "400.000.001", "on": "01/08/2024"}
    assert "nhiều nhất 400.000.000 đồng" in client.post(url("task_pay", task, number=1), paying).text
    assert client.post(url("task_pay", task, number=1), paying | {"amount": "400 triệu"}).status_code == 302
    assert Instalment.objects.get(number=1).advanced == 400 * M


def test_lines_are_pasted_as_they_stand_in_a_workbook(client, people):
    task = make.task("revising", rules=rules())
    client.force_login(people.officer)
    table = "STT\tNăm\tNguồn vốn\tKhoản chi\tĐịnh mức\tĐề nghị\tĐược duyệt\n1\t2025\tNSNN\tCông lao động\tTT 03/2023\t1,5 tỷ\t999.999.999.999.999\n\t\t\t\tCộng\t\t5\n2\t2026\tĐối ứng\tThiết bị\t\t\t20 triệu"
    assert client.post(url("task_money_lines", task), {"table": table}).status_code == 302
    told = list(task.budget_lines.values_list("year", "source", "item", "lump_sum", "asked", "planned"))
    assert told == [
        (2025, "ngan-sach", "cong", True, 1_500 * M, 999_999_999_999_999), (2026, "don-vi", "thiet-bi", False, None, 20 * M)
    ]  # fmt: skip
    wrong = client.post(
        url("task_money_lines", task),
        {"table": table.replace("NSNN", "Trời cho").replace("20 triệu", "hai mươi")},
    )
    assert "Dòng 2: nguồn “Trời cho” chưa đúng" in wrong.text
    assert "Dòng 4:" in wrong.text
    assert task.budget_lines.count() == 2


def test_the_budget_leaves_as_a_workbook_that_comes_back(client, people):
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile

    task = full_task(people)
    client.force_login(people.officer)
    answer = client.get(url("task_money", task) + "?dang=xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    other = make.task("revising", rules=rules())
    file = SimpleUploadedFile("du-toan.xlsx", BytesIO(answer.content).read())
    assert client.post(url("task_money_lines", other), {"file": file}).status_code == 302
    names = ("year", "source", "item", "norm", "lump_sum", "asked", "planned")
    assert list(other.budget_lines.values_list(*names)) == [
        (2025, "ngan-sach", "cong", "TT 03/2023", False, 900 * M, 800 * M), (2025, "don-vi", "thiet-bi", "", False, 200 * M, 200 * M)
    ]  # fmt: skip


def test_the_host_sends_a_report_and_the_officer_judges_it(client, people):
    task = full_task(people)
    client.force_login(people.applicant)
    told = {"text": "Đã xong nội dung 1", "share_done": "30,5", "spent": "200 triệu"}
    assert client.post(url("task_report_send", task, number=1), told).status_code == 302
    assert "Gửi lại" in client.get(url("task_reports", task)).text
    client.force_login(people.officer)
    poor = client.post(url("task_report_judge", task, number=1), {"judgement": "slow"})
    assert "Hãy ghi ý kiến" in poor.text
    assert client.post(url("task_report_judge", task, number=1), {"judgement": "good"}).status_code == 302
    report = task.reports.get(number=1)
    assert (report.judgement, report.spent, str(report.share_done)) == ("good", 200 * M, "30.50")


def test_a_late_extension_can_be_asked_for_but_not_agreed(client, people):
    task = full_task(people)
    page = url("task_changes", task)
    client.force_login(people.officer)
    assert "nhiều nhất chỉ được 6 tháng" in client.get(page).text
    change = task.changes.get()
    told = {"agreed": "co", "symbol": "1/QĐ", "on": f"{timezone.localdate():%d/%m/%Y}"}
    answer = client.post(url("task_change_decide", task, change=change.pk), told)
    assert answer.status_code in (200, 422) and "nhiều nhất chỉ được 6 tháng" in answer.text
    assert (
        client.post(
            url("task_change_decide", task, change=change.pk), told | {"agreed": "khong", "note": "Quá hạn"}
        ).status_code
        == 302
    )


def test_a_shortening_is_asked_for_in_per_cent(client, people):
    task = full_task(people)
    task.changes.all().delete()
    client.force_login(people.applicant)
    told = {"ends_on": "31/12/2025", "done": "66,5", "reason": "Xong sớm", "on": "01/06/2025"}
    assert client.post(url("task_change_ask", task, kind="shortening"), told).status_code == 302
    assert task.changes.get().wish == {"ends_on": "2025-12-31", "done": "133/200"}


def test_the_list_of_what_is_due_shows_a_host_its_own_tasks_only(
    client, people, django_assert_max_num_queries
):
    task = full_task(people)
    foreign = make.task("running", rules=rules(), name="Nhiệm vụ của người khác")
    plan_reports(foreign)
    address = reverse("st_task_due")
    assert client.get(address).status_code == 302
    client.force_login(people.applicant)
    assert task.name in client.get(address).text and foreign.name not in client.get(address).text
    client.force_login(people.officer)
    with django_assert_max_num_queries(22):
        answer = client.get(address)
    assert foreign.name in answer.text
    assert client.get(address + "?dang=xlsx").status_code == 200
    assert foreign.name not in client.get(address + "?viec=change").text


def test_both_panels_stand_on_the_page_of_the_task(client, people):
    task = full_task(people)
    client.force_login(people.officer)
    page = url("st_task_detail", task)
    assert "Đợt cấp kinh phí" in client.get(page + "?phan=kinh-phi").text
    shown = client.get(page + "?phan=thuc-hien").text
    assert "Báo cáo định kỳ phải nộp" in shown and "Việc đến hạn" in shown


def test_the_day_of_a_notice_counts_working_days(client, people):
    task = full_task(people)
    client.force_login(people.officer)
    soon = timezone.localdate() + timedelta(days=2)
    told = {"on": f"{soon:%d/%m/%Y}", "planned": "on", "notice_on": f"{timezone.localdate():%d/%m/%Y}"}
    assert (
        "phải báo trước ít nhất 5 ngày làm việc" in client.post(url("task_inspection_new", task), told).text
    )
