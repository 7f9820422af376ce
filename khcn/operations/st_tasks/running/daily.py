"""Reminders: host and officer are told of what is due, once when it comes near and once when it is late."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.accounts.models import User
from khcn.kernel.jobs.daily import daily
from khcn.kernel.notices.domain import notify
from khcn.kernel.notices.models import Notice
from khcn.operations.st_tasks.choices import Holder
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.money.words import day_said
from khcn.operations.st_tasks.running.due import Due, due_until
from khcn.operations.st_tasks.running.people import host_people, officers

#: Told so many days ahead.
AHEAD = timedelta(days=14)
#: What became due longer ago than this is on the page of what is due, and no longer worth a letter.
FORGET = timedelta(days=60)
FOLLOWED = ("running", "paused", "accepting", "terminated")


@daily("st_tasks.due")
def remind(day: date) -> None:
    """Safe to run twice on a day: a notice names what it tells of, and is not sent again."""
    tasks = StTask.objects.filter(state__in=FOLLOWED, procedure__isnull=False)
    found = [one for one in due_until(tasks, day + AHEAD) if one.day >= day - FORGET]
    if not found:
        return
    hosts, staff = host_people({one.task for one in found}), officers()
    told = _told_before()
    for one in found:
        _tell(one, day, [*_people(one, hosts, staff)], told)


def _people(one: Due, hosts: dict[int, list[User]], staff: list[User]) -> Iterable[User]:
    if one.holder == Holder.HOST:
        yield from hosts.get(one.task.pk, [])
    if one.holder == Holder.OFFICER:
        yield from [one.task.officer] if one.task.officer else staff


def kind_of(one: Due, day: date) -> str:
    """The kind of a notice: it bears what the notice is about, and whether it was late by then."""
    return f"st_task.{'late' if one.day < day else 'due'}.{one.key}"


def _told_before() -> set[tuple[int, str]]:
    rows = Notice.objects.filter(kind__startswith="st_task.")
    return set(rows.values_list("user", "kind"))


@transaction.atomic
def _tell(one: Due, day: date, people: list[User], told: set[tuple[int, str]]) -> None:
    kind = kind_of(one, day)
    new = [user for user in people if (user.pk, kind) not in told]
    if not new:
        return
    sentence = (
        _("Quá hạn %(day)s: %(kind)s, “%(task)s”")
        if one.day < day
        else _("Đến hạn %(day)s: %(kind)s, “%(task)s”")
    )
    title = sentence % {
        "day": day_said(one.day),
        "kind": one.kind_name.lower(),
        "task": one.task.outward_name,
    }
    notify(
        users=new,
        kind=kind,
        title=title,
        body="" if one.task.confidential else one.what,
        url=f"/nhiem-vu-khcn/{one.task.pk}/",
    )
    told.update((user.pk, kind) for user in new)
