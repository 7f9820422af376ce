"""Acts on duties and on their rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.models import User
from khcn.kernel.audit.domain import record_event
from khcn.kernel.duties.dates import next_alert
from khcn.kernel.duties.models import Duty, DutyRule
from khcn.kernel.errors import DomainError


@transaction.atomic
def complete_duty(*, duty: Duty, on: date, by: Actor, note: str = "") -> Duty:
    """Somebody who may edit the record says that the duty was done on that day."""
    duty = _open(duty, "duties.duty.edit", by)
    if on > by.on:
        raise DomainError(
            _("Ngày làm xong %(day)s còn ở phía trước. Hãy ghi ngày đã làm thật.")
            % {"day": f"{on:%d/%m/%Y}"},
            code="duty.done_in_future",
            fields={"on": _("Chọn ngày không muộn hơn hôm nay.")},
        )
    duty.done_on, duty.outcome = on, note.strip()[:500]
    return _close(duty, "duty.complete", by, {"done_on": on, "outcome": duty.outcome})


@transaction.atomic
def waive_duty(*, duty: Duty, reason: str, by: Actor) -> Duty:
    """The department says why the duty need not be done."""
    duty = _open(duty, "duties.duty.waive", by)
    if not reason.strip():
        sentence = _("Hãy ghi lý do hoặc văn bản cho miễn nghĩa vụ này.")
        raise DomainError(sentence, code="duty.reason_missing", fields={"reason": sentence})
    duty.waived_on, duty.outcome = by.on, reason.strip()[:500]
    return _close(duty, "duty.waive", by, {"waived_on": by.on, "reason": duty.outcome})


@transaction.atomic
def reopen_duty(*, duty: Duty, by: Actor) -> Duty:
    """Closed by mistake: the duty waits again."""
    require(by, "duties.duty.waive", duty)
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    if not (duty.done_on or duty.waived_on):
        raise DomainError(_("Nghĩa vụ này chưa được ghi là đã làm hay được miễn."), code="duty.not_closed")
    before = {"done_on": duty.done_on, "waived_on": duty.waived_on, "outcome": duty.outcome}
    duty.done_on = duty.waived_on = duty.closed_by_id = None
    duty.outcome = ""
    duty.alert_on = next_alert(duty.rule, duty.due_on, by.on)
    duty.save()
    record_event("duty.reopen", duty, by=by, before=before)
    return duty


@transaction.atomic
def edit_rule(*, rule: DutyRule, values: Mapping[str, Any], by: Actor) -> DutyRule:
    """Change a rule; from now on the files leave it alone. Duties follow with the next refresh."""
    require(by, "duties.dutyrule.edit", rule)
    rule = DutyRule.objects.select_for_update().get(pk=rule.pk)
    before = {name: getattr(rule, name) for name, value in values.items() if getattr(rule, name) != value}
    if not before:
        return rule
    for name, value in values.items():
        setattr(rule, name, value)
    rule._history_user = User.objects.get(pk=by.user_id or 0)  # type: ignore[attr-defined]
    rule.save()
    record_event("duty_rule.edit", rule, by=by, before=before, after={name: values[name] for name in before})
    return rule


def _open(duty: Duty, right: str, by: Actor) -> Duty:
    require(by, right, duty)
    locked = Duty.objects.select_for_update().get(pk=duty.pk)
    if not locked.is_open:
        raise DomainError(
            _("Nghĩa vụ này đã được ghi xong, được miễn hoặc không còn phải làm. Hãy tải lại trang."),
            code="duty.closed",
        )
    return locked


def _close(duty: Duty, action: str, by: Actor, after: Mapping[str, Any]) -> Duty:
    duty.closed_by_id, duty.alert_on = by.user_id, None
    duty.save()
    record_event(action, duty, by=by, after={"period": duty.period, "due_on": duty.due_on, **after})
    return duty
