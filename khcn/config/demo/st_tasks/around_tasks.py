"""What stands around bulk tasks: applications with teams and estimates, calls, contracts, reports, results, use."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from khcn.config.demo.st_tasks.bulk import Life, at
from khcn.config.demo.st_tasks.saying import PRODUCTS, file_paper, kept_answers
from khcn.kernel.access import Actor
from khcn.operations.st_tasks import models as st
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.applications.sealing import seal_version
from khcn.operations.st_tasks.results.following import plan_uses
from khcn.operations.st_tasks.running.planning import plan_reports

#: What became of the proposal of a task that left the way; all others were sent and stay so.
PROPOSALS = {
    "returned": "returned",
    "rejected": "invalid",
    "merged": "not_chosen",
    "not_recommended": "invalid",
}
SHARES = (50, 30, 20)


def make_calls(lives: Iterable[Life]) -> dict[int, st.Call]:
    """One call for each rule set, quarter and state of opening, by number of the plot."""
    groups: dict[tuple[Any, ...], list[Life]] = {}
    for one in lives:
        if one.been("calling"):
            last = one.days.get("opening", one.plot.since)
            state = "open" if not one.been("opening") else "over" if not one.been("selection") else "opened"
            groups.setdefault((one.plot.procedure.pk, state, last.year, last.month // 4), []).append(one)
    return {
        one.plot.number: call
        for key, group in groups.items()
        for call in [_call(key, group)]
        for one in group
    }


def _call(key: tuple[Any, ...], group: list[Life]) -> st.Call:
    first, state = group[0], key[1]
    begun = min(one.days["calling"] for one in group)
    closes = max(one.days.get("opening", begun + timedelta(35)) for one in group) - timedelta(1)
    call = st.Call(
        procedure=first.plot.procedure, code=f"mau-{first.plot.number}", title=f"Đợt thông báo mẫu {first.plot.number}",
        route=first.task.route, year=begun.year, notice_symbol=f"{first.plot.number}/TB-MẪU", opens_at=at(begun),
        closes_at=at(max(closes, begun + timedelta(31)), 17), published_at=at(begun), artificial=True,
        made_by=first.cast.users["officer"], short_reason="Dữ liệu mẫu",
    )  # fmt: skip
    if state == "opened":
        call.closes_at = at(max(begun + timedelta(1), min(one.days["opening"] for one in group)), 17)
        call.opened_on = max(one.days["opening"] for one in group)
        call.opening_at, call.opening_minutes = at(call.opened_on, 10), f"{first.plot.number}/BB-MHS-MẪU"
        call.opening_place, call.opening_people = "Phòng họp Ví Dụ", "Đại diện Sở (mẫu)"
    elif state == "over":
        call.closes_at = at(max(begun + timedelta(1), closes), 17)
    call.save()
    return call


def surround(life: Life) -> None:
    """All that the steps behind the task have left."""
    _proposal(life)
    if life.been("opening"):
        _dossier(life)
    if life.been("approved"):
        _products(life)
    if life.been("running"):
        _contract(life)
        _reports(life)
    if life.been("paused"):
        _stop(life)
    if life.been("dossier"):
        st.SelfAssessment.objects.create(
            task=life.task, text="Tự đánh giá mẫu.", proposed_grade="pass", made_on=life.days["dossier"], made_by=life.cast.users["applicant"]
        )  # fmt: skip
    if life.been("recognition"):
        _result(life)
    if life.been("follow_up"):
        _followed(life)


def _by(life: Life, name: str, day: date) -> Actor:
    user = life.cast.users[name]
    return Actor(user.pk, user.full_name, day)


def _application(life: Life, name: str, day: date, **told: Any) -> st.Application:
    user = life.cast.users[name]
    outline, task = life.outline, life.task
    form = outline.forms_for(told["purpose"], task.kind, task.route)[0]
    made = st.Application.objects.create(
        procedure=life.plot.procedure, form=form.code, kind=task.kind, task=task, title=task.name, owner=user,
        sent_at=at(day, 15), artificial=True, revision=1, saved_by=user, answers=kept_answers(form, task.name), **told,
    )  # fmt: skip
    st.TeamMember.objects.create(
        application=made, role="owner", name=user.full_name, user=user, accepted=True, answered_at=at(day)
    )
    return made


def _proposal(life: Life) -> None:
    day, n = life.steps[0].on, life.plot.number
    state = PROPOSALS.get(life.plot.step, "sent")
    made = _application(
        life, "proposer", day, purpose="proposal", state=state, receipt=f"MẪU-DX-{n}",
        validity_note="" if state == "sent" else "Theo văn bản mẫu", asked_total=1_200_000_000, asked_state=900_000_000,
    )  # fmt: skip
    seal_version(made, at=at(day, 15), by=_by(life, "proposer", day))


def _dossier(life: Life) -> None:
    task, n, day = life.task, life.plot.number, life.days["opening"] - timedelta(2)
    state = "chosen" if life.been("completing") else "valid" if life.been("selection") else "sent"
    host = task.host or life.cast.hosts[n % len(life.cast.hosts)]
    total = task.budget or 900_000_000
    told: dict[str, Any] = {"asked_total": total, "asked_state": task.state_budget or total * 3 // 4}
    made = _application(
        life,
        "applicant",
        day,
        purpose="dossier",
        state=state,
        receipt=f"MẪU-HS-{n}",
        call=task.call,
        organisation=host,
        **told,
    )
    st.TeamMember.objects.create(
        application=made, role="leader", name=task.leader_name or f"Chủ nhiệm Mẫu {n}", organisation=host
    )
    _budget(life, made, told["asked_total"], told["asked_state"])
    for paper in form_of(made).papers:
        file_paper(made, paper, day, f"Tài liệu {paper}")
    seal_version(made, at=at(day, 15), by=_by(life, "applicant", day))


def _budget(life: Life, made: st.Application, total: int, state: int) -> None:
    year, first = life.days["opening"].year, state * 2 // 3
    rows = (
        (year, "ngan-sach", "cong-lao-dong", True, first), (year + 1, "ngan-sach", "nguyen-vat-lieu", True, state - first),
        (year, "don-vi", "hoi-thao", True, total - state),
    )  # fmt: skip
    task = life.task if life.been("completing") else None
    st.BudgetLine.objects.bulk_create(
        st.BudgetLine(
            application=made, task=task, year=when, source=source, item=item, lump_sum=lump, what="Nội dung chi mẫu",
            asked=amount, planned=amount if life.been("revising") else None,
            settled=amount if life.been("handover") else None,
        )
        for when, source, item, lump, amount in rows
    )  # fmt: skip


def _products(life: Life) -> None:
    done = "Đạt yêu cầu (mẫu)" if life.been("dossier") else ""
    st.OrderedProduct.objects.bulk_create(
        st.OrderedProduct(task=life.task, number=number, name=name, delivered_note=done)
        for number, name in enumerate(PRODUCTS.splitlines(), start=1)
    )


def _contract(life: Life) -> None:
    task, signed = life.task, life.days["running"]
    over = life.days.get("handover")
    contract = st.Contract.objects.create(
        task=task, number=f"{life.plot.number}/HĐ-MẪU", signed_on=signed, orderer="Sở Khoa học và Công nghệ (mẫu)",
        starts_on=task.starts_on, ends_on=task.ends_on, total=task.budget, state_budget=task.state_budget,
        lump_sum="partial", liquidated_on=over, liquidation_number=f"{life.plot.number}/TL-MẪU" if over else "",
        made_by=life.cast.users["officer"],
    )  # fmt: skip
    whole = task.state_budget or 0
    amounts = [whole * share // 100 for share in SHARES[:-1]]
    amounts.append(whole - sum(amounts))
    st.Instalment.objects.bulk_create(
        _instalment(life, contract, number, amount) for number, amount in enumerate(amounts, start=1)
    )


def _instalment(life: Life, contract: st.Contract, number: int, amount: int) -> st.Instalment:
    planned = life.days["running"] + timedelta(9 + 100 * (number - 1))
    paid = planned < life.today and (number == 1 or life.been("dossier"))
    row = st.Instalment(
        contract=contract,
        number=number,
        planned_on=planned,
        amount=amount,
        condition=f"Điều kiện mẫu {number}",
    )
    if paid:
        row.advanced_on, row.advanced = planned, amount
        row.settled = amount if life.been("handover") else None  # type: ignore[assignment]
    return row


def _reports(life: Life) -> None:
    """All that were due came, but the last ones of some tasks that still run."""
    rows = [one for one in plan_reports(life.task) if one.due_on < life.today]
    missed = life.plot.number % 4 if life.plot.step == "running" else 0
    for one in rows[: max(len(rows) - missed, 0)]:
        late = 20 if (life.plot.number + one.number) % 6 == 0 else -2
        one.text, one.sent_at = (
            f"Đã làm xong phần việc kỳ {one.number} (mẫu).",
            at(min(one.due_on + timedelta(late), life.today)),
        )
        one.sent_by, one.judgement = life.cast.users["applicant"], "slow" if late > 0 else "good"
        one.judged_at, one.judged_by = one.sent_at + timedelta(days=1), life.cast.users["officer"]
        one.save()


def _stop(life: Life) -> None:
    day, ended = life.days["paused"], life.days.get("terminated")
    paid = (life.task.state_budget or 0) // 2
    st.Stop.objects.create(
        task=life.task, objective=True, reason="Thiên tai làm hỏng mô hình (mẫu)", paused_on=day,
        decided_on=ended, decision_symbol=f"{life.plot.number}/QĐ-CD-MẪU" if ended else "", spent=paid * 2 // 3 if ended else None,
        unproven=0 if ended else None, refund=paid - paid * 2 // 3 if ended else None,
        refund_due_on=ended + timedelta(60) if ended else None,
    )  # fmt: skip


def _result(life: Life) -> None:
    from khcn.lib.vn_text import fold

    task, n = life.task, life.plot.number
    access = ("open", "registered", "department")[n % 3]
    st.Result.objects.create(
        task=task, title=f"Báo cáo tổng hợp: {task.name}", kind=("report", "process", "model")[n % 3], access=access,
        abstract="Tóm tắt mẫu: quy trình đã thử, có thể chuyển giao.", keywords="mẫu, ví dụ", rights_holder=str(task.host),
        folded=fold(f"Báo cáo tổng hợp {task.name} mẫu ví dụ {task.host}"), created_by=life.cast.users["officer"],
    )  # fmt: skip


def _followed(life: Life) -> None:
    task, n, day = life.task, life.plot.number, life.days["follow_up"]
    assert task.host is not None
    st.HandOver.objects.create(
        task=task, to=task.host, what="Quyền sử dụng kết quả (mẫu)", symbol=f"{n}/BB-BG-MẪU", on=day
    )
    st.Publicity.objects.create(
        task=task,
        kind=("portal", "press", "workshop")[n % 3],
        what=f"Giới thiệu kết quả: {task.name}"[:400],
        on=day,
    )
    plan_uses(task, life.outline, start=task.recognised_on or day)
    if n % 5 < 3:
        _applied(life)


def _applied(life: Life) -> None:
    """Used before the first report was due: told early and confirmed, or waiting for the department."""
    task, day = life.task, life.days["follow_up"]
    confirmed = life.plot.number % 2 == 0
    use = st.Use.objects.create(
        task=task, year=day.year, applied=True, applied_on=day, by_whom=f"Hợp tác xã ví dụ {life.plot.number}",
        effect="Tăng năng suất (mẫu)", territory=life.place, sent_at=at(life.today), sent_by=life.cast.users["applicant"],
        confirmed_at=at(life.today, 10) if confirmed else None,
        confirmed_by=life.cast.users["officer"] if confirmed else None,
    )  # fmt: skip
    file_paper(use, "ƯD-PHIẾU", day, "Xác nhận của nơi ứng dụng")
    if confirmed:
        st.StTask.objects.filter(pk=task.pk).update(first_applied_on=day, applied_by=use.by_whom)
