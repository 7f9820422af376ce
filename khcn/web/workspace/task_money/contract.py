"""The contract of a task: its page, and the acts on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.errors import DomainError
from khcn.lib.vn_money import amount_in_words
from khcn.operations.st_tasks.models import Contract, Instalment, StTask
from khcn.operations.st_tasks.money.common import instalments_of
from khcn.operations.st_tasks.money.contracts import (
    differences,
    liquidate,
    plan_instalments,
    set_contract,
    sign_contract,
)
from khcn.operations.st_tasks.money.paying import (
    limits_broken,
    pay_instalment,
    return_money,
    settle_instalment,
    stop_instalment,
    stop_reasons,
)
from khcn.web.workspace.task_money.common import UNDER_CONTRACT, act_page, contract_of, frame, task_for
from khcn.web.workspace.task_money.forms import (
    AmountForm,
    ContractForm,
    LiquidateForm,
    PartsForm,
    PayForm,
    SignForm,
    StopForm,
)

BACK = "task_contract"


@require_safe
def task_contract(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk)
    contract = contract_of(task)
    context = frame(request, task, _("Hợp đồng"), BACK) | contract_facts(task, contract)
    return render(request, "task_money/contract.html", context)


def contract_facts(task: StTask, contract: Contract | None) -> dict[str, Any]:
    """What page and panel show of a contract."""
    rows = instalments_of(contract) if contract else []
    next_one = next((one for one in rows if one.advanced_on is None), None)
    covered = sum(one.amount for one in rows)
    budget = (contract.state_budget if contract else None) or 0
    return {
        "contract": contract, "instalments": rows, "next_instalment": next_one, "covered": covered,
        "uncovered": budget - covered, "in_words": amount_in_words(contract.total) if contract and contract.total else "",
        "advanced": sum(one.advanced or 0 for one in rows), "settled": sum(one.settled or 0 for one in rows),
        "differences": differences(contract) if contract and not contract.signed_on else [],
        "stops": stop_reasons(task, next_one, timezone.localdate()) if next_one and contract and contract.signed_on else [],
        "limits": limits_broken(contract, rows, next_one.amount) if next_one and contract and contract.signed_on else [],
        "may_begin": task.state in UNDER_CONTRACT,
    }  # fmt: skip


def task_contract_edit(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    contract = contract_of(task)
    begun = contract or Contract(
        starts_on=task.starts_on, ends_on=task.ends_on, total=task.budget, state_budget=task.state_budget,
        lump_sum=task.lump_sum or "none",
    )  # fmt: skip
    form = ContractForm(request.POST or None, initial=ContractForm.values_of(begun))
    return act_page(
        request, task, form, title=_("Ghi hợp đồng"), back=BACK, done=_("Đã lưu hợp đồng."),
        do=lambda: set_contract(task=task, by=request.actor, **form.cleaned_data),
        lead=_("Kinh phí và thời gian phải đúng quyết định phê duyệt thì mới ghi ký được."),
    )  # fmt: skip


def task_instalments(request: HttpRequest, pk: int) -> HttpResponse:
    task, contract = _under(request, pk)
    form = PartsForm(request.POST or None, rows=instalments_of(contract))
    budget = f"{contract.state_budget or 0:,}".replace(",", ".")
    return act_page(
        request, task, form, title=_("Chia đợt cấp kinh phí"), back=BACK, done=_("Đã lưu các đợt cấp kinh phí."),
        do=lambda: plan_instalments(contract=contract, parts=form.parts(), by=request.actor),
        lead=_("Các đợt cộng lại phải đúng %(budget)s đồng ngân sách nhà nước. Đợt đã cấp giữ nguyên.") % {"budget": budget},
        template="task_money/instalments.html",
    )  # fmt: skip


def task_contract_sign(request: HttpRequest, pk: int) -> HttpResponse:
    task, contract = _under(request, pk)
    form = SignForm(request.POST or None, initial={"number": contract.number, "signed_on": request.actor.on})
    return act_page(
        request, task, form, title=_("Ghi hợp đồng đã ký"), back=BACK, done=_("Đã ghi hợp đồng được ký."),
        do=lambda: sign_contract(contract=contract, by=request.actor, **form.cleaned_data),
        lead=_("Sau khi ghi ký, hợp đồng không sửa được nữa."),
    )  # fmt: skip


def task_liquidate(request: HttpRequest, pk: int) -> HttpResponse:
    task, contract = _under(request, pk)
    form = LiquidateForm(request.POST or None, initial={"on": request.actor.on})
    return act_page(
        request, task, form, title=_("Thanh lý hợp đồng"), back=BACK, done=_("Đã ghi thanh lý hợp đồng."),
        do=lambda: liquidate(contract=contract, by=request.actor, **form.cleaned_data),
    )  # fmt: skip


def task_return(request: HttpRequest, pk: int) -> HttpResponse:
    task, contract = _under(request, pk)
    form = AmountForm(request.POST or None, initial={"amount": contract.returned})
    return act_page(
        request, task, form, title=_("Ghi số nộp trả ngân sách"), back=BACK, done=_("Đã ghi số nộp trả."),
        do=lambda: return_money(contract=contract, by=request.actor, **form.cleaned_data),
        lead=_("Ghi tổng số đã nộp trả đến nay."),
    )  # fmt: skip


def task_pay(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    task, contract = _under(request, pk)
    one = _instalment(contract, number)
    form = PayForm(request.POST or None, initial={"amount": one.amount, "on": request.actor.on})
    return act_page(
        request, task, form, title=_("Cấp kinh phí đợt %(number)s") % {"number": number}, back=BACK,
        done=_("Đã ghi cấp kinh phí."),
        do=lambda: pay_instalment(instalment=one, by=request.actor, **form.cleaned_data),
        lead=" ".join([*stop_reasons(task, one, request.actor.on), *limits_broken(contract, instalments_of(contract), one.amount)]),
    )  # fmt: skip


def task_settle(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    task, contract = _under(request, pk)
    one = _instalment(contract, number)
    form = AmountForm(request.POST or None, initial={"amount": one.settled})
    return act_page(
        request, task, form, title=_("Quyết toán đợt %(number)s") % {"number": number}, back=BACK,
        done=_("Đã ghi số quyết toán."),
        do=lambda: settle_instalment(instalment=one, by=request.actor, **form.cleaned_data),
        lead=_("Ghi tổng số đã quyết toán của đợt đến nay."),
    )  # fmt: skip


def task_stop_paying(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    task, contract = _under(request, pk)
    one = _instalment(contract, number)
    form = StopForm(request.POST or None, initial={"reason": one.stopped_reason})
    return act_page(
        request, task, form, title=_("Dừng cấp đợt %(number)s") % {"number": number}, back=BACK, done=_("Đã lưu."),
        do=lambda: stop_instalment(instalment=one, by=request.actor, **form.cleaned_data),
    )  # fmt: skip


def _under(request: HttpRequest, pk: int) -> tuple[StTask, Contract]:
    task = task_for(request, pk, manage=True)
    contract = contract_of(task)
    if contract is None:
        raise DomainError(_("Chưa lập hợp đồng cho nhiệm vụ này."), code="contract.none")
    return task, contract


def _instalment(contract: Contract, number: int) -> Instalment:
    one = get_object_or_404(Instalment, contract=contract, number=number)
    one.contract = contract
    return one
