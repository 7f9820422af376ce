"""An early end (TT 04/2015/TT-BKHCN): notice to pause, inspection, decision with the sum to be paid back, payment."""

from datetime import date, timedelta
from typing import Any, Literal, cast

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import LumpSum
from khcn.operations.st_tasks.judging.lump_sum import Refund, refund
from khcn.operations.st_tasks.judging.storing import stored
from khcn.operations.st_tasks.models import Inspection, Instalment, Stop, StTask
from khcn.operations.st_tasks.money.common import locked_task, need_amount, refuse_field, refuse_future
from khcn.operations.st_tasks.money.regime import lump_sum_rule, outline_for, whole_figure
from khcn.operations.st_tasks.money.words import dong

Mode = Literal["final", "partial"]


@transaction.atomic
def open_stop(*, task: StTask, objective: bool, reason: str, paused_on: date, by: Actor) -> Stop:
    """Record the notice that the work is paused in order to be ended; it may be corrected until the decision."""
    task = locked_task(task)
    if task.state not in ("running", "paused", "accepting"):
        raise DomainError(_("Chỉ chấm dứt nhiệm vụ đang thực hiện."), code="stop.not_running")
    if not reason.strip():
        raise refuse_field("reason", _("Hãy ghi lý do."), "stop.reason")
    refuse_future(paused_on, by, "paused_on")
    stop = Stop.objects.select_for_update().filter(task=task).first() or Stop(task=task)
    if stop.decided_on:
        raise decided(stop)
    stop.objective, stop.reason, stop.paused_on = objective, reason.strip(), paused_on
    stop.save()
    record_event(
        "st_task.stop_open", task, by=by,
        after={"objective": objective, "reason": stop.reason, "paused_on": paused_on.isoformat()},
    )  # fmt: skip
    return stop


@transaction.atomic
def decide_stop(
    *,
    stop: Stop,
    spent: int,
    unproven: int,
    symbol: str,
    on: date,
    by: Actor,
    handed_in: str = "",
    refund_asked: int | None = None,
) -> Stop:
    """Fix what is paid back. `refund_asked` may be more than the least that the rules ask for, never less and never more
    than was advanced. Needs an inspection on or after the notice.

    Codes: `stop.decided`, `stop.not_inspected`, `stop.symbol`, `stop.spent`, `stop.refund`, `stop.no_rule`.
    """
    task = locked_task(stop.task)
    stop = Stop.objects.select_for_update().get(pk=stop.pk)
    stop.task = task
    if stop.decided_on:
        raise decided(stop)
    _check_decision(stop, symbol, on, by)
    advanced = advanced_of(task)
    if spent < 0 or unproven < 0 or spent + unproven > advanced:
        raise refuse_field(
            "spent", _("Số đã chi đúng và số chưa chứng minh được cộng lại không được quá số đã cấp %(most)s."),
            "stop.spent", most=dong(advanced),
        )  # fmt: skip
    least, steps = least_refund(stop, spent=spent, unproven=unproven, advanced=advanced)
    due = least if refund_asked is None else refund_asked
    if due < least or due > advanced:
        raise refuse_field(
            "refund_asked", _("Số phải hoàn trả phải từ %(least)s đến %(most)s."), "stop.refund",
            least=dong(least), most=dong(advanced),
        )  # fmt: skip
    days = whole_figure(outline_for(task), "refund.days")
    stop.spent, stop.unproven, stop.refund, stop.arithmetic = spent, unproven, due, steps
    stop.refund_due_on = on + timedelta(days=days) if due and days is not None else None
    stop.handed_in, stop.decided_on, stop.decision_symbol = handed_in.strip(), on, symbol.strip()
    stop.save()
    record_event(
        "st_task.stop_decide", task, by=by,
        after={"symbol": stop.decision_symbol, "on": on.isoformat(), "spent": spent, "unproven": unproven, "refund": due, "least": least},
    )  # fmt: skip
    return stop


def _check_decision(stop: Stop, symbol: str, on: date, by: Actor) -> None:
    refuse_future(on, by, "on")
    if not symbol.strip():
        raise refuse_field("symbol", _("Hãy ghi số quyết định chấm dứt."), "stop.symbol")
    if stop.paused_on and on < stop.paused_on:
        raise refuse_field(
            "on", _("Ngày quyết định không được trước ngày thông báo tạm dừng."), "stop.too_early"
        )
    seen = Inspection.objects.filter(task=stop.task, on__lte=on).exclude(conclusion="")
    if stop.paused_on:
        seen = seen.filter(on__gte=stop.paused_on)
    if not seen.exists():
        raise DomainError(
            _("Chưa có biên bản kiểm tra sau khi thông báo tạm dừng; hãy ghi kiểm tra trước khi quyết định."),
            code="stop.not_inspected",
        )


def least_refund(stop: Stop, *, spent: int, unproven: int, advanced: int) -> tuple[int, list[dict[str, Any]]]:
    """The least to be paid back, with the arithmetic: shares of what was spent, and all that was not spent at all."""
    unspent = advanced - spent - unproven
    told = _by_rule(stop, spent, unproven)
    if told is None:
        # Without a lump sum or a number in the rule set the circular says nothing on what was properly spent.
        return unproven * (not stop.objective) + unspent, []
    return told.total + unspent, stored(told.steps)


def _by_rule(stop: Stop, spent: int, unproven: int) -> Refund | None:
    rule = lump_sum_rule(outline_for(stop.task))
    mode = stop.task.lump_sum
    if rule is None or (not stop.objective and mode not in (LumpSum.FINAL, LumpSum.PARTIAL)):
        return None
    return refund(
        rule=rule, mode=cast(Mode, mode or LumpSum.PARTIAL), cause="objective" if stop.objective else "subjective",
        proper=spent, unproven=unproven,
    )  # fmt: skip


@transaction.atomic
def record_refund(*, stop: Stop, amount: int, by: Actor) -> Stop:
    """Record a payment of what is owed; payments add up and never pass the sum decided on."""
    task = locked_task(stop.task)
    stop = Stop.objects.select_for_update().get(pk=stop.pk)
    stop.task = task
    need_amount(amount)
    if stop.decided_on is None:
        raise DomainError(_("Chưa có quyết định nên chưa có khoản phải hoàn trả."), code="stop.not_decided")
    left = (stop.refund or 0) - (stop.refunded or 0)
    if amount > left:
        raise refuse_field("amount", _("Chỉ còn %(left)s phải hoàn trả."), "stop.refund", left=dong(left))
    before, stop.refunded = stop.refunded or 0, (stop.refunded or 0) + amount
    stop.save(update_fields=["refunded"])
    record_event(
        "st_task.stop_refund", task, by=by, before={"refunded": before},
        after={"amount": amount, "refunded": stop.refunded},
    )  # fmt: skip
    return stop


def advanced_of(task: StTask) -> int:
    """All that was paid out under the contract, less what came back."""
    rows = Instalment.objects.filter(contract__task=task, advanced__isnull=False).select_related("contract")
    paid = list(rows)
    return sum(one.advanced or 0 for one in paid) - (paid[0].contract.returned or 0 if paid else 0)


def decided(stop: Stop) -> DomainError:
    return DomainError(
        _("Đã có quyết định chấm dứt %(symbol)s.") % {"symbol": stop.decision_symbol}, code="stop.decided"
    )
