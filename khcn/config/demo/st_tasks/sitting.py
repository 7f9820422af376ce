"""A council from its decision to its minutes, by the acts that officers and members use."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from khcn.config.demo.st_tasks.cast import Cast
from khcn.config.demo.st_tasks.clock import Clock
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.councils import concluding, conflicts, declaring, forming, meetings, sheets
from khcn.operations.st_tasks.models import (
    Application,
    BudgetLine,
    Council,
    CouncilItem,
    Meeting,
    Procedure,
    StTask,
)

SEVEN = ("chair", "vice", "reviewer", "reviewer", "secretary", "member", "member")
ROLES = {
    "identification": SEVEN, "selection": SEVEN, "acceptance": (*SEVEN, "member", "member"),
    "finance": ("head", "deputy", "council_person", "group_secretary", "member"),
    "expert-group": ("head", "member", "member"),
}  # fmt: skip
#: Which of the cast sits where: the person of the selection council in the finance group was its reviewer.
SITTING = {"finance": (7, 1, 2, 4, 8), "expert-group": (5, 7, 8)}
NAMES = {
    "identification": "Hội đồng tư vấn xác định nhiệm vụ mẫu", "selection": "Hội đồng tuyển chọn mẫu",
    "finance": "Tổ thẩm định kinh phí mẫu", "acceptance": "Hội đồng nghiệm thu mẫu", "expert-group": "Tổ chuyên gia mẫu",
}  # fmt: skip
MANAGERS = (1, 4, 6)
WAIVED = "Dữ liệu mẫu: đã xem xét, không ảnh hưởng đến khách quan."
Said = Callable[[CouncilItem, int], Mapping[str, Any]]


class Sitting:
    """One council; `go_as_far` stops it early, for councils that are at work today."""

    def __init__(self, cast: Cast, clock: Clock, procedure: Procedure, kind: str, mark: str) -> None:
        self.cast, self.clock, self.procedure, self.kind, self.mark = cast, clock, procedure, kind, mark
        self.places = SITTING.get(kind, tuple(range(len(ROLES[kind]))))

    def officer(self) -> Any:
        return self.cast.actor("officer", self.clock.day)

    def appoint(
        self, on: date, *, tasks: Sequence[StTask] = (), dossiers: Sequence[Application] = (), **more: Any
    ) -> Council:
        self.clock.go(on)
        by = self.officer()
        council = forming.form_council(
            procedure=self.procedure, kind=self.kind, name=f"{NAMES[self.kind]} {self.mark}", by=by, tasks=tasks,
            dossiers=dossiers, clerk=self.cast.users["officer"], **more,
        )  # fmt: skip
        Council.objects.filter(pk=council.pk).update(artificial=True)
        self._seat(council)
        for item in council.items.all() if self.kind == "identification" else ():
            forming.set_reviewers(item=item, seats=list(council.seats.filter(role="reviewer")), by=by)
        for one in conflicts.find_conflicts(council):
            if one.bars:
                conflicts.waive(conflict=one, reason=WAIVED, by=by)
        return forming.appoint(council=council, symbol=f"{council.pk}/QĐ-HĐ-MẪU", decided_on=by.on, by=by)

    def _seat(self, council: Council) -> None:
        for place, role in zip(self.places, ROLES[self.kind], strict=True):
            forming.add_seat(
                council=council, role=role, by=self.officer(), user=self.cast.members[place], person=self.cast.experts[place],
                side="manager" if place in MANAGERS else "expert", in_earlier=True, acts_for_chair=role == "vice",
            )  # fmt: skip

    def declare(self, council: Council, *, but: Sequence[int] = ()) -> None:
        for seat, place in self._seats(council, but):
            for item in council.items.all():
                declaring.declare(
                    seat=seat, item=item, conflicted=False, by=self.cast.member(place, self.clock.day)
                )

    def invite(self, council: Council, on: date) -> tuple[Meeting, date]:
        """Papers go out on this day; the meeting is ten working days later."""
        self.clock.go(on)
        day = add_working_days(on, 10)
        at = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 8))  # type: ignore[attr-defined]
        meeting = meetings.plan_meeting(council=council, at=at, by=self.officer(), place="Hội trường Ví Dụ")
        meeting = meetings.invite_meeting(
            meeting=meeting,
            by=self.officer(),
            papers_sent_on=self.clock.day,
            invitation_symbol=f"{council.pk}/GM-MẪU",
        )
        return meeting, day

    def fill(self, council: Council, said: Said, *, but: Sequence[int] = ()) -> None:
        for seat, place in self._seats(council, but):
            for item in council.items.select_related("task", "dossier", "council"):
                by = self.cast.member(place, self.clock.day)
                sheet = sheets.save_sheet(
                    seat=seat, item=item, by=by, seen_revision=0, comment="Nhận xét mẫu.", **said(item, place)
                )
                sheets.hand_in_sheet(sheet=sheet, seen_revision=sheet.revision, by=by)

    def hold(self, on: date, said: Said, **judged: Any) -> tuple[Council, date]:
        """The whole way: appointed, declared, invited, met, concluded, closed with minutes. Gives the day of the meeting."""
        council = self.appoint(on, **judged)
        self.declare(council)
        meeting, day = self.invite(council, on + timedelta(1))
        self.clock.go(day, 10)
        by = self.officer()
        presence = {seat.pk: "present" for seat, _place in self._seats(council, ())}
        meetings.note_attendance(meeting=meeting, presence=presence, by=by)
        if self.kind == "finance":
            self._appraise(council)
        else:
            self.fill(council, said)
        done: set[int] = set()
        for item in council.items.order_by("order"):
            if item.pk not in done:
                found = concluding.conclude(
                    item=item, by=by, meeting=meeting, conclusion="Theo kết quả phiếu (mẫu)."
                )
                done |= {one.pk for one in found}
        counters = "Kiểm phiếu Mẫu 1\nKiểm phiếu Mẫu 2\nKiểm phiếu Mẫu 3"
        meetings.close_meeting(
            meeting=meeting,
            minutes_symbol=f"{council.pk}/BB-MẪU",
            by=by,
            discussion="Diễn biến mẫu.",
            counters=counters,
        )
        return council, day

    def _appraise(self, council: Council) -> None:
        for item in council.items.all():
            for line in BudgetLine.objects.filter(task=item.task_id):
                planned = (line.asked or 0) * 19 // 20
                concluding.appraise_line(
                    item=item, line=line, planned=planned, by=self.officer(), note="Giảm 5 % (mẫu)"
                )

    def end(self, council: Council) -> None:
        forming.dissolve(council=council, reason="", by=self.officer())

    def _seats(self, council: Council, but: Sequence[int]) -> list[tuple[Any, int]]:
        seats = council.seats.filter(left_on=None).select_related("user").order_by("order")
        return [pair for pair in zip(seats, self.places, strict=True) if pair[1] not in but]
