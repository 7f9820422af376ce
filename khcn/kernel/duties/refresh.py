"""Making duties of records: after each change of a record, and every day for all registers.

Done and waived duties stay as they are. Doing it again changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from khcn.kernel.duties.dates import alert_days, done_of_itself, due_dates, first_alert
from khcn.kernel.duties.loading import load_rules
from khcn.kernel.duties.models import Duty, DutyRule
from khcn.kernel.jobs.daily import daily
from khcn.kernel.jobs.domain import Progress, job
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.signals import records_saved
from khcn.lib.chunks import in_chunks
from khcn.lib.working_days import usual_calendar

JOB = "duties.refresh"
CHUNK = 1000
#: A duty that fell due longer ago than this, before its record or rule was known, is not made any more.
RETROSPECT = timedelta(days=365)
COPIED = ("title", "agency_id")
KEPT_UP = ["title", "agency", "period", "due_on", "done_on", "cancelled_on", "alert_on"]


@receiver(records_saved, dispatch_uid="duties.refresh")
def _after_saving(register: Register, records: Sequence[Record], **_more: Any) -> None:
    refresh_duties(register, records, today=timezone.localdate())


@job(JOB)
def refresh_one(progress: Progress, *, register: str) -> None:
    """After a rule was changed: the duties of its register."""
    found = registers.get(register)
    if found is not None:
        _refresh_all_of(found, timezone.localdate())


@daily(JOB)
def refresh_daily(today: date) -> None:
    """A new release or pack may have brought other rules; then everything as of today."""
    load_rules()
    refresh_all(today)


def refresh_all(today: date) -> None:
    """Duties of all registers, as of today: new years, ended records, rules out of use, new names."""
    for register in registers:
        _refresh_all_of(register, today)


def _refresh_all_of(register: Register, today: date) -> None:
    rules = list(DutyRule.objects.filter(register=register.code))
    if rules:
        _cancel_gone(register, rules, today)
        _refresh_register(register, rules, today)


def _refresh_register(register: Register, rules: list[DutyRule], today: date) -> None:
    standings = {standing for rule in rules if rule.active for standing in rule.standings}
    rows = register.model._default_manager.filter(standing__in=standings).order_by("pk")
    if "__" in register.model.title_field:
        rows = rows.select_related(register.model.title_field.rpartition("__")[0])
    for records in in_chunks(rows.iterator(chunk_size=CHUNK), CHUNK):
        _refresh_chunk(register, rules, records, today)


def _cancel_gone(register: Register, rules: list[DutyRule], today: date) -> None:
    """Open duties by rules out of use, and of records that are gone or no longer stand as the rule says."""
    kind = ContentType.objects.get_for_model(register.model)
    for rule in rules:
        open_ones = Duty.objects.open().filter(rule=rule, kind=kind)
        standing = register.model._default_manager.filter(standing__in=rule.standings)
        gone = open_ones.exclude(object_id__in=standing.values("pk")) if rule.active else open_ones
        gone.update(cancelled_on=today)


def refresh_duties(register: Register, records: Iterable[Record], *, today: date) -> None:
    """Bring the duties of these records of one register up to date; three queries for each thousand of them."""
    rules = list(DutyRule.objects.filter(register=register.code))
    if rules:
        for chunk in in_chunks(records, CHUNK):
            _refresh_chunk(register, rules, chunk, today)


@dataclass
class _Changes:
    new: list[Duty] = field(default_factory=list)
    changed: list[Duty] = field(default_factory=list)


@transaction.atomic
def _refresh_chunk(register: Register, rules: list[DutyRule], records: Sequence[Record], today: date) -> None:
    kind = ContentType.objects.get_for_model(register.model)
    known: dict[tuple[int, int], dict[str, Duty]] = {}
    rows = Duty.objects.filter(kind=kind, object_id__in=[record.pk for record in records])
    for duty in rows.select_for_update().order_by("pk"):
        known.setdefault((duty.rule_id, duty.object_id), {})[duty.period] = duty
    changes, calendar = _Changes(), usual_calendar()
    for record in records:
        for rule in rules:
            wanted = dict(due_dates(rule, record, today, calendar))
            _compare(changes, rule, record, known.get((rule.pk, record.pk), {}), wanted, today)
    for duty in changes.new:
        duty.register, duty.kind = register.code, kind
    Duty.objects.bulk_create(changes.new, batch_size=500, ignore_conflicts=True)
    Duty.objects.bulk_update(changes.changed, KEPT_UP, batch_size=200)


def _compare(
    changes: _Changes,
    rule: DutyRule,
    record: Record,
    known: dict[str, Duty],
    wanted: dict[str, date],
    today: date,
) -> None:
    done_on = done_of_itself(rule, record, today)
    copied = {"title": str(record)[:200], "agency_id": record.responsible_id}
    missing = {
        period: due
        for period, due in wanted.items()
        if period not in known and due >= today - RETROSPECT and not done_on
    }
    left = [duty for period, duty in known.items() if duty.is_open and period not in wanted]
    if rule.event != "yearly" and len(left) == len(missing) == 1:
        _move(changes, left.pop(), rule, *missing.popitem(), copied, today)
    for duty in left:
        duty.cancelled_on = today
        changes.changed.append(duty)
    for period, due in wanted.items():
        if period in known and done_on:
            _be_done(changes, known[period], done_on)
        elif period in known:
            _keep_up(changes, known[period], rule, due, copied, today)
    for period, due in missing.items():
        alert_on = first_alert(rule, due, today)
        changes.new.append(
            Duty(rule=rule, object_id=record.pk, period=period, due_on=due, alert_on=alert_on, **copied)
        )


def _be_done(changes: _Changes, duty: Duty, done_on: date) -> None:
    if duty.is_open:
        duty.done_on, duty.alert_on = done_on, None
        changes.changed.append(duty)


def _move(
    changes: _Changes, duty: Duty, rule: DutyRule, period: str, due: date, copied: dict[str, Any], today: date
) -> None:
    """The day that an open duty counts from was changed: the same duty, another day."""
    duty.period = period
    _keep_up(changes, duty, rule, due, copied, today)
    if duty not in changes.changed:
        changes.changed.append(duty)


def _keep_up(
    changes: _Changes, duty: Duty, rule: DutyRule, due: date, copied: dict[str, Any], today: date
) -> None:
    if duty.done_on or duty.waived_on:
        return
    before = {name: getattr(duty, name) for name in ("due_on", "cancelled_on", "alert_on", *COPIED)}
    revived, moved = duty.cancelled_on is not None, duty.due_on != due
    duty.due_on, duty.cancelled_on = due, None
    for name, value in copied.items():
        setattr(duty, name, value)
    if revived or moved or (duty.alert_on and duty.alert_on not in alert_days(rule, due)):
        duty.alert_on = first_alert(rule, due, today)
    if any(getattr(duty, name) != value for name, value in before.items()):
        changes.changed.append(duty)
