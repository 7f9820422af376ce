"""The duties of one record, on its page."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone

from khcn.kernel.duties.queries import duties_seen_by
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.web.workspace.duties.words import line_of
from khcn.web.workspace.registers import panels

MOST = 30


@panels.add
def duties_of_record(
    request: HttpRequest, register: Register, record: Record
) -> tuple[str, dict[str, Any]] | None:
    """Open duties first, the nearest on top; nothing when there are none or the person may not see them."""
    kind = ContentType.objects.get_for_model(record)
    rows = duties_seen_by(request.actor).filter(kind=kind, object_id=record.pk, cancelled_on=None)
    found = sorted(rows.order_by("-due_on")[:MOST], key=lambda one: (not one.is_open, one.due_on))
    if not found:
        return None
    today = timezone.localdate()
    lines = [line_of(duty, request.actor, today) for duty in found]
    return "duties/_panel.html", {"lines": lines, "back": request.path}
