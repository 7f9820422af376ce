"""On the page of a record of the register: the way to the page where the task is carried on."""

from typing import Any

from django.http import HttpRequest

from khcn.kernel.access import may
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.operations.st_tasks.models import StTask
from khcn.web.workspace.registers import panels
from khcn.web.workspace.st_tasks.common import FOLLOW, task_page


@panels.add
def way_of_task(
    request: HttpRequest, register: Register, record: Record
) -> tuple[str, dict[str, Any]] | None:
    """Nothing for tasks without a rule set and for people who do not follow them."""
    if (
        not isinstance(record, StTask)
        or record.procedure_id is None
        or not may(request.actor, FOLLOW, record)
    ):
        return None
    return "st_tasks/_on_record.html", {"task": record, "url": task_page(record)}
