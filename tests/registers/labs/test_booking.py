"""Slots of shared equipment: what is refused and why, who decides, what people are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from khcn.kernel.access import may
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.notices.models import Notice
from khcn.registers.labs import domain_booking as acts
from khcn.registers.labs.booking_policy import Policy, Slot
from khcn.registers.labs.models import Booking, Outage
from tests.factories import AgencyFactory, actor_for, people_of, seat
from tests.factories.equipment import EquipmentFactory, moment, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def keeper(agency):
    return actor_for(people_of(agency).clerk)


@pytest.fixture
def guest():
    return actor_for(seat("expert"))


@pytest.fixture
def machine(agency):
    return EquipmentFactory(responsible=agency, needs_confirmation=True)


def ask(machine, by, begins=8, ends=9, days=1, **more):
    return acts.request_booking(
        equipment=machine, by=by, purpose="Thử mẫu", **span(begins, ends, days), **more
    )


def codes(machine, who, begins, ends, days=1):
    slot = Slot(moment(begins, days), moment(ends, days))
    return [one.code for one in Policy(machine, who, timezone.now()).reasons(slot)]


def test_request_waits_for_the_keeper_and_tells_him(machine, keeper, guest):
    booking = ask(machine, guest)
    assert booking.state == "requested"
    assert Notice.objects.filter(user_id=keeper.user_id, kind="booking.request").count() == 1
    acts.confirm_booking(booking=booking, by=keeper)
    booking.refresh_from_db()
    assert (booking.state, booking.decided_by_id) == ("confirmed", keeper.user_id)
    assert Notice.objects.get(user_id=guest.user_id).kind == "booking.confirmed"
    actions = Event.objects.filter(model="labs.booking").order_by("number").values_list("action", flat=True)
    assert list(actions) == ["booking.request", "booking.confirm"]


def test_keepers_own_request_needs_no_confirmation(machine, keeper):
    assert ask(machine, keeper).state == "confirmed"


@pytest.mark.parametrize(
    ("rules", "begins", "ends", "days", "code"),
    [
        ({"bookable": False}, 8, 9, 1, "booking.not_bookable"),
        ({"condition": "faulty"}, 8, 9, 1, "booking.faulty"),
        ({}, 8, 9, -1, "booking.past"),
        ({"days_ahead": 5}, 8, 9, 7, "booking.too_far"),
        ({}, 8, 8.25, 1, "booking.too_short"),
        ({"max_minutes": 60}, 8, 10, 1, "booking.too_long"),
        ({}, 6, 8, 1, "booking.closed"),
        ({}, 16, 17.5, 1, "booking.closed"),
        ({"needs_qualification": True}, 8, 9, 1, "booking.not_qualified"),
        ({}, 9, 9, 1, "booking.times"),
        ({}, 9, 8, 1, "booking.times"),
    ],
)
def test_every_rule_refuses_with_its_code(guest, rules, begins, ends, days, code):
    machine = EquipmentFactory(**rules)
    assert codes(machine, guest, begins, ends, days) == [code]
    with pytest.raises(acts.SlotRefused) as refused:
        ask(machine, guest, begins, ends, days)
    assert (refused.value.code, Booking.objects.count()) == (code, 0)


def test_equipment_that_will_be_out_of_calibration_then_is_refused(guest):
    due = timezone.localdate() + timedelta(days=3)
    machine = EquipmentFactory(calibration_due=due)
    assert codes(machine, guest, 8, 9, days=3) == []
    assert codes(machine, guest, 8, 9, days=4) == ["booking.calibration"]


def test_weekend_is_refused_unless_the_equipment_works_then(guest):
    to_saturday = (5 - timezone.localdate().weekday()) % 7 or 7
    assert codes(EquipmentFactory(weekends=False), guest, 8, 9, to_saturday) == ["booking.weekend"]
    assert codes(EquipmentFactory(), guest, 8, 9, to_saturday) == []


def test_only_equipment_open_day_and_night_is_had_over_midnight(guest):
    assert codes(EquipmentFactory(max_minutes=900), guest, 16, 25) == ["booking.closed"]
    assert codes(EquipmentFactory(open_from=0, open_to=24, max_minutes=900), guest, 16, 25) == []


def test_all_reasons_are_told_at_once(guest):
    machine = EquipmentFactory(needs_qualification=True, max_minutes=60)
    assert codes(machine, guest, 5, 9) == ["booking.not_qualified", "booking.too_long", "booking.closed"]


def test_qualified_person_may_book_on_the_days_of_the_qualification_alone(machine, keeper, guest):
    machine.needs_qualification = True
    machine.save()
    today = timezone.localdate()
    person = seat("expert")
    acts.grant_qualification(
        equipment=machine, user=person, by=keeper, valid_from=today, valid_to=today + timedelta(2)
    )
    assert codes(machine, actor_for(person), 8, 9, 2) == []
    assert codes(machine, actor_for(person), 8, 9, 3) == ["booking.not_qualified"]
    assert Notice.objects.get(user=person).kind == "qualification.grant"
    with pytest.raises(NotAllowed):
        acts.grant_qualification(equipment=machine, user=person, by=guest, valid_from=today)


def test_taken_slot_offers_the_nearest_free_ones(machine, guest):
    ask(machine, guest, 8, 10)
    with pytest.raises(acts.SlotRefused) as refused:
        ask(machine, guest, 9, 10)
    assert refused.value.code == "booking.taken"
    free = [(one.starts, one.ends) for one in refused.value.alternatives]
    assert free == [
        (moment(10), moment(11)), (moment(10.5), moment(11.5)), (moment(7), moment(8))
    ]  # fmt: skip


def test_back_to_back_slots_are_allowed_and_a_cancelled_one_is_free_again(machine, keeper, guest):
    ask(machine, guest, 8, 9)
    middle = ask(machine, guest, 9, 10)
    ask(machine, guest, 10, 11)
    acts.cancel_booking(booking=middle, by=guest)
    assert ask(machine, keeper, 9, 10).state == "confirmed"
    with pytest.raises(DomainError, match="Đã hủy"):
        acts.confirm_booking(booking=middle, by=keeper)


def test_keeper_must_say_why_he_refuses_or_takes_back(machine, keeper, guest):
    booking = ask(machine, guest)
    for act in (acts.refuse_booking, acts.cancel_booking):
        with pytest.raises(DomainError) as refused:
            act(booking=booking, reason=" ", by=keeper)
        assert refused.value.code == "booking.reason_missing"
    acts.refuse_booking(booking=booking, reason="Máy đã hứa cho đề tài khác", by=keeper)
    notice = Notice.objects.get(user_id=guest.user_id)
    assert (notice.kind, notice.body) == ("booking.refused", "Máy đã hứa cho đề tài khác")


def test_strangers_neither_see_nor_cancel_nor_confirm(machine, guest):
    booking = ask(machine, guest)
    for stranger in (actor_for(seat("reporter", AgencyFactory())), actor_for(seat("enterprise"))):
        assert not may(stranger, "labs.booking.cancel", booking)
        with pytest.raises(NotAllowed):
            acts.cancel_booking(booking=booking, by=stranger, reason="x")
        with pytest.raises(NotAllowed):
            acts.confirm_booking(booking=booking, by=stranger)
    with pytest.raises(NotAllowed):
        acts.confirm_booking(booking=booking, by=guest)


def test_public_people_may_not_book_and_internal_equipment_is_not_offered(machine):
    with pytest.raises(NotAllowed):
        ask(machine, actor_for(seat("public")))
    hidden = EquipmentFactory(visibility="internal")
    with pytest.raises(NotAllowed):
        ask(hidden, actor_for(seat("enterprise")))


def test_outage_over_bookings_tells_whom_it_hits_and_cancels_only_when_told(machine, keeper, guest):
    hit, safe = ask(machine, guest, 8, 9), ask(machine, guest, 13, 14)
    stop = {"equipment": machine, "reason": "Thay đèn", "by": keeper, **span(7, 12)}
    with pytest.raises(acts.HitsBookings) as refused:
        acts.add_outage(**stop)
    assert (refused.value.bookings, Outage.objects.count()) == ([hit], 0)
    outage, cancelled = acts.add_outage(**stop, cancel=True)
    assert cancelled == [hit]
    hit.refresh_from_db()
    safe.refresh_from_db()
    assert (hit.state, hit.reason, safe.state) == ("cancelled", "Thay đèn", "requested")
    assert Notice.objects.get(user_id=guest.user_id).kind == "booking.cancelled"
    assert codes(machine, guest, 11, 12) == ["booking.outage"]
    assert codes(machine, guest, 12, 13) == []
    acts.end_outage(outage=outage, by=keeper)
    assert codes(machine, guest, 11, 12) == []


def test_open_outage_stops_everything_after_it(machine, keeper, guest):
    acts.add_outage(equipment=machine, starts_at=moment(12), ends_at=None, reason="Hỏng", by=keeper)
    assert codes(machine, guest, 8, 9) == []
    assert codes(machine, guest, 8, 9, 20) == ["booking.outage"]


def test_usage_is_told_after_the_fact_and_counts_hours(machine, keeper, guest):
    booking = ask(machine, guest, 8, 10, days=1)
    acts.confirm_booking(booking=booking, by=keeper)
    with pytest.raises(DomainError) as early:
        acts.record_usage(booking=booking, used_from=moment(8), used_to=moment(9.5), by=guest)
    assert early.value.code == "booking.not_yet"
    Booking.objects.filter(pk=booking.pk).update(**span(8, 10, days=-2))
    told = acts.record_usage(
        booking=booking, used_from=moment(8, -2), used_to=moment(9.5, -2), by=guest, note="Bình thường"
    )
    assert (told.state, told.used) == ("done", timedelta(hours=1.5))
    with pytest.raises(DomainError):
        acts.cancel_booking(booking=told, by=guest)


def test_slot_that_is_over_cannot_be_cancelled_but_told_as_missed(machine, keeper, guest):
    booking = ask(machine, guest)
    acts.confirm_booking(booking=booking, by=keeper)
    with pytest.raises(DomainError):
        acts.record_no_show(booking=booking, by=keeper)
    Booking.objects.filter(pk=booking.pk).update(**span(8, 9, days=-1))
    with pytest.raises(DomainError) as over:
        acts.cancel_booking(booking=booking, by=guest)
    assert over.value.code == "booking.over"
    assert acts.record_no_show(booking=booking, by=keeper).state == "no_show"


def test_purpose_is_asked_for(machine, guest):
    with pytest.raises(DomainError) as refused:
        acts.request_booking(equipment=machine, by=guest, purpose=" ", **span(8, 9))
    assert list(refused.value.fields) == ["purpose"]
