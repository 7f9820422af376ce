"""What steps of selection write besides moving the task."""

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.guards import Step, effect
from khcn.operations.st_tasks.calls.winning import take, winner_of


@effect("take_winner")
def take_winner(step: Step) -> None:
    dossier = winner_of(step.task)
    if dossier is None:
        raise DomainError(_("Hội đồng chưa chọn được hồ sơ nào."), code="task.no_winner")
    take(step.task, dossier, step.by)
