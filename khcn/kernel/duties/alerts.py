"""Reminding people of duties: one notice a person and day, however many duties there are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.agencies.queries import SuccessionMap
from khcn.kernel.deadlines import time_left
from khcn.kernel.duties.dates import next_alert
from khcn.kernel.duties.models import Duty
from khcn.kernel.duties.queries import outward_title
from khcn.kernel.jobs.daily import daily
from khcn.kernel.notices.domain import notify
from khcn.kernel.registers.rules import AGENCY_STAFF

KIND = "duties.due"
#: So many duties are named in a notice; the page tells the rest.
NAMED = 10


@daily("duties.alert")
@transaction.atomic
def alert(today: date) -> None:
    """Tell of every open duty whose reminder is due by today, and set its next one.

    After days without a worker each duty is told of once. Run again, or by two workers, it tells nothing twice.
    """
    rows = Duty.objects.open().filter(alert_on__lte=today)
    due = list(rows.select_for_update(of=("self",)).select_related("rule").order_by("due_on", "pk"))
    if not due:
        return
    for duty in due:
        duty.alert_on = next_alert(duty.rule, duty.due_on, today)
    Duty.objects.bulk_update(due, ["alert_on"], batch_size=500)
    for user, duties in _by_person(due, today):
        _tell(user, duties, today)


def _by_person(duties: Iterable[Duty], today: date) -> Iterable[tuple[User, list[Duty]]]:
    """Coordinators hear of all, people of an agency of its own, with what it took over from others."""
    succession, answering = SuccessionMap.load(), {}
    by_agency: dict[int | None, list[Duty]] = defaultdict(list)
    every = list(duties)
    for duty in every:
        if duty.agency_id and duty.agency_id not in answering:
            answering[duty.agency_id] = succession.responsible_on(duty.agency_id, today).agency_id
        by_agency[answering.get(duty.agency_id or 0)].append(duty)
    people: dict[User, list[Duty]] = {}
    for seat in _seats([one for one in by_agency if one], today):
        if seat.role == Role.COORDINATOR:
            people[seat.user] = every
        elif people.get(seat.user) is not every:
            people[seat.user] = [*people.get(seat.user, []), *by_agency[seat.agency_id]]
    for user, theirs in people.items():
        told = {duty.pk: duty for duty in theirs}
        yield user, sorted(told.values(), key=lambda duty: (duty.due_on, duty.pk))


def _seats(agencies: list[int], today: date) -> Iterable[Membership]:
    """Coordinators first."""
    mine = Q(role__in=AGENCY_STAFF, agency__in=agencies) | Q(role=Role.COORDINATOR)
    rows = Membership.objects.filter(mine, user__is_active=True).valid_on(today).select_related("user")
    return sorted(rows, key=lambda seat: (seat.role != Role.COORDINATOR, seat.pk))


def _tell(user: User, duties: list[Duty], today: date) -> None:
    with translation.override(user.language):
        late = sum(duty.due_on < today for duty in duties)
        title = _("{count} nghĩa vụ đến hạn").format(count=len(duties))
        if late:
            title = _("{count} nghĩa vụ đến hạn, trong đó {late} quá hạn").format(
                count=len(duties), late=late
            )
        lines = [_line(duty, today) for duty in duties[:NAMED]]
        if len(duties) > NAMED:
            lines.append(_("… và {count} nghĩa vụ khác.").format(count=len(duties) - NAMED))
        url = reverse("duty_calendar") + ("?khoang=qua-han" if late == len(duties) else "?khoang=tat-ca")
        notify(users=[user], kind=KIND, title=title, body="\n".join(lines), url=url)


def _line(duty: Duty, today: date) -> str:
    """One duty in a mail: no names of people."""
    what = ": ".join(filter(None, (duty.rule.name, outward_title(duty))))
    return f"{duty.due_on:%d/%m/%Y} ({time_left(today, duty.due_on)}): {what}"
