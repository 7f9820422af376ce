from datetime import date, timedelta

import pytest
from django.utils import timezone

from khcn.agency_reports.cycles import ask_again, excuse_request, extend_request, remind_now
from khcn.agency_reports.cycles.reminding import message_for, remind, step_days
from khcn.agency_reports.cycles.standing import standings_of
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.jobs import daily
from khcn.kernel.notices.models import Notice
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.agencies import succeed
from tests.factories.reports import cycle, report, request_for


@pytest.fixture
def open_round(plan):
    return cycle(2026, plan=plan)


@pytest.fixture
def asked(open_round, lead):
    """Due on Friday 20/11/2026; nobody was reminded yet."""
    return request_for(lead, open_round)


def told(kind="request.reminder"):
    return Notice.objects.filter(kind=kind).count()


def refused(act, **kwargs):
    with pytest.raises(DomainError) as error:
        act(**kwargs)
    return error.value.code


def test_steps_are_working_days_before_and_after(asked):
    assert list(step_days(asked.last_day)) == [
        date(2026, 11, 6),
        date(2026, 11, 13),
        date(2026, 11, 18),
        date(2026, 11, 20),
        date(2026, 11, 23),
        date(2026, 11, 26),  # the 24th is a public holiday
    ]


def test_agency_is_reminded_on_the_days_of_the_steps_and_no_other(asked, lead):
    seat("reporter", lead)
    told_on = []
    for number in range(30):
        day, before = date(2026, 11, 1) + timedelta(days=number), told()
        remind(day)
        told_on += [day] * (told() - before)
    assert told_on == list(step_days(asked.last_day))


def test_run_twice_a_day_it_tells_once(asked, lead):
    seat("reporter", lead)
    remind(date(2026, 11, 13))
    remind(date(2026, 11, 13))
    assert told() == 1


def test_after_days_without_a_worker_one_reminder_stands_for_all(asked, lead):
    seat("reporter", lead)
    remind(date(2026, 11, 19))
    assert told() == 1


def test_sent_excused_closed_and_back_filled_are_left_alone(open_round, plan, lead):
    seat("reporter", lead)
    report(request_for(lead, open_round), "sent")
    request_for(lead, cycle(2025, "closed", plan=plan))
    request_for(lead, cycle(2024, plan=plan, backfill=True))
    other = AgencyFactory()
    seat("reporter", other)
    request_for(other, open_round, excused=True, excuse="Mới thành lập")
    remind(date(2026, 11, 25))
    assert Notice.objects.count() == 0


def test_returned_report_is_asked_for_again(asked, lead):
    seat("reporter", lead)
    report(asked, "returned", sent_at=timezone.now())
    remind(date(2026, 11, 18))
    assert Notice.objects.get().title.startswith("Báo cáo bị trả lại, cần gửi lại (còn 2 ngày làm việc)")


def test_head_of_the_agency_is_told_once_three_working_days_late(asked, lead):
    seat("leader", lead)
    seat("reporter", lead)
    approver = seat("approver", lead)
    for number in range(10):
        remind(date(2026, 11, 20) + timedelta(days=number))
        asked.refresh_from_db()
    assert asked.escalated_on == date(2026, 11, 26)
    assert told("request.escalated") == 2
    assert Notice.objects.filter(kind="request.escalated", user=approver).count() == 1


def test_agency_merged_during_the_cycle_is_reached_through_its_heir(asked, lead):
    heir = AgencyFactory()
    succeed(lead, heir, date(2026, 11, 1))
    clerk = seat("reporter", heir)
    remind(date(2026, 11, 13))
    assert Notice.objects.get().user == clerk


def test_reminders_are_daily_work():
    assert daily._dailies["reports.remind"] is remind


def test_extension_needs_a_later_day_and_a_reason_and_starts_escalation_anew(asked, lead, coordinator):
    clerk = seat("reporter", lead)
    asked.escalated_on = date(2026, 11, 25)
    asked.save()
    later = date(2026, 11, 27)
    assert refused(extend_request, request=asked, to=date(2026, 11, 20), reason="x", by=coordinator) == (
        "request.extension"
    )
    assert refused(extend_request, request=asked, to=later, reason=" ", by=coordinator) == "request.extension"
    made = extend_request(request=asked, to=later, reason="Mưa lũ", by=coordinator)
    assert (made.last_day, made.extension_reason, made.escalated_on) == (later, "Mưa lũ", None)
    assert Notice.objects.get(kind="request.extended").user == clerk
    assert Event.objects.get(action="request.extend").after == {"last_day": "2026-11-27", "reason": "Mưa lũ"}


def test_excuse_is_refused_once_a_report_has_come_and_can_be_taken_back(asked, coordinator):
    assert refused(excuse_request, request=asked, reason="", by=coordinator) == "request.no_excuse"
    assert excuse_request(request=asked, reason="Mới thành lập", by=coordinator).excused is True
    assert ask_again(request=asked, by=coordinator).excused is False
    assert refused(ask_again, request=asked, by=coordinator) == "request.not_excused"
    report(asked, "sent")
    assert refused(excuse_request, request=asked, reason="Mới thành lập", by=coordinator) == "request.sent"


def test_coordinator_reminds_at_once_but_only_once_a_day(asked, lead, coordinator):
    seat("reporter", lead)
    assert remind_now(request=asked, by=coordinator) == 1
    assert refused(remind_now, request=asked, by=coordinator) == "request.reminded"


def test_nothing_is_changed_in_a_closed_cycle_or_by_an_agency(asked, lead, coordinator):
    with pytest.raises(NotAllowed):
        extend_request(request=asked, to=date(2026, 11, 27), reason="x", by=actor_for(seat("approver", lead)))
    asked.cycle.state = "closed"
    asked.cycle.save()
    assert refused(remind_now, request=asked, by=coordinator) == "cycle.state"


def test_text_for_a_messaging_app_names_agency_day_and_link(asked):
    text = message_for(standings_of([asked])[0], "https://khcn.example.vn/r/abc/", date(2026, 11, 18))
    assert "Sở Chủ trì" in text
    assert "20/11/2026 (còn 2 ngày làm việc)" in text
    assert "https://khcn.example.vn/r/abc/" in text


def test_text_of_a_cycle_made_up_for_afterwards_threatens_with_no_deadline(plan, lead):
    past = request_for(lead, cycle(2025, plan=plan, backfill=True))
    text = message_for(standings_of([past])[0], "https://khcn.example.vn/r/abc/", date(2026, 11, 18))
    assert "gửi sớm “Báo cáo năm 2025” (kỳ làm bù)" in text
    assert "quá hạn" not in text
