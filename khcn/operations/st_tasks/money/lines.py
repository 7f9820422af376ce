"""The budget of a task, line by line: set, appraised, advanced, settled."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import LumpSum
from khcn.operations.st_tasks.judging.lump_sum import final_product_refusals
from khcn.operations.st_tasks.judging.steps import Fault
from khcn.operations.st_tasks.models import BudgetLine, Contract, StTask
from khcn.operations.st_tasks.money.common import locked_task, refuse_field
from khcn.operations.st_tasks.money.regime import lump_sum_rule, outline_for
from khcn.operations.st_tasks.money.sums import outside_lump_sum, planned_sum
from khcn.operations.st_tasks.money.words import dong


@dataclass(frozen=True)
class LineTold:
    """A line as it is typed or read from a workbook."""

    year: int
    source: str
    item: str
    what: str = ""
    norm: str = ""
    lump_sum: bool = False
    asked: int | None = None
    planned: int | None = None


@transaction.atomic
def set_task_lines(*, task: StTask, lines: Sequence[LineTold], by: Actor) -> list[BudgetLine]:
    """Put other lines in the place of the task's; refused once the contract is signed: then changes go by decision."""
    task = locked_task(task)
    if Contract.objects.filter(task=task, signed_on__isnull=False).exists():
        raise DomainError(
            _("Hợp đồng đã ký; dự toán chỉ đổi bằng điều chỉnh được đồng ý."), code="budget.signed"
        )
    for line in lines:
        for amount in (line.asked, line.planned):
            if amount is not None and amount < 0:
                raise DomainError(_("Số tiền không được âm."), code="budget.negative")
    before = list(task.budget_lines.all())
    if any(line.advanced or line.settled for line in before):
        raise DomainError(
            _("Đã có dòng được cấp hoặc quyết toán nên không thay cả bảng được."), code="budget.spent"
        )
    BudgetLine.objects.filter(task=task, application=None).delete()
    BudgetLine.objects.filter(task=task).update(task=None)
    BudgetLine.objects.bulk_create(BudgetLine(task=task, **asdict(line)) for line in lines)
    record_event(
        "st_task.budget_set", task, by=by, before={"lines": len(before), "planned": planned_sum(before)},
        after={"lines": len(lines), "planned": sum(line.planned or 0 for line in lines)},
    )  # fmt: skip
    return list(task.budget_lines.all())


@transaction.atomic
def book_line(*, line: BudgetLine, advanced: int | None, settled: int | None, by: Actor) -> BudgetLine:
    """Record what of a line was advanced and settled by now, in all; settled never above what was appraised."""
    assert line.task is not None
    task = locked_task(line.task)
    line = BudgetLine.objects.select_for_update().get(pk=line.pk, task=task)
    if Contract.objects.filter(task=task, liquidated_on__isnull=False).exists():
        raise DomainError(_("Hợp đồng đã thanh lý."), code="contract.liquidated")
    for name, amount in (("advanced", advanced), ("settled", settled)):
        if amount is not None and (amount < 0 or amount > (line.planned or 0)):
            raise refuse_field(
                name, _("Số tiền phải từ 0 đến số được duyệt %(most)s."), "budget.above_planned",
                most=dong(line.planned or 0),
            )  # fmt: skip
    before = {"advanced": line.advanced, "settled": line.settled}
    line.advanced, line.settled = advanced, settled  # type: ignore[assignment]
    line.save(update_fields=["advanced", "settled"])
    record_event(
        "st_task.budget_book", task, by=by, before=before,
        after={"line": line.pk, "advanced": advanced, "settled": settled},
    )  # fmt: skip
    return line


settle_line = book_line


def final_product_faults(
    task: StTask, lines: Sequence[BudgetLine], *, measurable: bool, proposed: bool
) -> tuple[Fault, ...]:
    """Why a task may not be paid by lump sum to the final product; none where the rule set says nothing."""
    rule = lump_sum_rule(outline_for(task))
    if rule is None:
        return ()
    return final_product_refusals(
        rule=rule, budget=planned_sum(lines), non_lump=outside_lump_sum(lines), measurable=measurable,
        proposed_by_council=proposed,
    )  # fmt: skip


def usual_mode(lines: Sequence[BudgetLine]) -> str:
    """Partial where any line is paid by lump sum, none otherwise; the final product is only for a council to propose."""
    return LumpSum.PARTIAL if any(line.lump_sum for line in lines) else LumpSum.NONE
