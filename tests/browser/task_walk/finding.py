"""From the proposal to the approved order, and from the call or the order to the host that is chosen."""

from django.utils import timezone

from khcn.operations.st_tasks.models import Application, Call
from tests.browser.task_walk.council import Table
from tests.browser.task_walk.desk import Desk

NAME = "Nghiên cứu quy trình nhân giống và trồng chè mẫu theo hướng hữu cơ trên địa bàn tỉnh Mẫu"
PROPOSAL = {
    "title": NAME, "need": "Giống cũ đã thoái hóa, năng suất giảm.", "objective": "Có quy trình nhân giống chè mẫu.",
    "summary": "Tuyển chọn cây đầu dòng; nhân giống; trồng thử.", "expected_results": "Quy trình nhân giống\nMô hình 2 ha",
    "expected_user": "Hợp tác xã Mẫu", "effect": "Tăng thu nhập cho hộ trồng chè.", "months": "12", "asked_total": "1,2 tỷ",
    "asked_state": "1.000.000.000",
}  # fmt: skip
DOSSIER = {
    "title": NAME, "objective": "Có quy trình nhân giống chè mẫu.", "overview": "Trong tỉnh chưa có quy trình nào được công nhận.",
    "approach": "Tuyển chọn cây đầu dòng theo phiếu theo dõi ba vụ.", "content": "Tuyển chọn; nhân giống; trồng thử 2 ha.",
    "products": "01 quy trình nhân giống; 01 mô hình 2 ha.", "transfer": "Chuyển giao cho Hợp tác xã Mẫu.",
    "expected_user": "Hợp tác xã Mẫu", "effect": "Tăng thu nhập cho hộ trồng chè.", "schedule": "Quý I tuyển chọn; quý II nhân giống.",
    "months": "12", "lump_sum": "partial", "capacity": "Có vườn ươm 1 ha.",
}  # fmt: skip


def propose(desk: Desk) -> None:
    """The proposer begins, writes, sends; the task stands at its first step."""
    page = desk.visit("proposer", "proposal_list")
    page = desk.post("proposer", "proposal_new", kind="de-tai")
    desk.look(page, "proposer-ban-soan")
    write(desk, page, PROPOSAL)
    proposal = Application.objects.get(purpose="proposal")
    page = desk.post("proposer", "application_send", where={"pk": proposal.pk}, agree=True)
    desk.look(page, "proposer-da-gui")
    proposal.refresh_from_db()
    assert proposal.state == "sent"
    desk.task = proposal.task
    assert desk.task.step == "received"


def write(desk: Desk, page, answers: dict[str, str]) -> None:
    desk.fill(page, **{f"o__{code}": value for code, value in answers.items()})
    desk.keep(page, "Lưu bản soạn", "Đã lưu lúc")
    page.reload()


def identify(desk: Desk, day: str) -> None:
    """Screening, the search for similar tasks, the council, the recommendation."""
    desk.visit("officer", "st_task_list", query="?tab=cho-toi")
    desk.step("officer", "screen", "screening")
    page = desk.visit("officer", "st_task_detail", query="?phan=ho-so", pk=desk.task.pk)
    page.get_by_role("link", name="Tra cứu trùng lặp").click()
    desk.look(page, "officer-trung-lap")
    desk.step("officer", "to_identification", "identification", kind="de-tai", share_group="nong-lam")
    desk.step_blocked("officer", "recommend", "Hội đồng chưa kết luận")
    table = Table(
        desk, "identification", ("chair", "vice", "reviewer", "reviewer", "secretary", "member", "member")
    )
    table.form(tasks=True)
    table.meet(day)
    table.judge(
        {f"a__{code}": "pass" for code in ("need", "scope", "objective", "results", "overlap", "use")}
    )
    table.conclude("05/BB-HĐXĐ", "Kiến nghị thực hiện.")
    desk.step("officer", "recommend", "identified")


def order(desk: Desk, route: str) -> None:
    """The officer completes the order, the leader approves it."""
    desk.step(
        "officer", "to_order", "ordering", objective="Có quy trình nhân giống chè mẫu.",
        expected_results="01 quy trình nhân giống; 01 mô hình 2 ha.", route=route,
    )  # fmt: skip
    desk.step("leader", "order", "ordered", order_symbol="15/QĐ-SKHCN", ordered_on=timezone.localdate())


def call(desk: Desk, closes: str) -> Call:
    """A call with this task, published: the task takes dossiers, everybody reads of it."""
    desk.post(
        "officer", "call_new", title="Đợt thông báo mẫu", route=desk.task.route, notice="Mời đăng ký chủ trì."
    )
    found = Call.objects.get()
    desk.post("officer", "call_tasks", where={"code": found.code}, tasks=[desk.task.pk])
    page = desk.post(
        "officer",
        "call_publish",
        where={"code": found.code},
        notice_symbol="20/TB-SKHCN",
        closes_at=f"{closes}T17:00:00",
    )
    desk.look(page, "officer-dot-da-cong-bo")
    desk.task.refresh_from_db()
    assert desk.task.step == "calling"
    return found


def apply_in(desk: Desk, found: Call) -> Application:
    """The host finds the call outside, writes a dossier and hands it in."""
    desk.visit("host", "public_calls")
    page = desk.visit("host", "public_call", code=found.code)
    page.get_by_role("link", name="Lập hồ sơ").click()
    desk.look(page, "host-lap-ho-so")
    desk.send(page, "Bắt đầu soạn")
    return complete(desk, page)


def complete(desk: Desk, page) -> Application:
    """Every part of a dossier, then sent."""
    desk.look(page, "host-ban-soan")
    write(desk, page, DOSSIER)
    dossier = Application.objects.get(purpose="dossier")
    where = {"pk": dossier.pk}
    desk.post("host", "application_parties", where=where, organisation=desk.organisation.tax_code)
    desk.post(
        "host", "application_team", where=where, name="Chủ Nhiệm Mẫu", role="leader", degree_year="2005"
    )
    year = timezone.localdate().year
    desk.post("host", "application_budget", "Lưu dự toán", where=where, **{
        "year-1": year, "item-1": "cong-lao-dong", "source-1": "ngan-sach", "asked-1": "600.000.000", "what-1": "Công nghiên cứu", "lump_sum-1": True,
        "year-2": year, "item-2": "thiet-bi", "source-2": "ngan-sach", "asked-2": "400.000.000", "what-2": "Nhà lưới",
        "year-3": year, "item-3": "khac", "source-3": "don-vi", "asked-3": "200 triệu", "what-3": "Đối ứng",
    })  # fmt: skip
    page = desk.visit("host", "application_edit", **where)
    wanted = page.locator("input[type=file]:not(#tep-KHAC)").evaluate_all("all => all.map(one => one.id)")
    for one in wanted:
        page.set_input_files(f"[id='{one}']", desk.scan)
        with page.expect_navigation():
            page.locator("form", has=page.locator(f"[id='{one}']")).get_by_role(
                "button", name="Đính kèm"
            ).click()
    desk.look(page, "host-ho-so-du")
    desk.post("host", "application_send", where=where, agree=True)
    dossier.refresh_from_db()
    assert dossier.state == "sent"
    return dossier


def open_call(desk: Desk, found: Call, dossier: Application) -> None:
    """The call is over: opening with minutes, validity, on to the council."""
    desk.step("officer", "close_call", "opening")
    now = f"{timezone.localtime():%Y-%m-%dT%H:%M:%S}"
    page = desk.post(
        "officer",
        "call_open",
        where={"code": found.code},
        at=now,
        place="Phòng họp Sở",
        people="Tổ mở hồ sơ",
        minutes="03/BB-MHS",
    )
    desk.look(page, "officer-da-mo-ho-so")
    desk.post("officer", "call_validity", where={"code": found.code, "pk": dossier.pk}, valid="co")
    desk.step("officer", "to_selection", "selection")


def assign(desk: Desk) -> Application:
    """Without a call: the officer hands the address of the task on, the organisation writes its dossier there."""
    desk.step("officer", "assign", "direct", note="Theo danh mục đặt hàng đã phê duyệt.")
    page = desk.visit("officer", "st_task_detail", query="?phan=ho-so", pk=desk.task.pk)
    address = page.locator("#phan a[href$='/lap-ho-so/']").get_attribute("href")
    page = desk("host")
    page.goto(address)
    desk.look(page, "host-lap-ho-so")
    desk.send(page, "Bắt đầu soạn")
    dossier = complete(desk, page)
    desk.step("officer", "close_direct", "opening")
    page = desk.visit("officer", "st_task_detail", query="?phan=ho-so", pk=desk.task.pk)
    page.get_by_role("link", name="Xét tính hợp lệ").click()
    desk.look(page, "officer-hop-le")
    desk.fill(page, valid="co")
    desk.send(page)
    desk.step("officer", "to_selection", "selection")
    return dossier


def select(desk: Desk, day: str, points: dict[str, str]) -> None:
    table = Table(
        desk, "selection", ("chair", "vice", "reviewer", "reviewer", "secretary", "member", "member")
    )
    table.form(tasks=False)
    table.meet(day, question="Vườn ươm có đủ nguồn nước không?")
    table.judge({f"p__{code}": value for code, value in points.items()})
    table.conclude("08/BB-HĐTC", "Chọn hồ sơ.")
    desk.step("officer", "choose", "completing")
    desk.task.refresh_from_db()
    assert desk.task.host == desk.organisation


def appraise(desk: Desk, dossier: Application, day: str) -> None:
    """The host completes the dossier, the finance group appraises every line, the host hands the result on."""
    page = desk.visit("host", "application_edit", pk=dossier.pk)
    write(desk, page, {"approach": "Tuyển chọn cây đầu dòng theo phiếu theo dõi bốn vụ."})
    desk.post("host", "application_send", where={"pk": dossier.pk}, agree=True)
    desk.step("host", "to_appraisal", "appraisal")
    table = Table(desk, "finance", ("head", "deputy", "member", "council_person", "group_secretary"))
    table.form(tasks=True)
    table.meet(day)
    table.appraise({"thiet-bi": "380.000.000"})
    table.conclude("09/BB-TTĐ", "Thống nhất dự toán.")
    desk.step("officer", "appraise", "revising")
    desk.step("host", "to_decide", "deciding")
