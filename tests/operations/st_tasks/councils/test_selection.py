"""A selection council from its draft to its minutes."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils import concluding, forming, meetings, results
from khcn.operations.st_tasks.councils.bids import record_years
from khcn.operations.st_tasks.councils.concluding import conclude, say_outcome
from khcn.operations.st_tasks.models import CouncilItem
from khcn.operations.st_tasks.procedures.keeping import outline_of
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return rooms.officer()


def refused(act, *args, **given) -> str:
    with pytest.raises(DomainError) as error:
        act(*args, **given)
    return error.value.code


def test_all_dossiers_of_a_task_are_concluded_together_and_one_wins(by):
    council, held = rooms.at_the_table((80,) * 7, (90,) * 7, (60,) * 7, by=by)
    concluded = conclude(item=council.items.first(), by=by, conclusion="Chọn hồ sơ thứ hai.")
    assert [item.result for item in concluded] == ["passed", "winner", "failed"]
    assert [item.outcome["final"] for item in concluded] == ["80", "90", "60"]
    assert results.selection_outcome(concluded[0].task) == ""
    meetings.close_meeting(meeting=held, minutes_symbol="3/BB-HĐ", by=by)
    assert results.selection_outcome(concluded[0].task) == "winner"
    assert results.winner_of(concluded[0].task) == concluded[1].dossier


def test_a_ballot_far_from_the_mean_is_not_counted_and_the_arithmetic_says_so(by):
    council, _held = rooms.at_the_table((80, 82, 84, 78, 81, 79, 30), by=by)
    (item,) = conclude(item=council.items.get(), by=by)
    assert item.outcome["invalid"] == [council.seats.get(order=6).pk]
    assert concluding.number(item.outcome["mean_valid"]) == Fraction(80 + 82 + 84 + 78 + 81 + 79, 6)
    said = say_outcome(item)
    assert any("Ủy Viên Mẫu 6" in line for line in said)
    assert all("TT 20/2023" in line for line in said)


def test_nothing_is_concluded_twice(by):
    council, _held = rooms.at_the_table((80,) * 7, by=by)
    item = council.items.get()
    conclude(item=item, by=by)
    assert refused(conclude, item=item, by=by) == "item.concluded"


def test_nothing_is_concluded_while_a_member_who_is_there_has_not_handed_in(by):
    of = rooms.task("selection")
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(of),))
    rooms.all_declare(council)
    rooms.meeting(council, by)
    item = council.items.get()
    for seat in council.seats.all()[:6]:
        rooms.hand_in(seat, item, points=rooms.part_of(75))
    assert refused(conclude, item=item, by=by) == "sheets.missing"
    (found,) = conclude(item=item, by=by, missing_ok=True)
    assert (found.result, found.outcome["present"]) == ("winner", 7)


def test_without_both_reviewers_the_meeting_is_not_valid(by):
    of = rooms.task("selection")
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(of),))
    rooms.all_declare(council)
    rooms.meeting(council, by, absent=(2,))
    assert refused(conclude, item=council.items.get(), by=by) == "meeting.no_quorum"


def test_the_sheet_of_an_absent_member_does_not_count(by):
    of = rooms.task("selection")
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(of),))
    rooms.all_declare(council)
    rooms.meeting(council, by, absent=(6,))
    item = council.items.get()
    for seat in council.seats.all():
        rooms.hand_in(seat, item, points=rooms.part_of(10 if seat.order == 6 else 75))
    (found,) = conclude(item=item, by=by)
    assert (found.outcome["final"], found.outcome["present"]) == ("75", 6)
    assert found.outcome["not_counted"] == [council.seats.get(order=6).pk]


def test_dossiers_equal_after_all_rules_are_left_to_the_council(by):
    council, held = rooms.at_the_table((80,) * 7, (80,) * 7, (75,) * 7, by=by)
    found = conclude(item=council.items.first(), by=by)
    assert [item.result for item in found] == ["undecided", "undecided", "passed"]
    meetings.close_meeting(meeting=held, minutes_symbol="3/BB-HĐ", by=by)
    assert results.selection_outcome(found[0].task) == "undecided"
    assert refused(concluding.decide_tie, item=found[2], conclusion="x", by=by) == "item.no_tie"
    concluding.decide_tie(item=found[1], conclusion="Hội đồng nhất trí chọn.", by=by)
    assert list(CouncilItem.objects.order_by("order").values_list("result", flat=True)) == [
        "passed",
        "winner",
        "passed",
    ]


def test_of_equal_dossiers_the_cheaper_one_wins(by):
    council, _held = rooms.at_the_table((80,) * 7, (80,) * 7, by=by, money=(900_000_000, 800_000_000))
    found = conclude(item=council.items.first(), by=by)
    assert [item.result for item in found] == ["passed", "winner"]


def test_a_rival_without_a_budget_stops_the_ranking(by):
    of = rooms.task("selection")
    rows = (rooms.dossier(of), rooms.dossier(of, None))
    council = rooms.appointed(by=by, dossiers=rows)
    rooms.all_declare(council)
    rooms.meeting(council, by)
    given = {"item": council.items.first(), "by": by, "missing_ok": True}
    assert refused(conclude, **given) == "council.no_budget"


def test_the_bidder_who_proposed_the_task_gets_the_bonus_from_seventy_on(by):
    of = rooms.task("selection")
    host = rooms.make.organisation("Viện Mẫu")
    rooms.make.application(of=of, state="sent", procedure=of.procedure, organisation=host)
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(of, organisation=host), rooms.dossier(of)))
    rooms.all_declare(council)
    rooms.meeting(council, by)
    for item in council.items.all():
        for seat in council.seats.all():
            rooms.hand_in(seat, item, points=rooms.part_of(70))
    found = conclude(item=council.items.first(), by=by)
    assert [(item.result, item.outcome["final"]) for item in found] == [("winner", "77"), ("passed", "70")]


def test_minutes_need_a_number_and_all_conclusions(by):
    council, held = rooms.at_the_table((80,) * 7, by=by)
    close = {"meeting": held, "by": by}
    assert refused(meetings.close_meeting, minutes_symbol="", **close) == "meeting.minutes"
    assert refused(meetings.close_meeting, minutes_symbol="1/BB", **close) == "meeting.not_concluded"
    conclude(item=council.items.get(), by=by)
    closed = meetings.close_meeting(minutes_symbol="1/BB", **close)
    assert (closed.state, closed.quorum["present"], closed.quorum["needed"]) == ("closed", 7, 5)
    assert refused(meetings.close_meeting, minutes_symbol="2/BB", **close) == "meeting.closed"


def test_attendance_stays_once_something_was_concluded_on_it(by):
    council, held = rooms.at_the_table((80,) * 7, by=by)
    conclude(item=council.items.get(), by=by)
    seat = council.seats.last()
    given = {"meeting": held, "by": by}
    assert refused(meetings.note_attendance, presence={seat.pk: "absent"}, **given) == "attendance.counted"


def test_papers_sent_too_late_need_a_reason(by):
    of = rooms.task("selection")
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(of),))
    at = rooms.datetime.combine(
        by.on + timedelta(days=3), rooms.time(8), rooms.timezone.get_current_timezone()
    )
    held = meetings.plan_meeting(council=council, at=at, by=by)
    given = {"meeting": held, "papers_sent_on": by.on, "by": by}
    assert refused(meetings.invite_meeting, **given) == "meeting.papers_late"
    meetings.invite_meeting(**given, late_reason="Nhiệm vụ đột xuất")
    assert council.seats.filter(invited_at=None).count() == 0


def test_only_valid_dossiers_come_before_a_council(by):
    of = rooms.task("opening")
    given = {"procedure": rooms.rules(), "kind": "selection", "name": "x", "by": by}
    sent = rooms.dossier(of, state="sent")
    assert refused(forming.form_council, dossiers=(sent,), **given) == "council.dossier_not_valid"
    assert refused(forming.form_council, tasks=(of,), **given) == "council.needs_dossiers"


def test_years_of_an_excellent_record_are_those_of_the_rule_set():
    told = outline_of(rooms.rules())
    three = [replace(one, value=Fraction(3)) for one in told.figures if one.code == "selection.record_years"]
    assert (record_years(told), record_years(replace(told, figures=tuple(three)))) == (5, 3)
    assert told.figure("conflict.coauthor_years") == 5
