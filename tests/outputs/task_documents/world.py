"""A task with long names that has come all the way, its call, and councils of every kind that concluded by the real acts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from khcn.kernel.accounts.models import User
from khcn.kernel.packs.source import read_yaml
from khcn.operations.st_tasks.councils.concluding import conclude
from khcn.operations.st_tasks.councils.meetings import close_meeting
from khcn.operations.st_tasks.models import (
    Application,
    Attendance,
    BudgetLine,
    Call,
    Contract,
    Council,
    CouncilItem,
    Declaration,
    Instalment,
    Meeting,
    OrderedProduct,
    Procedure,
    Seat,
    Sheet,
    Similar,
    Stop,
    StTask,
    VolumeConfirmation,
)
from khcn.operations.st_tasks.procedures.definition import definition_of, plain
from tests.factories.agencies import AgencyFactory
from tests.factories.people import actor_for, seat
from tests.factories.st_tasks import application, call, organisation, task, team_member

PACK = Path(__file__).parents[3] / "packs" / "tuyen-quang" / "procedures"
NAME = (
    "Nghiên cứu xây dựng mô hình mẫu ứng dụng công nghệ sinh học trong nhân giống, thâm canh và chế biến sâu cây dược liệu "
    "gắn với chuỗi giá trị và truy xuất nguồn gốc trên địa bàn các xã vùng cao của tỉnh Mẫu"
)
HOST = "Trung tâm Nghiên cứu, Ứng dụng và Chuyển giao Khoa học kỹ thuật Nông lâm nghiệp Mẫu số 1 thuộc Trường Đại học Mẫu vùng Trung du"
RIVAL = "Công ty cổ phần Đầu tư phát triển Nông nghiệp công nghệ cao Mẫu số 2"
LEADER = "Nguyễn Hoàng Phương Thảo Mẫu"
PEOPLE = (
    "Nguyễn Trần Khánh Huyền Mẫu", "Hoàng Thị Phương Dung Mẫu", "Đặng Nguyễn Quốc Cường Mẫu", "Lê Vũ Hoài Thương Mẫu",
    "Phạm Đỗ Minh Khuê Mẫu", "Vũ Ngọc Quỳnh Mẫu", "Trương Thị Thuỳ Dương Mẫu", "Bùi Đức Nghĩa Mẫu", "Ngô Xuân Diệu Mẫu",
)  # fmt: skip
ROLES = ("chair", "vice", "reviewer", "reviewer", "secretary", "member", "member", "member", "member")
GROUP = ("head", "deputy", "member", "council_person", "group_secretary")
FINISHED: dict[str, Any] = {
    "code": "ĐTCN.07/26", "name": NAME, "kind": "de-tai", "route": "tuyen-chon", "share_group": "nong-lam",
    "objective": "Làm chủ quy trình nhân giống bằng nuôi cấy mô.\nXây dựng được mô hình liên kết sản xuất, chế biến.",
    "expected_results": "- 02 quy trình kỹ thuật được hội đồng cơ sở công nhận;\n- 01 mô hình quy mô 5 ha;\n- 01 sản phẩm được công bố chất lượng.",
    "proposer": RIVAL, "order_symbol": "112/QĐ-SKHCN", "ordered_on": date(2024, 2, 1), "leader_name": LEADER,
    "approval_symbol": "415/QĐ-SKHCN", "valid_from": date(2024, 6, 3), "starts_on": date(2024, 7, 1), "ends_on": date(2026, 6, 30),
    "budget": 2_345_678_000, "state_budget": 1_800_500_000, "lump_sum": "partial", "accepted_on": date(2026, 8, 5), "grade": "pass",
    "acceptance_minutes": "21/BB-HĐ", "certificate": "08/GCN-SKHCN", "registered_on": date(2026, 9, 4),
    "recognition_symbol": "620/QĐ-SKHCN", "recognised_on": date(2026, 9, 15),
}  # fmt: skip


@dataclass
class World:
    officer: User
    task: StTask
    call: Call
    dossiers: list[Application]
    councils: dict[str, Council] = field(default_factory=dict)

    @property
    def actor(self):
        return actor_for(self.officer)


def regime(name: str = "cap-tinh-2023") -> Procedure:
    """The rule set as the pack ships it."""
    path = PACK / f"{name}.yaml"
    told = read_yaml(path, name=path.name)
    return Procedure.objects.create(
        code=told["code"], name=told["name"], legal_basis=told["legal_basis"], definition=definition_of(plain(told)), state="in_force",
    )  # fmt: skip


def department() -> User:
    above = AgencyFactory(name="Ủy ban nhân dân tỉnh Mẫu", short_name="UBND tỉnh", kind="ubnd-tinh")
    agency = AgencyFactory(name="Sở Khoa học và Công nghệ", short_name="Sở KH&CN", kind="so", parent=above)
    return seat("coordinator", agency)


def make_world(**over: Any) -> World:
    officer, rules = department(), regime()
    host = organisation(
        HOST,
        kind="science",
        address="Tổ dân phố Mẫu số 5, phường Mẫu, tỉnh Mẫu",
        leader="Đinh Công Mẫu",
        leader_title="Giám đốc",
    )
    told = FINISHED | {"host": host} | over
    made = task(told.pop("step", "settlement"), rules=rules, **told)
    made.partners.add(organisation(RIVAL))
    world = World(officer, made, _call(rules, made, host), [])
    world.dossiers = [
        _dossier(world, made, name, n) for n, name in enumerate((HOST, RIVAL, "Hợp tác xã Mẫu số 3"), 1)
    ]
    _money(made)
    _similar(made, rules)
    _open(world)
    return world


def _call(rules: Procedure, made: StTask, host: Any) -> Call:
    found = call(
        rules=rules, title="Tuyển chọn tổ chức, cá nhân chủ trì nhiệm vụ khoa học và công nghệ năm 2024, đợt mẫu thứ nhất", code="dot-mau-1",
        notice_symbol="35/TB-SKHCN", notice="Hồ sơ gồm cả bản giấy nộp khi được yêu cầu.", year=2024,
        opens_at=_at(date(2024, 3, 1), 8), closes_at=_at(date(2024, 4, 1), 17), published_at=_at(date(2024, 3, 1), 7),
    )  # fmt: skip
    StTask.objects.filter(pk=made.pk).update(call=found)
    made.refresh_from_db()
    return found


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, 30))


def _dossier(world: World, made: StTask, name: str, number: int) -> Application:
    found = application(
        purpose="dossier", state="chosen" if number == 1 else "valid", of=made, call=world.call, title=made.name,
        organisation=made.host if number == 1 else organisation(name), asked_state=1_900_000_000 + number, asked_total=2_400_000_000,
        receipt=f"BN-2024-{number:05d}", blind_code=f"HS-{number:02d}", sent_at=_at(date(2024, 3, 28), 9) + timedelta(days=number),
    )  # fmt: skip
    team_member(found, role="leader", name=LEADER if number == 1 else f"Chủ nhiệm Mẫu số {number}")
    return found


def _money(made: StTask) -> None:
    for year, item, what, asked, planned in (
        (2024, "cong-lao-dong", "", 900_000_000, 800_500_000), (2025, "nguyen-vat-lieu", "Giống, vật tư nuôi cấy mô, hoá chất phân tích", 1_100_000_000, 1_000_000_000),
    ):  # fmt: skip
        BudgetLine.objects.create(
            task=made,
            year=year,
            source="ngan-sach",
            item=item,
            what=what,
            asked=asked,
            planned=planned,
            appraisal_note="Giảm theo định mức",
        )
    BudgetLine.objects.create(
        task=made, year=2025, source="don-vi", item="khac", asked=545_178_000, planned=545_178_000
    )
    for number, kind in ((1, "process"), (2, "model"), (3, "report")):
        OrderedProduct.objects.create(
            task=made, number=number, kind=kind, name=f"Sản phẩm mẫu số {number}: quy trình nhân giống cây dược liệu bằng nuôi cấy mô",
            unit="bộ", quantity=2, delivered=2, quality="Đạt tiêu chuẩn cơ sở, được hội đồng khoa học cấp cơ sở công nhận",
        )  # fmt: skip
    agreed = Contract.objects.create(
        task=made, number="03/HĐ-SKHCN", signed_on=date(2024, 6, 20), orderer="Sở Khoa học và Công nghệ",
        orderer_signer="Lâm Văn Mẫu, Phó Giám đốc", host_signer="Đinh Công Mẫu, Giám đốc", starts_on=made.starts_on, ends_on=made.ends_on,
        total=made.budget, state_budget=made.state_budget, lump_sum="partial", lump_sum_note="Khoán công lao động, hội thảo",
        returned=500_000, liquidation_number="05/BB-SKHCN", liquidated_on=date(2026, 10, 9),
    )  # fmt: skip
    Instalment.objects.create(
        contract=agreed, number=1, planned_on=date(2024, 7, 10), amount=900_250_000, condition="Sau khi hợp đồng có hiệu lực",
        advanced_on=date(2024, 7, 15), advanced=900_250_000, settled=900_250_000,
    )  # fmt: skip
    Instalment.objects.create(
        contract=agreed, number=2, planned_on=date(2025, 7, 10), amount=900_250_000, advanced_on=date(2025, 8, 1), advanced=900_250_000,
        settled=899_750_000, condition="Đã thanh toán ít nhất 50% đợt 1 và có báo cáo định kỳ đạt tiến độ",
    )  # fmt: skip
    VolumeConfirmation.objects.create(
        task=made, period="6 tháng cuối năm 2024", asked_on=date(2025, 1, 5), done="- Hoàn thành điều tra hiện trạng;\n- Đã nhân 5.000 cây giống.",
        amount=820_000_000, confirmed_on=date(2025, 1, 14), money_confirmed_on=date(2025, 1, 20), confirmed_amount=815_000_001, note="Đúng tiến độ.",
    )  # fmt: skip
    Stop.objects.create(
        task=made, objective=True, reason="Thiên tai làm hỏng toàn bộ mô hình.", spent=500_000_000, unproven=12_345_678, refund=12_345_678,
        refund_due_on=date(2026, 12, 5), handed_in="Toàn bộ số liệu điều tra; 01 máy sấy",
    )  # fmt: skip


def _similar(made: StTask, rules: Procedure) -> None:
    for number, verdict in ((1, "different"), (2, "overlap"), (3, "")):
        other = task(
            "closed",
            rules=rules,
            name=f"Nghiên cứu mô hình mẫu số {number} về cây dược liệu",
            code=f"ĐTCN.0{number}/20",
        )
        Similar.objects.create(
            task=made, other=other, score=Decimal("0.7"), reasons=["Tên có 6 từ khóa chung", "Cùng đối tượng: cây dược liệu"], verdict=verdict,
            verdict_note="Khác giống cây và khác địa bàn" if verdict else "",
        )  # fmt: skip


def _open(world: World) -> None:
    found = world.call
    found.opening_at, found.opened_on, found.opening_place = (
        _at(date(2024, 4, 8), 8),
        date(2024, 4, 8),
        "Phòng họp số 2, trụ sở Sở",
    )
    found.opening_people, found.opening_minutes = (
        "Ông Lâm Văn Mẫu, Phó Giám đốc Sở\nBà Hà Thị Mẫu, chuyên viên",
        "18/BB-SKHCN",
    )
    found.opening_list = [
        {
            "dossier": one.pk, "task": one.task_id, "receipt": one.receipt, "title": one.title, "organisation": str(one.organisation),
            "sent_at": one.sent_at.isoformat(), "seal": "0123456789abcdef" * 4, "extended": number == 2,
        }
        for number, one in enumerate(world.dossiers)
    ]  # fmt: skip
    found.save()


# --- councils --------------------------------------------------------------------------------------------------------


def make_council(
    world: World, kind: str, *, blind: bool = False, closed: bool = True, members: int = 9
) -> Council:
    """A council of that kind with its sheets, concluded and closed by the acts."""
    names = {"identification": "Hội đồng tư vấn xác định nhiệm vụ khoa học và công nghệ cấp tỉnh năm 2024", "finance": "Tổ thẩm định kinh phí nhiệm vụ khoa học và công nghệ", "selection": "Hội đồng tư vấn tuyển chọn tổ chức, cá nhân chủ trì nhiệm vụ khoa học và công nghệ lĩnh vực nông nghiệp", "acceptance": "Hội đồng tư vấn đánh giá, nghiệm thu nhiệm vụ khoa học và công nghệ cấp tỉnh"}  # fmt: skip
    made = Council.objects.create(
        procedure=world.task.procedure, kind=kind, name=names[kind], state="appointed", symbol="77/QĐ-SKHCN", decided_on=date(2024, 4, 10),
        blind=blind, clerk=world.officer, regulation="Họp trực tiếp tại trụ sở Sở.",
    )  # fmt: skip
    world.councils[kind] = made
    roles = GROUP if kind == "finance" else ROLES[:members]
    for order, role in enumerate(roles):
        Seat.objects.create(
            council=made, name=PEOPLE[order], title="PGS. TS, Trưởng khoa Công nghệ sinh học", role=role, order=order,
            workplace="Viện Nghiên cứu Cây trồng Mẫu thuộc Trường Đại học Mẫu", side="expert" if order < 6 else "manager",
        )  # fmt: skip
    bids = list(world.dossiers) if kind == "selection" else [None]
    for order, one in enumerate(bids):
        item = CouncilItem.objects.create(council=made, task=world.task, dossier=one, order=order)
        item.reviewers.set(made.seats.filter(role="reviewer"))
    meeting = _meeting(made)
    if closed:
        _judge(world, made, meeting)
    return made


def _meeting(made: Council) -> Meeting:
    meeting = Meeting.objects.create(
        council=made, at=_at(date(2024, 5, 6), 8), place="Phòng họp số 1, trụ sở Sở Khoa học và Công nghệ", mode="mixed",
        invitation_symbol="", papers_sent_on=date(2024, 4, 22), guests="Đại diện Sở Mẫu số 2",
    )  # fmt: skip
    meeting.items.set(made.items.all())
    return meeting


def _judge(world: World, made: Council, meeting: Meeting) -> None:
    seats = list(made.seats.all())
    for place, one in enumerate(seats):
        Attendance.objects.create(meeting=meeting, seat=one, presence="online" if place == 5 else "present")
        for item in made.items.all():
            Declaration.objects.create(seat=one, item=item, conflicted=False)
    Meeting.objects.filter(pk=meeting.pk).update(state="open")
    if made.kind != "finance":
        for number, item in enumerate(made.items.all()):
            for place, one in enumerate(seats):
                _sheet(made, item, one, number, place)
    actor = world.actor
    for item in list(made.items.all()):
        item.refresh_from_db()
        if item.concluded_at is None:
            conclude(
                item=item,
                by=actor,
                meeting=meeting,
                conclusion="Hội đồng thống nhất kết quả đánh giá nêu trên.\nĐề nghị hoàn thiện hồ sơ trong 20 ngày.",
            )
    close_meeting(
        meeting=meeting, minutes_symbol="21/BB-HĐ", by=actor, discussion="Các thành viên trao đổi về phương án nhân giống.\n- Cần làm rõ quy mô mô hình.",
        counters="Người Mẫu A\nNgười Mẫu B\nNgười Mẫu C",
    )  # fmt: skip


_GRID = {
    "overview": 12,
    "content": 24,
    "products": 16,
    "applicability": 16,
    "feasibility": 16,
    "capacity": 16,
}


def _sheet(made: Council, item: CouncilItem, seat: Seat, number: int, place: int) -> None:
    points, answers, vote = {}, {}, ""
    if made.kind == "selection":
        share = (
            Decimal("0.4")
            if place == 8 and number == 0
            else Decimal("0.9") - Decimal(number) / 20 % Decimal("0.5") - Decimal(place) / 100
        )
        points = {code: str((most * share).quantize(Decimal("0.5"))) for code, most in _GRID.items()}
    elif made.kind == "identification":
        answers = dict.fromkeys(
            ("need", "scope", "objective", "results", "overlap", "use"), "fail" if place == 8 else "pass"
        )
        vote = "do_not" if place == 8 else "do"
    else:
        marks = dict.fromkeys(("quantity", "quality", "kind"), "excellent" if place == 1 else "pass")
        answers = {"report": "pass", "products": {str(one.pk): marks for one in item.task.products.all()}}
        vote = "pass"
    Sheet.objects.create(
        item=item, seat=seat, kind=_form_of(made), points=points, answers=answers, vote=vote, handed_in_at=_at(date(2024, 5, 5), 15),
        seal="fedcba9876543210" * 4, comment="Nội dung phù hợp với nhu cầu của địa phương, cần bổ sung phương án tiêu thụ sản phẩm." if place else "",
    )  # fmt: skip


def _form_of(made: Council) -> str:
    return next(one["sheet"] for one in made.procedure.definition["councils"] if one["code"] == made.kind)
