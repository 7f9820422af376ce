"""When duties fall due: pure functions of a rule and a record. No database."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from khcn.kernel.duties.choices import DutyEvent, DutyUnit
from khcn.kernel.duties.models import DutyRule
from khcn.lib.months import add_months, day_of
from khcn.lib.working_days import ONE_DAY, WorkCalendar

#: Yearly duties are reckoned back so many years at most.
MOST_YEARS = 30
#: A record without a first day is taken to have been there for so many years.
UNDATED_YEARS = 5


def due_dates(rule: DutyRule, record: Any, today: date, calendar: WorkCalendar) -> list[tuple[str, date]]:
    """Periods with their due days, which this record has by this rule; yearly ones until the end of next year.

    A yearly rule holds if it is in force on the due day; the others, if on the day that they count from.
    """
    if not rule.active or record.standing not in rule.standings or not applies(rule, record):
        return []
    if rule.event == DutyEvent.YEARLY:
        return list(_yearly(rule, record, today))
    anchor = getattr(record, rule.field)
    if anchor is None or not rule.valid_on(anchor):
        return []
    try:
        return [(anchor.isoformat(), counted(rule, anchor, calendar))]
    except (ValueError, OverflowError):  # beyond the calendar
        return []


def applies(rule: DutyRule, record: Any) -> bool:
    """Whether the rule speaks of this record: one of its alternatives holds, or it names none."""
    held = (all(getattr(record, name) in values for name, values in one.items()) for one in rule.only)
    return not rule.only or any(held)


def done_of_itself(rule: DutyRule, record: Any, today: date) -> date | None:
    """The day told by the field that a duty waits for; today when that field is no date; None while it is empty."""
    told = getattr(record, rule.done_field) if rule.done_field else None
    if told in (None, ""):
        return None
    return told if isinstance(told, date) else today


def counted(rule: DutyRule, anchor: date, calendar: WorkCalendar) -> date:
    """The day that many days, working days, months or years before or after `anchor`."""
    count = rule.amount if rule.event == DutyEvent.AFTER else -rule.amount
    if not count:
        return anchor
    if rule.unit == DutyUnit.WORKING_DAYS:
        return calendar.add_working_days(anchor, count)
    if rule.unit == DutyUnit.DAYS:
        return anchor + timedelta(days=count)
    return add_months(anchor, count * (12 if rule.unit == DutyUnit.YEARS else 1))


def _yearly(rule: DutyRule, record: Any, today: date) -> Iterator[tuple[str, date]]:
    assert rule.month is not None
    assert rule.day is not None
    for year in _years(record, today):
        due = day_of(year + 1, rule.month, rule.day)
        if rule.valid_on(due):
            yield str(year), due


def _years(record: Any, today: date) -> range:
    """Years up to the present one in which the record was in force on some day."""
    ends = [record.valid_to, record.ended_on - ONE_DAY if record.ended_on else None]
    last = min((day.year for day in ends if day), default=today.year)
    first = record.valid_from.year if record.valid_from else today.year - UNDATED_YEARS
    return range(max(first, today.year - MOST_YEARS), min(last, today.year) + 1)


def alert_days(rule: DutyRule, due: date) -> list[date]:
    """The days of reminders in order: those before the due day, and the day after it."""
    before = {due - timedelta(days=count) for count in rule.alert_days}
    return sorted({*before, due + ONE_DAY})


def first_alert(rule: DutyRule, due: date, today: date) -> date:
    """The reminder that a new duty waits for: the last one that has passed, or else the first one."""
    days = alert_days(rule, due)
    passed = [day for day in days if day <= today]
    return passed[-1] if passed else days[0]


def next_alert(rule: DutyRule, due: date, today: date) -> date | None:
    """The reminder after today; None when all have been given."""
    return next((day for day in alert_days(rule, due) if day > today), None)
