"""From proposals to an approved host: the first half of the way, by acts."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from khcn.config.demo.st_tasks.cast import Cast
from khcn.config.demo.st_tasks.clock import Clock
from khcn.config.demo.st_tasks.saying import KINDS, about, answers, file_paper
from khcn.config.demo.st_tasks.sheets import on_dossier, on_proposal
from khcn.config.demo.st_tasks.sitting import Sitting
from khcn.lib.months import add_months
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.applications.budget import set_budget
from khcn.operations.st_tasks.applications.saving import form_of, save_application, set_parties
from khcn.operations.st_tasks.applications.sending import send_application
from khcn.operations.st_tasks.applications.similar import find_similar, judge_similar
from khcn.operations.st_tasks.applications.starting import start_dossier, start_proposal
from khcn.operations.st_tasks.applications.teams import invite
from khcn.operations.st_tasks.calls.opening import judge_validity, open_dossiers
from khcn.operations.st_tasks.calls.preparing import prepare_call, put_tasks
from khcn.operations.st_tasks.calls.publishing import publish_call
from khcn.operations.st_tasks.models import Application, Call, Procedure, Similar, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of

MILLION = 1_000_000
#: item, source, lump sum, millions a year
LINES = (("cong-lao-dong", "ngan-sach", True, 260), ("nguyen-vat-lieu", "ngan-sach", True, 140),
         ("thiet-bi", "ngan-sach", False, 60), ("hoi-thao", "don-vi", True, 80))  # fmt: skip


class Finding:
    """A cohort of tasks that go together to the same councils and into the same call."""

    def __init__(self, cast: Cast, clock: Clock, procedure: Procedure, first: int, count: int) -> None:
        self.cast, self.clock, self.procedure = cast, clock, procedure
        self.numbers = range(first, first + count)
        self.mark = f"{procedure.code}/{first}"
        self.tasks: list[StTask] = []
        self.call: Call | None = None

    def by(self, name: str) -> Any:
        return self.cast.actor(name, self.clock.day)

    def step(
        self, task: StTask, code: str, *, name: str = "officer", note: str = "", **values: Any
    ) -> StTask:
        return advance(task=task, transition=code, by=self.by(name), values=values, note=note)

    def each(self, code: str, *, name: str = "officer", note: str = "", **values: Any) -> None:
        for task in self.tasks:
            self.step(task, code, name=name, note=note, **values)
        self._again()

    def _again(self) -> None:
        found = StTask.objects.select_related("procedure", "call").in_bulk([one.pk for one in self.tasks])
        self.tasks = [found[one.pk] for one in self.tasks]

    def sitting(self, kind: str) -> Sitting:
        return Sitting(self.cast, self.clock, self.procedure, kind, self.mark)

    # --- to the order ---------------------------------------------------------------------------

    def propose(self, on: date) -> None:
        for number in self.numbers:
            self.clock.go(on)
            name, group = about(number)
            application = start_proposal(
                kind=KINDS[group], by=self.by("proposer"), procedure=self.procedure, artificial=True,
                organisation=self.cast.hosts[(number + 3) % len(self.cast.hosts)],
            )  # fmt: skip
            told = answers(form_of(application), name)
            save_application(application=application, answers=told, seen_revision=0, by=self.by("proposer"))
            send_application(application=application, by=self.by("proposer"))
            application.refresh_from_db()
            assert application.task is not None
            self.tasks.append(application.task)

    def screen(self, on: date) -> None:
        self.clock.go(on)
        self.each("screen")
        for task in self.tasks:
            find_similar(task)
            for one in Similar.objects.filter(task=task, verdict="").select_related("other"):
                judge_similar(similar=one, verdict="different", by=self.by("officer"))
        for number, task in zip(self.numbers, self.tasks, strict=True):
            self.step(task, "to_identification", share_group=about(number)[1])
        self._again()

    def identify(self, on: date) -> date:
        sitting = self.sitting("identification")
        council, day = sitting.hold(on, on_proposal, tasks=self.tasks)
        self.clock.go(day + timedelta(2))
        self.each("recommend")
        sitting.end(council)
        return self.clock.day

    def order(self, on: date) -> None:
        route = outline_of(self.procedure).routes[0]
        self.clock.go(on)
        self.each("to_order", route=route)
        self.clock.go(on + timedelta(9))
        self.each(
            "order", name="leader", order_symbol=f"{self.numbers[0]}/QĐ-ĐH-MẪU", ordered_on=self.clock.day
        )

    # --- the call -------------------------------------------------------------------------------

    def announce(self, on: date, *, days: int = 32) -> Call:
        self.clock.go(on)
        by, route = self.by("officer"), outline_of(self.procedure).routes[0]
        call = prepare_call(
            procedure=self.procedure, title=f"Đợt thông báo mẫu {self.mark}", year=on.year, by=by, route=route
        )
        Call.objects.filter(pk=call.pk).update(artificial=True)
        put_tasks(call=call, tasks=self.tasks, by=by)
        closes = timezone.make_aware(datetime.combine(self.clock.day + timedelta(days), time(17)))
        self.call = publish_call(
            call=call, by=by, closes_at=closes, notice_symbol=f"{self.numbers[0]}/TB-MẪU"
        )
        self._again()
        return self.call

    def bid(self, on: date, *, bids: int = 2, send: bool = True) -> list[Application]:
        """One bidder has the sign-in of an enterprise; the other is somebody else."""
        found = []
        for at, task in enumerate(self.tasks):
            for place, name in enumerate(("applicant", "rival")[: bids if at % 3 else 2]):
                self.clock.go(on, 9 + place)
                found.append(self._bid(task, at, name, place, send))
        return found

    def _bid(self, task: StTask, at: int, name: str, place: int, send: bool) -> Application:
        by, hosts = self.by(name), self.cast.hosts
        host = hosts[(self.numbers[at] * 2 + place) % len(hosts)]
        dossier = start_dossier(task=task, organisation=host, by=by)
        told = answers(form_of(dossier), task.name)
        dossier = save_application(application=dossier, answers=told, seen_revision=dossier.revision, by=by)
        set_parties(application=dossier, organisation=host, partners=[hosts[(at + 5) % len(hosts)]], by=by)
        leader = f"Chủ nhiệm Mẫu {self.numbers[at]}{'AB'[place]}"
        invite(application=dossier, name=leader, role="leader", by=by, organisation=host)
        invite(
            application=dossier, name=f"Thành viên Mẫu {self.numbers[at]}{'AB'[place]}", role="member", by=by
        )
        year = self.clock.day.year
        lines = [
            {"year": year + turn, "source": source, "item": item, "lump_sum": lump, "what": "Nội dung chi mẫu",
             "asked": (millions + 10 * place) * MILLION}
            for turn in (0, 1) for item, source, lump, millions in LINES
        ]  # fmt: skip
        dossier = set_budget(application=dossier, lines=lines, by=by)
        for paper in form_of(dossier).papers:
            file_paper(dossier, paper, self.clock.day, f"Tài liệu {paper}")
        if send:
            send_application(application=dossier, by=by)
        return dossier

    def open(self, on: date) -> None:
        assert self.call is not None
        self.clock.go(on)
        open_dossiers(
            call=self.call, at=timezone.now(), people="Đại diện Sở và các bên nộp hồ sơ (mẫu)", place="Phòng họp Ví Dụ",
            minutes=f"{self.call.pk}/BB-MHS-MẪU", by=self.by("officer"),
        )  # fmt: skip
        for dossier in Application.objects.filter(call=self.call, state="sent"):
            judge_validity(application=dossier, valid=True, note="", by=self.by("officer"))
        self._again()

    def select(self, on: date) -> date:
        self.clock.go(on)
        self.each("to_selection")
        sitting = self.sitting("selection")
        council, day = sitting.hold(on + timedelta(1), on_dossier, dossiers=self.valid(), call=self.call)
        self.clock.go(day + timedelta(1))
        self.each("choose")
        sitting.end(council)
        return self.clock.day

    def valid(self) -> list[Application]:
        return list(Application.objects.filter(call=self.call, state="valid").order_by("task", "receipt"))

    def appraise(self, on: date) -> date:
        self.clock.go(on)
        self.each("to_appraisal", note="Hội đồng không yêu cầu sửa (mẫu)")
        sitting = self.sitting("finance")
        council, day = sitting.hold(on + timedelta(1), on_dossier, tasks=self.tasks)
        self.clock.go(day + timedelta(1))
        self.each("appraise")
        sitting.end(council)
        return self.clock.day

    def approve(self, on: date, *, months: int) -> None:
        self.clock.go(on)
        self.each("to_decide")
        self.clock.go(on + timedelta(6))
        day = self.clock.day
        starts = day + timedelta(10)
        self.each(
            "approve", name="leader", approval_symbol=f"{self.numbers[0]}/QĐ-PD-MẪU", valid_from=day, starts_on=starts,
            ends_on=add_months(starts, months) - timedelta(1),
        )  # fmt: skip


def to_approval(found: Finding, begin: date, *, months: int, call_after: int = 4) -> Sequence[StTask]:
    """All of it, from the day of the proposals."""
    found.propose(begin)
    found.screen(begin + timedelta(12))
    day = found.identify(begin + timedelta(15))
    found.order(day + timedelta(3))
    found.announce(found.clock.day + timedelta(call_after))
    begun = found.clock.day
    found.bid(begun + timedelta(20))
    found.open(begun + timedelta(35))
    day = found.select(found.clock.day + timedelta(2))
    day = found.appraise(day + timedelta(8))
    found.approve(day + timedelta(4), months=months)
    return found.tasks
