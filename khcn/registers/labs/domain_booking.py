"""What may happen with slots: ask, confirm, refuse, cancel, tell the usage, stop the apparatus, qualify people."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, may, require
from khcn.kernel.accounts.models import User
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.registers.labs import booking_notices as tell
from khcn.registers.labs.booking_policy import TAKEN, Policy, Reason, Slot, bookings_in
from khcn.registers.labs.models import HOLDING, Booking, BookingState, Equipment, Outage, Qualification


class SlotRefused(DomainError):
    """The slot cannot be had; `alternatives` are free ones of the same length."""

    def __init__(self, reasons: Sequence[Reason], alternatives: Sequence[Slot]) -> None:
        sentence = " ".join(one.sentence for one in reasons)
        if alternatives:
            told = "; ".join(str(slot) for slot in alternatives)
            sentence += " " + _("Còn trống: %(slots)s.") % {"slots": told}
        fields = {one.field: one.sentence for one in reasons if one.field}
        super().__init__(sentence, code=reasons[0].code, fields=fields)
        self.reasons, self.alternatives = list(reasons), list(alternatives)


class HitsBookings(DomainError):
    """An outage meets bookings, and nobody has said that they shall be cancelled."""

    code = "outage.hits_bookings"

    def __init__(self, bookings: Sequence[Booking]) -> None:
        told = "; ".join(f"{one.user} ({Slot(one.starts_at, one.ends_at)})" for one in bookings[:10])
        super().__init__(
            _(
                "Đợt ngừng này trùng %(n)s lịch đã đặt: %(who)s. Hãy đánh dấu “Hủy các lịch bị trùng” để hủy và báo cho họ."
            )
            % {"n": len(bookings), "who": told}
        )
        self.bookings = list(bookings)


def request_booking(
    *,
    equipment: Equipment,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    by: Actor,
    on_behalf: str = "",
) -> Booking:
    """Hold a slot. Of people who ask for one slot at once, one gets it; the others read what is still free."""
    slot = Slot(starts_at, ends_at)
    try:
        return _hold(equipment, slot, purpose, on_behalf, by)
    except IntegrityError as error:
        policy = Policy(equipment, by, timezone.now())
        taken = Reason(TAKEN, _("Khung giờ này vừa có người đặt trước."), "starts")
        raise SlotRefused([taken], policy.alternatives(slot)) from error


@transaction.atomic
def _hold(equipment: Equipment, slot: Slot, purpose: str, on_behalf: str, by: Actor) -> Booking:
    require(by, "labs.booking.request")
    require(by, "labs.equipment.view", equipment)
    assert by.user_id is not None
    if not purpose.strip():
        sentence = _("Hãy ghi mục đích sử dụng.")
        raise DomainError(sentence, code="booking.purpose_missing", fields={"purpose": sentence})
    equipment = Equipment.objects.select_for_update().get(pk=equipment.pk)
    policy = Policy(equipment, by, timezone.now())
    if reasons := policy.reasons(slot):
        asked = {one.code for one in reasons} <= {TAKEN, "booking.outage"}
        raise SlotRefused(reasons, policy.alternatives(slot) if asked else [])
    free = not equipment.needs_confirmation or may(by, "labs.equipment.manage", equipment)
    booking = Booking.objects.create(
        equipment=equipment, user_id=by.user_id, on_behalf=on_behalf.strip(), purpose=purpose.strip(),
        starts_at=slot.starts, ends_at=slot.ends,
        state=BookingState.CONFIRMED if free else BookingState.REQUESTED,
    )  # fmt: skip
    record_event("booking.request", booking, by=by, after=_told(booking))
    tell.keepers_of_request(booking, by)
    return booking


@transaction.atomic
def confirm_booking(*, booking: Booking, by: Actor) -> Booking:
    booking = _locked(booking)
    require(by, "labs.booking.manage", booking)
    _must_be(booking, BookingState.REQUESTED)
    _decide(booking, BookingState.CONFIRMED, "booking.confirm", by)
    tell.requester(booking, by, _("Lịch đặt được xác nhận: {what}"))
    return booking


@transaction.atomic
def refuse_booking(*, booking: Booking, reason: str, by: Actor) -> Booking:
    booking = _locked(booking)
    require(by, "labs.booking.manage", booking)
    _must_be(booking, BookingState.REQUESTED)
    _decide(booking, BookingState.REFUSED, "booking.refuse", by, _reason(reason))
    tell.requester(booking, by, _("Lịch đặt bị từ chối: {what}"))
    return booking


@transaction.atomic
def cancel_booking(*, booking: Booking, by: Actor, reason: str = "") -> Booking:
    """The person gives the slot back, or the keepers take it back and say why; not once it is over."""
    booking = _locked(booking)
    require(by, "labs.booking.cancel", booking)
    _must_be(booking, *HOLDING)
    if booking.ends_at <= timezone.now():
        raise DomainError(_("Lịch này đã qua nên không hủy được nữa."), code="booking.over")
    own = booking.user_id == by.user_id
    _decide(booking, BookingState.CANCELLED, "booking.cancel", by, reason.strip() if own else _reason(reason))
    if own:
        tell.keepers_of_cancellation(booking, by)
    else:
        tell.requester(booking, by, _("Lịch đặt bị hủy: {what}"))
    return booking


@transaction.atomic
def record_usage(
    *, booking: Booking, used_from: datetime, used_to: datetime, by: Actor, note: str = ""
) -> Booking:
    """Tell from when to when the apparatus was really used, and how it was left."""
    booking = _locked(booking)
    require(by, "labs.booking.cancel", booking)
    _must_be(booking, BookingState.CONFIRMED, BookingState.DONE)
    if used_to <= used_from:
        sentence = _("Giờ kết thúc phải sau giờ bắt đầu.")
        raise DomainError(sentence, code="booking.times", fields={"ends": sentence})
    if used_to > timezone.now():
        sentence = _("Chỉ ghi giờ sử dụng khi đã dùng xong.")
        raise DomainError(sentence, code="booking.not_yet", fields={"ends": sentence})
    before = _told(booking)
    booking.used_from, booking.used_to, booking.usage_note = used_from, used_to, note.strip()
    booking.state = BookingState.DONE
    booking.save()
    record_event("booking.usage", booking, by=by, before=before, after=_told(booking))
    return booking


@transaction.atomic
def record_no_show(*, booking: Booking, by: Actor) -> Booking:
    booking = _locked(booking)
    require(by, "labs.booking.manage", booking)
    _must_be(booking, BookingState.CONFIRMED)
    if booking.starts_at > timezone.now():
        raise DomainError(_("Chưa đến giờ của lịch này."), code="booking.not_yet")
    _decide(booking, BookingState.NO_SHOW, "booking.no_show", by)
    tell.requester(booking, by, _("Lịch đặt được ghi là không đến: {what}"))
    return booking


@transaction.atomic
def add_outage(
    *, equipment: Equipment, starts_at: datetime, ends_at: datetime | None, reason: str, by: Actor,
    cancel: bool = False,
) -> tuple[Outage, list[Booking]]:  # fmt: skip
    """Stop the apparatus. Bookings that are hit are cancelled when `cancel` is told, else the act is refused."""
    require(by, "labs.equipment.manage", equipment)
    if ends_at is not None and ends_at <= starts_at:
        sentence = _("Giờ kết thúc phải sau giờ bắt đầu.")
        raise DomainError(sentence, code="outage.times", fields={"ends": sentence})
    equipment = Equipment.objects.select_for_update().get(pk=equipment.pk)
    hit = bookings_in(equipment, max(starts_at, timezone.now()), ends_at).filter(state__in=HOLDING)
    met = list(hit.select_for_update(of=("self",)).select_related("user", "equipment"))
    if met and not cancel:
        raise HitsBookings(met)
    why = _reason(reason)
    outage = Outage.objects.create(
        equipment=equipment, starts_at=starts_at, ends_at=ends_at, reason=why, created_by_id=by.user_id
    )
    after = {"starts_at": starts_at, "ends_at": ends_at, "reason": why, "cancelled": [one.pk for one in met]}
    record_event("outage.add", outage, by=by, after=after)
    for booking in met:
        _decide(booking, BookingState.CANCELLED, "booking.cancel", by, why)
        tell.requester(booking, by, _("Lịch đặt bị hủy vì thiết bị ngừng hoạt động: {what}"))
    return outage, met


@transaction.atomic
def end_outage(*, outage: Outage, by: Actor, at: datetime | None = None) -> Outage:
    """The apparatus works again from now, or from the moment told."""
    outage = Outage.objects.select_for_update().get(pk=outage.pk)
    require(by, "labs.equipment.manage", outage.equipment)
    now = timezone.now()
    if outage.ends_at is not None and outage.ends_at <= now:
        raise DomainError(_("Đợt ngừng này đã kết thúc."), code="outage.over")
    before, ends = {"ends_at": outage.ends_at}, at or now
    if ends <= outage.starts_at:
        outage.starts_at = ends - timedelta.resolution
    outage.ends_at = ends
    outage.save()
    record_event("outage.end", outage, by=by, before=before, after={"ends_at": outage.ends_at})
    return outage


@transaction.atomic
def grant_qualification(
    *,
    equipment: Equipment,
    user: User,
    by: Actor,
    valid_from: date,
    valid_to: date | None = None,
    note: str = "",
) -> Qualification:
    """This person may use the apparatus from this day on; a second grant of the same day changes the first."""
    require(by, "labs.equipment.manage", equipment)
    if valid_to is not None and valid_to < valid_from:
        sentence = _("Ngày kết thúc không được trước ngày bắt đầu.")
        raise DomainError(sentence, code="qualification.dates", fields={"valid_to": sentence})
    granted, _new = Qualification.objects.update_or_create(
        equipment=equipment, user=user, valid_from=valid_from,
        defaults={"valid_to": valid_to, "note": note.strip(), "granted_by_id": by.user_id},
    )  # fmt: skip
    record_event(
        "qualification.grant", granted, by=by, after={"from": valid_from, "to": valid_to, "note": note}
    )
    tell.qualified(granted)
    return granted


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("equipment", "user")
    return rows.get(pk=booking.pk)


def _must_be(booking: Booking, *states: str) -> None:
    if booking.state not in states:
        raise DomainError(
            _("Lịch này đang ở trạng thái “%(state)s” nên không làm được bước này.")
            % {"state": booking.get_state_display()},
            code="booking.state",
        )


def _decide(booking: Booking, state: str, action: str, by: Actor, reason: str = "") -> None:
    before = {"state": booking.state}
    booking.state, booking.reason = state, reason[:300]
    booking.decided_by_id, booking.decided_at = by.user_id, timezone.now()
    booking.save()
    record_event(action, booking, by=by, before=before, after={"state": state, "reason": booking.reason})


def _reason(text: str) -> str:
    if not text.strip():
        sentence = _("Hãy ghi lý do.")
        raise DomainError(sentence, code="booking.reason_missing", fields={"reason": sentence})
    return text.strip()[:300]


def _told(booking: Booking) -> dict[str, object]:
    names = ("state", "starts_at", "ends_at", "purpose", "on_behalf", "used_from", "used_to", "usage_note")
    return {name: getattr(booking, name) for name in names}
