from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khcn.agency_reports.cycles import (
    ask_more,
    change_cycle,
    close_cycle,
    discard_cycle,
    open_cycle,
    prepare_cycle,
    reopen_cycle,
    resolve_party,
)
from khcn.agency_reports.cycles.first_template import current_template
from khcn.agency_reports.models import Cycle, RequestItem
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.notices.models import Notice
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, actor_for, seat
from tests.factories.agencies import succeed
from tests.factories.reports import cycle, request_for


def told(**more):
    return {
        "kind": "year",
        "year": 2026,
        "title": "Báo cáo năm 2026",
        "first_day": date(2025, 12, 15),
        "last_day": date(2026, 12, 14),
        "due_on": date(2026, 12, 4),
        "internal_due_on": date(2026, 11, 20),
        **more,
    }


def refused(act, **kwargs):
    with pytest.raises(DomainError) as error:
        act(**kwargs)
    return error.value.code


def test_prepared_cycle_has_a_short_address_and_asks_nobody_yet(plan, coordinator):
    made = prepare_cycle(plan=plan, template=current_template(), by=coordinator, **told())
    assert (made.code, made.state, made.requests.count()) == ("nam-2026", "preparing", 0)


def test_second_yearly_cycle_of_a_plan_is_refused_a_second_ad_hoc_one_is_not(plan, coordinator):
    always = {"plan": plan, "template": current_template(), "by": coordinator}
    prepare_cycle(**always, **told())
    assert refused(prepare_cycle, **always, **told()) == "cycle.exists"
    codes = [prepare_cycle(**always, **told(kind="ad_hoc")).code for _turn in range(2)]
    assert codes == ["dot-xuat-2026", "dot-xuat-2026-2"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"last_day": date(2025, 12, 14)}, "cycle.window"),
        ({"internal_due_on": date(2026, 12, 5)}, "cycle.order"),
        ({"internal_due_on": date(2026, 10, 4)}, "cycle.due_passed"),
        ({"title": "  "}, "cycle.untitled"),
    ],
)
def test_days_that_contradict_each_other_are_refused(plan, coordinator, values, code):
    always = {"plan": plan, "template": current_template(), "by": coordinator}
    assert refused(prepare_cycle, **always, **told(**values)) == code
    assert Cycle.objects.count() == 0


def test_back_fill_takes_deadlines_of_the_past(plan, coordinator):
    values = told(kind="mid_term", year=2025, due_on=date(2025, 12, 31), internal_due_on=date(2025, 12, 17))
    made = prepare_cycle(plan=plan, template=current_template(), by=coordinator, backfill=True, **values)
    assert (made.code, made.backfill) == ("so-ket-2025", True)


def test_opening_makes_one_request_an_agency_with_items_in_order(round_, task, lead, coordinator):
    helper = AgencyFactory(code="so-phoi-hop", order=20)
    PartyFactory(task=task, role="coordinating", agency=helper)
    open_cycle(cycle=round_, by=coordinator)
    requests = list(round_.requests.select_related("agency"))
    assert [(one.agency.code, one.due_on) for one in requests] == [
        ("so-chu-tri", date(2026, 11, 20)),
        ("so-phoi-hop", date(2026, 11, 20)),
    ]
    items = RequestItem.objects.filter(request=requests[0])
    assert [(one.order, one.kind, one.title) for one in items] == [
        (1, "task", "1. Việc một"),
        (2, "section", "Kết quả nổi bật"),
        (3, "section", "Phương hướng năm sau"),
    ]
    round_.refresh_from_db()
    assert (round_.state, round_.opened_by_id) == ("open", coordinator.user_id)
    assert Event.objects.filter(action="cycle.open").get().after["requests"] == 2


def test_opening_asks_the_agency_responsible_on_that_day_not_a_later_one(round_, lead, coordinator):
    succeed(lead, AgencyFactory(code="so-tuong-lai"), date(2026, 12, 1))
    open_cycle(cycle=round_, by=coordinator)
    assert round_.requests.get().agency == lead


def test_opening_waits_for_every_open_question_or_its_reason(round_, class_party, coordinator):
    assert refused(open_cycle, cycle=round_, by=coordinator) == "cycle.undecided"
    key = f"p{class_party.pk}"
    assert refused(open_cycle, cycle=round_, by=coordinator, skip={key: "  "}) == "cycle.undecided"
    assert round_.requests.count() == 0
    open_cycle(cycle=round_, by=coordinator, skip={key: "Chờ văn bản phân công.", "p0": "không có"})
    round_.refresh_from_db()
    assert round_.skipped == [
        {
            "key": key,
            "where": "Nhiệm vụ 1 (phối hợp)",
            "name": "Các sở liên quan",
            "reason": "Chờ văn bản phân công.",
        }
    ]


def test_second_click_on_opening_is_refused_and_asks_nobody_twice(round_, coordinator):
    open_cycle(cycle=round_, by=coordinator)
    assert refused(open_cycle, cycle=round_, by=coordinator) == "cycle.opened"
    assert round_.requests.count() == 1


def test_cycle_that_would_ask_nobody_is_not_opened(plan, coordinator):
    assert refused(open_cycle, cycle=cycle(2026, "preparing", plan=plan), by=coordinator) == "cycle.nobody"


def test_cycle_prepared_long_ago_is_not_opened_past_its_deadline(plan, task, coordinator):
    old = cycle(2025, "preparing", plan=plan)
    assert refused(open_cycle, cycle=old, by=coordinator) == "cycle.due_passed"


def test_people_of_agencies_asked_are_told_once_and_others_not(round_, lead, coordinator):
    clerk, approver, stranger = (
        seat("reporter", lead),
        seat("approver", lead),
        seat("reporter", AgencyFactory()),
    )
    seat("approver", lead, user=clerk)
    seat("reporter", lead, valid_to=date(2026, 10, 4))
    open_cycle(cycle=round_, by=coordinator)
    people = Notice.objects.filter(kind="cycle.open").values_list("user_id", flat=True)
    assert sorted(people) == sorted([clerk.pk, approver.pk])
    assert stranger.pk not in people


def test_only_coordinators_prepare_open_and_close(round_, lead):
    clerk = actor_for(seat("approver", lead))
    for act in (open_cycle, close_cycle, reopen_cycle, discard_cycle):
        with pytest.raises(NotAllowed):
            act(cycle=round_, by=clerk)


def test_preparing_can_be_changed_and_dropped_opened_cannot(round_, coordinator):
    changed = change_cycle(cycle=round_, by=coordinator, internal_due_on=date(2026, 11, 23))
    assert changed.internal_due_on == date(2026, 11, 23)
    assert Event.objects.get(action="cycle.change").after == {"internal_due_on": "2026-11-23"}
    open_cycle(cycle=round_, by=coordinator)
    assert refused(change_cycle, cycle=round_, by=coordinator, title="Khác") == "cycle.opened"
    assert refused(discard_cycle, cycle=round_, by=coordinator) == "cycle.opened"


def test_closed_cycle_opens_again_and_each_turn_happens_once(round_, coordinator):
    open_cycle(cycle=round_, by=coordinator)
    closed = close_cycle(cycle=round_, by=coordinator)
    assert (closed.state, closed.closed_at is not None) == ("closed", True)
    assert refused(close_cycle, cycle=round_, by=coordinator) == "cycle.state"
    assert reopen_cycle(cycle=round_, by=coordinator).closed_at is None


def test_number_of_queries_of_opening_does_not_grow_with_agencies(plan, class_party, coordinator):
    def queries(number, year):
        agencies = [AgencyFactory(code=f"dv-{year}-{n}") for n in range(number)]
        for agency in agencies[:3]:
            PartyFactory(task=TaskFactory(plan=plan, no=f"{year}-{agency.code}", order=year), agency=agency)
        resolve_party(party=class_party, agencies=agencies, by=coordinator)
        made = cycle(year, "preparing", plan=plan)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            open_cycle(cycle=made, by=coordinator)
        assert made.requests.count() >= number
        return len(seen)

    assert queries(10, 2026) == queries(20, 2027)


def test_agencies_known_after_opening_are_asked_then_and_the_others_keep_their_items(
    round_, class_party, coordinator, lead
):
    key = f"p{class_party.pk}"
    opened = open_cycle(cycle=round_, by=coordinator, skip={key: "Chờ phân công"})
    assert refused(ask_more, cycle=opened, by=coordinator) == "cycle.nobody"
    new = AgencyFactory(code="so-moi", order=50)
    resolve_party(party=class_party, agencies=[new, lead], by=coordinator)
    before = list(RequestItem.objects.filter(request__agency=lead).values_list("pk", flat=True))
    assert ask_more(cycle=opened, by=coordinator) == 1
    opened.refresh_from_db()
    assert opened.skipped == []
    assert opened.requests.get(agency=new).items.count() == 3
    assert list(RequestItem.objects.filter(request__agency=lead).values_list("pk", flat=True)) == before


def test_agency_asked_late_gets_some_working_days(plan, task, class_party, coordinator, lead):
    late = cycle(2026, plan=plan, internal_due_on=date(2026, 10, 6))
    resolve_party(party=class_party, agencies=[AgencyFactory(code="so-moi")], by=coordinator)
    ask_more(cycle=late, by=coordinator)
    assert late.requests.get(agency__code="so-moi").due_on == date(2026, 10, 12)


def test_merger_after_opening_does_not_ask_the_heir_for_the_same_again(plan, task, lead, coordinator):
    opened = cycle(2026, plan=plan, opened_at=timezone.now() - timedelta(days=30))
    request_for(lead, opened)
    succeed(lead, AgencyFactory(code="so-ke-thua"), date(2026, 10, 1))
    assert refused(ask_more, cycle=opened, by=coordinator) == "cycle.nobody"
