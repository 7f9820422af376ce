"""From the approval to the end of the work: contract, instalments, reports, money."""

from datetime import date, timedelta

from khcn.operations.st_tasks.models import Contract, PeriodicReport
from tests.browser.task_walk.desk import Desk


def approve(desk: Desk, starts: date, ends: date) -> None:
    desk.step(
        "leader",
        "approve",
        "approved",
        approval_symbol="40/QĐ-SKHCN",
        valid_from=desk.today,
        starts_on=starts,
        ends_on=ends,
    )
    assert (desk.task.budget, desk.task.state_budget) == (1_180_000_000, 980_000_000)


def contract(desk: Desk, day: date) -> None:
    """Written from the decision, divided into instalments, signed; the task is running and its reports are planned."""
    where = {"pk": desk.task.pk}
    desk.step_blocked("officer", "sign", "Hợp đồng chưa ký")
    desk.visit("officer", "task_contract", **where)
    desk.post(
        "officer", "task_contract_edit", where=where, orderer="Sở Khoa học và Công nghệ", orderer_signer="Người Ký Mẫu, Giám đốc",
        host_signer="Người Chủ Trì Mẫu, Giám đốc",
    )  # fmt: skip
    half = {
        "amount-0": "490.000.000",
        "planned_on-0": day,
        "amount-1": "490 triệu",
        "condition-1": "Quyết toán đợt 1",
    }
    desk.post("officer", "task_instalments", where=where, **half)
    desk.post("officer", "task_contract_sign", where=where, number="12/HĐ-SKHCN", signed_on=day)
    desk.visit("officer", "task_contract", **where)
    desk.step("officer", "sign", "running", result_published_on=day)
    assert Contract.objects.get().signed_on == day
    assert desk.task.code


def first_half(desk: Desk) -> None:
    """The first instalment is paid, the host reports on the phone, the officer judges, the work done is confirmed."""
    where = {"pk": desk.task.pk}
    desk.post("officer", "task_pay", where={**where, "number": 1})
    report = PeriodicReport.objects.get(task=desk.task, number=1)
    desk.day(str(report.period_to))
    desk.visit("host", "task_reports", **where)
    desk.post(
        "host", "task_report_send", where={**where, "number": 1}, text="Đã tuyển chọn 12 cây đầu dòng.", share_done="50",
        spent="490.000.000", files=desk.scan,
    )  # fmt: skip
    desk.post("officer", "task_report_judge", where={**where, "number": 1}, judgement="good")
    desk.post(
        "host",
        "task_volume_new",
        where=where,
        period="Đợt 1",
        done="Tuyển chọn cây đầu dòng.",
        amount="490.000.000",
    )
    volume = desk.task.volumes.get().pk
    desk.post("officer", "task_volume_confirm", where={**where, "volume": volume}, note="Đúng khối lượng.")
    desk.post("officer", "task_volume_confirm", where={**where, "volume": volume})
    desk.post("officer", "task_settle", where={**where, "number": 1}, amount="490.000.000")
    desk.post("officer", "task_pay", where={**where, "number": 2})
    desk.visit("officer", "task_money", **where)


def inspect(desk: Desk) -> None:
    """The yearly inspection, and its conclusion."""
    where = {"pk": desk.task.pk}
    desk.post(
        "officer",
        "task_inspection_new",
        where=where,
        on=desk.today,
        notice_on=desk.today - timedelta(days=14),
        people="Tổ kiểm tra",
    )
    found = desk.task.inspections.get()
    desk.post(
        "officer", "task_inspection_conclude", where={**where, "inspection": found.pk}, findings="Đúng tiến độ.",
        conclusion="good", minutes_symbol="04/BB-KT",
    )  # fmt: skip
    desk.visit("officer", "task_inspections", **where)
