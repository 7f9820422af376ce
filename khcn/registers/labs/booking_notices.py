"""Who hears of what happens to a slot: the keepers of the apparatus, and the person who asked."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.notices.domain import notify
from khcn.registers.labs.booking_policy import Slot
from khcn.registers.labs.models import Booking, BookingState, Equipment, Qualification


def keepers(equipment: Equipment, actor: Actor) -> QuerySet[User]:
    """People of the agency responsible for the apparatus; where it has none, the coordinators."""
    seats = Membership.objects.valid_on(actor.on)
    if equipment.responsible_id:
        seats = seats.filter(agency=equipment.responsible_id, role__in=[Role.REPORTER, Role.APPROVER])
    else:
        seats = seats.filter(role=Role.COORDINATOR)
    return User.objects.filter(is_active=True, pk__in=seats.values("user")).exclude(pk=actor.user_id or 0)


def keepers_of_request(booking: Booking, by: Actor) -> None:
    waiting = booking.state == BookingState.REQUESTED
    title = _("{who} xin đặt lịch: {what}") if waiting else _("{who} đã đặt lịch: {what}")
    notify(
        users=keepers(booking.equipment, by), kind="booking.request", mail=waiting, body=booking.purpose,
        title=title.format(who=by.name, what=_what(booking)), url=reverse("booking_list"),
    )  # fmt: skip


def keepers_of_cancellation(booking: Booking, by: Actor) -> None:
    notify(
        users=keepers(booking.equipment, by), kind="booking.cancel", mail=False, body=booking.reason,
        title=_("{who} đã hủy lịch: {what}").format(who=by.name, what=_what(booking)), url=reverse("booking_list"),
    )  # fmt: skip


def requester(booking: Booking, by: Actor, title: str) -> None:
    """Tell the person who asked, unless it is the one who acts."""
    if booking.user_id != by.user_id:
        notify(
            users=[booking.user], kind=f"booking.{booking.state}", title=title.format(what=_what(booking)),
            body=booking.reason, url=reverse("booking_list"),
        )  # fmt: skip


def qualified(granted: Qualification) -> None:
    notify(
        users=[granted.user], kind="qualification.grant", body=granted.note,
        title=_("Bạn được công nhận sử dụng thiết bị {what}").format(what=granted.equipment),
        url=reverse("equipment_calendar", kwargs={"pk": granted.equipment_id}),
    )  # fmt: skip


def _what(booking: Booking) -> str:
    return f"{booking.equipment}, {Slot(booking.starts_at, booking.ends_at)}"
