"""What money must be in order before a task takes a step."""

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.guards import Step, guard
from khcn.operations.st_tasks.money.contracts import contract_for, lines_agree, not_covered
from khcn.operations.st_tasks.money.paying import unsettled
from khcn.operations.st_tasks.money.words import dong


@guard("budget_matches")
def budget_matches(step: Step) -> str:
    """Every line is appraised and they add up to the sums agreed on."""
    task = step.task
    if not task.budget_lines.exists():
        return _("Nhiệm vụ chưa có dòng dự toán nào; bên nộp hồ sơ hoặc chuyên viên cần nhập dự toán.")
    if waiting := task.budget_lines.filter(planned=None).count():
        return _("Còn %(count)s dòng dự toán chưa có mức được duyệt.") % {"count": waiting}
    return " ".join(lines_agree(task))


@guard("contract_signed")
def contract_signed(step: Step) -> str:
    contract = contract_for(step.task)
    return "" if contract and contract.signed_on else _("Hợp đồng chưa ký; chuyên viên ghi số và ngày ký.")


@guard("instalments_cover")
def instalments_cover(step: Step) -> str:
    """The instalments add up to the state budget, to the đồng."""
    contract = contract_for(step.task)
    return not_covered(contract) if contract else _("Chưa có hợp đồng nên chưa có các đợt cấp kinh phí.")


@guard("money_settled")
def money_settled(step: Step) -> str:
    """Every advanced đồng is settled or returned."""
    contract = contract_for(step.task)
    if contract is None:
        return _("Chưa có hợp đồng nên chưa có gì để quyết toán.")
    left = unsettled(contract)
    if left > 0:
        return _("Còn %(left)s đã cấp mà chưa quyết toán hoặc nộp trả.") % {"left": dong(left)}
    return ""


@guard("contract_liquidated")
def contract_liquidated(step: Step) -> str:
    contract = contract_for(step.task)
    if contract and contract.liquidated_on:
        return ""
    return _("Hợp đồng chưa thanh lý; chuyên viên ghi số và ngày biên bản thanh lý.")
