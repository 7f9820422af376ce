"""Identification, finance and acceptance: from sheets to the result that lets a task go on."""

from datetime import date

import pytest

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.guards import Step
from khcn.operations.st_tasks.councils import concluding, forming, guards, meetings, results
from khcn.operations.st_tasks.councils.concluding import conclude, say_outcome
from khcn.operations.st_tasks.models import BudgetLine, OrderedProduct
from khcn.operations.st_tasks.procedures.keeping import outline_of
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db

CONTENTS = ("need", "scope", "objective", "results", "overlap", "use")
GOOD = dict.fromkeys(CONTENTS, "pass")


@pytest.fixture
def by():
    return rooms.officer()


def refused(act, **given) -> str:
    with pytest.raises(DomainError) as error:
        act(**given)
    return error.value.code


def says(guard, task, by) -> str:
    outline = outline_of(task.procedure)
    return guard(Step(task, outline, outline.transitions[0], by, by.on))


def identified(by, *failing: int):
    """Two tasks before seven members; `failing` members find the first one not urgent."""
    first, second = rooms.task("identification"), rooms.task("identification", name="Nhiệm vụ mẫu hai")
    council = rooms.appointed("identification", by=by, tasks=(first, second))
    rooms.all_declare(council)
    held = rooms.meeting(council, by)
    for item in council.items.all():
        for seat in council.seats.all():
            bad = item.task_id == first.pk and seat.order in failing
            rooms.hand_in(seat, item, answers=GOOD | ({"need": "fail"} if bad else {}))
    return council, held, first, second


def test_more_than_three_quarters_recommend_and_each_task_is_concluded_by_itself(by):
    council, held, first, second = identified(by, 0, 1)
    for item in council.items.all():
        conclude(item=item, by=by)
    assert list(council.items.values_list("result", flat=True)) == ["not_recommended", "recommended"]
    assert says(guards.council_recommends, second, by) != ""
    meetings.close_meeting(meeting=held, minutes_symbol="1/BB", by=by)
    assert (says(guards.council_recommends, second, by), says(guards.council_concluded, first, by)) == (
        "",
        "",
    )
    assert says(guards.council_recommends, first, by) == "Hội đồng không đề nghị thực hiện nhiệm vụ này."
    assert says(guards.council_concluded, second, by) == "Hội đồng đề nghị thực hiện nhiệm vụ này."
    assert any("5 phiếu “thực hiện”" in line for line in say_outcome(council.items.first()))


def test_reviewers_are_named_for_each_proposal(by):
    of = rooms.task("identification")
    council = rooms.draft("identification", by=by, tasks=(of,))
    assert [fault.code for fault in forming.check(council).faults] == ["composition.reviewer_count"]
    item = council.items.get()
    forming.set_reviewers(item=item, seats=list(council.seats.filter(role="reviewer")), by=by)
    assert not forming.check(council)


def financed(by, planned: tuple[int | None, ...]):
    of = rooms.task("appraisal")
    chosen = rooms.dossier(of, state="chosen")
    lines = [
        BudgetLine.objects.create(
            application=chosen, task=of, year=2025, source="ngan-sach", item="cong", asked=100
        )
        for _one in planned
    ]
    selection = rooms.appointed(by=by, dossiers=(chosen,))
    council = rooms.draft("finance", rooms.FIVE, by=by, tasks=(of,))
    old = selection.seats.get(role="chair")
    seat = council.seats.get(role="council_person")
    forming.change_seat(seat=seat, by=by, person=old.person, user=old.user, name=old.name)
    forming.appoint(council=council, symbol="2/QĐ", decided_on=by.on, by=by)
    held = rooms.meeting(council, by)
    item = council.items.get()
    for line, amount in zip(lines, planned, strict=True):
        if amount is not None:
            concluding.appraise_line(item=item, line=line, planned=amount, by=by)
    return of, item, held


def test_the_person_from_the_council_must_have_sat_in_the_selection_council_of_the_task(by):
    of = rooms.task("appraisal")
    rooms.appointed(by=by, dossiers=(rooms.dossier(of, state="chosen"),))
    council = rooms.draft("finance", rooms.FIVE, by=by, tasks=(of,))
    assert [one.code for one in forming.check(council).faults] == ["composition.nobody_from_earlier"]


def test_the_finance_group_agrees_once_every_line_is_appraised(by):
    of, item, held = financed(by, (90, 80, None))
    assert refused(conclude, item=item, by=by) == "finance.faults"
    line = BudgetLine.objects.get(planned=None)
    assert refused(concluding.appraise_line, item=item, line=line, planned=101, by=by) == "line.above_asked"
    concluding.appraise_line(item=item, line=line, planned=0, by=by, note="Không cần thiết")
    (found,) = conclude(item=item, by=by)
    assert (found.result, found.outcome["asked"], found.outcome["appraised"]) == ("agreed", 300, 170)
    meetings.close_meeting(meeting=held, minutes_symbol="2/BB", by=by)
    assert says(guards.finance_concluded, of, by) == ""
    assert refused(concluding.appraise_line, item=item, line=line, planned=1, by=by) != ""


def test_the_finance_group_may_disagree(by):
    of, item, held = financed(by, (None,))
    conclude(item=item, by=by, agreed=False, conclusion="Đề nghị lập lại dự toán.")
    meetings.close_meeting(meeting=held, minutes_symbol="2/BB", by=by)
    assert says(guards.finance_concluded, of, by) == "Tổ thẩm định kinh phí chưa thống nhất dự toán."


def accepted(by, marks: tuple[str, ...], **over):
    """Nine members, each with one mark for everything; one sat in the selection council."""
    of = rooms.task("acceptance", **over)
    product = OrderedProduct.objects.create(task=of, number=1, name="Mô hình mẫu", quantity=10, delivered=10)
    selection = rooms.appointed(by=by, dossiers=(rooms.dossier(of, state="chosen"),))
    council = rooms.draft("acceptance", rooms.NINE, by=by, tasks=(of,))
    assert [fault.code for fault in forming.check(council).faults] == ["composition.nobody_from_earlier"]
    old = selection.seats.last()
    seat = council.seats.get(order=8)
    forming.change_seat(seat=seat, by=by, person=old.person, user=old.user, name=old.name)
    forming.appoint(council=council, symbol="5/QĐ", decided_on=by.on, by=by)
    rooms.all_declare(council)
    held = rooms.meeting(council, by)
    item = council.items.get()
    for seat, mark in zip(council.seats.all(), marks, strict=True):
        parts = dict.fromkeys(("quality", "kind"), mark) | {"quantity": "excellent"}
        rooms.hand_in(seat, item, answers={"report": "pass", "products": {str(product.pk): parts}})
    return of, item, held


@pytest.mark.parametrize(
    ("marks", "grade"),
    [
        (("excellent",) * 7 + ("pass",) * 2, "excellent"),
        (("excellent",) * 6 + ("pass",) * 3, "pass"),
        (("excellent",) * 8 + ("fail",), "pass"),
        (("pass",) * 6 + ("fail",) * 3, "pass"),
        (("pass",) * 5 + ("fail",) * 4, "fail"),
    ],
)
def test_the_grade_follows_from_the_sheets(by, marks, grade):
    of, item, held = accepted(by, marks)
    conclude(item=item, by=by)
    assert results.graded(of) is None
    closes = {"meeting": held, "minutes_symbol": "9/BB", "by": by}
    assert refused(meetings.close_meeting, **closes) == "meeting.counters"
    meetings.close_meeting(**closes, counters="Bà Một\nÔng Hai\nBà Ba")
    found = results.graded(of)
    assert (found.grade, found.on, found.minutes) == (grade, by.on, "9/BB")
    assert says(guards.council_graded, of, by) == ""


def test_a_dossier_more_than_six_months_late_fails_whatever_the_marks(by):
    late = {"acceptance_due_on": date(2026, 1, 30), "dossier_on": date(2026, 7, 31)}
    _of, item, _held = accepted(by, ("excellent",) * 9, **late)
    (found,) = conclude(item=item, by=by)
    assert (found.result, found.outcome["late"]) == ("fail", True)


def test_the_vice_stands_for_the_chair_only_when_authorised(by):
    of = rooms.task("identification")
    council = rooms.appointed("identification", by=by, tasks=(of,))
    rooms.all_declare(council)
    held = rooms.meeting(council, by, absent=(0,))
    assert meetings.quorum_of(held, council.items.get()).valid
    seat = council.seats.get(role="vice")
    forming.change_seat(seat=seat, by=by, acts_for_chair=False)
    assert meetings.quorum_of(held, council.items.get()).missing == ("quorum.vice_not_authorised",)
