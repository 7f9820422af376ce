"""Around a meeting of the acceptance council: written reviews before it, experts first, the conclusion sent after it."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from khcn.kernel.errors import DomainError
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.councils import before_and_after as around
from khcn.operations.st_tasks.councils import concluding, forming, meetings
from khcn.operations.st_tasks.models import Council, CouncilItem, Meeting, Seat, StTask
from khcn.operations.st_tasks.running.due import due_until
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return rooms.officer()


def refused(act, **given) -> str:
    with pytest.raises(DomainError) as error:
        act(**given)
    return error.value.code


def sitting(kind: str, of: StTask, roles: tuple[str, ...], by) -> Council:
    """An appointed council without the checks of its making."""
    made = Council.objects.create(
        procedure=of.procedure, kind=kind, name=kind, state="appointed", symbol="1/QĐ", decided_on=by.on
    )
    CouncilItem.objects.create(council=made, task=of)
    for number, role in enumerate(roles):
        Seat.objects.create(council=made, name=f"Ủy viên {number}", role=role, order=number)
    return made


def planned(council: Council, day: date) -> Meeting:
    made = Meeting.objects.create(
        council=council, at=timezone.make_aware(datetime(day.year, day.month, day.day, 8))
    )
    made.items.set(council.items.all())
    return made


def test_reviewers_owe_their_opinion_one_working_day_before_the_meeting(by):
    council = sitting("acceptance", rooms.task("acceptance"), rooms.NINE, by)
    meeting = planned(council, date(2026, 6, 15))
    assert around.reviews_due_on(meeting) == date(2026, 6, 12)
    assert around.reviews_missing(meeting) == ["Ủy viên 2", "Ủy viên 3"]
    item, seat = council.items.get(), council.seats.get(order=2)
    item.sheets.create(
        seat=seat, kind=around.REVIEW, handed_in_at=timezone.make_aware(datetime(2026, 6, 12, 23)), seal="x"
    )
    late = council.seats.get(order=3)
    item.sheets.create(
        seat=late, kind=around.REVIEW, handed_in_at=timezone.make_aware(datetime(2026, 6, 13, 1)), seal="x"
    )
    assert around.reviews_missing(meeting) == ["Ủy viên 3"]


def test_other_councils_have_no_such_day(by):
    meeting = planned(
        sitting("identification", rooms.task("identification"), rooms.SEVEN, by), date(2026, 6, 15)
    )
    assert (around.reviews_due_on(meeting), around.reviews_missing(meeting), around.conclusion_due_on(meeting)) == (
        None, [], None
    )  # fmt: skip


def test_conclusion_goes_out_within_two_working_days_and_the_list_says_so_until_then(by):
    of = rooms.task("acceptance", dossier_on=by.on, acceptance_published_on=by.on)
    meeting = planned(sitting("acceptance", of, rooms.NINE, by), by.on)
    assert refused(around.send_conclusion, meeting=meeting, on=by.on, by=by) == "meeting.not_closed"
    Meeting.objects.filter(pk=meeting.pk).update(
        state="closed", closed_at=timezone.now(), minutes_symbol="9/BB", quorum={}
    )
    due = add_working_days(by.on, 2)

    def told() -> list[tuple[str, date]]:
        rows = due_until(StTask.objects.filter(pk=of.pk), by.on + timedelta(days=10))
        return [(one.kind, one.day) for one in rows if one.kind == "conclusion"]

    assert told() == [("conclusion", due)]
    early = by.on - timedelta(days=1)
    assert refused(around.send_conclusion, meeting=meeting, on=early, by=by) == "meeting.sent_on"
    around.send_conclusion(meeting=meeting, on=by.on, by=by)
    assert told() == []
    assert refused(around.send_conclusion, meeting=meeting, on=by.on, by=by) == "meeting.sent_before"


def test_the_council_waits_for_the_expert_group_that_was_set_up(by):
    of = rooms.task("acceptance")
    group = sitting("expert-group", of, ("head", "member", "member"), by)
    council = sitting("acceptance", of, rooms.NINE, by)
    held = rooms.meeting(council, by)
    item = council.items.get()
    assert refused(concluding.conclude, item=item, meeting=held, by=by) == "item.experts_first"
    group.items.update(concluded_at=timezone.now(), result="pass", outcome={})
    assert refused(concluding.conclude, item=item, meeting=held, by=by) != "item.experts_first"


def test_a_meeting_moved_forward_so_that_papers_were_late_needs_a_reason(by):
    of = rooms.task("selection")
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(of),))
    at = timezone.now() + timedelta(days=30)
    made = meetings.plan_meeting(council=council, at=at, by=by)
    meetings.invite_meeting(meeting=made, papers_sent_on=by.on, by=by)
    sooner = timezone.now() + timedelta(days=3)
    assert refused(meetings.move_meeting, meeting=made, at=sooner, by=by) == "meeting.papers_late"
    moved = meetings.move_meeting(meeting=made, at=sooner, late_reason="Chủ tịch đi công tác dài", by=by)
    assert moved.at == sooner


def test_a_sheet_names_the_sent_version_that_it_judged(by):
    of = rooms.task("selection")
    bid = rooms.dossier(of)
    bid.versions.create(number=1, content={}, seal="a", sent_at=timezone.now())
    council = rooms.appointed(by=by, dossiers=(bid,))
    rooms.all_declare(council)
    sheet = rooms.hand_in(council.seats.first(), council.items.get(), points=rooms.part_of(80))
    assert sheet.judged_version == 1
    bid.versions.create(number=2, content={}, seal="b", sent_at=timezone.now())
    later = rooms.hand_in(council.seats.last(), council.items.get(), points=rooms.part_of(80))
    assert (sheet.judged_version, later.judged_version) == (1, 2)
    assert forming.check(council).faults == ()
