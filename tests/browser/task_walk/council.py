"""A council on its pages: formed, appointed, called, judging, concluded.

One member by each page. The others, who would do the same, sit down and declare by the acts; their sheets are typed from
paper, one on the page of the secretary and the rest by its act.
"""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from khcn.operations.st_tasks.councils.declaring import declare
from khcn.operations.st_tasks.councils.forming import add_seat
from khcn.operations.st_tasks.councils.sheets import type_sheet
from khcn.operations.st_tasks.models import BudgetLine, Council, CouncilItem, Meeting, Seat
from khcn.registers.directory.models import Person
from tests.browser.task_walk.desk import PDF, Desk
from tests.factories import st_tasks as make

PLAIN = ("member", "deputy")


class Table:
    """The council of one step of the walk."""

    def __init__(
        self, desk: Desk, kind: str, roles: tuple[str, ...], managers: tuple[int, ...] = (1, 4, 5)
    ) -> None:
        self.desk, self.kind, self.roles, self.managers = desk, kind, roles, managers
        self.council: Council
        self.item: CouncilItem
        self.meeting: Meeting
        self.mine = len(roles) - 1 if roles[-1] == "member" else 2

    # --- forming

    def form(self, *, tasks: bool) -> None:
        desk = self.desk
        procedure = desk.task.procedure
        page = desk.visit("officer", "council_new")
        page.goto(f"?loai={procedure.pk}:{self.kind}".join([page.url.split("?")[0], ""]))
        desk.look(page, "officer-hoi-dong-moi")
        judged = desk.task if tasks else desk.task.applications.get(purpose="dossier")
        desk.fill(page, name=f"Hội đồng mẫu: {self.kind}", judged=[judged.pk])
        desk.send(page)
        self.council = Council.objects.get(kind=self.kind)
        self._take_seats()
        self._name_reviewers()
        desk.visit("officer", "council_conflicts", pk=self.council.pk)
        desk.visit("officer", "council_faults", pk=self.council.pk)
        page = desk.post(
            "officer",
            "council_appoint",
            where=self.where,
            symbol=f"1{self.council.pk}/QĐ-SKHCN",
            decided_on=desk.today,
        )
        desk.look(page, "officer-hoi-dong-da-lap")
        self.item = self.council.items.get()

    @property
    def where(self) -> dict[str, int]:
        return {"pk": self.council.pk}

    def _take_seats(self) -> None:
        """The member on the page, by search in the register; the others by the act."""
        for number, role in enumerate(self.roles):
            person, side = expert(number), "manager" if number in self.managers else "expert"
            if number != self.mine:
                add_seat(council=self.council, role=role, side=side, person=person, by=self.desk.actor("officer"),
                         acts_for_chair=role == "vice")  # fmt: skip
        person = expert(self.mine)
        page = self.desk.post(
            "officer", "council_seats", "Thêm vào hội đồng", where=self.where, query=f"?q={person.name}", person=person.pk,
            role=self.roles[self.mine], side="expert", account="uy-vien-mau",
        )  # fmt: skip
        self.desk.look(page, "officer-thanh-vien")
        assert self.council.seats.count() == len(self.roles)

    def _name_reviewers(self) -> None:
        reviewers = self.council.seats.filter(role="reviewer")
        if reviewers:
            where = {"pk": self.council.pk, "item": self.council.items.get().pk}
            self.desk.post("officer", "item_reviewers", where=where, reviewers=[one.pk for one in reviewers])

    # --- the meeting

    def meet(self, day: str, *, question: str = "") -> None:
        """Planned and called today; the member declares on the phone; on its day everybody is there."""
        desk = self.desk
        desk.post(
            "officer",
            "meeting_new",
            where=self.where,
            day=date.fromisoformat(day),
            time="08:00",
            place="Phòng họp Sở",
        )
        self.meeting = Meeting.objects.get(council=self.council)
        page = desk.visit("officer", "meeting_detail", pk=self.meeting.pk)
        desk.fill(page, invitation_symbol=f"2{self.council.pk}/GM-SKHCN")
        desk.send(page, "Ghi đã mời")
        self._declare()
        if question:
            self._ask(question)
        desk.day(day)
        page = desk.visit("officer", "meeting_detail", pk=self.meeting.pk)
        desk.fill(page, **{f"du-{one.pk}": "present" for one in self.council.seats.all()})
        desk.keep(page, "Lưu điểm danh", "Đủ điều kiện")
        desk.look(page, "officer-phien-hop")
        self.meeting.refresh_from_db()
        assert self.meeting.state == "open"

    def _declare(self) -> None:
        desk = self.desk
        desk.visit("member", "my_councils")
        desk.visit("member", "my_council", pk=self.council.pk)
        page = desk.visit("member", "my_item", pk=self.item.pk)
        assert page.get_by_text("Tài liệu", exact=True).count() == 0
        desk.fill(page, conflicted="khong")
        desk.send(page, "Xác nhận lời khai")
        desk.look(page, "member-noi-dung-da-mo")
        others = list(self.council.seats.filter(user=None))
        page = desk.visit("officer", "meeting_detail", pk=self.meeting.pk)
        page.get_by_text("Nhập bản khai xung đột lợi ích trên giấy").click()
        line = page.locator("#phieu li", has_text=others[0].name)
        desk.send_in(page, line.get_by_role("button"), yes="Đúng")
        for one in others[1:]:
            declare(seat=one, item=self.item, conflicted=False, on_paper=True, by=desk.actor("officer"))

    def _ask(self, text: str) -> None:
        """A member asks, the secretary forwards, the answer comes back without anybody's name."""
        desk = self.desk
        page = desk.visit("member", "my_item", pk=self.item.pk)
        desk.fill(page, text=text)
        desk.send(page, "Gửi câu hỏi")
        page = desk.visit("officer", "meeting_detail", pk=self.meeting.pk)
        desk.send(page, "Chuyển bên nộp hồ sơ")
        page.get_by_role("link", name="Ghi câu trả lời").click()
        desk.fill(page, answer="Đủ nước tưới cả năm.")
        desk.send(page)
        page = desk.visit("member", "my_item", pk=self.item.pk)
        page.get_by_text("Đủ nước tưới cả năm.").wait_for()

    # --- sheets

    def judge(self, marks: dict[str, str]) -> None:
        """The member fills the sheet on the phone and hands it in; the others are typed from paper."""
        desk = self.desk
        mine = Seat.objects.get(council=self.council, user=desk.people["member"])
        where = {"pk": self.item.pk, "page": "phieu"}
        page = desk.visit("member", "my_sheet", **where)
        desk.fill(page, **marks, comment="Hồ sơ rõ ràng.")
        desk.keep(page, "Lưu phiếu", "Đã lưu lúc")
        desk.look(page, "member-phieu-da-cham")
        page = desk.post("member", "my_sheet_hand_in", "Nộp phiếu", where=where)
        desk.look(page, "member-phieu-da-nop")
        assert mine.sheets.get(kind__startswith="phieu").handed_in_at
        others = list(self.council.seats.exclude(pk=mine.pk).order_by("order", "pk"))
        desk.post(
            "officer", "sheet_type", "Lưu phiếu đã ký", where={"pk": self.meeting.pk, "item": self.item.pk, "seat": others[0].pk},
            scan=desk.scan, **marks,
        )  # fmt: skip
        told = {
            name: getattr(mine.sheets.get(kind=others[0].sheets.get().kind), name)
            for name in ("points", "answers")
        }
        for one in others[1:]:
            type_sheet(
                seat=one,
                item=self.item,
                by=desk.actor("officer"),
                scan=ContentFile(PDF),
                scan_name="phieu.pdf",
                **told,
            )

    def appraise(self, sums: dict[str, str]) -> None:
        """The finance group: every line on one page, as asked where nothing else is told."""
        lines = BudgetLine.objects.filter(task=self.desk.task)
        told = {f"so-{one.pk}": sums.get(one.item, str(one.asked)) for one in lines}
        page = self.desk.post(
            "officer", "item_lines", where={"pk": self.meeting.pk, "item": self.item.pk}, **told
        )
        self.desk.look(page, "officer-tham-dinh")

    def conclude(self, minutes: str, conclusion: str) -> None:
        """The result is computed; with the minutes the meeting ends."""
        desk = self.desk
        desk.post(
            "officer",
            "item_conclude",
            where={"pk": self.meeting.pk, "item": self.item.pk},
            conclusion=conclusion,
        )
        page = desk.visit("officer", "meeting_detail", pk=self.meeting.pk)
        desk.fill(
            page,
            minutes_symbol=minutes,
            counters="Người Kiểm Phiếu Một\nNgười Kiểm Phiếu Hai\nNgười Kiểm Phiếu Ba",
        )
        desk.send(page, "Kết thúc phiên họp", yes="Kết thúc")
        desk.look(page, "officer-bien-ban")
        desk.visit("officer", "council_result", pk=self.council.pk)
        desk.visit("member", "my_item", pk=self.item.pk)


def expert(number: int) -> Person:
    """The same people sit in all councils of a walk."""
    name = f"Chuyên Gia Mẫu {number}"
    found: Any = Person.objects.filter(name=name).first()
    return found or make.person(name, capacity="expert", workplace=f"Viện Mẫu số {number}")
