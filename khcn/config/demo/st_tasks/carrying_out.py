"""From the contract to application: the second half of the way, by acts."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from khcn.config.demo.st_tasks.finding import Finding
from khcn.config.demo.st_tasks.saying import file_paper
from khcn.config.demo.st_tasks.sheets import on_results
from khcn.operations.st_tasks.accepting.assessing import answer_dossier, self_assess
from khcn.operations.st_tasks.accepting.handing_over import add_hand_over
from khcn.operations.st_tasks.models import Instalment, PeriodicReport, StTask, Use
from khcn.operations.st_tasks.money.contracts import (
    Part,
    contract_for,
    liquidate,
    plan_instalments,
    set_contract,
    sign_contract,
)
from khcn.operations.st_tasks.money.paying import pay_instalment, settle_instalment
from khcn.operations.st_tasks.results.library import enter_result
from khcn.operations.st_tasks.results.publicity import add_publicity
from khcn.operations.st_tasks.results.using import confirm_use, report_use, save_use
from khcn.operations.st_tasks.running.changes import ask_change, decide_change
from khcn.operations.st_tasks.running.inspections import add_inspection, conclude_inspection
from khcn.operations.st_tasks.running.reports import judge_report, send_report
from khcn.operations.st_tasks.running.stopping import decide_stop, open_stop, record_refund

#: Shares of the instalments in percent.
SHARES = (50, 30, 20)


class CarryingOut:
    """Acts on single tasks of a cohort; each tells its day by the clock."""

    def __init__(self, cohort: Finding) -> None:
        self.cohort, self.clock, self.cast, self.by = cohort, cohort.clock, cohort.cast, cohort.by

    def sign(self, task: StTask, on: date) -> StTask:
        self.clock.go(on)
        by = self.by("officer")
        contract = set_contract(
            task=task, by=by, orderer="Sở Khoa học và Công nghệ (mẫu)", orderer_signer="Người ký Mẫu, Giám đốc",
            host_signer="Người ký Mẫu, Thủ trưởng",
        )  # fmt: skip
        total = contract.state_budget or 0
        amounts = [total * share // 100 for share in SHARES[:-1]]
        amounts.append(total - sum(amounts))
        parts = [
            Part(amount, (task.starts_on or on) + timedelta(200 * turn), f"Điều kiện mẫu {turn + 1}")
            for turn, amount in enumerate(amounts)
        ]
        plan_instalments(contract=contract, parts=parts, by=by)
        sign_contract(contract=contract, number=f"{task.pk}/HĐ-MẪU", signed_on=self.clock.day, by=by)
        task = self.cohort.step(task, "sign", result_published_on=self.clock.day)
        self.pay(task, on + timedelta(9))
        return task

    def pay(self, task: StTask, on: date) -> None:
        self.clock.go(on)
        waiting = self._instalments(task, paid=False)
        if waiting:
            pay_instalment(
                instalment=waiting[0], amount=waiting[0].amount, on=self.clock.day, by=self.by("officer")
            )

    def settle(self, task: StTask) -> None:
        for one in self._instalments(task, paid=True):
            if one.settled is None and one.advanced is not None:
                settle_instalment(instalment=one, amount=one.advanced, by=self.by("officer"))

    def _instalments(self, task: StTask, *, paid: bool) -> list[Instalment]:
        rows = Instalment.objects.filter(contract__task=task, advanced_on__isnull=not paid)
        return list(rows.select_related("contract__task").order_by("number"))

    def report(self, task: StTask, until: date, *, miss: int = 0, late: int = 0) -> None:
        """The reports due by then; the last `miss` never came, the others `late` days after their day."""
        rows = list(
            PeriodicReport.objects.filter(task=task, sent_at=None, due_on__lte=until).order_by("number")
        )
        for one in rows[: len(rows) - miss] if miss else rows:
            self.clock.go(one.due_on + timedelta(late or -3), 15)
            one = send_report(
                report=one, text=f"Đã làm xong phần việc kỳ {one.number} (mẫu).", by=self.by("applicant"),
                share_done=Decimal(min(100, 25 * one.number)), difficulties="Mưa kéo dài (mẫu)" if late else "",
            )  # fmt: skip
            self.clock.go(one.due_on + timedelta(late + 6))
            judgement = "slow" if late else "good"
            judge_report(
                report=one,
                judgement=judgement,
                note="Cần đẩy nhanh (mẫu)" if late else "",
                by=self.by("officer"),
            )
            if one.number == 1:
                self.settle(task)
                self.pay(task, self.clock.day + timedelta(8))

    def extend(self, task: StTask, on: date, months: int, *, agreed: bool = True) -> None:
        assert task.ends_on is not None
        self.clock.go(on)
        wish = {"ends_on": (task.ends_on + timedelta(30 * months)).isoformat()}
        change = ask_change(
            task=task, kind="extension", reason="Vụ mùa bị chậm (mẫu)", wish=wish, by=self.by("applicant")
        )
        self.clock.go(on + timedelta(12))
        decide_change(
            change=change,
            agreed=agreed,
            symbol=f"{change.pk}/QĐ-ĐC-MẪU",
            on=self.clock.day,
            note="Xem xét (mẫu)",
            by=self.by("officer"),
        )

    def inspect(self, task: StTask, on: date, conclusion: str = "good") -> None:
        self.clock.go(on)
        made = add_inspection(
            task=task,
            on=self.clock.day,
            notice_on=self.clock.day - timedelta(14),
            people="Đoàn kiểm tra Mẫu",
            by=self.by("officer"),
        )
        conclude_inspection(
            inspection=made, findings="Kết quả kiểm tra mẫu.", conclusion=conclusion, minutes_symbol=f"{made.pk}/BB-KT-MẪU",
            by=self.by("officer"),
        )  # fmt: skip

    def stop(self, task: StTask, on: date) -> None:
        """Paused, inspected, ended by decision; a part of the refund is paid."""
        self.clock.go(on)
        stop = open_stop(
            task=task,
            objective=False,
            reason="Không đủ nhân lực thực hiện (mẫu)",
            paused_on=self.clock.day,
            by=self.by("officer"),
        )
        self.cohort.step(task, "pause", note="Tạm dừng để kiểm tra (mẫu)")
        self.inspect(task, on + timedelta(12), "poor")
        self.clock.go(on + timedelta(35))
        advanced = sum(one.advanced or 0 for one in self._instalments(task, paid=True))
        decide_stop(
            stop=stop, spent=advanced * 6 // 10, unproven=advanced // 10, symbol=f"{task.pk}/QĐ-CD-MẪU", on=self.clock.day,
            handed_in="Số liệu, mẫu vật đã có (mẫu)", by=self.by("officer"),
        )  # fmt: skip
        self.cohort.step(
            task, "terminate", name="leader", note="Chấm dứt (mẫu)", termination_symbol=f"{task.pk}/QĐ-CD-MẪU"
        )
        self.clock.go(on + timedelta(60))
        stop.refresh_from_db()
        record_refund(stop=stop, amount=(stop.refund or 0) // 2, by=self.by("officer"))

    # --- acceptance -----------------------------------------------------------------------------

    def hand_in(self, task: StTask, on: date, grade: str) -> StTask:
        self.clock.go(on)
        told = {one.number: (None, "Đạt yêu cầu (mẫu)") for one in task.products.all()}
        self_assess(
            task=task, delivered=told, text="Tự đánh giá mẫu.", proposed_grade=grade, by=self.by("applicant")
        )
        self.cohort.step(task, "assess", name="applicant")
        for paper in ("NT-BCTH", "NT-BCTT"):
            file_paper(task, paper, self.clock.day, "Báo cáo kết quả")
        self.clock.go(on + timedelta(8))
        self.cohort.step(task, "hand_in", name="applicant", dossier_on=self.clock.day)
        self.clock.go(on + timedelta(10))
        answer_dossier(task=task, answer="Hồ sơ hợp lệ (mẫu).", by=self.by("officer"))
        return self.cohort.step(task, "to_acceptance")

    def judge(
        self, tasks: list[StTask], on: date, grades: Mapping[int, str], *, experts: bool = False
    ) -> date:
        """The expert group where asked, then the council; both judge the tasks together."""
        said = lambda item, place: on_results(item, place, grades=grades)  # noqa: E731
        if experts:
            group = self.cohort.sitting("expert-group")
            council, on = group.hold(on, said, tasks=tasks)
            group.end(council)
        sitting = self.cohort.sitting("acceptance")
        council, day = sitting.hold(on + timedelta(1), said, tasks=tasks)
        self.clock.go(day + timedelta(2))
        for task in tasks:
            self.cohort.step(task, "conclude")
        sitting.end(council)
        return self.clock.day

    def register(self, task: StTask, on: date, **links: object) -> None:
        self.clock.go(on)
        file_paper(task, "HT-BCTH", self.clock.day, "Báo cáo tổng hợp đã hoàn thiện")
        self.cohort.step(task, "to_registration", name="applicant")
        told = {
            "title": f"Báo cáo tổng hợp: {task.name}", "kind": "report", "access": "open", "keywords": "mẫu, ví dụ",
            "abstract": "Tóm tắt mẫu: quy trình đã thử ở hai mô hình, sẵn sàng chuyển giao.", "rights_holder": str(task.host),
        }  # fmt: skip
        enter_result(task=task, values=told, links=links, by=self.by("officer"))  # type: ignore[arg-type]
        self.clock.go(on + timedelta(9))
        self.cohort.step(task, "register", certificate=f"TQ-MẪU-B{task.pk}", registered_on=self.clock.day)
        self.clock.go(on + timedelta(16))
        self.cohort.step(
            task,
            "recognise",
            name="leader",
            recognition_symbol=f"{task.pk}/QĐ-CN-MẪU",
            recognised_on=self.clock.day,
        )

    def close(self, task: StTask, on: date) -> None:
        self.clock.go(on)
        while self._instalments(task, paid=False):
            self.settle(task)
            self.pay(task, self.clock.day)
        self.settle(task)
        contract = contract_for(task)
        assert contract is not None
        liquidate(contract=contract, number=f"{task.pk}/TL-MẪU", on=self.clock.day, by=self.by("officer"))
        self.cohort.step(task, "settle", settled_on=self.clock.day)
        assert task.host is not None
        add_hand_over(
            task=self._fresh(task), to=task.host, what="Quyền sử dụng kết quả (mẫu)", symbol=f"{task.pk}/BB-BG-MẪU",
            on=self.clock.day, by=self.by("officer"),
        )  # fmt: skip
        self.cohort.step(task, "hand_over", handed_over_on=self.clock.day)

    def use(self, task: StTask, on: date, *, applied: bool, confirm: bool = True) -> None:
        """The report of a year, with proof where something is applied."""
        self.clock.go(on)
        day, by = self.clock.day, self.by("applicant")
        values: dict[str, object] = {
            "applied": applied,
            "no_reason": "" if applied else "Đang tìm nơi tiếp nhận (mẫu)",
        }
        if applied:
            values |= {
                "applied_on": day - timedelta(40),
                "by_whom": "Hợp tác xã ví dụ",
                "effect": "Tăng năng suất (mẫu)",
            }
        use: Use = save_use(task=self._fresh(task), year=day.year, values=values, by=by)
        if applied:
            file_paper(use, "ƯD-PHIẾU", day, "Xác nhận của nơi ứng dụng")
        report_use(use=use, by=by)
        if confirm:
            confirm_use(use=use, by=self.by("officer"))

    def tell(self, task: StTask, on: date, kind: str) -> None:
        self.clock.go(on)
        add_publicity(
            task=self._fresh(task), kind=kind, what=f"Giới thiệu kết quả: {task.name}"[:400], on=self.clock.day,
            by=self.by("officer"),
        )  # fmt: skip

    def _fresh(self, task: StTask) -> StTask:
        return StTask.objects.select_related("procedure").get(pk=task.pk)
