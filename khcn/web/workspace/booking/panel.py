"""On the page of a bookable apparatus: what comes next, and the way to its week."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from khcn.kernel.access import may
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.registers.labs.booking_policy import bookings_in
from khcn.registers.labs.models import HOLDING, Equipment
from khcn.web.workspace.registers import panels

SHOWN = 5


@panels.add
def week_of_record(
    request: HttpRequest, register: Register, record: Record
) -> tuple[str, dict[str, Any]] | None:
    """Nothing for other registers, for what cannot be booked, and for people who may not book."""
    if (
        not isinstance(record, Equipment)
        or not record.bookable
        or not may(request.actor, "labs.booking.request")
    ):
        return None
    coming = bookings_in(record, timezone.now(), None).filter(state__in=HOLDING)
    keeps = may(request.actor, "labs.equipment.manage", record)
    rows = list(coming.select_related("user")[:SHOWN])
    return "booking/_panel.html", {
        "equipment": record,
        "coming": rows,
        "keeps": keeps,
        "me": request.actor.user_id,
    }
