"""When duties fall due, in worked cases."""

from datetime import date
from types import SimpleNamespace

import pytest

from khcn.kernel.duties.dates import due_dates, first_alert, next_alert
from khcn.kernel.duties.models import DutyRule
from khcn.lib.working_days import WorkCalendar

TODAY = date(2026, 6, 15)
CALENDAR = WorkCalendar()


def rule(**values):
    usual = {"code": "x", "register": "to-chuc", "event": "after", "field": "valid_from", "unit": "days"}
    return DutyRule(**{**usual, **values})


def yearly(**values):
    return rule(event="yearly", field="", **{"month": 3, "day": 31, **values})


def record(**values):
    usual = {"standing": "active", "valid_from": None, "valid_to": None, "ended_on": None}
    return SimpleNamespace(**{**usual, **values})


def dates(rule, record, today=TODAY, calendar=CALENDAR):
    return due_dates(rule, record, today, calendar)


def years(rule, record, today=TODAY):
    return [period for period, _due in dates(rule, record, today)]


@pytest.mark.parametrize(
    ("event", "day", "amount", "unit", "due"),
    [
        ("after", date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        ("after", date(2024, 1, 31), 1, "months", date(2024, 2, 29)),
        ("after", date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        ("after", date(2026, 3, 1), 30, "days", date(2026, 3, 31)),
        ("before", date(2026, 3, 31), 1, "months", date(2026, 2, 28)),
        ("before", date(2026, 3, 31), 90, "days", date(2025, 12, 31)),
        ("before", date(2026, 3, 31), 0, "days", date(2026, 3, 31)),
        ("before", date(2026, 5, 31), 0, "working_days", date(2026, 5, 31)),
        ("after", date(2026, 6, 12), 1, "working_days", date(2026, 6, 15)),
        ("before", date(2026, 6, 15), 1, "working_days", date(2026, 6, 12)),
    ],
)
def test_counted_from_a_day(event, day, amount, unit, due):
    told = rule(event=event, field="valid_to", amount=amount, unit=unit)
    assert dates(told, record(valid_to=day)) == [(day.isoformat(), due)]


def test_working_days_step_over_tet_in_both_directions():
    """Tết 2026: new year's day is 17/02; with the days off of the calendar 14 to 22/02 nobody works."""
    eve, after = date(2026, 2, 13), date(2026, 2, 23)
    calendar = WorkCalendar(extra_off=frozenset({date(2026, 2, 16), date(2026, 2, 20)}))
    forward = rule(field="valid_to", amount=1, unit="working_days")
    back = rule(event="before", field="valid_to", amount=1, unit="working_days")
    assert dates(forward, record(valid_to=eve), calendar=calendar) == [("2026-02-13", after)]
    assert dates(back, record(valid_to=after), calendar=calendar) == [("2026-02-23", eve)]


def test_published_working_saturday_counts():
    saturday = date(2026, 6, 13)
    calendar = WorkCalendar(extra_working=frozenset({saturday}))
    told = rule(field="valid_to", amount=1, unit="working_days")
    assert dates(told, record(valid_to=date(2026, 6, 12)), calendar=calendar) == [("2026-06-12", saturday)]


def test_missing_day_gives_no_duty():
    assert dates(rule(field="valid_to", amount=1), record()) == []


def test_day_beyond_the_calendar_gives_no_duty():
    assert dates(rule(field="valid_to", amount=1, unit="years"), record(valid_to=date(9999, 12, 31))) == []


@pytest.mark.parametrize("standing", ["pending", "paused", "ended", "void"])
def test_rule_applies_in_its_standings_only(standing):
    assert dates(rule(field="valid_to"), record(valid_to=TODAY, standing=standing)) == []


def test_rule_out_of_use_makes_nothing():
    assert dates(rule(field="valid_to", active=False), record(valid_to=TODAY)) == []


def test_yearly_duty_begins_in_the_year_after_the_first_day_and_reaches_to_the_next_year():
    assert dates(yearly(), record(valid_from=date(2024, 12, 31))) == [
        ("2024", date(2025, 3, 31)),
        ("2025", date(2026, 3, 31)),
        ("2026", date(2027, 3, 31)),
    ]


def test_year_in_which_the_record_ended_is_still_reported_on():
    ended = record(valid_from=date(2023, 5, 1), ended_on=date(2025, 2, 1), standing="ended")
    assert years(yearly(standings=["active", "ended"]), ended) == ["2023", "2024", "2025"]


def test_record_that_ended_on_new_years_day_owes_nothing_for_that_year():
    ended = record(valid_from=date(2023, 5, 1), ended_on=date(2025, 1, 1), standing="ended")
    assert years(yearly(standings=["ended"]), ended) == ["2023", "2024"]


def test_expired_record_owes_nothing_for_later_years():
    assert years(yearly(), record(valid_from=date(2022, 1, 1), valid_to=date(2023, 6, 30))) == [
        "2022",
        "2023",
    ]


def test_record_that_begins_in_the_future_owes_nothing_yet():
    assert dates(yearly(), record(valid_from=date(2027, 1, 1))) == []


def test_last_day_of_february_follows_leap_years():
    told = yearly(month=2, day=29)
    assert [due for _year, due in dates(told, record(valid_from=date(2023, 1, 1)))] == [
        date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28),
    ]  # fmt: skip


def test_yearly_rule_holds_for_due_days_within_its_validity():
    told = yearly(valid_from=date(2025, 3, 31), valid_to=date(2026, 3, 30))
    assert dates(told, record(valid_from=date(2020, 1, 1))) == [("2024", date(2025, 3, 31))]


def test_of_two_rules_that_follow_each_other_one_holds_for_each_event():
    old = rule(field="valid_to", amount=30, valid_to=date(2025, 12, 31))
    new = rule(field="valid_to", amount=10, valid_from=date(2026, 1, 1))
    for day, due in ((date(2025, 12, 31), date(2026, 1, 30)), (date(2026, 1, 1), date(2026, 1, 11))):
        found = [dates(one, record(valid_to=day)) for one in (old, new)]
        assert [pair for pairs in found for pair in pairs] == [(day.isoformat(), due)]


def test_reminders_before_and_after_the_due_day():
    told, due = rule(alert_days=[7, 30]), date(2026, 7, 31)
    assert first_alert(told, due, date(2026, 6, 1)) == date(2026, 7, 1)
    assert next_alert(told, due, date(2026, 7, 1)) == date(2026, 7, 24)
    assert next_alert(told, due, date(2026, 7, 24)) == date(2026, 8, 1)
    assert next_alert(told, due, date(2026, 8, 1)) is None


def test_duty_entered_late_waits_for_one_reminder_only():
    told, due = rule(alert_days=[90, 60, 30]), date(2026, 7, 31)
    assert first_alert(told, due, date(2026, 7, 10)) == date(2026, 7, 1)
    assert next_alert(told, due, date(2026, 7, 10)) == date(2026, 8, 1)
