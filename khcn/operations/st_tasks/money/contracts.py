"""Contracts: drafted from the approved task, divided into instalments, signed, liquidated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import LumpSum
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.models import Contract, Instalment, StTask
from khcn.operations.st_tasks.money.common import (
    UNDER_CONTRACT,
    instalments_of,
    locked_contract,
    locked_task,
    need_amount,
    refuse_field,
    refuse_future,
)
from khcn.operations.st_tasks.money.lines import final_product_faults
from khcn.operations.st_tasks.money.sums import planned_sum
from khcn.operations.st_tasks.money.words import day_said, dong

#: What a draft may say; total, state budget, period and mode of spending begin as approved.
FIELDS = (
    "number", "orderer", "orderer_signer", "host_signer", "starts_on", "ends_on", "total", "state_budget", "lump_sum",
    "lump_sum_note", "terms",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One instalment as it is planned."""

    amount: int
    planned_on: date | None = None
    condition: str = ""


@transaction.atomic
def set_contract(*, task: StTask, by: Actor, **values: Any) -> Contract:
    """Draft the contract of an approved task, or change the draft; a signed contract stays as it is."""
    task = locked_task(task)
    if task.state not in UNDER_CONTRACT:
        raise DomainError(
            _("Chỉ lập hợp đồng cho nhiệm vụ đã được phê duyệt thực hiện."), code="contract.not_approved"
        )
    contract = Contract.objects.select_for_update().filter(task=task).first()
    if contract and contract.signed_on:
        raise signed(contract)
    contract = contract or _begun(task, by)
    before = told(contract) if contract.pk else None
    for name in FIELDS:
        if name in values:
            setattr(contract, name, values[name])
    contract.task = task
    _check_draft(contract)
    contract.save()
    record_event("st_task.contract_set", task, by=by, before=before, after=told(contract))
    return contract


def _begun(task: StTask, by: Actor) -> Contract:
    return Contract(
        task=task, starts_on=task.starts_on, ends_on=task.ends_on, total=task.budget, state_budget=task.state_budget,
        lump_sum=task.lump_sum or LumpSum.NONE, made_by_id=by.user_id,
    )  # fmt: skip


def _check_draft(contract: Contract) -> None:
    if contract.starts_on and contract.ends_on and contract.ends_on < contract.starts_on:
        raise refuse_field("ends_on", _("Ngày kết thúc không được trước ngày bắt đầu."), "contract.period")
    if (contract.state_budget or 0) > (contract.total or 0):
        raise refuse_field(
            "state_budget", _("Phần ngân sách không được lớn hơn tổng kinh phí."), "contract.money"
        )


@transaction.atomic
def plan_instalments(*, contract: Contract, parts: Sequence[Part], by: Actor) -> list[Instalment]:
    """Divide the state budget anew. Instalments that were paid stay as they are and come first; the rest is replaced.

    Before signing the parts may still leave something over; under a signed contract they must cover it exactly.
    """
    contract = locked_contract(contract)
    if contract.liquidated_on:
        raise DomainError(_("Hợp đồng đã thanh lý."), code="contract.liquidated")
    rows = instalments_of(contract)
    paid = [one for one in rows if one.advanced_on]
    amounts = [need_amount(part.amount) for part in parts]
    total = sum(one.amount for one in paid) + sum(amounts)
    budget = contract.state_budget or 0
    if total > budget or (contract.signed_on and total != budget):
        raise DomainError(_not_covered(total, budget), code="contract.instalments")
    Instalment.objects.filter(contract=contract, advanced_on=None).delete()
    first = max((one.number for one in paid), default=0) + 1
    Instalment.objects.bulk_create(
        Instalment(
            contract=contract, number=number, planned_on=part.planned_on, amount=part.amount,
            condition=part.condition.strip(),
        )
        for number, part in enumerate(parts, start=first)
    )  # fmt: skip
    record_event(
        "st_task.instalments_plan", contract.task, by=by,
        before={"parts": [one.amount for one in rows]}, after={"parts": [one.amount for one in paid] + amounts},
    )  # fmt: skip
    return instalments_of(contract)


@transaction.atomic
def sign_contract(*, contract: Contract, number: str, signed_on: date, by: Actor) -> Contract:
    """Record the signature. Money and period must be those approved, instalments cover the state budget exactly.

    Codes: `contract.signed`, `contract.number`, `contract.money_differs`, `contract.instalments`,
    `contract.lump_sum`.
    """
    contract = locked_contract(contract)
    if contract.signed_on:
        raise signed(contract)
    refuse_future(signed_on, by, "signed_on")
    if not number.strip():
        raise refuse_field("number", _("Hãy ghi số hợp đồng."), "contract.number")
    task = contract.task
    if task.valid_from and signed_on < task.valid_from:
        raise refuse_field(
            "signed_on", _("Ngày ký %(day)s trước ngày phê duyệt nhiệm vụ %(approved)s."), "contract.too_early",
            day=day_said(signed_on), approved=day_said(task.valid_from),
        )  # fmt: skip
    if sentences := differences(contract):
        raise DomainError(" ".join(sentences), code="contract.money_differs")
    if sentence := not_covered(contract):
        raise DomainError(sentence, code="contract.instalments")
    if sentences := _final_refused(contract):
        raise DomainError(" ".join(sentences), code="contract.lump_sum")
    contract.number, contract.signed_on = number.strip(), signed_on
    contract.save(update_fields=["number", "signed_on"])
    record_event("st_task.contract_sign", task, by=by, after=told(contract))
    return contract


def _final_refused(contract: Contract) -> list[str]:
    """Spending to the final product: its product and the council's proposal are named, little is paid by proof."""
    if contract.lump_sum != LumpSum.FINAL:
        return []
    lines = list(contract.task.budget_lines.all())
    named = bool(contract.lump_sum_note.strip())
    faults = final_product_faults(contract.task, lines, measurable=named, proposed=named)
    return [cited(one) for one in faults]


@transaction.atomic
def liquidate(*, contract: Contract, number: str, on: date, by: Actor) -> Contract:
    """Record the minutes of liquidation; every advanced đồng must be settled or returned by then."""
    from khcn.operations.st_tasks.money.paying import unsettled

    contract = locked_contract(contract)
    if not contract.signed_on:
        raise DomainError(_("Hợp đồng chưa ký nên không thanh lý được."), code="contract.not_signed")
    if contract.liquidated_on:
        raise DomainError(_("Hợp đồng đã thanh lý."), code="contract.liquidated")
    if not number.strip():
        raise refuse_field("number", _("Hãy ghi số biên bản thanh lý."), "contract.number")
    refuse_future(on, by, "on")
    if on < contract.signed_on:
        raise refuse_field("on", _("Ngày thanh lý không được trước ngày ký."), "contract.too_early")
    if contract.task.state not in ("accepted", "closed", "paused", "terminated"):
        raise DomainError(
            _("Chỉ thanh lý sau khi nhiệm vụ đã nghiệm thu hoặc đã dừng."), code="contract.too_early"
        )
    if (left := unsettled(contract)) > 0:
        raise DomainError(
            _("Còn %(left)s đã cấp mà chưa quyết toán hoặc nộp trả.") % {"left": dong(left)},
            code="money.unsettled",
        )
    contract.liquidation_number, contract.liquidated_on = number.strip(), on
    contract.save(update_fields=["liquidation_number", "liquidated_on"])
    record_event(
        "st_task.contract_liquidate", contract.task, by=by, after={"number": number, "on": on.isoformat()}
    )
    return contract


def differences(contract: Contract) -> list[str]:
    """Where a contract says something else than what was approved."""
    task = contract.task
    found = []
    for name, label in (("total", _("tổng kinh phí")), ("state_budget", _("ngân sách nhà nước"))):
        approved = task.budget if name == "total" else task.state_budget
        if getattr(contract, name) != approved:
            found.append(
                _("Hợp đồng ghi %(label)s %(here)s, quyết định phê duyệt là %(there)s.")
                % {"label": label, "here": dong(getattr(contract, name)), "there": dong(approved)}
            )
    if not contract.starts_on or not contract.ends_on:
        found.append(_("Hợp đồng chưa ghi thời gian thực hiện."))
    elif task.ends_on and contract.ends_on > task.ends_on:
        found.append(
            _("Hợp đồng kết thúc ngày %(here)s, sau ngày được phê duyệt %(there)s.")
            % {"here": day_said(contract.ends_on), "there": day_said(task.ends_on)}
        )
    return found


def not_covered(contract: Contract) -> str:
    """Why the instalments do not make up the state budget; empty if they do."""
    total, budget = sum(one.amount for one in instalments_of(contract)), contract.state_budget or 0
    return "" if total == budget else _not_covered(total, budget)


def _not_covered(total: int, budget: int) -> str:
    if total > budget:
        return _(
            "Các đợt cấp cộng lại %(total)s, nhiều hơn ngân sách nhà nước %(budget)s là %(difference)s."
        ) % {"total": dong(total), "budget": dong(budget), "difference": dong(total - budget)}
    return _(
        "Các đợt cấp cộng lại %(total)s, còn thiếu %(difference)s mới đủ ngân sách nhà nước %(budget)s."
    ) % {"total": dong(total), "budget": dong(budget), "difference": dong(budget - total)}


def signed(contract: Contract) -> DomainError:
    return DomainError(
        _(
            "Hợp đồng %(number)s đã ký ngày %(day)s nên không sửa được; thay đổi đi theo đường điều chỉnh nhiệm vụ."
        )
        % {"number": contract.number, "day": day_said(contract.signed_on)},
        code="contract.signed",
    )


def contract_for(task: StTask) -> Contract | None:
    """The contract of a task, if one was begun."""
    contract = Contract.objects.filter(task=task).first()
    if contract:
        contract.task = task
    return contract


def told(contract: Contract) -> Mapping[str, Any]:
    """What an audit event keeps of a contract."""
    return {name: _plain(getattr(contract, name)) for name in (*FIELDS, "signed_on")}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def lines_agree(task: StTask) -> list[str]:
    """Where the appraised lines of the task do not add up to the sums agreed on."""
    lines = list(task.budget_lines.all())
    if not lines:
        return []
    found = []
    state = [line for line in lines if line.source == "ngan-sach"]
    for label, total, agreed in (
        (_("tổng kinh phí"), planned_sum(lines), task.budget),
        (_("ngân sách nhà nước"), planned_sum(state), task.state_budget),
    ):
        if total != agreed:
            found.append(
                _("Các dòng được duyệt cộng lại %(total)s, %(label)s đã thống nhất là %(agreed)s, lệch %(difference)s.")
                % {"total": dong(total), "label": label, "agreed": dong(agreed), "difference": dong(abs(total - (agreed or 0)))}
            )  # fmt: skip
    return found
