"""On the page of a support record: the other support it may double."""

from typing import Any

from django.http import HttpRequest

from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.registers.enterprise_support.models import SupportGiven
from khcn.registers.enterprise_support.queries import overlap_of
from khcn.web.workspace.enterprise_support.common import compared, lines_of, may_compare
from khcn.web.workspace.registers import panels


@panels.add
def overlap_of_record(
    request: HttpRequest, register: Register, record: Record
) -> tuple[str, dict[str, Any]] | None:
    """Nothing for other registers, for people who may not compare, and where nothing is suspicious."""
    if not isinstance(record, SupportGiven) or not may_compare(request.actor):
        return None
    found = overlap_of(record, compared(request.actor))
    if found is None:
        return None
    others = [line for line in lines_of(found) if line.record.pk != record.pk]
    return "enterprise_support/_panel.html", {"overlap": found, "others": others}
