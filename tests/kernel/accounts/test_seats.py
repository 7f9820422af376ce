"""Seats with dates: given, ended, handed over; history is kept and the last administrator stays."""

from datetime import date

import pytest

from khcn.kernel.accounts.models import Membership
from khcn.kernel.accounts.seats import end_seat, give_seat, hand_over
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories import AgencyFactory, UserFactory, actor_for, seat

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 15)


@pytest.fixture
def admin():
    return seat("admin")


@pytest.fixture
def by(admin):
    return actor_for(admin, TODAY)


def refused(code, act, **arguments):
    with pytest.raises(DomainError) as refusal:
        act(**arguments)
    assert refusal.value.code == code
    return refusal.value


def rows(user):
    return list(
        user.memberships.order_by("valid_from").values_list("role", "agency__code", "valid_from", "valid_to")
    )


def test_seat_begins_today_when_no_day_is_given(by):
    user, agency = UserFactory(), AgencyFactory()
    given = give_seat(by=by, user=user, role="reporter", agency=agency)
    assert (given.valid_from, given.valid_to) == (TODAY, None)
    event = Event.objects.latest("number")
    assert (event.action, event.after["role"], event.after["agency"]) == (
        "seat.give",
        "reporter",
        agency.code,
    )
    assert actor_for(user, TODAY).has("reporter")
    assert not actor_for(user, date(2025, 6, 14)).has("reporter")


@pytest.mark.parametrize("role", ["coordinator", "leader", "reporter", "approver"])
def test_roles_of_an_agency_need_the_agency(by, role):
    error = refused("seat_needs_agency", give_seat, by=by, user=UserFactory(), role=role)
    assert "agency" in error.fields


@pytest.mark.parametrize("role", ["admin", "expert", "enterprise", "public"])
def test_other_roles_do_without_agency(by, role):
    assert give_seat(by=by, user=UserFactory(), role=role).agency is None


def test_dates_in_the_wrong_order_are_refused(by):
    refused(
        "seat_dates", give_seat, by=by, user=UserFactory(), role="expert",
        valid_from=date(2025, 7, 1), valid_to=date(2025, 6, 30),
    )  # fmt: skip


def test_agency_that_has_ended_takes_no_new_people(by):
    ended = AgencyFactory(valid_to=date(2025, 2, 28))
    refused("agency_ended", give_seat, by=by, user=UserFactory(), role="reporter", agency=ended)


def test_same_seat_twice_at_the_same_time_is_refused_but_one_after_the_other_is_not(by):
    user, agency = UserFactory(), AgencyFactory()
    first = give_seat(by=by, user=user, role="reporter", agency=agency)
    refused("seat_overlaps", give_seat, by=by, user=user, role="reporter", agency=agency)
    end_seat(by=by, seat=first, on=date(2025, 6, 30))
    give_seat(by=by, user=user, role="reporter", agency=agency, valid_from=date(2025, 7, 1))
    assert rows(user) == [
        ("reporter", agency.code, TODAY, date(2025, 6, 30)),
        ("reporter", agency.code, date(2025, 7, 1), None),
    ]


def test_ended_seat_is_kept_and_cannot_be_ended_again(by):
    user = seat("expert", valid_to=date(2025, 1, 31))
    old = user.memberships.get()
    refused("seat_ended", end_seat, by=by, seat=old, on=TODAY)
    assert Membership.objects.filter(pk=old.pk).exists()


def test_seat_cannot_end_before_it_begins(by):
    held = seat("expert", valid_from=date(2025, 5, 1)).memberships.get()
    error = refused("seat_dates", end_seat, by=by, seat=held, on=date(2025, 4, 30))
    assert "on" in error.fields


def test_last_administrator_keeps_the_seat_now_and_later(by, admin):
    own = admin.memberships.get()
    refused("last_admin", end_seat, by=by, seat=own, on=date(2025, 6, 14))
    refused("last_admin", end_seat, by=by, seat=own, on=date(2025, 12, 31))
    own.refresh_from_db()
    assert own.valid_to is None


def test_administrator_may_leave_while_another_remains(by, admin):
    seat("admin")
    assert end_seat(by=by, seat=admin.memberships.get(), on=TODAY).valid_to == TODAY


def test_handing_over_moves_seats_from_that_day_and_keeps_the_old_ones(by):
    agency = AgencyFactory()
    leaving = seat("reporter", agency, valid_from=date(2024, 1, 1), valid_to=date(2026, 12, 31))
    seat("expert", user=leaving, valid_to=date(2025, 3, 31))
    coming = UserFactory()
    hand_over(by=by, from_user=leaving, to_user=coming, on=date(2025, 7, 1))
    assert ("reporter", agency.code, date(2024, 1, 1), date(2025, 6, 30)) in rows(leaving)
    assert rows(coming) == [("reporter", agency.code, date(2025, 7, 1), date(2026, 12, 31))]
    assert actor_for(leaving, date(2025, 6, 30)).has("reporter")
    assert not actor_for(leaving, date(2025, 7, 1)).has("reporter")
    assert actor_for(coming, date(2025, 7, 1)).has("reporter")
    event = Event.objects.latest("number")
    assert (event.action, event.after["to"]) == ("user.hand_over", coming.username)
    assert event.before["seats"][0]["valid_to"] == "2026-12-31"


def test_seat_that_has_not_begun_changes_hands_with_its_dates(by):
    leaving = seat("expert", valid_from=date(2025, 9, 1))
    coming = UserFactory()
    hand_over(by=by, from_user=leaving, to_user=coming, on=date(2025, 7, 1))
    assert rows(leaving) == []
    assert rows(coming) == [("expert", None, date(2025, 9, 1), None)]


def test_receiver_who_sits_there_already_keeps_one_seat_up_to_the_later_end(by):
    agency = AgencyFactory()
    leaving = seat("approver", agency)
    coming = seat("approver", agency, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    hand_over(by=by, from_user=leaving, to_user=coming, on=date(2025, 7, 1))
    assert rows(coming) == [("approver", agency.code, date(2025, 1, 1), None)]


def test_the_last_administrator_may_hand_over(by, admin):
    coming = UserFactory()
    hand_over(by=by, from_user=admin, to_user=coming, on=TODAY)
    assert actor_for(coming, TODAY).has("admin")
    assert not actor_for(admin, TODAY).has("admin")


def test_handing_over_is_refused_to_oneself_to_locked_people_and_without_seats(by):
    leaving, locked = seat("expert"), UserFactory(is_active=False)
    refused("same_person", hand_over, by=by, from_user=leaving, to_user=leaving, on=TODAY)
    refused("user_inactive", hand_over, by=by, from_user=leaving, to_user=locked, on=TODAY)
    refused("nothing_to_hand_over", hand_over, by=by, from_user=UserFactory(), to_user=leaving, on=TODAY)


def test_only_administrators_touch_seats():
    agency = AgencyFactory()
    clerk = seat("coordinator", agency)
    for act, arguments in (
        (give_seat, {"user": clerk, "role": "admin"}),
        (end_seat, {"seat": clerk.memberships.get(), "on": TODAY}),
        (hand_over, {"from_user": clerk, "to_user": UserFactory(), "on": TODAY}),
    ):
        with pytest.raises(NotAllowed):
            act(by=actor_for(clerk, TODAY), **arguments)
