"""Paying by instalments, settling what was advanced, giving back what was not spent."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.judging.lump_sum import Advance, advance_refusals
from khcn.operations.st_tasks.models import Contract, Instalment, StTask
from khcn.operations.st_tasks.money.common import (
    instalments_of,
    locked_contract,
    need_amount,
    refuse_field,
    refuse_future,
)
from khcn.operations.st_tasks.money.regime import (
    article_of,
    confirmed,
    lump_sum_rule,
    outline_for,
    whole_figure,
)
from khcn.operations.st_tasks.money.words import day_said, dong
from khcn.operations.st_tasks.running.missing import missed_reports

PAYING = ("running", "accepting", "accepted")


@transaction.atomic
def pay_instalment(
    *, instalment: Instalment, amount: int, on: date, by: Actor, override: str = ""
) -> Instalment:
    """Record that an instalment was paid out.

    Refused with `money.stopped` while the host misses reports or payment was stopped, unless `override` says why it is paid
    all the same; `money.limit` where the limits of advances stand against it, which a reason lifts only while nobody has confirmed the numbers.
    """
    contract = locked_contract(instalment.contract)
    rows = instalments_of(contract)
    instalment = next(one for one in rows if one.pk == instalment.pk)
    need_amount(amount)
    refuse_future(on, by, "on")
    _check_turn(contract, rows, instalment, amount, on)
    limits = limits_broken(contract, rows, amount)
    if limits and confirmed(outline_for(contract.task), "advance.first_share"):
        raise DomainError(" ".join(limits), code="money.limit")
    stops = [*stop_reasons(contract.task, instalment, on), *limits]
    if stops and not override.strip():
        raise DomainError(
            " ".join([*stops, _("Nếu vẫn cấp, hãy ghi lý do.")]), code="money.stopped",
            fields={"override": _("Ghi lý do vẫn cấp kinh phí.")},
        )  # fmt: skip
    instalment.advanced_on, instalment.advanced = on, amount
    instalment.save(update_fields=["advanced_on", "advanced"])
    record_event(
        "st_task.instalment_pay", contract.task, by=by,
        after={
            "number": instalment.number, "amount": amount, "on": on.isoformat(), "stops": stops,
            "override": override.strip() if stops else "",
        },
    )  # fmt: skip
    return instalment


def _check_turn(
    contract: Contract, rows: list[Instalment], instalment: Instalment, amount: int, on: date
) -> None:
    if contract.signed_on is None or on < contract.signed_on:
        raise DomainError(_("Chỉ cấp kinh phí từ ngày hợp đồng được ký."), code="money.before_contract")
    if contract.liquidated_on:
        raise DomainError(_("Hợp đồng đã thanh lý."), code="contract.liquidated")
    if contract.task.state not in PAYING:
        raise DomainError(
            _("Nhiệm vụ không ở giai đoạn thực hiện hoặc đang tạm dừng nên không cấp kinh phí."),
            code="money.not_running",
        )
    if instalment.advanced_on:
        raise DomainError(
            _("Đợt %(number)s đã cấp ngày %(day)s.")
            % {"number": instalment.number, "day": day_said(instalment.advanced_on)},
            code="money.paid_before",
        )
    earlier = [one.number for one in rows if one.number < instalment.number and not one.advanced_on]
    if earlier:
        raise DomainError(
            _("Đợt %(number)s chưa cấp; các đợt được cấp lần lượt.") % {"number": earlier[0]},
            code="money.out_of_turn",
        )
    if amount > instalment.amount:
        raise refuse_field(
            "amount", _("Đợt này nhiều nhất %(most)s."), "money.above_instalment", most=dong(instalment.amount)
        )  # fmt: skip


def limits_broken(contract: Contract, rows: list[Instalment], asked: int) -> list[str]:
    """What of the limits of advances stands against paying this sum next."""
    rule = lump_sum_rule(outline_for(contract.task))
    if rule is None:
        return []
    advances = [Advance(one.advanced or 0, one.settled or 0) for one in rows if one.advanced_on]
    faults = advance_refusals(rule=rule, budget=contract.state_budget or 0, advances=advances, asked=asked)
    return [cited(fault) for fault in faults]


def stop_reasons(task: StTask, instalment: Instalment, day: date) -> list[str]:
    """Why money is stopped on that day: reports missed, or a reason that somebody recorded."""
    found = []
    if instalment.stopped_reason:
        found.append(
            _("Đợt này đang dừng cấp: %(reason)s.") % {"reason": instalment.stopped_reason.rstrip(".")}
        )
    outline = outline_for(task)
    most = whole_figure(outline, "report.missed_stop")
    missed = missed_reports(task, day)
    if most is not None and len(missed) >= most:
        found.append(
            _("Còn %(count)s báo cáo định kỳ quá hạn chưa nộp (kỳ %(numbers)s), từ %(most)s báo cáo trở lên thì dừng cấp%(article)s.")
            % {
                "count": len(missed), "numbers": ", ".join(str(one.number) for one in missed), "most": most,
                "article": _in_brackets(article_of(outline, "report.missed_stop")),
            }
        )  # fmt: skip
    return found


def _in_brackets(article: str) -> str:
    return f" ({article})" if article else ""


@transaction.atomic
def stop_instalment(*, instalment: Instalment, reason: str, by: Actor) -> Instalment:
    """Stop the payment of an instalment for a reason; an empty reason lifts the stop."""
    contract = locked_contract(instalment.contract)
    instalment = next(one for one in instalments_of(contract) if one.pk == instalment.pk)
    if instalment.advanced_on:
        raise DomainError(_("Đợt này đã cấp nên không dừng được."), code="money.paid_before")
    before, instalment.stopped_reason = instalment.stopped_reason, reason.strip()[:300]
    instalment.save(update_fields=["stopped_reason"])
    record_event(
        "st_task.instalment_stop", contract.task, by=by, before={"reason": before},
        after={"number": instalment.number, "reason": instalment.stopped_reason},
    )  # fmt: skip
    return instalment


@transaction.atomic
def settle_instalment(*, instalment: Instalment, amount: int, by: Actor) -> Instalment:
    """Record how much of an advance is settled by now; the whole sum, not what is new."""
    contract = locked_contract(instalment.contract)
    instalment = next(one for one in instalments_of(contract) if one.pk == instalment.pk)
    if contract.liquidated_on:
        raise DomainError(_("Hợp đồng đã thanh lý."), code="contract.liquidated")
    if instalment.advanced is None:
        raise DomainError(_("Đợt này chưa cấp nên chưa có gì để quyết toán."), code="money.not_paid")
    if amount < 0 or amount > instalment.advanced:
        raise refuse_field(
            "amount", _("Số quyết toán phải từ 0 đến số đã cấp %(most)s."), "money.above_advance",
            most=dong(instalment.advanced),
        )  # fmt: skip
    before, instalment.settled = instalment.settled, amount
    instalment.save(update_fields=["settled"])
    record_event(
        "st_task.instalment_settle", contract.task, by=by, before={"settled": before},
        after={"number": instalment.number, "settled": amount},
    )  # fmt: skip
    return instalment


@transaction.atomic
def return_money(*, contract: Contract, amount: int, by: Actor) -> Contract:
    """Record the sum, in all, that the host has paid back of what was advanced and not spent."""
    contract = locked_contract(contract)
    if contract.liquidated_on:
        raise DomainError(_("Hợp đồng đã thanh lý."), code="contract.liquidated")
    rows = instalments_of(contract)
    most = sum(one.advanced or 0 for one in rows) - sum(one.settled or 0 for one in rows)
    if amount < 0 or amount > most:
        raise refuse_field(
            "amount", _("Nhiều nhất còn %(most)s đã cấp mà chưa quyết toán."), "money.above_advance", most=dong(most)
        )  # fmt: skip
    before, contract.returned = contract.returned, amount
    contract.save(update_fields=["returned"])
    record_event(
        "st_task.money_return", contract.task, by=by, before={"returned": before}, after={"returned": amount}
    )
    return contract


def unsettled(contract: Contract) -> int:
    """What was advanced and is neither settled nor returned."""
    rows = instalments_of(contract)
    advanced = sum(one.advanced or 0 for one in rows)
    return advanced - sum(one.settled or 0 for one in rows) - (contract.returned or 0)
