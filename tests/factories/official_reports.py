"""A cycle with everything a consolidated report is made of. All of it is artificial."""

from dataclasses import dataclass
from datetime import date

from khcn.agency_reports.models import Answer, Cycle, Report, ReportRequest
from khcn.indicators.models import Indicator
from khcn.kernel.access import Actor
from khcn.kernel.agencies.models import Agency
from khcn.outputs.official_reports.editing import decide_block, decide_waiting
from khcn.outputs.official_reports.freezing import freeze
from khcn.outputs.official_reports.models import Block, OfficialReport
from khcn.outputs.official_reports.putting_together import put_together
from khcn.plan.models import Plan, Target, TargetMeasure, Task
from tests.factories.agencies import AgencyFactory
from tests.factories.indicators import indicator, observation
from tests.factories.people import actor_for, seat
from tests.factories.plans import PartyFactory, PlanFactory, TargetFactory, TaskFactory
from tests.factories.reports import cycle, report, request_for


@dataclass
class Round:
    """Two tasks, two targets (one measured), three agencies: one accepted, one only sent, one silent."""

    coordinator: Actor
    plan: Plan
    cycle: Cycle
    issuer: Agency
    a: Agency
    b: Agency
    silent: Agency
    tasks: tuple[Task, Task]
    targets: tuple[Target, Target]
    indicator: Indicator
    requests: dict[str, ReportRequest]
    reports: dict[str, Report]

    def put_together(self) -> OfficialReport:
        return put_together(cycle=self.cycle, issuer=self.issuer, by=self.coordinator)

    def block(self, key: str) -> Block:
        return Block.objects.select_related("section", "answer").get(
            section__report__cycle=self.cycle, key=key
        )

    def of_agency(self, agency: str, field: str = "text", number: int = 0) -> Block:
        item = self.requests[agency].items.order_by("order")[number]
        return self.block(f"tra-loi:{item.pk}:{field}")

    def answer(self, agency: str, number: int = 0) -> Answer:
        return self.reports[agency].answers.order_by("item__order")[number]


def a_round(year: int = 2026) -> Round:
    superior = AgencyFactory(code="ubnd-mau", name="Ủy ban nhân dân tỉnh Mẫu", order=1)
    issuer = AgencyFactory(
        code="so-mau", name="Sở Khoa học và Công nghệ", short_name="SKHCN", parent=superior, order=2
    )
    a, b = (
        AgencyFactory(code="so-mau-1", name="Sở Mẫu số 1", order=3),
        AgencyFactory(code="so-mau-2", name="Sở Mẫu số 2", order=4),
    )
    silent = AgencyFactory(code="so-mau-3", name="Sở Mẫu số 3", order=5)
    plan = PlanFactory(code="kh-mau", symbol="01/KH-UBND", place="Tỉnh Mẫu")
    tasks = (
        TaskFactory(plan=plan, no="1", order=1, short_title="Xây dựng cơ sở dữ liệu mẫu"),
        TaskFactory(plan=plan, no="2", order=2, short_title="Hỗ trợ doanh nghiệp mẫu"),
    )
    for task, agency in zip(tasks, (a, b), strict=True):
        PartyFactory(task=task, agency=agency)
    targets = (
        TargetFactory(plan=plan, code="T1", order=1, short_title="Tỷ lệ nhiệm vụ được ứng dụng"),
        TargetFactory(
            plan=plan, code="T2", order=2, short_title="Số bằng sáng chế mẫu", kind="count", unit="bằng"
        ),
    )
    measured = indicator("ty-le-mau", name="Tỷ lệ mẫu")
    TargetMeasure.objects.create(target=targets[0], indicator=measured, governing=True)
    observation(measured, year - 1, "41.5")
    observation(measured, year, "52.25", vintage="preliminary")
    round_ = cycle(year, plan=plan, code=f"nam-{year}", state="open")
    sections = ["results", "next"]
    requests = {
        "a": request_for(a, round_, tasks=[tasks[0]], sections=sections),
        "b": request_for(b, round_, tasks=[tasks[1]], sections=sections),
        "silent": request_for(silent, round_, sections=sections),
    }
    money = [{"origin": "science", "planned": 2_000_000_000, "allocated": 1_500_000_000, "disbursed": 750_000_000,
              "settled": None}]  # fmt: skip
    reports = {
        "a": report(requests["a"], "accepted", answers=_answers(
            requests["a"], {"declared": "met", "text": "Đã xong phần một của cơ sở dữ liệu.", "money": money,
            "obstacle": "Thiếu người vận hành.", "proposal": "Bổ sung biên chế.", "level": "province"},
            {"text": "Ban hành hai văn bản mẫu."}, {"text": "Tiếp tục phần hai."},
        )),
        "b": report(requests["b"], "sent", answers=_answers(
            requests["b"], {"declared": "late", "text": "Mới hỗ trợ được 3 doanh nghiệp."}, {"nothing": True},
        )),
    }  # fmt: skip
    coordinator = actor_for(seat("coordinator", issuer))
    return Round(coordinator, plan, round_, issuer, a, b, silent, tasks, targets, measured, requests, reports)


def _answers(request: ReportRequest, *said: dict) -> dict:
    return dict(zip(request.items.order_by("order"), said, strict=False))


def keep_everything(round_: Round, made: OfficialReport) -> None:
    """Look at every block and use it."""
    decide_waiting(report=made, keep=True, by=round_.coordinator)
    for block in Block.objects.filter(section__report=made, state="waiting"):
        decide_block(block=block, keep=True, seen_revision=block.revision, by=round_.coordinator)


def frozen(round_: Round, **signer: str) -> OfficialReport:
    made = round_.put_together()
    keep_everything(round_, made)
    told = {
        "authority": "KT.",
        "head_title": "Giám đốc",
        "signer_title": "Phó Giám đốc",
        "signer_name": "Người Ký Mẫu",
    }
    return freeze(report=made, by=round_.coordinator, **{**told, **signer})


def a_day(year: int = 2026) -> date:
    return date(year, 12, 4)
