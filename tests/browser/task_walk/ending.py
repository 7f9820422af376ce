"""From the self-assessment to the end of the follow-up."""

from datetime import date

from khcn.operations.st_tasks.models import OrderedProduct, Result, Use
from tests.browser.task_walk.council import Table
from tests.browser.task_walk.desk import Desk

NINE = ("chair", "vice", "reviewer", "reviewer", "secretary", "member", "member", "member", "member")
PARTS = ("quantity", "quality", "kind")


def hand_in(desk: Desk) -> None:
    """The officer lists what was ordered, the host assesses it and hands the dossier in, on a phone."""
    where = {"pk": desk.task.pk}
    desk.post(
        "officer", "task_products", "Lưu", where=where,
        **{"sp-0-name": "Quy trình nhân giống", "sp-0-unit": "quy trình", "sp-0-quantity": "1",
           "sp-1-name": "Mô hình trồng chè", "sp-1-unit": "ha", "sp-1-quantity": "2"},
    )  # fmt: skip
    desk.visit("host", "st_task_detail", query="?phan=nghiem-thu", **where)
    page = desk.post(
        "host", "task_assess", where=where, **{"quantity-1": "1", "note-1": "Đã thẩm định.", "quantity-2": "2", "note-2": "Cây sống 95%."},
        proposed_grade="pass", text="Hoàn thành các nội dung theo hợp đồng.", files=desk.scan,
    )  # fmt: skip
    desk.look(page, "host-da-tu-danh-gia")
    desk.step("host", "assess", "dossier")
    desk.step("host", "hand_in", "checking", **{"giay-to-NT-BCTH": desk.scan, "giay-to-NT-BCTT": desk.scan})


def accept(desk: Desk, day: str) -> None:
    where = {"pk": desk.task.pk}
    page = desk.visit("officer", "st_task_detail", query="?phan=nghiem-thu", **where)
    desk.fill(page, answer="Hồ sơ hợp lệ.")
    desk.send(page, "Ghi ý kiến")
    desk.step("officer", "to_acceptance", "acceptance")
    table = Table(desk, "acceptance", NINE)
    table.form(tasks=True)
    table.meet(day)
    page = desk.visit("member", "my_item", pk=table.item.pk)
    assert page.get_by_text("Hoàn thành các nội dung theo hợp đồng.").count() == 1
    products = OrderedProduct.objects.filter(task=desk.task)
    marks = {f"a__{one.pk}-{part}": "pass" for one in products for part in PARTS}
    table.judge({**marks, "a__report": "pass"})
    table.conclude("30/BB-HĐNT", "Đạt.")
    desk.step("officer", "conclude", "finishing")
    assert (desk.task.grade, desk.task.accepted_on) == ("pass", date.fromisoformat(day))


def register(desk: Desk) -> None:
    """The report completed, a result in the library, the certificate, the recognition."""
    where = {"pk": desk.task.pk}
    desk.step("host", "to_registration", "registration", **{"giay-to-HT-BCTH": desk.scan})
    page = desk.post(
        "host", "result_new", where=where, title="Quy trình nhân giống chè mẫu", kind="process", abstract="Quy trình nhân giống bằng giâm cành.",
        access="open", files=desk.scan,
    )  # fmt: skip
    desk.look(page, "host-ket-qua")
    desk.visit("host", "result_list")
    desk.step("officer", "register", "recognition", certificate="TQG-2025-001", registered_on=desk.today)
    desk.step("leader", "recognise", "settlement", recognition_symbol="88/QĐ-SKHCN", recognised_on=desk.today)
    assert Result.objects.get().task == desk.task


def settle(desk: Desk) -> None:
    where = {"pk": desk.task.pk}
    desk.step_blocked("officer", "settle", "Còn 490.000.000 đồng đã cấp mà chưa quyết toán")
    desk.post("officer", "task_settle", where={**where, "number": 2}, amount="485.000.000")
    desk.post("officer", "task_return", where=where, amount="5.000.000")
    desk.post("officer", "task_liquidate", where=where, number="19/BBTL")
    desk.step("officer", "settle", "handover", settled_on=desk.today)
    desk.post("officer", "task_hand_over", where=where, what="Quyền sử dụng quy trình.", symbol="90/QĐ-SKHCN")
    desk.step("officer", "hand_over", "follow_up", handed_over_on=desk.today)
    assert desk.task.uses.count() == 5


def follow_up(desk: Desk) -> None:
    """Five yearly reports by the host, each confirmed; the results made known; then the task is closed."""
    where = {"pk": desk.task.pk}
    desk.visit("host", "task_uses", **where)
    desk.post("host", "task_publicity", where=where, kind="press", what="Bài trên báo Mẫu")
    for number, use in enumerate(Use.objects.filter(task=desk.task).order_by("year")):
        desk.day(str(use.due_on))
        told = {
            "applied": "co",
            "applied_on": date(2025, 10, 1),
            "by_whom": "Hợp tác xã Mẫu",
            "effect": "Tăng 15% năng suất.",
            "files": desk.scan,
        }
        page = desk.post("host", "task_use", "Gửi báo cáo", where={**where, "year": use.year}, **told)
        if number == 0:
            desk.look(page, "host-ung-dung")
        page = desk.visit("officer", "uses_to_confirm")
        desk.send(page, "Xác nhận")
    desk.task.refresh_from_db()
    assert (desk.task.first_applied_on, desk.task.applied_by) == (date(2025, 10, 1), "Hợp tác xã Mẫu")
    desk.visit("host", "task_chain", **where)
    desk.step("officer", "finish", "closed")
