from datetime import date, datetime

import pytest
from django.utils import timezone

from khcn.agency_reports.cycles import completeness
from khcn.agency_reports.cycles.standing import standings_of
from tests.factories import AgencyFactory, TaskFactory
from tests.factories.reports import cycle, report, request_for

DUE = date(2026, 11, 20)


@pytest.fixture
def open_round(plan):
    return cycle(2026, plan=plan)


def on(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day, 23, 30))


def stand(request, today=date(2026, 10, 5)):
    one = standings_of([request], today)[0]
    return one.state, one.timely, one.late_by


def test_nobody_has_begun_and_the_cycle_still_tells_who_is_expected(open_round):
    for _turn in range(3):
        request_for(cycle_=open_round)
    done = completeness(open_round, date(2026, 10, 5))
    assert (done.total, done.asked, done.arrived, done.not_begun, done.late) == (3, 3, 0, 3, 0)


def test_late_begins_the_day_after_the_deadline_in_working_days(open_round):
    asked = request_for(cycle_=open_round)
    assert stand(asked, DUE) == ("waiting", None, 0)
    assert stand(asked, date(2026, 11, 21)) == (
        "waiting",
        False,
        1,
    )  # Saturday: late, though no working day passed
    assert stand(asked, date(2026, 11, 25)) == ("waiting", False, 2)  # the 24th is a public holiday


def test_extension_moves_the_deadline(open_round):
    asked = request_for(cycle_=open_round, extended_to=date(2026, 11, 27), extension_reason="Thiên tai")
    assert stand(asked, date(2026, 11, 27)) == ("waiting", None, 0)


def test_draft_and_waiting_for_the_approver_are_not_sent(open_round):
    asked = request_for(cycle_=open_round)
    report(asked, "checking")
    assert stand(asked) == ("waiting", None, 0)
    assert standings_of([asked])[0].started is True


def test_sent_late_in_the_evening_of_the_last_day_is_in_time(open_round):
    asked = request_for(cycle_=open_round)
    report(asked, "sent", sent_at=on(DUE))
    assert stand(asked, date(2026, 12, 1)) == ("sent", True, 0)


def test_sent_after_the_deadline_stays_late_by_the_days_it_was(open_round):
    asked = request_for(cycle_=open_round)
    report(asked, "accepted", sent_at=on(date(2026, 11, 25)))
    assert stand(asked, date(2026, 12, 20)) == ("accepted", False, 2)


def test_report_returned_after_deadline_keeps_first_submission_date(open_round):
    asked = request_for(cycle_=open_round)
    first = report(asked, "returned", sent_at=on(date(2026, 11, 19)))
    one = standings_of([asked], date(2026, 12, 1))[0]
    assert (one.state, one.returned, one.timely, one.first_sent_on) == (
        "waiting",
        True,
        True,
        date(2026, 11, 19),
    )
    report(asked, "sent", version=2, replaces=first, sent_at=on(date(2026, 12, 1)))
    one = standings_of([asked], date(2026, 12, 2))[0]
    assert (one.state, one.returned, one.timely, one.first_sent_on) == (
        "sent",
        False,
        True,
        date(2026, 11, 19),
    )


def test_parts_count_as_whole_once_every_required_item_is_answered(open_round):
    first, second = (TaskFactory(plan=open_round.plan) for _turn in range(2))
    asked = request_for(cycle_=open_round, tasks=[first, second])
    one, two = asked.items.all()
    report(asked, "sent", part="Phòng A", answers={one: {"text": "Xong"}})
    empty = report(asked, "sent", part="Phòng B", answers={two: {"text": "Có sẵn", "revision": 0}})
    assert stand(asked)[0] == "part"
    empty.delete()
    report(asked, "sent", part="Phòng B", answers={two: {"nothing": True}})
    assert stand(asked)[0] == "sent"


@pytest.mark.parametrize(("days", "told"), [((1, 12), True), ((1, 25), False), ((25, 1), False)])
def test_parts_are_in_time_when_the_last_required_one_is(open_round, days, told):
    asked = request_for(cycle_=open_round, sections=["results", "next"])
    for name, item, day in zip("AB", asked.items.all(), days, strict=True):
        said = {item: {"text": "Xong"}}
        report(asked, "sent", part=f"Phòng {name}", answers=said, sent_at=on(date(2026, 11, day)))
    one = standings_of([asked], date(2026, 11, 26))[0]
    assert (one.state, one.timely, one.first_sent_on) == ("sent", told, date(2026, 11, 1))


def test_part_sent_in_time_and_returned_does_not_make_the_rest_timely(open_round):
    asked = request_for(cycle_=open_round, sections=["results", "next"])
    report(asked, "returned", part="Phòng A", sent_at=on(date(2026, 11, 1)))
    assert stand(asked, date(2026, 11, 25)) == ("waiting", False, 2)


def test_part_sent_in_time_with_the_rest_missing_is_late(open_round):
    asked = request_for(cycle_=open_round, tasks=[TaskFactory(), TaskFactory()])
    report(asked, "sent", part="Phòng A", sent_at=on(date(2026, 11, 1)))
    assert stand(asked, date(2026, 11, 25)) == ("part", False, 2)


def test_excused_are_not_expected_unless_they_send_anyway(open_round):
    excused = request_for(cycle_=open_round, excused=True, excuse="Mới thành lập")
    other = request_for(cycle_=open_round, excused=True, excuse="Mới thành lập")
    report(other, "sent", sent_at=on(date(2026, 11, 1)))
    assert (stand(excused, date(2026, 12, 1)), stand(other)[0]) == (("excused", None, 0), "sent")
    done = completeness(open_round, date(2026, 12, 1))
    assert (done.total, done.asked, done.arrived, done.late) == (2, 1, 1, 0)


def test_nothing_is_late_in_a_cycle_made_up_for_afterwards(plan):
    past = cycle(2025, plan=plan, backfill=True)
    waiting, sent = request_for(cycle_=past), request_for(cycle_=past)
    report(sent, "sent")
    assert stand(waiting) == ("waiting", None, 0)
    assert stand(sent) == ("sent", None, 0)
    assert completeness(past).late == 0


def test_missing_come_with_the_longest_late_first_and_without_the_returned(open_round):
    short = request_for(
        AgencyFactory(name="A"), open_round, extended_to=date(2026, 11, 24), extension_reason="Bão"
    )
    long, back = (
        request_for(AgencyFactory(name="B"), open_round),
        request_for(AgencyFactory(name="C"), open_round),
    )
    report(back, "returned", sent_at=on(date(2026, 11, 19)))
    done = completeness(open_round, date(2026, 12, 1))
    assert [one.request.agency.name for one in done.missing] == ["B", "A"]
    assert [long.agency.name, short.agency.name] == ["B", "A"]


def test_queries_do_not_grow_with_requests(open_round, django_assert_num_queries):
    for number in (2, 6):
        for _turn in range(number):
            report(request_for(cycle_=open_round), "sent")
        with django_assert_num_queries(2):
            completeness(open_round)
