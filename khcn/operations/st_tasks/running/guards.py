"""What must hold before a task is approved or ended early."""

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.guards import Step, guard
from khcn.operations.st_tasks.models import Stop
from khcn.operations.st_tasks.running.obligations import obligations_of


@guard("no_open_obligations")
def no_open_obligations(step: Step) -> str:
    """Host and leader owe nothing that bars them from a new task."""
    task = step.task
    if task.host is None:
        return _("Nhiệm vụ chưa có tổ chức chủ trì.")
    found = obligations_of(task.host, task.leader, step.on, outline=step.outline, but=task)
    return " ".join(str(one) for one in found if one.bars)


@guard("stop_decided")
def stop_decided(step: Step) -> str:
    stop = Stop.objects.filter(task=step.task).first()
    if stop and stop.decided_on and stop.decision_symbol:
        return ""
    return _("Chưa có quyết định chấm dứt với số tiền phải hoàn trả; chuyên viên ghi ở trang chấm dứt.")
