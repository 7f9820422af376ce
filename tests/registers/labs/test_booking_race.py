"""Two people ask for one slot at the same moment, with connections of their own, on the database in use."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from khcn.kernel.access import Actor
from khcn.registers.labs.domain_booking import SlotRefused, add_outage, confirm_booking, request_booking
from khcn.registers.labs.models import Booking, BookingState, Equipment, Outage
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.equipment import EquipmentFactory, moment, span
from tests.parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = 40


@pytest.fixture
def machine():
    return EquipmentFactory(open_from=0, open_to=24)


@pytest.fixture
def people() -> list[Actor]:
    return [actor_for(seat("reporter", AgencyFactory())) for _turn in range(2)]


def slot(pair: int, minutes: int = 0):
    starts = moment(0) + timedelta(minutes=30 * pair + minutes)
    return {"starts_at": starts, "ends_at": starts + timedelta(minutes=30)}


def asking(machine, who, times):
    return lambda: request_booking(equipment=machine, by=who, purpose="Thử nghiệm mẫu", **times)


def test_forty_pairs_of_simultaneous_requests_give_forty_bookings(machine, people, tmp_path):
    outcomes = []
    for pair in range(PAIRS):
        acts = [asking(machine, who, slot(pair)) for who in people]
        told, count = at_once(tmp_path, *acts, then=Booking.objects.count)
        assert count == pair + 1
        outcomes += [type(one) for one in told]
    assert (outcomes.count(Booking), outcomes.count(SlotRefused)) == (PAIRS, PAIRS)


def test_loser_reads_a_sentence_and_what_is_still_free(machine, people, tmp_path):
    acts = [asking(machine, who, slot(20)) for who in people]
    told, _count = at_once(tmp_path, *acts, then=Booking.objects.count)
    lost = next(one for one in told if isinstance(one, SlotRefused))
    assert lost.code == "booking.taken"
    assert len(lost.alternatives) == 3
    assert all(not free.meets(starts=slot(20)["starts_at"], ends=slot(20)["ends_at"]) for free in lost.alternatives)  # fmt: skip
    assert "Còn trống: " in lost.message


def test_rows_written_past_the_act_are_refused_by_the_database_alone(machine, people, tmp_path):
    """No lock, no check in Python: plain rows, half of them shifted so that the spans only overlap in part."""

    def write(who, times):
        def act():
            with transaction.atomic():
                return Booking.objects.create(
                    equipment=machine, user_id=who.user_id, purpose="x", state="confirmed", **times
                )

        return act

    outcomes = []
    for pair in range(0, PAIRS, 2):
        told, _count = at_once(
            tmp_path,
            write(people[0], slot(pair)),
            write(people[1], slot(pair, 10)),
            then=Booking.objects.count,
        )
        outcomes += [type(one) for one in told]
    # PostgreSQL may see a deadlock before it sees the overlap.
    refused = [one for one in outcomes if issubclass(one, DatabaseError)]
    assert (outcomes.count(Booking), len(refused)) == (PAIRS // 2, PAIRS // 2)


def test_moving_two_bookings_into_one_free_slot_moves_only_one(machine, people, tmp_path):
    mine, yours = (
        Booking.objects.create(
            equipment=machine, user_id=who.user_id, purpose="x", state="confirmed", **slot(n)
        )
        for n, who in enumerate(people)
    )

    def move(one):
        return lambda: Booking.objects.filter(pk=one.pk).update(**slot(30))

    told, kept = at_once(
        tmp_path, move(mine), move(yours), then=Booking.objects.filter(starts_at=slot(30)["starts_at"]).count
    )
    lost, moved = sorted(told, key=lambda one: isinstance(one, int))
    assert (isinstance(lost, DatabaseError), type(moved)) == (True, int)
    assert kept == 1


@pytest.mark.parametrize("state", ["cancelled", "refused", "done"])
def test_slot_that_was_given_back_cannot_be_taken_up_again_once_it_is_taken(machine, people, state):
    times = slot(3)
    used = {"used_from": times["starts_at"], "used_to": times["ends_at"]}
    old = Booking.objects.create(
        equipment=machine, user_id=people[0].user_id, purpose="x", state=state, **times, **used
    )
    request_booking(equipment=machine, by=people[1], purpose="Mới", **times)
    for held in ("requested", "confirmed"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Booking.objects.filter(pk=old.pk).update(state=held)


def test_confirming_at_once_with_a_new_request_never_holds_the_slot_twice(people, tmp_path):
    machine = EquipmentFactory(needs_confirmation=True)
    waiting = request_booking(equipment=machine, by=people[0], purpose="x", **span(8, 9))
    keeper = actor_for(seat("coordinator", AgencyFactory()))
    told, held = at_once(
        tmp_path,
        lambda: confirm_booking(booking=waiting, by=keeper),
        asking(machine, people[1], span(8, 9)),
        then=lambda: list(Booking.objects.values_list("state", flat=True)),
    )
    assert held == [BookingState.CONFIRMED]
    assert [type(one) for one in told] == [Booking, SlotRefused]


def test_outage_and_request_at_once_leave_no_booking_inside_the_outage(people, tmp_path):
    keeper = actor_for(seat("coordinator", AgencyFactory()))
    for _turn in range(8):
        machine = EquipmentFactory()
        times = span(8, 9)

        def stop(machine=machine, times=times):
            return add_outage(equipment=machine, reason="Bảo trì", by=keeper, cancel=True, **times)

        _told, left = at_once(
            tmp_path, stop, asking(machine, people[0], times),
            then=lambda machine=machine: (
                Outage.objects.filter(equipment=machine).count(),
                Booking.objects.filter(equipment=machine, state__in=["requested", "confirmed"]).count(),
            ),
        )  # fmt: skip
        assert left == (1, 0)


def test_neighbours_touch_and_other_equipment_does_not_matter(machine, people):
    for times in (slot(1), slot(0), slot(2)):
        request_booking(equipment=machine, by=people[0], purpose="x", **times)
    other = Equipment.objects.get(pk=EquipmentFactory(open_from=0, open_to=24).pk)
    request_booking(equipment=other, by=people[1], purpose="x", **slot(1))
    assert Booking.objects.count() == 4
