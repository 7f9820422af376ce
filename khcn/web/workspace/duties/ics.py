"""Duties as an iCalendar file: all-day events, or tasks, with alarms and without names of people."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Todo

from khcn.kernel.duties.choices import DutyState
from khcn.kernel.duties.models import Duty, FeedKey
from khcn.kernel.duties.queries import outward_title
from khcn.web.workspace.duties.words import register_name

#: Programs ask again after this time.
EVERY = timedelta(hours=6)


def calendar_file(key: FeedKey, duties: Iterable[Duty], *, tasks: bool = False) -> bytes:
    """`tasks` gives VTODO for programs that keep lists of tasks, otherwise VEVENT."""
    name = (
        _("Nghĩa vụ: {agency}").format(agency=key.agency)
        if key.agency
        else _("Nghĩa vụ khoa học và công nghệ")
    )
    calendar = Calendar()
    calendar.add("prodid", "-//KHCN//Lich nghia vu//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for duty in duties:
        calendar.add_component(_task(duty) if tasks else _event(duty))
    return calendar.to_ical()


def _event(duty: Duty) -> Event:
    event = _filled(Event(), duty)
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _task(duty: Duty) -> Todo:
    task = _filled(Todo(), duty)
    task.add("due", duty.due_on)
    task.add("status", "NEEDS-ACTION" if duty.is_open else "COMPLETED")
    if duty.done_on:
        done = datetime.combine(duty.done_on, datetime.min.time(), UTC)
        task.add("completed", done)
    return task


def _filled(component: Any, duty: Duty) -> Any:
    site = settings.KHCN_SITE_URL.rstrip("/")
    component.add("uid", f"nghia-vu-{duty.pk}@{urlsplit(site).hostname or 'khcn'}")
    component.add("dtstamp", datetime.now(UTC))
    component.add("summary", summary(duty))
    component.add("description", _description(duty))
    component.add("categories", [register_name(duty.register)])
    component.add("url", site + reverse("duty_complete", kwargs={"pk": duty.pk}))
    if duty.is_open:
        for days in duty.rule.alert_days:
            component.add_component(_alarm(duty, days, "END" if isinstance(component, Todo) else "START"))
    return component


def summary(duty: Duty) -> str:
    words = {DutyState.DONE: _("Đã làm"), DutyState.WAIVED: _("Được miễn")}
    told = ": ".join(filter(None, (duty.rule.name, outward_title(duty))))
    period = f" ({duty.period_label})" if duty.period_label else ""
    word = words.get(DutyState(duty.state))
    return f"[{word}] {told}{period}" if word else f"{told}{period}"


def _description(duty: Duty) -> str:
    lines = [register_name(duty.register), str(duty.agency or "")]
    if duty.rule.legal_basis:
        unsure = _(" (cần xác nhận)") if duty.rule.needs_confirmation else ""
        lines.append(_("Căn cứ: {basis}").format(basis=duty.rule.legal_basis) + unsure)
    return "\n".join(filter(None, lines))


def _alarm(duty: Duty, days: int, related: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary(duty))
    alarm.add("trigger", timedelta(days=-days), parameters={"RELATED": related})
    return alarm
